import GRDB
import Procurement
import Testing

@testable import Community

@Suite struct ConsultationTests {
    @Test func `what the law refuses is not published, and its sentence is told`() throws {
        let invented = try InventedConsultation()
        let key = try invented.consultations.create(
            InventedConsultation.content, Invented.acting(invented.agent))
        let draft = try invented.consultations.consultation(key)
        let no = ConsultationRuling(refusals: ["Trop cher (CCP R2122-8)."], basis: [])

        #expect(throws: CommunityRefusal.untimely("Trop cher (CCP R2122-8).")) {
            try invented.consultations.publish(
                draft.id, version: draft.version, ruling: no, Invented.acting(invented.agent))
        }
        #expect(try invented.consultations.consultation(key).state == .draft)
    }

    @Test func `nothing is published before the keys of offers are made`() throws {
        let invented = try InventedConsultation()
        invented.offers.lack("Les clés manquent.")

        #expect(throws: CommunityRefusal.untimely("Les clés manquent.")) {
            try invented.published()
        }
        invented.offers.lack(nil)
        var other = InventedConsultation.content
        other.object = "Une autre toiture"
        let item = try invented.published(other)
        #expect(item.state == .published)
        #expect(item.basis == "Sous les seuils.")
    }

    @Test(arguments: [(50, 40), (60, 41), (0, 40)])
    func `weights that do not make a hundred are refused`(price: Int, other: Int) throws {
        let invented = try InventedConsultation()
        var content = InventedConsultation.content
        content.criteria = [
            .init(name: "Prix", isPrice: true, weight: price),
            .init(name: "Valeur technique", isPrice: false, weight: other),
        ]

        #expect(throws: CommunityRefusal.self) {
            try invented.consultations.create(content, Invented.acting(invented.agent))
        }
    }

    @Test func `lots worth more than the whole need are refused`() throws {
        let invented = try InventedConsultation()
        var content = InventedConsultation.content
        content.lots = [
            .init(number: 1, object: "Zinc", estimateCents: 2_500_000),
            .init(number: 2, object: "Ardoise", estimateCents: 2_000_001),
        ]

        #expect(throws: CommunityRefusal.self) {
            try invented.consultations.create(content, Invented.acting(invented.agent))
        }
        content.lots[1] = .init(number: 2, object: "Ardoise", estimateCents: 2_000_000)
        let key = try invented.consultations.create(content, Invented.acting(invented.agent))
        let id = try invented.consultations.consultation(key).id
        #expect(try invented.consultations.lots(id).map(\.object) == ["Zinc", "Ardoise"])
    }

    @Test func `a change keeps what stood, and is told to each who follows or deposited, alone`()
        throws
    {
        let invented = try InventedConsultation()
        let item = try invented.published()
        try invented.consultations.follow(item.id, true, Invented.acting(invented.follower))
        invented.offers.deposit(by: invented.stranger)
        var content = InventedConsultation.content
        content.description = "Deux pentes au lieu d’une."

        try invented.consultations.change(
            item.id, content, text: "La toiture a deux pentes.", version: item.version,
            ruling: InventedConsultation.yes, Invented.acting(invented.agent),
            letters: InventedConsultation.letter)

        let letters = try invented.drain()
        #expect(letters.map(\.to.text).sorted() == ["autre@exemple.fr", "suit@exemple.fr"])
        #expect(letters.allSatisfy { !$0.text.contains("@") })
        let notices = try invented.consultations.notices(item.id)
        #expect(notices.map(\.kind) == [.changed, .published])
        #expect(notices[0].before == "Description\u{202F}: rien")
        #expect(throws: Consultations.changed) {
            try invented.consultations.change(
                item.id, content, text: "Encore une fois.", version: item.version,
                ruling: InventedConsultation.yes, Invented.acting(invented.agent),
                letters: InventedConsultation.letter)
        }
    }

    @Test func `the estimate never stands in the notice of a change`() throws {
        var latter = InventedConsultation.content
        latter.estimateCents = 5_900_000

        let text = Consultations.difference(from: InventedConsultation.content, to: latter)

        #expect(text.isEmpty)
    }

    @Test func `the deadline is put off, never brought nearer, and not once it has passed`() throws
    {
        let invented = try InventedConsultation()
        let item = try invented.published()
        let agent = Invented.acting(invented.agent)

        #expect(throws: CommunityRefusal.self) {
            try invented.consultations.extend(
                item.id, to: Invented.now.adding(days: 19), text: "Plus tôt.", agent,
                letters: InventedConsultation.letter)
        }
        try invented.consultations.extend(
            item.id, to: Invented.now.adding(days: 25), text: "Un pont au milieu.", agent,
            letters: InventedConsultation.letter)
        let later = Invented.acting(invented.agent, at: Invented.now.adding(days: 26))
        #expect(throws: CommunityRefusal.self) {
            try invented.consultations.extend(
                item.id, to: Invented.now.adding(days: 30), text: "Encore du temps.", later,
                letters: InventedConsultation.letter)
        }
        let now = try invented.consultations.consultation(item.key)
        #expect(now.deadline == Invented.now.adding(days: 25))
    }

    @Test func `who asks is in nothing that is read, and gets the answer like the others`() throws {
        let invented = try InventedConsultation()
        let item = try invented.published()
        try invented.consultations.ask(
            item.id, text: "Couverture Dupont demande si le zinc est admis.",
            Invented.acting(invented.follower)
        ) { MailMessage(to: $1, subject: "Question", text: $0.object) }
        let asked = try invented.drain()
        let question = try invented.consultations.questions(item.id)[0]

        try invented.consultations.answer(
            item.id, question: question.id, text: "Le zinc est-il admis\u{202F}?",
            answer: "Oui, en joint debout.", version: question.version,
            Invented.acting(invented.agent), letters: InventedConsultation.letter)

        #expect(asked.map(\.to.text) == ["agent@exemple.fr"])
        let told = try invented.drain()
        #expect(told.map(\.to.text) == ["suit@exemple.fr"])
        let notice = try invented.consultations.notices(item.id)[0]
        #expect(notice.text == "Le zinc est-il admis\u{202F}?\n\nOui, en joint debout.")
        #expect(!told[0].text.contains("Dupont"))
    }

    @Test func `no trace in the journal tells who asked or who follows`() throws {
        let invented = try InventedConsultation()
        let item = try invented.published()

        try invented.consultations.ask(
            item.id, text: "Le zinc est-il admis sur ce bâtiment\u{202F}?",
            Invented.acting(invented.stranger)
        ) { _, _ in nil }

        let count = try invented.store.read {
            try Int.fetchOne(
                $0, sql: "SELECT count(*) FROM journal WHERE personne = ?",
                arguments: [invented.stranger])
        }
        #expect(count == 0)
    }

    @Test func `stopped early it is cancelled, late it has no sequel, and each is told why`() throws
    {
        for (days, state) in [(1, Consultation.State.cancelled), (21, .withoutSequel)] {
            let invented = try InventedConsultation()
            let item = try invented.published()
            try invented.consultations.follow(item.id, true, Invented.acting(invented.follower))

            try invented.consultations.stop(
                item.id, reason: "Le besoin a disparu avec l’école.",
                Invented.acting(invented.agent, at: Invented.now.adding(days: days)),
                letters: InventedConsultation.letter)

            #expect(try invented.consultations.consultation(item.key).state == state)
            #expect(try invented.drain().map(\.to.text) == ["suit@exemple.fr"])
        }
    }

    @Test func `a document given after publication is told, and one taken back is no longer given`()
        throws
    {
        let invented = try InventedConsultation()
        let item = try invented.published()
        let agent = Invented.acting(invented.agent)

        try invented.consultations.addPiece(
            item.id, Array("Plan".utf8), kind: .txt, name: "Plan masse.txt", label: "", agent,
            letters: InventedConsultation.letter)
        let piece = try invented.consultations.pieces(item.id)[0]
        try invented.consultations.removePiece(
            item.id, piece: piece.id, agent, letters: InventedConsultation.letter)

        #expect(piece.name == "plan-masse.txt")
        #expect(try invented.consultations.pieces(item.id).isEmpty)
        let kinds = try invented.consultations.notices(item.id).map(\.kind)
        #expect(kinds == [.document, .document, .published])
    }

    @Test func `papers go five years after the end, and not before`() throws {
        let invented = try InventedConsultation()
        let item = try invented.published()
        try invented.consultations.addPiece(
            item.id, Array("Plan".utf8), kind: .txt, name: "Plan masse.txt", label: "",
            Invented.acting(invented.agent), letters: InventedConsultation.letter)
        let file = try invented.consultations.pieces(item.id)[0].file
        let other = try invented.store.files.add(
            Array("Autre".utf8), kind: .txt, Invented.acting())
        let end = Invented.now.adding(days: 21)
        try invented.consultations.stop(
            item.id, reason: "Le besoin a disparu avec l’école.",
            Invented.acting(invented.agent, at: end), letters: InventedConsultation.letter)

        let before = try invented.store.forgetOldRows(
            Invented.acting(at: end.adding(days: Consultations.keptDays - 1)))
        let after = try invented.store.forgetOldRows(
            Invented.acting(at: end.adding(days: Consultations.keptDays + 1)))

        #expect(before["consultation"] == nil)
        #expect(after["consultation"] == 1)
        // A file that nothing holds goes at once; what a consultation holds goes with it.
        #expect(before["fichier"] == 1)
        #expect(after["fichier"] == 1)
        for gone in [file, other] {
            #expect(throws: (any Error).self) { try invented.store.files.bytes(gone) }
        }
        #expect(throws: Consultations.absent) {
            try invented.consultations.consultation(item.key)
        }
    }
}
