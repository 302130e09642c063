import Procurement
import Testing

@testable import Community

@Suite struct PublicationTests {
    private let library: InventedLibrary
    private var publications: Publications { library.store.publications }
    private let acting = Invented.acting()

    init() throws { library = try InventedLibrary() }

    private func pending(_ key: String) throws -> PublicationVersion {
        try #require(try publications.pending(publications.publication(key).id))
    }

    @Test func `a version goes through review and what was accepted is what is published`() throws {
        let key = try publications.draft(InventedLibrary.content("Étude"), acting)
        let draft = try pending(key)
        #expect(throws: CommunityRefusal.self) { try publications.publish(draft.id, acting) }
        #expect(throws: CommunityRefusal.self) {
            try publications.accept(draft.id, comment: "", acting)
        }

        try publications.submit(draft.id, acting)
        #expect(throws: CommunityRefusal.self) {
            try publications.save(
                draft.id, InventedLibrary.content("Autre"), version: try pending(key).version,
                acting)
        }
        #expect(throws: CommunityRefusal.self) {
            try publications.sendBack(draft.id, comment: " ", acting)
        }
        try publications.sendBack(draft.id, comment: "Citez vos sources.", acting)
        #expect(try pending(key).state == .draft)
        try publications.submit(draft.id, acting)
        try publications.accept(draft.id, comment: "Bien.", acting)
        try publications.publish(draft.id, acting)

        let id = try publications.publication(key).id
        #expect(try publications.current(id)?.content.title == "Étude")
        #expect(
            try publications.steps(id).map(\.act).reversed() == [
                "Soumise à relecture", "Renvoyée", "Soumise à relecture", "Acceptée", "Publiée",
            ])
    }

    @Test func `who reviews is written to, and who began the text when it comes back`() throws {
        func person(_ name: String) throws -> Int64 {
            try library.store.accounts.invite(
                try EmailAddress("\(name)@exemple.fr"), name: name, acting
            ).id
        }
        let (lead, author) = (try person("pilote"), try person("auteur"))
        try library.store.groups.join(library.group, person: lead, asLead: true, acting)
        let key = try publications.draft(
            InventedLibrary.content("Étude"), group: library.group, Invented.acting(author))
        func letter(_ email: EmailAddress) -> MailMessage {
            MailMessage(to: email, subject: "S", text: "T")
        }

        try publications.submit(
            try pending(key).id, letter: letter, Invented.acting(author))
        try publications.sendBack(
            try pending(key).id, comment: "Non.", letter: letter, Invented.acting(lead))

        let letters = try library.store.outbox.pending(at: Invented.now.adding(minutes: 1))
        #expect(letters.map(\.message.to.text) == ["pilote@exemple.fr", "auteur@exemple.fr"])
    }

    private func person(_ name: String, _ role: Role = .account) throws -> Int64 {
        let id = try library.store.accounts.invite(
            try EmailAddress("\(name)@exemple.fr"), name: name, acting
        ).id
        try library.store.accounts.give(role, to: id, acting)
        return id
    }

    @Test func `who submitted a version does not accept it while somebody else may`() throws {
        let editor = try person("redactrice", .editor)
        let key = try publications.draft(InventedLibrary.content("Étude"), Invented.acting(editor))
        let version = try pending(key).id
        let publication = try publications.publication(key).id
        try publications.submit(version, Invented.acting(editor))
        let other = try person("administrateur", .administrator)

        #expect(throws: CommunityRefusal.self) {
            try publications.accept(version, comment: "", Invented.acting(editor))
        }
        #expect(try pending(key).state == .inReview)
        try publications.accept(version, comment: "Bien.", Invented.acting(other))
        #expect(try pending(key).state == .accepted)
        #expect(try publications.steps(publication).first?.comment == "Bien.")
    }

    @Test func `alone, somebody accepts its own version and the history says so`() throws {
        let editor = try person("seule", .editor)
        _ = try person("inscrit")
        let key = try publications.draft(InventedLibrary.content("Étude"), Invented.acting(editor))
        let version = try pending(key).id
        try publications.submit(version, Invented.acting(editor))

        try publications.accept(version, comment: "", Invented.acting(editor))

        let last = try publications.steps(try publications.publication(key).id).first
        #expect(last?.act == "Acceptée")
        #expect(last?.comment == "Relu par son auteur, faute d’autre relecteur.")
    }

    @Test func `without another lead, editors and administrators are written to`() throws {
        let lead = try person("pilote")
        _ = try (person("redactrice", .editor), person("administrateur", .administrator))
        _ = try person("inscrit")
        try library.store.groups.join(library.group, person: lead, asLead: true, acting)
        let key = try publications.draft(
            InventedLibrary.content("Étude"), group: library.group, Invented.acting(lead))

        try publications.submit(
            try pending(key).id, letter: { MailMessage(to: $0, subject: "S", text: "T") },
            Invented.acting(lead))

        let letters = try library.store.outbox.pending(at: Invented.now.adding(minutes: 1))
        #expect(
            letters.map(\.message.to.text) == [
                "redactrice@exemple.fr", "administrateur@exemple.fr",
            ])
    }

    @Test func `the second of two editors is told and nothing is overwritten`() throws {
        let key = try publications.draft(InventedLibrary.content("Étude"), acting)
        let opened = try pending(key)
        try publications.save(
            opened.id, InventedLibrary.content("Première main"), version: opened.version, acting)

        #expect(throws: CommunityRefusal.changedMeanwhile(what: "Ce brouillon")) {
            try publications.save(
                opened.id, InventedLibrary.content("Seconde main"), version: opened.version, acting)
        }
        #expect(try pending(key).content.title == "Première main")
    }

    @Test func `a text without summary, or an empty one, is not submitted`() throws {
        let bare = try publications.draft(InventedLibrary.content("Bref", summary: ""), acting)
        let empty = try publications.draft(InventedLibrary.content("Vide", text: ""), acting)

        for key in [bare, empty] {
            #expect(throws: CommunityRefusal.self) {
                try publications.submit(try pending(key).id, acting)
            }
        }
    }

    @Test func `words in addresses are free, and never those that pages use`() throws {
        #expect(try publications.draft(InventedLibrary.content("Atelier"), acting) == "atelier-2")
        #expect(try publications.draft(InventedLibrary.content("Le coût"), acting) == "le-cout")
        #expect(try publications.draft(InventedLibrary.content("Le coût"), acting) == "le-cout-2")
        #expect(throws: CommunityRefusal.self) {
            try publications.draft(InventedLibrary.content("Titre"), key: "nouvelle", acting)
        }
    }

    @Test func `a study becomes a draft, and later another version of the same publication`() throws
    {
        func study(_ text: String) -> PublishedStudy {
            PublishedStudy(
                title: "Que disent les chiffres", summary: "Résumé.", authors: ["Martin, Anne"],
                text: text, edition: "2026-11-01", group: library.group, origin: "etude:7")
        }
        let key = try publications.draft(from: study("Premier texte."), acting)
        #expect(try pending(key).content.edition == "2026-11-01")
        #expect(try pending(key).content.kind == .study)
        try library.publishPending(key)

        let again = try publications.draft(from: study("Second texte."), acting)

        #expect(again == key)
        #expect(try pending(key).number == 2)
        #expect(try pending(key).content.text == "Second texte.")
        #expect(
            try publications.version(pending(key).publication, number: 1).content.text
                == "Premier texte.")
    }

    @Test func `a file taken out goes for good unless something else holds it`() throws {
        let bytes = Array("nom;valeur\na;1\n".utf8)
        let first = try pending(
            try publications.draft(InventedLibrary.content("Premier"), acting))
        let second = try pending(
            try publications.draft(InventedLibrary.content("Second"), acting))
        let name = try publications.addFile(
            first.id, bytes, kind: .csv, name: "../../etc/passwd.csv", label: "", acting)
        _ = try publications.addFile(
            second.id, bytes, kind: .csv, name: "t.csv", label: "", acting)
        let hash = Fingerprint.hexadecimal(Fingerprint.of(bytes))
        #expect(name == "etc-passwd.csv")

        try publications.removeFile(first.id, name: name, acting)
        #expect(try library.store.files.bytes(hash) == bytes)
        try publications.removeFile(second.id, name: "t.csv", acting)

        #expect(throws: CommunityRefusal.self) { try library.store.files.bytes(hash) }
    }

    @Test func `the journal tells of files without holding them`() throws {
        let draft = try pending(try publications.draft(InventedLibrary.content("Premier"), acting))
        _ = try publications.addFile(
            draft.id, Array("secret".utf8), kind: .txt, name: "a.txt", label: "", acting)

        let entry = try #require(try library.store.journal(object: "fichier").first)
        #expect(entry.after?.contains("empreinte") == true)
        #expect(entry.after?.contains("contenu") == false)
    }

    @Test func `harvesting gives every record once, in the order of change`() throws {
        for number in 1...7 {
            try library.publish(
                InventedLibrary.content("Titre \(number)"),
                at: Invented.now.adding(minutes: number / 3))
        }
        let third = try publications.publication("titre-3")
        try publications.withdraw(
            third.id, reason: "Remplacé.", Invented.acting(at: Invented.now.adding(minutes: 9)))

        var harvest = Publications.Harvest()
        var keys: [String] = []
        while true {
            let (records, total) = try publications.harvest(harvest, atMost: 2)
            #expect(total == 7)
            guard let last = records.last, let changed = last.publication.changed else { break }
            keys += records.map(\.publication.key)
            harvest.after = (changed, last.publication.id)
        }

        #expect(
            keys == [1, 2, 4, 5, 6, 7, 3].map { "titre-\($0)" })
        #expect(try publications.latest(atMost: 20).count == 6)
    }
}
