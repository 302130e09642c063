public import Law
import Editions
public import Procurement

extension Website {
    /// Serves the tools and the law alone, to this computer alone: no data folder, no account,
    /// nothing written, nothing that listens to the network.
    ///
    /// - Parameters:
    ///   - port: the port to listen to on the loopback address; 0 for any.
    ///   - law: the law, with what was confirmed.
    ///   - today: asks what day it is.
    ///   - started: called once with the port, when requests are answered.
    ///   - log: where the person who runs it reads what goes wrong.
    /// - Throws: what opening the port throws.
    public static func serveTools(
        port: Int, law: LawBook, today: @escaping @Sendable () -> Day,
        started: @escaping @Sendable (Int) -> Void = { _ in },
        log: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws {
        let workers = Workers(threads: 2, capacity: 32)
        defer { workers.stop() }
        try await run(toolSite(law, workers, today, log), host: "127.0.0.1", port, started)
    }

    /// The site of the tools alone.
    static func toolSite(
        _ law: LawBook, _ workers: Workers, _ today: @escaping @Sendable () -> Day,
        _ log: @escaping @Sendable (String) -> Void
    ) -> Site {
        var settings = SiteSettings(Settings(), folder: "")
        settings.name = "Outils de la commande publique, sur votre ordinateur"
        settings.isUnconfigured = false
        settings.isToolsOnly = true
        return Site(
            settings: settings, shelf: EmptyShelf(), reports: ReportBox(folder: ""),
            workers: workers, law: law, today: today, log: log)
    }
}
