import Indicators
import Procurement
import Testing

@Suite struct WordSQLTests {
    @Test func `each term is a semi-join of its own, a phrase on the folded texts`() throws {
        let selection = try Selection(query: "mots=Toiture+%22gros+%C5%93uvre%22+mena*")

        #expect(
            selection.condition.sql == """
                (c."cle" IN (SELECT "cle" FROM word_texts WHERE contains(' ' || "mots" || ' ', \
                ' gros oeuvre '))
                        AND c."cle" IN (SELECT "cle" FROM words WHERE \
                starts_with(CAST("mot" AS VARCHAR), 'mena'))
                        AND c."cle" IN (SELECT "cle" FROM words WHERE \
                CAST("mot" AS VARCHAR) = 'toiture'))
                """)
    }

    @Test(arguments: [
        ("mots=toiture", ["words"]), ("mots=toi*", ["words"]),
        ("mots=%22gros+lot%22", ["word_texts"]),
        ("mots=eau+%22gros+lot%22", ["words", "word_texts"]),
        ("annee=2021", []), ("acheteur_nom=words", []),
    ])
    func `a query first says which tables it reads and what writes them`(
        query: String, tables: [String]
    ) throws {
        let asker = Asker(
            edition: "e", dataset: try InventedTables().dataset(), referenceDay: Day(number: 20_000)
        )
        let selection = try Selection(query: query)

        for sql in [try asker.sql("CON-01", selection), try asker.facetsSQL(selection)] {
            let comments = sql.split(separator: "\n").prefix { $0.hasPrefix("--") }
            #expect(comments.first?.contains("contracts.arrow") == true)
            for table in ["words", "word_texts"] {
                let command = "--   orcp export \(table) --format arrow > \(table).arrow"
                #expect(comments.contains { $0 == command } == tables.contains(table))
            }
        }
    }

    @Test func `awards are named when the query reads them`() throws {
        let asker = Asker(
            edition: "e", dataset: try InventedTables().dataset(), referenceDay: Day(number: 20_000)
        )

        #expect(
            try asker.sql("CON-01", Selection(query: "titulaire_region=32")).hasPrefix(
                "-- Tables\u{202F}: contracts.arrow, awards.arrow, "))
        #expect(
            try asker.sql("CON-01").hasPrefix("-- Tables\u{202F}: contracts.arrow, fichiers Arrow"))
    }
}
