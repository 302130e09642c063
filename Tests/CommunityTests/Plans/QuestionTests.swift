import GRDB
import Testing

@testable import Community

@Suite struct QuestionTests {
    private let invented: InventedPlans
    private let plan: Plan
    private var plans: Plans { invented.store.plans }
    private static let naming =
        "La SARL Toitures Duval (contact@toitures-duval.fr, 03 20 30 40 50) demande si l’école est occupée."

    init() throws {
        invented = try InventedPlans()
        plan = try invented.posted()
    }

    private func publish(_ id: Int64, _ question: String, _ answer: String = "Oui, toute l’année.")
        throws
    {
        let waiting = try plans.waiting(id, on: plan)
        try plans.publish(
            id, on: plan, question: question, answer: answer, hasNoSecret: true,
            version: waiting.question.version, invented.agent
        ) { MailMessage(to: $1, subject: "r", text: "t") }
    }

    @Test func `names, organisations, addresses and numbers of an author are found`() {
        let author = invented.author
        let found = AuthorMentions.of(author, in: Self.naming)
        for piece in [
            "SARL Toitures Duval", "Toitures Duval", "contact@toitures-duval.fr", "03 20 30 40 50",
        ] {
            #expect(found.contains(piece), "\(piece) in \(found)")
        }
        for text in [
            "Ici MARGUERITE DUVAL", "signé Duval.", "voir toitures-duval.fr",
            "SIRET 000 000 026 00013",
            "appelez le +33 6 12 34 56 78", "écrire à a.b@c-d.org",
        ] {
            #expect(!AuthorMentions.of(author, in: text).isEmpty, "\(text)")
        }
        for text in [
            "Le lot 2 vaut-il 123456789 ?", "Duvalier, c’est un autre nom",
            "Surface de 1 200 m² en 2027",
            "Quel est le délai du 12/05/2027 au 30/06/2027 ?",
        ] {
            #expect(AuthorMentions.of(author, in: text) == [], "\(text)")
        }
    }

    @Test func `who names itself is told before anything is sent`() throws {
        let refusal = #expect(throws: CommunityRefusal.self) {
            try invented.ask(plan, Self.naming, evenSo: false)
        }
        #expect(refusal?.description.contains("«\u{202F}Toitures Duval\u{202F}»") == true)
        #expect(try plans.waiting(on: plan).isEmpty)
        #expect(try invented.letters().isEmpty)
    }

    @Test func `the buyer cannot publish what names the author, and publishes once rewritten`()
        throws
    {
        let id = try invented.ask(plan, Self.naming)
        let waiting = try #require(try plans.waiting(on: plan).first)
        #expect(waiting.mentions.contains("Toitures Duval"))

        #expect(throws: CommunityRefusal.self) { try publish(id, Self.naming) }
        #expect(throws: CommunityRefusal.self) {
            try publish(id, "TOITURES DUVAL : l’école est-elle occupée ?")
        }
        #expect(throws: CommunityRefusal.self) {
            try publish(id, "L’école est-elle occupée ?", "Oui, cher Toitures Duval.")
        }
        #expect(try plans.questions(of: plan).isEmpty)
        try publish(id, "L’école est-elle occupée ?")

        let published = try #require(try plans.questions(of: plan).first)
        #expect(published.question == "L’école est-elle occupée ?")
        #expect(published.isRewritten)
        #expect(try plans.waiting(on: plan).isEmpty)
        #expect(try plans.history(of: plan).last?.kind == .question)
    }

    @Test func `trying names tells the buyer nothing of who asked`() throws {
        let id = try invented.ask(
            plan, "L’école est-elle occupée pendant les travaux ?", evenSo: false)

        // The author's own name, that the question does not hold: published, as any other name.
        try publish(id, "L’école est-elle occupée ? demande Duval")
        #expect(try plans.questions(of: plan).count == 1)
    }

    @Test func `nothing but one table knows who asked`() throws {
        let id = try invented.ask(plan, Self.naming)
        try publish(id, "L’école est-elle occupée ?")
        let person = try #require(invented.asker.person)

        let journal = try invented.store.journal(atMost: 1_000)
        #expect(journal.contains { $0.object == "projet_question" })
        #expect(journal.allSatisfy { $0.object != "projet_question_recue" })
        #expect(
            journal.filter { $0.object.hasPrefix("projet_question") }.allSatisfy {
                $0.person != person && !($0.after ?? "").contains("Duval")
            })
        let kept = try invented.store.read {
            try Row.fetchOne($0, sql: "SELECT * FROM projet_question_recue")
        }
        #expect(kept?["texte"] == "" && kept?["mentions"] == "")
    }

    @Test func `agents are told that a question waits, the author that it was answered`() throws {
        let id = try invented.ask(plan, Self.naming)
        #expect(try invented.letters().map(\.to.text) == ["agent@ville.fr"])
        #expect(try invented.letters().allSatisfy { !$0.text.contains("Duval") })
        try publish(id, "L’école est-elle occupée ?")
        #expect(
            try invented.letters().map(\.to.text)
                == ["agent@ville.fr", "contact@toitures-duval.fr"])
    }

    @Test func `a question set aside is public nowhere and its author has the reason`() throws {
        let id = try invented.ask(
            plan, "Pouvez-vous me donner le prix du concurrent ?", evenSo: false)
        try plans.setAside(
            id, on: plan, reason: "Ce prix est un secret d’affaires.", version: 1, invented.agent
        ) { MailMessage(to: $1, subject: "r", text: "Ce prix est un secret d’affaires.") }

        #expect(try plans.questions(of: plan).isEmpty)
        #expect(try invented.letters().last?.to.text == "contact@toitures-duval.fr")
        #expect(try plans.record(of: plan, invented.agent).setAside == 1)
        #expect(throws: CommunityRefusal.self) { try plans.waiting(id, on: plan) }
    }

    @Test func `a question whose author erased itself is gone with it`() throws {
        _ = try invented.ask(plan, Self.naming)
        let person = try #require(invented.asker.person)

        try invented.store.accounts.erase(person, Invented.acting(person))

        #expect(try plans.waiting(on: plan).isEmpty)
    }

    @Test func `a company offers itself once, is seen by its buyer only, and may step back`() throws
    {
        func offer(_ acting: Acting) throws {
            try plans.offer(
                plan, siret: InventedPlans.company, company: "Toitures Duval",
                message: "Couvreurs depuis 1987.", acting)
        }
        #expect(throws: CommunityRefusal.self) { try offer(invented.agent) }
        try offer(invented.asker)
        #expect(throws: CommunityRefusal.self) { try offer(invented.asker) }
        #expect(throws: CommunityRefusal.self) { try plans.record(of: plan, invented.asker) }
        #expect(
            try plans.record(of: plan, invented.agent).offers.map(\.company) == ["Toitures Duval"])

        try plans.withdrawOffer(on: plan, siret: InventedPlans.company, invented.asker)
        #expect(try plans.record(of: plan, invented.agent).offers.first?.withdrawn != nil)
        try offer(invented.asker)
        #expect(try plans.record(of: plan, invented.agent).offers.first?.withdrawn == nil)
    }

    @Test func `a precision reaches all companies that offered themselves, and the page`() throws {
        try plans.offer(
            plan, siret: InventedPlans.company, company: "Toitures Duval",
            message: "Couvreurs depuis 1987.", invented.asker)
        try plans.complete(plan, "Neuf écoles sont concernées.", invented.agent) {
            MailMessage(to: $1, subject: "p", text: "Neuf écoles sont concernées.")
        }
        #expect(try invented.letters().map(\.to.text) == ["contact@toitures-duval.fr"])
        #expect(try plans.history(of: plan).last?.after == "Neuf écoles sont concernées.")
    }

    @Test func `an exchange is noted with its day, and a day to come is refused`() throws {
        func note(_ day: String, siret: String = "") throws {
            try plans.note(
                plan, day: day, siret: siret, company: "Toitures Duval", form: "entretien",
                information: "Le calendrier, publié depuis.", documents: "", sequel: "",
                invented.agent)
        }
        try note("2026-05-20", siret: InventedPlans.company)
        #expect(throws: CommunityRefusal.self) { try note("2031-01-01") }
        #expect(throws: CommunityRefusal.self) { try note("2026-05-20", siret: "123") }
        #expect(
            try plans.record(of: plan, invented.agent).contacts.map(\.siret) == [
                InventedPlans.company
            ])
    }
}
