import Community
import Testing

@Suite struct StudyTests {
    private let work: InventedGroup
    private var store: CommunityStore { work.store }

    init() throws { work = try InventedGroup() }

    @Test func `every saved state is kept and the second of two editors is told`() throws {
        let acting = Invented.acting(work.member)
        let id = try store.studies.open(
            in: work.group, from: nil,
            .init(title: "Offre unique", text: "Un\nDeux", edition: "2026-01-31-aaaa"), acting)
        try store.studies.save(
            id, .init(title: "Offre unique", text: "Un\nTrois", edition: "2026-01-31-aaaa"),
            version: 1, acting)

        #expect(throws: CommunityRefusal.changedMeanwhile(what: "Cette étude")) {
            try store.studies.save(
                id, .init(title: "Offre unique", text: "Perdu", edition: ""), version: 1, acting)
        }
        let versions = try store.studies.versions(of: id)
        #expect(versions.map(\.number) == [2, 1])
        #expect(versions.map(\.text) == ["Un\nTrois", "Un\nDeux"])
        #expect(try store.studies.citedEditions() == ["2026-01-31-aaaa"])
    }

    @Test func `lines added and removed are told apart`() {
        let difference = LineDifference(from: "Un\nDeux\nTrois", to: "Un\nTrois\nQuatre")

        #expect(
            difference.lines.map(\.fate) == [.kept, .removed, .kept, .added])
        #expect(difference.lines.map(\.text) == ["Un", "Deux", "Trois", "Quatre"])
        #expect(LineDifference(from: "a\nb", to: "a\nb").isEmpty)
        #expect(!LineDifference(from: "", to: "a").isEmpty)
    }

    @Test func `a study comes from a question of its own group`() throws {
        let question = try store.questions.ask(
            work.group, title: "Combien ?", text: "", Invented.acting(work.other))
        let elsewhere = try store.groups.add(
            key: "autre", name: "Autre", mandate: "", Invented.acting())
        let draft = Studies.Draft(title: "Combien de jours", edition: "e")
        #expect(throws: CommunityRefusal.self) {
            try store.studies.open(in: elsewhere, from: question, draft, Invented.acting())
        }

        let id = try store.studies.open(in: work.group, from: question, draft, Invented.acting())

        #expect(try store.questions.question(question).studies == [id])
        #expect(try store.studies.all(drafts: []).isEmpty)
        #expect(try store.studies.all(drafts: [work.group]).map(\.id) == [id])
    }

    @Test func `only a text over a fixed edition is published`() throws {
        let acting = Invented.acting(work.lead)
        let id = try store.studies.open(
            in: work.group, from: nil, .init(title: "Étude", edition: "e"), acting)
        #expect(throws: CommunityRefusal.self) {
            try store.studies.publish(id, version: 1, acting)
        }
        try store.studies.save(
            id, .init(title: "Étude", authors: "A. Un, B. Deux", text: "Texte", edition: "e"),
            version: 1, acting)
        try store.studies.publish(id, version: 2, acting)

        #expect(try store.studies.all(drafts: []).map(\.id) == [id])
        let publishable = try store.studies.publishable(id)
        #expect(publishable.authors == ["A. Un", "B. Deux"])
        #expect(publishable.edition == "e")
        #expect(publishable.origin == "etude:\(id)")
    }

    @Test func `the public reads the published version until the lead publishes a later one`()
        throws
    {
        let acting = Invented.acting(work.lead)
        let id = try store.studies.open(
            in: work.group, from: nil,
            .init(title: "Étude", authors: "A", text: "Brouillon", edition: "e"), acting)
        try store.studies.save(
            id, .init(title: "Étude", authors: "A", text: "Relu", edition: "e"), version: 1, acting)
        try store.studies.publish(id, version: 2, acting)
        try store.studies.save(
            id, .init(title: "Autre titre", authors: "B", text: "Ajout", edition: "f"), version: 2,
            Invented.acting(work.member))

        let seen = try #require(try store.studies.all(drafts: []).first)
        #expect(
            [seen.title, seen.authors, seen.text, seen.edition] == ["Étude", "A", "Relu", "e"])
        #expect(seen.version == 2)
        #expect(try store.studies.all(drafts: [work.group]).map(\.text) == ["Ajout"])
        #expect(try store.studies.publishable(id).text == "Relu")
        #expect(throws: CommunityRefusal.changedMeanwhile(what: "Cette étude")) {
            try store.studies.publish(id, version: 2, acting)
        }

        try store.studies.publish(id, version: 3, acting)
        #expect(try store.studies.all(drafts: []).map(\.text) == ["Ajout"])
        try store.studies.withdraw(id, acting)
        #expect(try store.studies.all(drafts: []).isEmpty)
    }

    @Test func `a study of a closed group is neither saved nor published`() throws {
        let acting = Invented.acting(work.lead)
        let draft = Studies.Draft(title: "Étude", authors: "A", text: "Texte", edition: "e")
        let id = try store.studies.open(in: work.group, from: nil, draft, acting)
        try store.groups.close(work.group, true, acting)

        #expect(throws: CommunityRefusal.self) {
            try store.studies.save(id, draft, version: 1, acting)
        }
        #expect(throws: CommunityRefusal.self) {
            try store.studies.publish(id, version: 1, acting)
        }
        #expect(try store.studies.study(id).version == 1)
    }

    @Test func `a comment is changed by its author only, and leaves its place when taken back`()
        throws
    {
        let id = try store.studies.open(
            in: work.group, from: nil, .init(title: "Étude", edition: "e"), Invented.acting())
        try store.studies.comment(on: id, text: "D’accord.", Invented.acting(work.member))
        let comment = try #require(try store.studies.comments(on: id).first)
        #expect(throws: CommunityRefusal.self) {
            try store.studies.change(
                comment: comment.id, on: id, text: "Faux", version: 1, Invented.acting(work.lead))
        }
        #expect(throws: CommunityRefusal.self) {
            try store.studies.remove(
                comment: comment.id, on: id, mayModerate: false, Invented.acting(work.lead))
        }
        try store.studies.change(
            comment: comment.id, on: id, text: "Pas d’accord.", version: 1,
            Invented.acting(work.member))
        try store.studies.remove(
            comment: comment.id, on: id, mayModerate: true, Invented.acting(work.lead))

        let left = try #require(try store.studies.comments(on: id).first)
        #expect(left.text == "")
        #expect(left.removed != nil)
    }
}
