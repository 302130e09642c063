import Columns
import Indicators
import Testing

@Suite struct SelectionTests {
    @Test func `a query becomes a condition, suppliers asked of one award`() throws {
        let selection = try Selection(
            query: "titulaire_region=32&annee=2021&annee=2022&cpv=45&titulaire_departement=59")

        #expect(
            selection.condition
                == .all([
                    .isAnyNumber("annee", of: [2021, 2022]), .startsWith("codeCPV", ["45"]),
                    .anyAward(
                        .all([
                            .isAny("titulaire_departement", of: ["59"]),
                            .isAny("titulaire_region", of: ["32"]),
                        ])),
                ]))
    }

    @Test func `amounts are euros, with a point or a comma`() throws {
        let selection = try Selection(query: "montant_min=1234%2C5&montant_max=90000.05")

        #expect(
            selection.condition
                == .all([
                    .between("montant_centimes", 123_450, nil),
                    .between("montant_centimes", nil, 9_000_005),
                ]))
        #expect(selection.description == "montant_min=1234.50&montant_max=90000.05")
    }

    @Test func `unknown, none and no are three different things`() throws {
        let selection = try Selection(
            query: "considerationsSociales=inconnu&considerationsSociales=aucune&marcheInnovant=non"
        )

        #expect(
            selection.condition
                == .all([
                    .isAnyNumber("marcheInnovant", of: [0]),
                    .any([
                        .hasNoBit("considerationsSociales"), .isUnknown("considerationsSociales"),
                    ]),
                ]))
    }

    @Test func `words keep phrases and prefixes`() throws {
        let selection = try Selection(query: "mots=Toiture+%22gros+%C5%93uvre%22+mena*")

        #expect(
            selection.condition
                == .words(
                    WordQuery(terms: [
                        .phrase(["gros", "oeuvre"]), .prefix("mena"), .word("toiture"),
                    ])))
    }

    @Test func `empty values are ignored`() throws {
        let selection = try Selection(query: "annee=&&cpv=+&departement=59")

        #expect(selection.description == "departement=59")
    }

    @Test(arguments: [
        ("anee=2021", "anee"), ("annee=vingt", "vingt"), ("montant_min=-3", "-3"),
        ("montant_min=1.234", "1.234"), ("cpv=45a", "45a"), ("type=Travail", "Travail"),
        ("marcheInnovant=peut-etre", "peut-etre"),
        ("dateNotification_min=2024-02-30", "2024-02-30"),
        ("offresRecues_min=1e3", "1e3"), ("techniques=Concour", "Concour"), ("mots=%21", "!"),
        ("annee=%2", "%2"), ("annee=%FF", "%FF"), ("mois=13", "13"),
    ])
    func `a bad value is refused, quoted`(query: String, quoted: String) {
        let refusal = #expect(throws: SelectionRefusal.self) { try Selection(query: query) }

        #expect(refusal?.description.contains("«\u{202F}\(quoted)\u{202F}»") == true)
    }

    @Test func `an unknown key is refused with the known ones`() {
        let refusal = #expect(throws: SelectionRefusal.self) { try Selection(query: "anee=2021") }

        #expect(refusal == .unknownKey("anee"))
        for key in SelectionKey.all { #expect(refusal?.description.contains(key.name) == true) }
    }

    @Test(arguments: 1...200)
    func `a canonical query reads back as itself`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let samples: [String: [String]] = [
            "annee": ["2021", "2024"], "montant_min": ["0.05", "40000", "12,5"],
            "cpv": ["45", "45000000-7"], "departement": ["2A", "59"],
            "procedure": ["Appel d’offres ouvert", "Procédure adaptée"],
            "offreUnique": ["oui", "0"],
            "techniques": ["Accord-cadre", "aucun", "inconnu"],
            "titulaire_nom": ["A & B = C + 1 %"],
            "mots": ["l'eau potable", "\"gros œuvre\" été", "chau*"],
            "dateNotification_max": ["2024-02-29"], "source": ["a/b?c", "é"],
        ]
        var items: [(key: String, value: String)] = []
        for _ in 0..<Int.random(in: 0...8, using: &random) {
            let key = try #require(samples.keys.sorted().randomElement(using: &random))
            items.append((key, try #require(samples[key]?.randomElement(using: &random))))
        }

        let selection = try Selection(items: items)
        let shuffled = try Selection(items: items.shuffled(using: &random))

        #expect(try Selection(query: selection.description) == selection)
        #expect(shuffled == selection)
        #expect(shuffled.description == selection.description)
    }

    @Test func `keys are added, replaced and removed`() throws {
        let selection = try Selection(query: "annee=2021&departement=59")
        let year = try #require(SelectionKey.named("annee"))

        #expect(
            try selection.adding("2022", to: year).description.hasPrefix("annee=2021&annee=2022"))
        #expect(try selection.replacing(year, with: ["2020"]).values(year) == ["2020"])
        #expect(selection.removing(year).description == "departement=59")
        #expect(selection.removing(year, value: "2021") == selection.removing(year))
    }

    @Test func `a group's value leads back to its contracts`() throws {
        let key = try #require(SelectionKey.named("techniques"))

        #expect(key.text(of: .bit(0)) == "Accord-cadre")
        #expect(key.text(of: .none) == "aucune")
        #expect(key.text(of: .unknown) == "inconnu")
        for value in [GroupValue.bit(5), .none, .unknown] {
            #expect(throws: Never.self) {
                try Selection(items: [(key.name, key.text(of: value))])
            }
        }
    }
}
