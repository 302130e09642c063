import Community
import Procurement
import Testing

@Suite struct CharterTests {
    private let invented: InventedCharter
    private var charter: Charter { invented.store.charter }

    init() throws { invented = try InventedCharter() }

    @Test(arguments: ["TER-01", "TER-10", "ter-01", "TER-99", "LOC-01"])
    func `a territorial indicator never carries a commitment`(code: String) throws {
        #expect(
            throws: CommunityRefusal.invalid(
                field: "indicateur", value: code, sentence: CommitmentTie.territorialRefusal)
        ) {
            _ = try charter.add(
                key: "local", InventedCharter.draft(code), figures: invented.figures,
                Invented.acting())
        }
        #expect(try charter.commitments().isEmpty)
    }

    @Test(arguments: ["local=oui", "type=Travaux&local_region=oui", "titulaire_departement=59"])
    func `a filter on where firms are is refused as a local preference`(filters: String) throws {
        let refusal = #expect(throws: CommunityRefusal.self) {
            _ = try charter.add(
                key: "local", InventedCharter.draft(filters: filters), figures: invented.figures,
                Invented.acting())
        }
        #expect(refusal?.description == CommitmentTie.territorialRefusal)
    }

    @Test func `a target against the better direction is refused`() throws {
        #expect(throws: CommunityRefusal.self) {
            _ = try charter.add(
                key: "plus", InventedCharter.draft(sense: .atLeast), figures: invented.figures,
                Invented.acting())
        }
        _ = try charter.add(
            key: "neutre", InventedCharter.draft("ECO-99", measure: "nombre", sense: .atLeast),
            figures: invented.figures, Invented.acting())
    }

    @Test func `only a representative signs, and only by the declaration`() throws {
        _ = try charter.add(
            key: "offre-unique", InventedCharter.draft(), figures: invented.figures,
            Invented.acting())

        #expect(throws: CommunityRefusal.self) {
            _ = try charter.sign(
                ["offre-unique"], for: invented.organisation, by: InventedCharter.signatory,
                scope: .unit, edition: nil, Invented.acting(invented.stranger))
        }
        #expect(throws: CommunityRefusal.self) {
            _ = try charter.sign(
                ["offre-unique"], for: invented.organisation,
                by: Signatory(name: "Anne", function: "Achats", isDeclared: false), scope: .unit,
                edition: nil, invented.acting())
        }
        try invented.store.organisations.endRepresentation(
            of: invented.organisation, by: invented.person, Invented.acting())
        #expect(throws: CommunityRefusal.self) {
            _ = try charter.sign(
                ["offre-unique"], for: invented.organisation, by: InventedCharter.signatory,
                scope: .unit, edition: nil, invented.acting())
        }
        #expect(try charter.signatures().isEmpty)
    }

    @Test func `a position moves with a new edition and the former one stays`() throws {
        invented.figures.build("e1", day: "2026-01-31", 30, of: 100, unknown: 4)
        let signature = try invented.signed()
        #expect(try charter.measure(invented.figures, Invented.acting()) == 1)
        invented.figures.build("e2", day: "2026-04-30", 9, of: 120)
        #expect(try charter.measure(invented.figures, Invented.acting()) == 1)
        #expect(try charter.measure(invented.figures, Invented.acting()) == 0)

        let standing = try charter.standings([try charter.signature(signature)])[0]
        let (baseline, latest) = (
            try #require(standing.baseline), try #require(standing.latest)
        )
        #expect(baseline.edition == "e1")
        #expect(baseline.figure.numerator == "30")
        #expect(baseline.figure.unknown == 4)
        #expect(latest.edition == "e2")
        #expect(standing.distance(at: baseline).map { ($0 * 100).rounded() } == 20)
        #expect(standing.isReached(at: latest) == true)
        #expect(standing.change(at: latest).map { ($0 * 1_000).rounded() } == -225)
        #expect(invented.figures.asked.allSatisfy { $0.siret.siren == "000000018" })
    }

    @Test func `a pruned edition leaves its position`() throws {
        invented.figures.build("e1", day: "2026-01-31", 30, of: 100)
        let signature = try invented.signed()
        _ = try charter.measure(invented.figures, Invented.acting())
        invented.figures.build("e2", day: "2026-04-30", 9, of: 120)
        invented.figures.prune("e1")
        _ = try charter.measure(invented.figures, Invented.acting())

        let standing = try charter.standings([try charter.signature(signature)])[0]
        #expect(standing.positions.map(\.edition) == ["e1", "e2"])
    }

    @Test func `few cases are no verdict`() throws {
        invented.figures.build("e1", day: "2026-01-31", 1, of: 5)
        let signature = try invented.signed(
            InventedCharter.draft(due: Day("2026-02-28")))
        _ = try charter.measure(invented.figures, Invented.acting())

        let standing = try charter.standings([try charter.signature(signature)])[0]
        let latest = try #require(standing.latest)
        #expect(standing.distance(at: latest) == nil)
        #expect(standing.isReached(at: latest) == nil)
        #expect(standing.outcome(on: try #require(Day("2026-12-31"))) == .unknown)
    }

    @Test func `the outcome rests on the editions up to the due day`() throws {
        invented.figures.build("e1", day: "2026-01-31", 30, of: 100)
        let signature = try invented.signed(
            InventedCharter.draft(due: Day("2026-06-30")))
        _ = try charter.measure(invented.figures, Invented.acting())
        invented.figures.build("e2", day: "2026-09-30", 5, of: 100)
        _ = try charter.measure(invented.figures, Invented.acting())

        let standing = try charter.standings([try charter.signature(signature)])[0]
        #expect(standing.outcome(on: try #require(Day("2026-06-01"))) == .underWay)
        #expect(standing.outcome(on: try #require(Day("2026-12-31"))) == .notKept)
        let kept = KeptCount([standing], on: try #require(Day("2026-12-31")))
        #expect((kept.kept, kept.total) == (0, 1))
    }

    @Test func `a signed wording is never changed and is signed anew`() throws {
        let signature = try invented.signed()
        let former = try charter.commitment("offre-unique")
        var draft = InventedCharter.draft()
        draft.title = "Bien moins d’offres uniques"
        try charter.reword(
            "offre-unique", draft, figures: invented.figures, version: former.version,
            Invented.acting())

        #expect(try charter.commitment("offre-unique").number == 2)
        #expect(try charter.signature(signature).commitment.title == former.title)
        let again = try charter.sign(
            ["offre-unique"], for: invented.organisation, by: InventedCharter.signatory,
            scope: .unit, edition: nil, invented.acting(days: 3))
        #expect(again.count == 1)
        let all = try charter.signatures(of: invented.organisation)
        #expect(all.map { $0.withdrawn == nil } == [false, true])
        #expect(all.map(\.commitment.number) == [1, 2])
    }

    @Test func `an unsigned wording changes in place`() throws {
        _ = try charter.add(
            key: "offre-unique", InventedCharter.draft(), figures: invented.figures,
            Invented.acting())
        var draft = InventedCharter.draft()
        draft.title = "Autre titre du même engagement"
        try charter.reword(
            "offre-unique", draft, figures: invented.figures, version: 1, Invented.acting())

        let now = try charter.commitment("offre-unique")
        #expect((now.number, now.title) == (1, draft.title))
        #expect(throws: CommunityRefusal.changedMeanwhile(what: "Cet engagement")) {
            try charter.reword(
                "offre-unique", draft, figures: invented.figures, version: 1, Invented.acting())
        }
    }

    @Test func `a withdrawal keeps both dates and its reason`() throws {
        let signature = try invented.signed()
        #expect(throws: CommunityRefusal.self) {
            try charter.withdraw(
                signature, reason: "Pas le mien.", Invented.acting(invented.stranger))
        }
        try charter.withdraw(
            signature, reason: "Le conseil a changé d’avis.", invented.acting(days: 10))

        let kept = try charter.signature(signature)
        #expect(kept.signed == Invented.now)
        #expect(kept.withdrawn == Invented.now.adding(days: 10))
        #expect(kept.withdrawalReason == "Le conseil a changé d’avis.")
        #expect(try charter.signatures().isEmpty)
        #expect(throws: CommunityRefusal.self) {
            try charter.withdraw(signature, reason: "Encore une fois.", invented.acting())
        }
    }

    @Test func `a comment stays beside its edition`() throws {
        invented.figures.build("e1", day: "2026-01-31", 30, of: 100)
        let signature = try invented.signed()
        _ = try charter.measure(invented.figures, Invented.acting())

        try charter.comment(
            signature, edition: "e1", "Un marché sans concurrent.", invented.acting())
        #expect(throws: CommunityRefusal.self) {
            try charter.comment(signature, edition: "e9", "Ailleurs.", invented.acting())
        }
        #expect(throws: CommunityRefusal.self) {
            try charter.comment(
                signature, edition: "e1", "Pas moi.", Invented.acting(invented.stranger))
        }

        let standing = try charter.standings([try charter.signature(signature)])[0]
        #expect(standing.comments["e1"]?.text == "Un marché sans concurrent.")
    }

    @Test func `a commitment without indicator is kept by evidence`() throws {
        var draft = InventedCharter.draft()
        draft.tie = nil
        let signature = try invented.signed(draft)
        let day = Invented.now.day
        func outcome() throws -> Standing.Outcome {
            try charter.standings([try charter.signature(signature)])[0].outcome(on: day)
        }
        #expect(try outcome() == .underWay)
        #expect(throws: CommunityRefusal.self) {
            try charter.file(
                evidence: "Voir le site.", address: "javascript:alert(1)", for: signature,
                invented.acting())
        }
        try charter.file(
            evidence: "Délibération du conseil.", address: "https://exemple.fr/d.pdf",
            for: signature, invented.acting())
        #expect(try outcome() == .kept)
    }

    @Test func `a published text never changes and versions follow`() throws {
        try charter.write(
            "Un second texte, plus exigeant.", changes: "Plus exigeant.", version: 0,
            Invented.acting())
        #expect(throws: CommunityRefusal.changedMeanwhile(what: "Le projet de charte")) {
            try charter.write(
                "Un texte concurrent du second.", changes: "", version: 0, Invented.acting())
        }
        #expect(try charter.text()?.number == 1)
        #expect(try charter.publish(version: 1, Invented.acting()) == 2)
        #expect(try charter.text(number: 1).text == "Nous promettons des achats ouverts.")
        #expect(throws: CommunityRefusal.self) {
            _ = try charter.publish(version: 1, Invented.acting())
        }
    }
}
