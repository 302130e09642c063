import Community
import Foundation

/// Work that comes back: letters to carry, reminders to write, rows too old to keep.
struct Chore: Sendable {
    /// What a chore works with.
    struct Setting: Sendable {
        let store: CommunityStore
        let mail: MailDelivery
        let siteName: String
        let siteAddress: String
        /// Where editions are found; nil where there is none.
        var shelf: (any EditionShelf)?
        let acting: Acting
        let log: @Sendable (String) -> Void
    }

    let name: String
    /// Seconds between two turns.
    let every: Int64
    let run: @Sendable (Setting) throws -> Void

    /// The one list: a new chore is added here.
    static let all: [Chore] = [
        Chore(name: "courriels", every: 2) { setting in
            _ = try setting.mail.deliver(setting.acting, log: setting.log)
        },
        Chore(name: "textes", every: 1) { setting in
            _ = try FileTexts.drawWaiting(
                setting.store, atMost: 1, setting.acting, log: setting.log)
        },
        // The files of offers go before the rows that name them.
        .offers,
        Chore(name: "conservation", every: 3_600) { setting in
            let forgotten = Result {
                try setting.store.forgetOldRows(setting.acting) { table, error in
                    setting.log(
                        "Conservation\u{202F}: la table «\u{202F}\(table)\u{202F}» n’a pas pu être purgée, "
                            + "les autres le sont\u{202F}: \(error)")
                }
            }
            _ = try setting.mail.forget()
            _ = try forgotten.get()
        },
        meetingReminders,
        .charter, .dossiers, .contributions, .alerts,
        Chore(name: "rencontres", every: 900) { setting in
            let letter = EventLetters(setting).letter
            try setting.store.events.remind(setting.acting, letter: letter)
            try setting.store.events.askOpinions(setting.acting, letter: letter)
            try setting.store.events.tidy(setting.acting, letter: letter)
        },
    ]
}

/// Runs the chores, one after another, on a thread of its own.
final class ChoreThread: Sendable {
    private let stopped = StopFlag()

    /// Set once, read by the thread.
    private final class StopFlag: @unchecked Sendable {
        // @unchecked Sendable: `isSet` is touched only while `condition` is locked.
        private let condition = NSCondition()
        private var isSet = false

        func set() {
            condition.lock()
            isSet = true
            condition.broadcast()
            condition.unlock()
        }

        /// Waits a second or until it is set; whether it is set.
        func waitASecond() -> Bool {
            condition.lock()
            defer { condition.unlock() }
            if !isSet { _ = condition.wait(until: Date(timeIntervalSinceNow: 1)) }
            return isSet
        }
    }

    /// Begins.
    init(_ setting: @escaping @Sendable () -> Chore.Setting) {
        let stopped = stopped
        let thread = Thread {
            var last: [String: Int64] = [:]
            while !stopped.waitASecond() {
                let setting = setting()
                let now = setting.acting.now.seconds
                for chore in Chore.all where now - (last[chore.name] ?? .min / 2) >= chore.every {
                    last[chore.name] = now
                    do {
                        try chore.run(setting)
                    } catch {
                        setting.log(
                            "La tâche «\u{202F}\(chore.name)\u{202F}» a échoué\u{202F}: \(error)")
                    }
                }
            }
        }
        thread.name = "orcp-taches"
        thread.start()
    }

    /// Asks the thread to end after its present chore.
    func stop() { stopped.set() }
}
