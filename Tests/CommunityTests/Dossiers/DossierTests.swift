import Community
import Procurement
import Testing

@Suite struct DossierTests {
    @Test func `what is said once stands with its date, its source and its end`() throws {
        let company = try InventedCompany()

        try company.say(register: ["nom": "Toitures Inventées", "forme": "SAS"])

        let dossier = try company.dossier()
        #expect(dossier.value(.identity, "nom") == "Toitures Inventées")
        #expect(dossier.statement(.identity, "nom")?.source == .register)
        #expect(dossier.statement(.identity, "forme")?.source == .said)
        #expect(dossier.statement(.identity, "forme")?.since == Invented.now)
        #expect(dossier.value(.contact, "courriel") == "devis@toitures.exemple")
        #expect(dossier.rows(.years).map(\.row) == [1, 2])
        #expect(dossier.rows(.years).first?.values["chiffre"] == "612000")
        #expect(dossier.rows(.insurances).first?.end == Day("2026-07-10"))
    }

    @Test func `saying the same again writes nothing, and a change keeps what was said before`()
        throws
    {
        let company = try InventedCompany()
        try company.say()
        let later = Invented.now.adding(days: 3)
        var entries = InventedCompany.entries.map { entry -> Dossiers.Entry in
            var entry = entry
            if entry.row >= 1_000 { entry.row -= 999 }
            return entry
        }

        #expect(try company.say(entries, version: 1, at: later) == 0)
        #expect(try company.dossier().version == 1)

        entries[5].values["fin"] = "2027-07-10"
        #expect(try company.say(entries, version: 1, at: later) == 1)

        let dossier = try company.dossier()
        #expect(dossier.rows(.insurances).map(\.end) == [Day("2027-07-10")])
        #expect(dossier.rows(.years).map(\.since) == [Invented.now, Invented.now])
        let history = try company.store.dossiers.history(
            InventedCompany.siret, by: company.owner
        ).filter { $0.part == .insurances }
        #expect(history.map(\.end) == [Day("2027-07-10"), Day("2026-07-10")])
        #expect(history.map(\.replaced) == [nil, later])
    }

    @Test func `a row that is emptied ends, and its number is never given again`() throws {
        let company = try InventedCompany()
        try company.say()
        var entries = InventedCompany.entries.filter { $0.part != .references }
        entries = entries.map { entry in
            var entry = entry
            if entry.row >= 1_000 { entry.row -= 999 }
            return entry
        }
        entries.append(.init(part: .references, row: 1, values: ["objet": "", "client": ""]))
        entries.append(
            .init(
                part: .references, row: 1_000,
                values: ["objet": "Toit d’une mairie", "client": "Bourg inventé", "annee": "2024"]))

        try company.say(entries, version: 1)

        #expect(try company.dossier().rows(.references).map(\.row) == [2])
    }

    @Test func `two persons on one dossier overwrite nothing`() throws {
        let company = try InventedCompany()
        try company.say()

        #expect(throws: CommunityRefusal.changedMeanwhile(what: "Le dossier")) {
            try company.say(version: 0)
        }
    }

    @Test func `who does not act for the company neither reads nor writes`() throws {
        let company = try InventedCompany()
        try company.say()

        for person in [company.stranger, company.agent] {
            #expect(throws: CommunityRefusal.self) {
                try company.store.dossiers.dossier(InventedCompany.siret, by: person)
            }
            #expect(throws: CommunityRefusal.self) {
                try company.store.dossiers.history(InventedCompany.siret, by: person)
            }
            #expect(throws: CommunityRefusal.self) {
                try company.store.dossiers.say(
                    InventedCompany.siret, [], version: 1, Invented.acting(person))
            }
        }
        #expect(try company.dossier().version == 1)
    }

    @Test(arguments: [
        (
            "assurance_1000_fin", DossierPart.insurances,
            ["nature": "Autre", "assureur": "Assureur", "fin": "demain"]
        ),
        ("exercice_1000_chiffre", DossierPart.years, ["annee": "2025", "chiffre": "beaucoup"]),
        ("exercice_1000_annee", DossierPart.years, ["annee": "25", "chiffre": "1"]),
        ("assurance_1000_nature", DossierPart.insurances, ["nature": "Magie"]),
        ("reference_1000_client", DossierPart.references, ["objet": "Toit", "annee": "2024"]),
    ])
    func `a fault names its field`(
        _ field: String, _ part: DossierPart, _ values: [String: String]
    ) throws {
        let company = try InventedCompany()

        let refusal = #expect(throws: CommunityRefusal.self) {
            try company.say([.init(part: part, row: 1_000, values: values)])
        }

        guard case .invalid(let named, _, _)? = refusal else {
            Issue.record("\(String(describing: refusal))")
            return
        }
        #expect(named == field)
    }

    @Test func `no field asks for bank details or a criminal record`() {
        let words = DossierPart.allCases.flatMap(\.fields).map {
            ($0.key + $0.label + $0.help).lowercased()
        }
        for word in ["iban", "rib", "banc", "casier"] {
            #expect(!words.contains { $0.contains(word) && !$0.contains("contrib") }, "\(word)")
        }
    }

    @Test func `an end that comes is told twice, to who acts for the company, and never again`()
        throws
    {
        let company = try InventedCompany()
        try company.say()
        let end = try #require(Day("2026-07-10"))
        var told: [Int] = []
        for left in [90, 61, 60, 59, 16, 15, 14, 0, -1] {
            let day = end.adding(days: -left)
            try company.store.dossiers.remind(on: day, Invented.acting()) { ending in
                #expect(ending.company == "Toitures Inventées")
                return MailMessage(to: ending.to, subject: "Reste \(ending.daysLeft)", text: "")
            }
            let letters = try company.store.outbox.pending(at: Invented.now, atMost: 100)
                .filter { $0.message.subject.hasPrefix("Reste") }
            if letters.count > told.count { told.append(left) }
            #expect(letters.allSatisfy { $0.message.to.text == "couvreuse@exemple.fr" })
        }

        #expect(told == [60, 15])
    }
}
