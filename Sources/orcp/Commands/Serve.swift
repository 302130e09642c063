import ArgumentParser
import Foundation
import Website

/// Serves the site and its API.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the site and its API.",
        discussion: """
            Refuses to start while a setting that the law requires is empty, unless the edition is of \
            the invented sample. A reverse proxy ends TLS.
            """)

    @OptionGroup var data: DataFolder
    @Option(help: "The port; 0 for any.") var port = 8080
    @Option(help: "The address to listen to.") var host = "127.0.0.1"

    func run() async throws {
        do {
            try await Website.serve(
                port: port, data: data.path, host: host, today: { Clock.today },
                now: { Clock.now },
                started: { port in
                    print("http://localhost:\(port)")
                    fflush(nil)
                },
                log: { complain($0) })
        } catch let refusal as Website.NotReady {
            throw Problem(outcome: .unavailable, message: refusal.description)
        }
    }
}
