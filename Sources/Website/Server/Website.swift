import Foundation
import Hummingbird
import Logging

public import Community
public import Editions
import Law
public import Procurement

/// The public site of a data folder.
public enum Website {
    /// Where a token signs in, below the site's address.
    public static func signInPath(token: String) -> String {
        SignInLinkPage.link(token: token).address
    }

    /// Why the site may not be served.
    public struct NotReady: Error, CustomStringConvertible, Sendable {
        /// What to complete or correct in `reglages.json`.
        public let faults: [Settings.Fault]
        /// French, several lines.
        public var description: String {
            "Le site n’est pas prêt à être publié. Dans «\u{202F}reglages.json\u{202F}»\u{202F}:\n"
                + faults.map { "- \($0.message)" }.joined(separator: "\n")
                + "\nPour une démonstration, ou pour lire vos données sur votre seule machine, mettez "
                + "«\u{202F}\"demonstration\": true\u{202F}»."
        }
    }

    /// Serves the site of a data folder until the process is asked to stop.
    ///
    /// - Parameters:
    ///   - port: the port to listen to; 0 for any.
    ///   - folder: the data folder.
    ///   - host: the address to listen to.
    ///   - today: asks what day it is.
    ///   - now: asks what moment it is.
    ///   - started: called once with the port, when requests are answered.
    ///   - log: where the operator reads what goes wrong.
    /// - Throws: `NotReady` when a required setting is empty and the data is not the invented
    ///   sample; what opening the edition or the port throws.
    public static func serve(
        port: Int, data folder: String, host: String = "127.0.0.1",
        today: @escaping @Sendable () -> Day,
        now: @escaping @Sendable () -> Moment,
        started: @escaping @Sendable (Int) -> Void = { _ in },
        log: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws {
        let settings = try Settings(folder: folder)
        let shelf = try DataFolderShelf(folder: folder)
        // A folder without edition yet is served too: every page then says so.
        let isInvented = (try? shelf.current().facts.isWhollyInvented) ?? false
        let faults =
            settings.faults + (settings.isDemonstration || isInvented ? [] : settings.missing)
        guard faults.isEmpty else { throw NotReady(faults: faults) }

        let threads = max(2, ProcessInfo.processInfo.activeProcessorCount)
        let workers = Workers(threads: threads, capacity: 1_024)
        defer { workers.stop() }
        let callers = Workers(threads: 4, capacity: 32, patience: .seconds(15))
        defer { callers.stop() }
        let store = try CommunityStore(path: folder + "/" + CommunityStore.fileName)
        let chance = SystemChance()
        var siteSettings = SiteSettings(settings, folder: folder)
        siteSettings.localAddress = "http://localhost:\(port)"
        siteSettings.tokenKey = try TokenKeyFile.key(folder: folder, chance)
        let site = Site(
            settings: siteSettings, shelf: shelf,
            reports: ReportBox(folder: folder), workers: workers,
            law: .shipped.confirmed(by: try ConfirmationFile(folder: folder).confirmations),
            today: today, now: now,
            community: CommunitySetting(
                store: store, now: now, chance: chance,
                openID: settings.openID.map { OpenIDProvider($0, log: log) },
                steady: SteadyClock(now).now),
            callers: callers,
            register: settings.companyRegister.isEmpty
                ? nil : CompanyDesk(CompanyRegister(address: settings.companyRegister)),
            log: log)
        let mail = mail(settings, siteSettings, folder: folder, store: store)
        let (name, address) = (siteSettings.name, siteSettings.publicAddress)
        let chores = ChoreThread {
            Chore.Setting(
                store: store, mail: mail, siteName: name, siteAddress: address, shelf: shelf,
                acting: Acting(person: nil, now: now(), chance: chance), log: log)
        }
        defer { chores.stop() }
        try await run(site, host: host, port, started)
    }

    /// How letters leave: by the program that the settings name, else as files of the data folder.
    private static func mail(
        _ settings: Settings, _ site: SiteSettings, folder: String, store: CommunityStore
    ) -> MailDelivery {
        let sender = settings.mailSender.isEmpty ? settings.email : settings.mailSender
        let from = sender.isEmpty ? "observatoire@localhost" : sender
        return MailDelivery(
            store: store,
            carrier: SendmailCarrier(command: settings.mailCommand, sender: from)
                ?? FolderCarrier(folder: folder + "/courriels") as any MailCarrier,
            sender: from, senderName: site.name, siteAddress: site.publicAddress)
    }

    /// Answers requests until the process is asked to stop.
    static func run(
        _ site: Site, host: String, _ port: Int, _ started: @escaping @Sendable (Int) -> Void
    ) async throws {
        var logger = Logger(label: "orcp")
        logger.logLevel = .error
        let application = Application(
            responder: HTTPAdapter(site: site),
            server: .http1(configuration: .init(idleTimeout: .seconds(75))),
            configuration: .init(address: .hostname(host, port: port), backlog: 1_024),
            onServerRunning: { channel in started(channel.localAddress?.port ?? port) },
            logger: logger)
        try await application.runService()
    }
}
