import Testing

@testable import Community

@Suite struct PublicationImportTests {
    private let library: InventedLibrary
    private let table = #"""
        fichier;titre;resume;genre;auteurs;institutions;groupe;themes;date;langue;licence
        a.pdf;Le sourçage;"Un résumé ; avec
        deux lignes et ""guillemets""";rapport;Martin, Anne|Durand, Zoé;Sciences Po Lille;innovation;\#
        Sourçage|Innovation;2017-10-12;fr;licence-ouverte-2.0
        b.pdf;Sans jour;;guide;;;;;12/10/2017;;
        c.pdf;Absent;;;;;;;2017-01-01;;
        a.pdf;Mauvais genre;;roman;;;;;2017-01-01;;
        ../a.pdf;Chemin;;;;;;;2017-01-01;;
        d.pdf;Pas un PDF;;;;;;;2017-01-01;;
        b.pdf;Le coût complet;;Guide;;;inconnu;;2017-01-01;;
        b.pdf;Les délais;;Fiche pédagogique;;;;;2017-01-01;;
        """#
    private let files: [String: [UInt8]] = [
        "a.pdf": Array("%PDF-a".utf8), "b.pdf": Array("%PDF-b".utf8), "d.pdf": [0, 1, 2],
    ]

    init() throws { library = try InventedLibrary() }

    private func bring(_ text: String) throws -> PublicationImport.Outcome {
        try PublicationImport(library.store, Invented.acting()).run(
            try CommaTable(Array(("\u{FEFF}" + text).utf8))
        ) { files[$0] }
    }

    @Test func `each row is published, or told with its line and column`() throws {
        let outcome = try bring(table)

        #expect((outcome.read, outcome.added, outcome.setAside) == (8, 2, 6))
        #expect(
            outcome.findings.map { "\($0.line) \($0.column)" } == [
                "4 date", "5 fichier", "6 genre", "7 fichier", "8 fichier", "9 groupe",
            ])
        let record = try #require(try library.store.publications.record("le-sourcage"))
        #expect(record.version.content.summary == "Un résumé ; avec\ndeux lignes et \"guillemets\"")
        #expect(record.version.content.authors == ["Martin, Anne", "Durand, Zoé"])
        #expect(record.version.content.themes == ["Sourçage", "Innovation"])
        #expect(record.publication.group == library.group)
        #expect(record.version.files.map(\.name) == ["a.pdf"])
        #expect(try library.found("sourcage martin") == ["le-sourcage"])
    }

    @Test func `brought again it changes nothing, and a changed row makes a version`() throws {
        _ = try bring(table)
        let again = try bring(table)
        #expect((again.added, again.renewed, again.unchanged) == (0, 0, 2))

        let changed = try bring(table.replacing("Durand, Zoé", with: "Durand, Zoë"))

        #expect((changed.added, changed.renewed, changed.unchanged) == (0, 1, 1))
        let id = try library.store.publications.publication("le-sourcage").id
        #expect(try library.store.publications.published(id).map(\.number) == [2, 1])
    }

    @Test func `a publication written on the site is not overwritten`() throws {
        try library.publish(InventedLibrary.content("Le sourçage"))

        let outcome = try bring(table)

        #expect(outcome.findings.first?.column == "titre")
        #expect(outcome.added == 1)
    }

    @Test func `a table without a needed column, or not closed, is refused`() throws {
        #expect(throws: CommunityRefusal.self) { try bring("titre;date\na;2017-01-01") }
        #expect(throws: CommunityRefusal.self) { try bring("") }
        #expect(throws: CommunityRefusal.self) { try CommaTable(Array("a;\"b\n".utf8)) }
        #expect(throws: CommunityRefusal.self) { try CommaTable([0x61, 0xFF]) }
    }
}
