import ArgumentParser
import Editions
import Law
import Procurement

/// The law as dated data: what a rule says on a day, what is due for review, what changed.
struct LawCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "law",
        abstract: "Rules of procurement law, dated, each with its article.",
        subcommands: [LawShow.self, LawReviewCommand.self, LawChanges.self, LawConfirm.self],
        defaultSubcommand: LawShow.self)

    /// The book with what was confirmed in a data folder.
    static func book(_ data: DataFolder) throws -> LawBook {
        LawBook.shipped.confirmed(by: try ConfirmationFile(folder: data.path).confirmations)
    }

    /// A day that somebody typed, or today.
    static func day(_ text: String?) throws -> Day {
        guard let text else { return Clock.today }
        guard let day = Day(text) else {
            throw Problem(
                outcome: .usage,
                message:
                    "«\u{202F}\(text)\u{202F}» n’est pas un jour\u{202F}: écrivez-le «\u{202F}2026-04-01\u{202F}»."
            )
        }
        return day
    }

    /// Calls with what a refusal of the law becomes at the terminal.
    static func answering<Value>(_ body: () throws(LawRefusal) -> Value) throws -> Value {
        do {
            return try body()
        } catch {
            throw Problem(outcome: .usage, message: error.description)
        }
    }
}

/// Lists the rules, or tells one: its value on a day, its history.
struct LawShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "The rules, or one rule on a day and through time.")

    @OptionGroup var data: DataFolder
    @Argument(help: "The rule; all of them are listed without one.") var rule: String?
    @Option(help: "Day, yyyy-mm-dd (default: today).") var on: String?
    @Option(help: "Kind of buyer.") var buyer: String?
    @Option(help: "What is bought.") var purchase: String?
    @Option(help: "Regime: ordinary, defence or network.") var sector: String?
    @Option(help: "Size of the company.") var company: String?
    @Option(help: "Size of the buyer: small or large.") var buyerSize: String?
    @Option(help: "What shortens a time limit.") var circumstance: String?
    @Flag(help: "Print as JSON.") var json = false

    func run() throws {
        let book = try LawCommand.book(data)
        guard let rule else {
            var table = TextTable(["Règle", "Titre"])
            table.rows = book.rules.map { [$0.id, $0.title] }
            print(table.text)
            return
        }
        let found = try LawCommand.answering { () throws(LawRefusal) in try book.rule(named: rule) }
        // What is not given is unknown in the history; in the answer the regime is the ordinary one.
        let given = try given()
        var situation = given
        situation.sector = given.sector ?? .ordinary
        situation.circumstance = given.circumstance ?? Circumstance.none
        print(
            json
                ? LawText.json(found, situation)
                : LawText.sheet(found, situation, history: found.cases(concerning: given)))
    }

    private func given() throws -> Situation {
        Situation(
            on: try LawCommand.day(on), buyer: try named(buyer, "buyer"),
            purchase: try named(purchase, "purchase"), sector: try named(sector, "sector"),
            company: try named(company, "company"),
            buyerSize: try named(buyerSize, "buyer-size"),
            circumstance: try named(circumstance, "circumstance"))
    }

    private func named<Kind: RawRepresentable<String> & CaseIterable>(
        _ text: String?, _ option: String
    ) throws -> Kind? {
        guard let text else { return nil }
        guard let kind = Kind(rawValue: text) else {
            throw Problem(
                outcome: .usage,
                message: "--\(option) ne connaît pas «\u{202F}\(text)\u{202F}»\u{202F}: "
                    + Kind.allCases.map(\.rawValue).joined(separator: ", ") + ".")
        }
        return kind
    }
}

/// What somebody should look at again.
struct LawReviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: "Facts due for review: values that end, facts known by heart.")

    @OptionGroup var data: DataFolder
    @Option(help: "Day, yyyy-mm-dd (default: today).") var on: String?
    @Flag(help: "Print as JSON.") var json = false

    private static let toConfirm = DueFact.Reason.toConfirmSentence

    func run() throws {
        let book = try LawCommand.book(data)
        let day = try LawCommand.day(on)
        let due = book.review(on: day)
        let obligations = book.obligationsToConfirm(on: day)
        if json {
            let facts = due.map { item in
                """
                {"fact":\(JSONText.string(item.fact.id)),"rule":\(JSONText.string(item.rule.id)),\
                "title":\(JSONText.string(item.rule.title)),\
                "article":\(JSONText.string(item.fact.article)),\
                "reason":\(JSONText.string(item.reason == .toConfirm ? "toConfirm" : "ends")),\
                "sentence":\(JSONText.string(item.sentence))}
                """
            }
            let guide = obligations.map { item in
                """
                {"fact":\(JSONText.string(item.fact)),"rule":null,\
                "title":\(JSONText.string(item.title)),\
                "article":\(JSONText.string(item.article)),"reason":"toConfirm",\
                "sentence":\(JSONText.string(Self.toConfirm))}
                """
            }
            print("[\((facts + guide).joined(separator: ","))]")
            return
        }
        for item in due {
            print(
                "\(item.fact.id)\n  \(item.rule.title)\n  \(item.fact.article)\n  \(item.sentence)")
        }
        for item in obligations {
            print("\(item.fact)\n  \(item.title)\n  \(item.article)\n  \(Self.toConfirm)")
        }
        print(
            "\(due.count + obligations.count) faits à revoir. Pour en confirmer un\u{202F}: orcp law confirm FAIT --source URL --by NOM"
        )
    }
}

/// What changed in a time.
struct LawChanges: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "changes", abstract: "Rules that began or changed, the latest first.")

    @OptionGroup var data: DataFolder
    @Option(help: "First day, yyyy-mm-dd (default: a year before the last).") var from: String?
    @Option(help: "Last day, yyyy-mm-dd (default: today).") var to: String?

    func run() throws {
        let last = try LawCommand.day(to)
        let first = try from.map { try LawCommand.day($0) } ?? last.adding(months: -12)
        for change in try LawCommand.book(data).changes(from: first, to: last) {
            let value = change.rule.phrase(change.fact.value)
            let former = change.former.map { change.rule.phrase($0.value) + " → " } ?? ""
            let label = change.fact.confidence.label.map { " (\($0))" } ?? ""
            print("\(FrenchNumber.day(change.day))\u{202F}: \(change.rule.title)")
            let scope = change.scope.french
            if !scope.isEmpty { print("  \(scope)") }
            print("  \(former)\(value) — \(change.fact.article)\(label)")
        }
    }
}

/// Says that a fact was read in its source.
struct LawConfirm: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "confirm",
        abstract: "Record that a fact was read in its source, by whom and when.")

    @OptionGroup var data: DataFolder
    @Argument(help: "The fact, as `orcp law review` names it.") var fact: String
    @Option(help: "Address or reference of what was read.") var source: String
    @Option(help: "Who read it.") var by: String
    @Option(help: "Day it was read, yyyy-mm-dd (default: today).") var on: String?

    func run() throws {
        for (name, value) in [("source", source), ("by", by)]
        where !value.contains(where: { !$0.isWhitespace }) {
            throw Problem(
                outcome: .usage,
                message: "--\(name) est vide\u{202F}: une confirmation dit qui a lu, et où.")
        }
        let book = try LawCommand.book(data)
        let (name, said) = try LawCommand.answering { () throws(LawRefusal) in
            try known(in: book)
        }
        let lock = try DataFolderLock(folder: data.path)
        var file = try ConfirmationFile(folder: data.path)
        try file.add(
            Confirmation(fact: name, source: source, name: by, day: try LawCommand.day(on)),
            lock: lock)
        print("Confirmé\u{202F}: \(said).")
    }

    /// What is confirmed, as the book names it and as a reader knows it: a fact, else an obligation.
    private func known(in book: LawBook) throws(LawRefusal) -> (name: String, said: String) {
        do {
            let (rule, known) = try book.fact(named: fact)
            return (known.id, "\(rule.title), \(rule.phrase(known.value)) (\(known.article))")
        } catch {
            guard let obligation = book.obligation(named: fact) else { throw error }
            return (obligation.fact, "\(obligation.title) (\(obligation.article))")
        }
    }
}
