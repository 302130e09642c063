import GRDB
import Procurement
import Testing

@testable import Community

/// A buyer with an agent, and a company with its own.
struct InventedPlans {
    static let buyer = "00000001800028"
    static let company = "00000002600013"
    static let today = Invented.now.day

    let store: CommunityStore
    let agent: Acting
    let asker: Acting

    init() throws {
        let store = try CommunityStore()
        self.store = store
        func attached(_ email: String, _ name: String, _ siret: String, _ kind: String) throws
            -> Acting
        {
            let person = try store.accounts.invite(
                try EmailAddress(email), name: name, Invented.acting())
            try store.write(Invented.acting()) {
                try $0.execute(
                    sql: """
                        INSERT INTO rattachement (personne, siret, genre, motif, etat, demande)
                        VALUES (?, ?, ?, 'essai', 'confirme', 0)
                        """, arguments: [person.id, siret, kind])
            }
            return Invented.acting(person.id)
        }
        agent = try attached("agent@ville.fr", "Agente Achats", Self.buyer, "acheteur")
        asker = try attached(
            "contact@toitures-duval.fr", "Marguerite Duval", Self.company, "entreprise")
    }

    static let words: [String: String] = [
        "objet": "Réfection de la toiture", "cpv": "45261210-9", "departement": "59",
        "commune": "Lille", "tranche": "100-000-a-200-000", "annee": "2027", "trimestre": "T2",
        "procedure": "Procédure adaptée", "allotissement": "", "social": "Insertion",
    ]

    static func text(_ changes: [String: String] = [:]) throws -> PlanText {
        let words = words.merging(changes) { $1 }
        return try #require(
            PlanText.read(today: today, knows: { _ in nil }) { words[$0] ?? "" }.text)
    }

    /// A plan posted.
    func posted(_ changes: [String: String] = [:]) throws -> Plan {
        let keys = try store.plans.post(
            [try Self.text(changes)], for: Self.buyer, named: "Ville inventée", agent)
        return try store.plans.plan(try #require(keys.first))
    }

    var author: AuthorMentions.Author {
        .init(
            name: "Marguerite Duval", email: "contact@toitures-duval.fr", telephone: "0320304050",
            organisations: ["SARL Toitures Duval"])
    }

    func ask(_ plan: Plan, _ text: String, evenSo: Bool = true) throws -> Int64 {
        try store.plans.ask(plan, text, author: author, evenSo: evenSo, asker) {
            MailMessage(to: $2, subject: "q", text: "\($0.key) \($1)")
        }
    }

    func letters() throws -> [MailMessage] {
        try store.outbox.pending(at: Moment(seconds: .max / 2), atMost: 100).map(\.message)
    }
}

@Suite struct PlanTests {
    private let invented: InventedPlans
    private var store: CommunityStore { invented.store }

    init() throws { invented = try InventedPlans() }

    @Test func `a plan is read from labels, short quarters and codes with their check digit`()
        throws
    {
        let text = try InventedPlans.text()

        #expect(text.cpv == "45261210")
        #expect(text.quarter == 2)
        #expect(text.procedure == .adapted)
        #expect(text.allotment == .undecided)
        #expect(text.period == "2e trimestre 2027")
        #expect(try InventedPlans.text(["departement": "Pas-de-Calais"]).department == "62")
        #expect(try InventedPlans.text(["departement": "2a"]).department == "2A")
    }

    @Test func `every field at fault is named at once, its value quoted`() {
        let words = [
            "objet": "abc", "cpv": "999", "departement": "Atlantide", "tranche": "beaucoup",
            "annee": "2025", "trimestre": "5", "procedure": "magique",
        ]
        let read = PlanText.read(today: InventedPlans.today, knows: { _ in nil }) {
            words[$0] ?? ""
        }

        #expect(read.text == nil)
        let fields = read.refusals.compactMap { refusal -> String? in
            if case .invalid(let field, _, _) = refusal { return field }
            return nil
        }
        #expect(fields == ["objet", "cpv", "departement", "tranche", "trimestre", "procedure"])
        for value in ["999", "Atlantide", "beaucoup", "magique"] {
            #expect(
                read.refusals.contains { $0.description.contains("«\u{202F}\(value)\u{202F}»") })
        }
    }

    @Test func `a quarter that is over and a code that the list does not hold are refused`() {
        func refusals(_ changes: [String: String], knows: Bool?) -> [CommunityRefusal] {
            let words = InventedPlans.words.merging(changes) { $1 }
            return PlanText.read(today: Day("2027-07-01"), knows: { _ in knows }) {
                words[$0] ?? ""
            }
            .refusals
        }
        #expect(refusals([:], knows: nil).count == 1)
        #expect(refusals(["trimestre": "3"], knows: nil).isEmpty)
        #expect(refusals(["trimestre": "3"], knows: true).isEmpty)
        #expect(refusals(["trimestre": "3"], knows: false).count == 1)
    }

    @Test func `only the agents of the buyer post, edit and move`() throws {
        let plan = try invented.posted()
        let text = try InventedPlans.text(["objet": "Autre objet"])
        let acts: [() throws -> Void] = [
            { _ = try store.plans.post([text], for: plan.buyer, named: "Ville", invented.asker) },
            { try store.plans.edit(plan, text, version: plan.version, invented.asker) },
            { try store.plans.move(plan, to: .sourcing, version: plan.version, invented.asker) },
            {
                try store.plans.complete(plan, "Une précision utile", invented.asker) {
                    MailMessage(to: $1, subject: "", text: "")
                }
            },
            { _ = try store.plans.record(of: plan, invented.asker) },
        ]
        for act in acts {
            let refusal = #expect(throws: CommunityRefusal.self) { try act() }
            guard case .forbidden = refusal else {
                Issue.record("\(String(describing: refusal))")
                continue
            }
        }
        #expect(try store.plans.all().map(\.text.object) == ["Réfection de la toiture"])
    }

    @Test func `each edit leaves what changed, before and after, and nothing when nothing did`()
        throws
    {
        let plan = try invented.posted()
        try store.plans.edit(
            plan, try InventedPlans.text(["tranche": "200-000-a-500-000", "social": ""]),
            version: plan.version, invented.agent)
        let changed = try store.plans.plan(plan.key)
        try store.plans.edit(changed, changed.text, version: changed.version, invented.agent)

        let history = try store.plans.history(of: plan)

        #expect(history.map(\.kind) == [.posted, .field, .field])
        #expect(history[1].field == "tranche")
        #expect(history[1].before == ValueBand.below200k.label)
        #expect(history[1].after == ValueBand.below500k.label)
        #expect(history[2].before == "Insertion" && history[2].after.isEmpty)
        #expect(throws: CommunityRefusal.changedMeanwhile(what: "Ce projet d’achat")) {
            try store.plans.edit(
                plan, try InventedPlans.text(["objet": "Perdu en route"]), version: plan.version,
                invented.agent)
        }
    }

    @Test func `a launched plan has its link, an abandoned one its reason, and both are closed`()
        throws
    {
        let plan = try invented.posted()
        for address in [
            "", "javascript:alert(1)", "http://a.fr/x", "https://sans-point", "/ailleurs",
        ] {
            #expect(throws: CommunityRefusal.self) {
                try store.plans.move(
                    plan, to: .launched, consultation: address, version: plan.version,
                    invented.agent)
            }
        }
        try store.plans.move(
            plan, to: .launched, consultation: "https://profil.exemple.fr/12",
            version: plan.version,
            invented.agent)
        let launched = try store.plans.plan(plan.key)

        #expect(launched.consultation == "https://profil.exemple.fr/12")
        #expect(throws: CommunityRefusal.self) { try invented.ask(launched, "Est-il trop tard ?") }
        #expect(throws: CommunityRefusal.self) {
            try store.plans.move(
                launched, to: .abandoned, reason: "", version: launched.version, invented.agent)
        }
        try store.plans.move(
            launched, to: .abandoned, reason: "Le budget est reporté.", version: launched.version,
            invented.agent)
        #expect(try store.plans.plan(plan.key).reason == "Le budget est reporté.")
        #expect(try store.plans.history(of: plan).count == 3)
    }

    @Test func `plans are found by words, code, place and period`() throws {
        let roof = try invented.posted()
        let bikes = try invented.posted([
            "objet": "Vélos à œillets", "cpv": "34430000", "departement": "62", "trimestre": "4",
        ])
        func found(_ items: [(String, String)]) throws -> [String] {
            try store.plans.all(PlanQuery(items.map { (key: $0.0, value: $0.1) })).map(\.key)
        }
        #expect(try found([("mots", "REFECTION toiture")]) == [roof.key])
        #expect(try found([("mots", "velo oeillet")]) == [bikes.key])
        #expect(try found([("cpv", "34")]) == [bikes.key])
        #expect(try found([("departement", "59"), ("trimestre", "2")]) == [roof.key])
        #expect(try found([("annee", "2026")]) == [])
        #expect(try found([("etat", "annonce"), ("acheteur", InventedPlans.buyer)]).count == 2)
        #expect(throws: CommunityRefusal.self) { try found([("etat", "perdu")]) }
    }

    // MARK: Files

    private func list(_ text: String) throws -> PlanList {
        try PlanList(text, today: InventedPlans.today, knows: { _ in nil })
    }

    @Test func `the template is a sound file once its line is read`() throws {
        let list = try list(PlanList.template)
        #expect(list.isSound)
        #expect(list.lines.map(\.number) == [2])
        #expect(list.lines.first?.text?.lots == "Charpente, couverture")
    }

    @Test func `commas, semicolons and the old code page are read alike`() throws {
        let semicolons =
            "objet;cpv;departement;tranche;annee;trimestre\nRéfection d’école;45;59;non-communiquee;2027;1\n"
        let commas = semicolons.replacing(";", with: ",")
        let old = semicolons.unicodeScalars.map { scalar -> UInt8 in
            scalar == "’" ? 0x92 : UInt8(scalar.value)
        }

        let texts = try [semicolons, commas, PlanList.text(of: old)].map {
            try list($0).lines.first?.text
        }

        #expect(texts.allSatisfy { $0?.object == "Réfection d’école" })
    }

    @Test func `faults are told by line, with the column and the value quoted`() throws {
        let list = try list(
            """
            objet;cpv;departement;tranche;annee;trimestre
            Toiture de l’école;45261;59;non-communiquee;2027;1
            Voirie communale;99999;Atlantide;non-communiquee;deux mille;1
            Trop de cellules ici;45;59;non-communiquee;2027;1;de trop
            """)

        #expect(!list.isSound)
        #expect(list.lines.map { $0.text != nil } == [true, false, false])
        let faults = list.lines[1].faults.joined(separator: " | ")
        for piece in [
            "cpv", "«\u{202F}99999\u{202F}»", "«\u{202F}Atlantide\u{202F}»",
            "«\u{202F}deux mille\u{202F}»",
        ] {
            #expect(faults.contains(piece), "\(piece) in \(faults)")
        }
        #expect(list.lines[2].number == 4 && list.lines[2].faults.count == 1)
    }

    @Test func `a head that cannot be used is refused whole`() {
        for text in [
            "", "objet;inconnu\na;b", "objet;cpv\na;b",
            "objet;cpv;departement;tranche;annee;trimestre\n",
        ] {
            #expect(throws: CommunityRefusal.self) { try list(text) }
        }
    }

    @Test func `several plans are posted together or not at all`() throws {
        let texts = try ["Premier objet", "Second objet"].map {
            try InventedPlans.text(["objet": $0])
        }
        #expect(throws: CommunityRefusal.self) {
            try store.plans.post(texts, for: InventedPlans.company, named: "Ville", invented.agent)
        }
        #expect(try store.plans.all().isEmpty)
        _ = try store.plans.post(texts, for: InventedPlans.buyer, named: "Ville", invented.agent)
        #expect(try store.plans.all().count == 2)
    }
}
