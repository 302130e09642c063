import Columns
import Indicators
import Procurement
import Testing

/// Selections by finding rule, and what they may not be used for.
@Suite struct RuleSelectionTests {
    private let day = Day("2026-01-31") ?? Day(number: 0)
    /// Two rules of one set and one of another.
    private let first = FindingRule.catalogue[0].code
    private let second = FindingRule.catalogue[1].code
    private let far = FindingRule.catalogue[FindingRule.setSize].code

    private func asker() throws -> Asker {
        var tables = InventedTables()
        let (one, other) = (FindingRule.sets[0].name, FindingRule.sets[1].name)
        let rows: [(Int64, Int64, Int64)] = [(0b01, 0, 1), (0b11, 1, 3), (0, 0, 0)]
        for (a, b, count) in rows {
            tables.add([
                "genre": "Marché", "acheteur_id": "A", one: .number(a), other: .number(b),
                "constats": .number(count), "montant_centimes": 100,
            ])
        }
        return Asker(edition: "e", dataset: try tables.dataset(), referenceDay: day)
    }

    @Test func `every rule has one bit, and no set can be mistaken for unknown`() {
        let codes = FindingRule.sets.flatMap(\.labels)

        #expect(codes == FindingRule.catalogue.map(\.code))
        #expect(FindingRule.sets.allSatisfy { $0.labels.count <= 7 })
    }

    @Test func `codes of one set become one mask, aucun asks for no finding`() throws {
        let selection = try Selection(
            query: "constat=\(second)&constat=\(first.lowercased())&constat=\(far)&constat=aucune")

        #expect(
            selection.condition
                == .any([
                    .hasAnyBit("constats_1", mask: 0b11), .hasAnyBit("constats_2", mask: 1),
                    .isAnyNumber("constats", of: [0]),
                ]))
        #expect(selection.values(try #require(SelectionKey.named("constat"))).contains("aucun"))
    }

    @Test(arguments: ["ZZZ-99", "inconnu", "DAT"])
    func `what is no code of a rule is refused`(value: String) {
        #expect(throws: SelectionRefusal.self) { try Selection(query: "constat=\(value)") }
    }

    @Test func `contracts are selected and counted by the rules they break`() throws {
        let asker = try asker()

        let all = try asker.facets(of: ["constat"])
        let narrowed = try asker.facets(try Selection(query: "constat=\(second)"), of: ["constat"])
        let most = try asker.facets(of: ["constat"], top: 1)

        #expect(all.facets[0].values.map(\.value) == [first, second, far])
        #expect(all.facets[0].values.map(\.tally.count) == [2, 1, 1])
        #expect(narrowed.total.count == 1)
        #expect(narrowed.facets[0].values.map(\.tally.count) == [2, 1, 1])
        #expect(most.facets[0].values.map(\.value) == [first])
        #expect(try asker.facets(try Selection(query: "constat=aucun")).total.count == 1)
    }

    @Test func `figures are not grouped by rule`() throws {
        let asker = try asker()

        #expect(throws: AskRefusal.selection(.notADimension("constat"))) {
            try asker.ask("ECO-02", by: "constat")
        }
    }

    @Test(arguments: SelectionKey.all.filter(\.isNominative).map(\.name))
    func `under a finding nothing is compared by name in public`(key: String) throws {
        let asker = try asker()
        let selection = try Selection(query: "constat=\(first)&annee=inconnu")

        #expect(throws: AskRefusal.sensitive(filter: "constat", key: key)) {
            try asker.ask("ECO-01", selection, by: key, for: .everyone)
        }
        #expect(throws: Never.self) {
            try asker.ask("ECO-01", selection, by: "acheteur_categorie", for: .everyone)
        }
    }

    @Test func `filters on competition, integrity and findings are known as such`() {
        let names = SelectionKey.all.filter(\.isSensitive).map(\.name)

        #expect(
            names == [
                "montant_motif", "concurrentielle", "nouveau", "offresRecues", "offresRecues_min",
                "offresRecues_max", "offreUnique", "modifications_min", "delaiPublication_min",
                "champs_manquants_min", "identifiant_repete", "montant_epreuve", "constat",
                "constat_grave", "code_invalide",
            ])
    }
}
