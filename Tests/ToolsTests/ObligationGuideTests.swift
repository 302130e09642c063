import Law
import Procurement
import Testing

@testable import Tools

/// The guide of obligations: what applies, what is left open, what changed, letters.
@Suite struct ObligationGuideTests {
    private let today = "2026-11-23"

    private func asked(_ values: [String: String]) throws -> ObligationCase {
        try ObligationGuide.asked(values, today: try #require(Day(today)))
    }

    private func standing(_ id: String, _ values: [String: String] = [:]) throws
        -> ObligationStanding
    {
        var values = values
        values["id"] = id
        return try #require(try asked(values).standings(.shipped).first)
    }

    private func answer(_ values: [String: String]) throws -> ToolAnswer {
        try ObligationGuide().answer(to: values, try setting())
    }

    @Test func `the whole guide is told without any field, each obligation once`() throws {
        let standings = try asked([:]).standings(.shipped)

        #expect(standings.count == 94)
        let shown = standings.count {
            $0.isConfirmed || $0.isToConfirm || $0.openCondition != nil
        }
        #expect(shown == 94)
        #expect(Set(standings.map(\.obligation.id)).count == 94)
    }

    @Test(arguments: [
        ("dce-gratuit", "2026-11-23", "59999.99", false),
        ("dce-gratuit", "2026-11-23", "60000", true),
        ("dce-gratuit", "2026-03-31", "39999.99", false),
        ("dce-gratuit", "2026-03-31", "40000", true),
        ("publicite-90", "2026-11-23", "89999.99", false),
        ("publicite-90", "2026-11-23", "90000", true),
        ("dispense-regles", "2026-04-01", "59999", true),
        ("dispense-regles", "2026-03-31", "59999", false),
    ]) func `an amount makes an obligation apply by the limit of its day`(
        id: String, day: String, amount: String, applies: Bool
    ) throws {
        let standing = try standing(
            id, ["buyer": "local-authority", "purchase": "services", "on": day, "amount": amount])

        #expect((standing.verdict == .applies) == applies, "\(standing.verdict)")
        #expect(standing.openCondition == nil)
    }

    @Test func `what held before an obligation took its present form is not told as absent`() throws
    {
        let cap = try standing("ca-plafond", ["on": "2025-12-31"])
        let need = try standing("besoin-sobriete", ["on": "2025-10-15"])

        #expect(cap.verdict == .applies)
        #expect(cap.values.flatMap(\.phrases) == ["2\u{202F}fois"])
        #expect(try standing("ca-plafond").values.flatMap(\.phrases) == ["1,5\u{202F}fois"])
        #expect(need.verdict == .notInForce("à partir du 16 octobre 2025"))
    }

    @Test func `what is to come is told with its day, to those it will concern`() throws {
        let answer = try answer(["on": "2026-08-20", "phase": "preparation"])

        let rows = try #require(answer.tables.first { $0.name == "upcoming" }).rows
        #expect(rows.map { $0.last?.french } == ["env-exec", "clause-sociale"])
        #expect(rows.allSatisfy { $0[1].french == "22 août 2026" })
        #expect(try self.answer(["on": "2026-08-22"]).tables.allSatisfy { $0.name != "upcoming" })
        let plastic = try standing(
            "reemploi-state-plastic", ["on": "2021-12-31", "buyer": "hospital"])
        #expect(plastic.upcoming == nil)
    }

    @Test func `another kind of buyer is set apart, not told free`() throws {
        let values = ["buyer": "local-authority", "amount": "300000", "purchase": "works"]
        let answer = try answer(values)

        #expect(try standing("reemploi-state-plastic", values).verdict == .otherBuyers)
        let others = try #require(answer.tables.first { $0.name == "otherBuyers" })
        #expect(others.rows.contains { $0.last == .text("reemploi-state-plastic") })
        #expect(others.note?.contains("ne dit rien du vôtre") == true)
    }

    @Test func `what is to be confirmed is never among what was read`() throws {
        let answer = try answer(["buyer": "local-authority"])
        func names(_ table: String) throws -> Set<String> {
            Set(
                try #require(answer.tables.first { $0.name == table }).rows.compactMap {
                    $0.last?.french
                })
        }

        #expect(try names("toConfirm").contains("dume"))
        #expect(try names("obligations").isDisjoint(with: try names("toConfirm")))
        #expect(try names("obligations").isDisjoint(with: try names("undecided")))
        let memory = LawBook.shipped.obligations.filter { $0.confidence == .memory }.map(\.id)
        #expect(try names("obligations").isDisjoint(with: memory))
    }

    @Test func `nothing is written where nothing is known, and no sanction is denied`() throws {
        let sheet = ObligationText.facts(try standing("cao"))

        #expect(!sheet.contains { $0.term == "En qualité de" })
        #expect(sheet.contains { $0.term == "Sanction" && $0.text == "annulation" })
        for obligation in LawBook.shipped.obligations where obligation.sanction == nil {
            let terms = ObligationText.facts(try standing(obligation.id)).map(\.term)
            #expect(!terms.contains("Sanction"))
        }
    }

    @Test(arguments: [
        ("délais de paiement", "delai-paiement"), ("DELAI PAIEMENT", "delai-paiement"),
        ("cada", "cada"), ("R2143-13", "dites-le-une-fois"), ("chiffre affaires", "ca-plafond"),
    ]) func `words are found without accents, case or plural`(words: String, id: String) throws {
        let names = try asked(["words": words]).standings(.shipped).map(\.obligation.id)

        #expect(names.contains(id), "\(names)")
        #expect(names.count < 94)
    }

    @Test func `words that are nowhere are answered calmly`() throws {
        let answer = try answer(["words": "licorne"])

        #expect(answer.summary.contains("ne connaît aucune obligation"))
        #expect(answer.tables.isEmpty)
    }

    @Test func `what changed since a visit begins the day after nothing`() throws {
        let changes = try asked(["since": "2026-01-01"]).changes(.shipped)

        #expect(changes.map(\.day) == changes.map(\.day).sorted(by: >))
        let began = changes.filter { $0.kind == .began }.flatMap(\.obligations).map(\.id)
        #expect(
            Set(began) == ["defaillance", "env-critere", "env-exec", "clause-sociale"])
        #expect(changes.contains { $0.fact?.id == "turnover-1-5x" })
        #expect(!changes.contains { $0.fact?.id == "dispense-works-100k" })
        #expect(
            changes.contains {
                $0.obligations.map(\.id) == ["dispense-regles"]
                    && $0.sentence.contains("40\u{202F}000")
                    && $0.sentence.contains("60\u{202F}000")
            })
        #expect(
            changes.contains {
                $0.obligations.map(\.id) == ["interets"] && $0.sentence.contains("10,40")
            })
        let european = changes.filter { $0.fact?.id == "eu-works-2026" }
        #expect(european.count == 1 && european[0].obligations.count > 5)
        #expect(try asked(["since": today]).changes(.shipped).isEmpty)
        #expect(try asked([:]).changes(.shipped).isEmpty)
        let eve = try asked(["since": "2026-08-22", "on": "2026-08-22"]).changes(.shipped)
        #expect(Set(eve.flatMap(\.obligations).map(\.id)) == ["env-exec", "clause-sociale"])
    }

    @Test func `a visit after the day of the guide is refused`() throws {
        do {
            _ = try answer(["since": "2027-01-01", "on": "2026-11-23"])
            Issue.record("a later visit was taken")
        } catch let refusal as ToolRefusal {
            #expect(refusal.field == "since")
        }
    }

    @Test func `the booklet tells what was read, and the rest apart`() throws {
        let answer = try answer(["buyer": "local-authority"])
        let booklet = try #require(answer.documents.first { $0.name == "guide-des-obligations" })
        let blocks = booklet.blocks
        let apart = try #require(
            blocks.firstIndex {
                if case .heading(let text) = $0 { return text.hasPrefix("À confirmer") }
                return false
            })
        let before = blocks[..<apart].map { "\($0)" }.joined()

        #expect(!before.contains("Accepter le DUME."))
        #expect(before.contains("Notifier le rejet sans délai."))
        #expect("\(blocks[apart...])".contains("Accepter le DUME."))
    }

    @Test(arguments: ObligationLetter.obligations)
    func `each letter quotes its article and leaves what it does not know to be filled`(
        id: String
    ) throws {
        let obligation = try #require(LawBook.shipped.obligation(named: id))
        var asked = ObligationCase(on: try #require(Day(today)))
        asked.buyer = .hospital

        let letter = try #require(ObligationLetter.document(obligation, asked))

        let text = letter.plainText
        #expect(text.contains(obligation.article) && text.contains(obligation.title))
        #expect(text.contains("le 23 novembre 2026") && text.contains("santé"))
        #expect(text.contains("[Votre entreprise]") && text.contains("[Nom et qualité]"))
        #expect(text.contains("relire") == (obligation.confidence == .memory))
        #expect(!text.contains("'") && !text.contains(" ;") && !text.contains(" :"))
        #expect(!text.contains(" de le ") && !text.contains(" à le "))
    }

    @Test func `letters come with a narrow question only, fifteen or so in all`() throws {
        #expect((14...18).contains(ObligationLetter.obligations.count))
        #expect(ObligationLetter.bodies.count == ObligationLetter.obligations.count)

        let whole = try answer([:]).documents.map(\.name)
        let late = try answer(["id": "delai-paiement"]).documents.map(\.name)

        #expect(whole == ["guide-des-obligations"])
        #expect(late == ["lettre-delai-paiement"])
    }

    @Test func `values that differ say for whom each is`() throws {
        let delay = try #require(try standing("delai-paiement").values.first)
        let known = try #require(
            try standing("delai-paiement", ["buyer": "hospital"]).values.first)

        let text = ObligationText.phrase(delay)
        #expect(text.contains("30\u{202F}jours (État"))
        #expect(text.contains("Collectivité territoriale ou groupement"))
        #expect(text.contains("50\u{202F}jours (Établissement public de santé)"))
        #expect(ObligationText.phrase(known) == "50\u{202F}jours")
    }

    @Test func `one obligation is told at length, with the values of the day`() throws {
        let answer = try answer(["id": "delai-paiement", "buyer": "local-authority"])

        let step = try #require(answer.steps.first)
        #expect(answer.steps.count == 1)
        #expect(step.text.contains("Part de l’ordonnateur"))
        #expect(step.text.contains("20\u{202F}jours") && step.text.contains("30\u{202F}jours"))
        #expect(step.articles.first?.fact == "obligations/delai-paiement")
    }
}
