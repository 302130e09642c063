import Procurement
import Testing

@testable import Community

@Suite struct PublicationSearchTests {
    private let library: InventedLibrary

    init() throws { library = try InventedLibrary() }

    @Test(
        arguments: [
            "délai", "DELAI", "delais", "Délais", "l’évaluation", "l'evaluation", "évaluations",
            "œuvre", "oeuvre", "ŒUVRE", "main-d’œuvre", "éval", "\"mise en œuvre\"",
            "« mise en oeuvre »", "la mise en œuvre des délais",
        ])
    func `accents, case, ligatures, apostrophes and plurals do not matter`(words: String) throws {
        let key = try library.publish(
            InventedLibrary.content(
                "L’évaluation des délais", text: "La mise en **œuvre**, et la main-d’œuvre."))
        try library.publish(InventedLibrary.content("Autre chose", text: "Rien de semblable."))

        #expect(try library.found(words) == [key])
    }

    @Test(arguments: ["œuvre mise en", "\"en mise\"", "valuation", "eu"])
    func `words in another order, middles of words and small parts are not found`(words: String)
        throws
    {
        try library.publish(InventedLibrary.content("Titre", text: "La mise en œuvre."))

        let isOrdered = words.hasPrefix("œ")
        #expect(try library.found(words).isEmpty != isOrdered)
    }

    @Test(
        arguments: [
            "\"", "\"\"", "'", "(", ")", "*", "^", "a AND", "AND", "OR OR", "NOT", "NEAR(a b, 3)",
            "titre:x", "{titre resume}:x", "- x", "x -", "a*b*", "+", ":", "\\", "\u{0}", "%", "_",
            "'; DROP TABLE publication; --", "\u{301}", "½²", "👩‍👩‍👧", "\u{202E}abc", "«", "« x",
            String(repeating: "mot ", count: 5_000), String(repeating: "\"a\" ", count: 300),
            "\u{2}x\u{3}", "ﬁ", "٣", "日本語",
        ])
    func `no question is an error`(words: String) throws {
        try library.publish(InventedLibrary.content("x titre abc"))

        _ = try library.found(words)
        #expect(try library.found("titre").count == 1)
    }

    @Test func `random questions are never an error`() throws {
        try library.publish(InventedLibrary.content("Un titre"))
        let alphabet = Array("\"'()*^:{}+-«»“” aAéœ’,;NOTANDORNEAR\u{0}\u{301}%\\")
        let chance = InventedChance(seed: 48)

        for _ in 0..<400 {
            let bytes = chance.bytes(24)
            let words = String(bytes.map { alphabet[Int($0) % alphabet.count] })
            #expect(throws: Never.self, "\(words.debugDescription)") {
                try library.found(words)
            }
        }
    }

    @Test func `what is found in the title comes first and is marked where it stands`() throws {
        let inText = try library.publish(
            InventedLibrary.content("Un guide", text: "On y parle de sourçage une fois."))
        let inTitle = try library.publish(InventedLibrary.content("Le sourçage"))

        var query = PublicationQuery()
        query.words = "sourcage"
        let answer = try library.store.publications.search(query)

        #expect(answer.hits.map(\.publication.key) == [inTitle, inText])
        #expect(
            answer.hits[0].title == [
                .init(text: "Le ", isFound: false), .init(text: "sourçage", isFound: true),
            ])
        #expect(answer.hits[1].text?.contains(.init(text: "sourçage", isFound: true)) == true)
        #expect(answer.hits[1].files == nil)
    }

    @Test func `a facet counts what the other filters keep`() throws {
        var guide = InventedLibrary.content("Guide de l’innovation")
        guide.kind = .guide
        guide.themes = ["Innovation", "Sourçage"]
        guide.institutions = ["Sciences Po Lille"]
        var report = InventedLibrary.content("Rapport sur l’innovation")
        report.themes = ["Innovation"]
        report.day = Day("2018-01-31") ?? report.day
        try library.publish(guide)
        try library.publish(report)

        var query = PublicationQuery()
        query.words = "innovation"
        query.chosen = [.kind: ["guide"]]
        let answer = try library.store.publications.search(query)
        func count(_ facet: PublicationQuery.Facet, _ value: String) -> Int? {
            answer.facets.first { $0.facet == facet }?.values.first { $0.value == value }?.count
        }

        #expect(answer.total == 1)
        #expect(count(.kind, "guide") == 1 && count(.kind, "rapport") == 1)
        #expect(count(.theme, "innovation") == 1)
        #expect(count(.year, "2017") == 1 && count(.year, "2018") == nil)
        #expect(count(.institution, "Sciences Po Lille") == 1)
        #expect(count(.group, "innovation") == 1)
    }

    @Test func `drafts, earlier versions and withdrawn publications are not found`() throws {
        let publications = library.store.publications
        let draft = try publications.draft(
            InventedLibrary.content("Brouillon secret"), Invented.acting())
        #expect(try library.found("secret") == [])
        try library.publishPending(draft)
        #expect(try library.found("secret") == [draft])

        let publication = try publications.publication(draft)
        let next = try publications.newVersion(publication.id, Invented.acting())
        try publications.save(
            next.id, InventedLibrary.content("Texte nouveau"), version: next.version,
            Invented.acting())
        #expect(try library.found("nouveau") == [])
        try library.publishPending(draft)
        #expect(try library.found("nouveau") == [draft])
        #expect(try library.found("secret") == [])

        try publications.withdraw(publication.id, reason: "Erreur de calcul.", Invented.acting())
        #expect(try library.found("nouveau") == [])
        try publications.restore(publication.id, Invented.acting())
        #expect(try library.found("nouveau") == [draft])
        #expect(try publications.reindex(Invented.acting()) == 1)
        #expect(try library.found("nouveau") == [draft])
    }

    @Test func `a word inside a file is found once its text is drawn`() throws {
        let store = library.store
        let acting = Invented.acting()
        let key = try store.publications.draft(InventedLibrary.content("Rapport"), acting)
        let version = try #require(
            try store.publications.pending(store.publications.publication(key).id))
        let name = try store.publications.addFile(
            version.id, Array("%PDF-1.7 inventé".utf8), kind: .pdf, name: "Rapport final.PDF",
            label: "", acting)
        #expect(name == "rapport-final.pdf")
        try library.publishPending(key)

        let waiting = try #require(try store.files.awaitingText(atMost: 5).first)
        #expect(try library.found("hétéroclite") == [])
        try store.files.keep(
            .text("Un ensemble hétéroclite de fournisseurs."), of: waiting.id, acting)

        #expect(try library.found("heteroclites") == [key])
        #expect(try store.files.awaitingText(atMost: 5) == [])
        #expect(try store.files.drawAllAgain(acting) == 1)
        #expect(try library.found("heteroclites") == [key])
    }
}
