import ArgumentParser
import Editions
import Foundation
import Law
import Website

/// Serves the tools to this computer alone.
struct ToolsServer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tools",
        abstract: "Serve the tools and the law to this computer alone.",
        discussion: """
            The same pages as on an observatory's site, on the loopback address only: no account, no \
            data folder needed, nothing written. With --data, the facts that folder confirmed.
            """)

    @Option(help: "A data folder whose confirmed facts are used.") var data: String?
    @Option(help: "The port; 0 for any.") var port = 8088

    func run() async throws {
        let confirmations = try data.map { try ConfirmationFile(folder: $0).confirmations } ?? []
        try await Website.serveTools(
            port: port, law: .shipped.confirmed(by: confirmations), today: { Clock.today },
            started: { port in
                print("http://localhost:\(port)")
                fflush(nil)
            },
            log: { complain($0) })
    }
}
