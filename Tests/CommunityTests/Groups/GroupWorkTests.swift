import Community
import Procurement
import Testing

/// A store with a group, its lead, a member and somebody else.
struct InventedGroup {
    let store: CommunityStore
    let group: Int64
    let lead: Int64
    let member: Int64
    let other: Int64

    init() throws {
        store = try CommunityStore()
        let acting = Invented.acting()
        group = try store.groups.add(
            key: "delais", name: "Délais de paiement", mandate: "Payer à l’heure.", acting)
        lead = try store.accounts.invite(try EmailAddress("p@exemple.fr"), name: "Paule", acting).id
        member = try store.accounts.invite(try EmailAddress("m@exemple.fr"), name: "Marc", acting)
            .id
        other = try store.accounts.invite(try EmailAddress("a@exemple.fr"), name: "Aude", acting).id
        try store.groups.join(group, person: lead, asLead: true, acting)
        try store.groups.join(group, person: member, acting)
    }

    var letters: [MailMessage] {
        get throws { try store.outbox.pending(at: Invented.now.adding(days: 400)).map(\.message) }
    }

    func draft(
        _ title: String = "Première réunion", in days: Int = 3, place: String = "Lille"
    ) -> GroupMeetings.Draft {
        GroupMeetings.Draft(
            title: title, start: Invented.now.adding(days: days), minutesLong: 90, place: place,
            link: "", agenda: "1. Tour de table")
    }

    /// A letter that holds the meeting's calendar.
    func letter(_ news: GroupMeetings.News, _ meeting: GroupMeetings.Meeting, _ person: Person)
        -> MailMessage?
    {
        guard let email = person.email, let address = try? EmailAddress(email) else { return nil }
        let event = GroupMeetings.event(
            meeting, groupName: "Délais", site: "https://obs.example", page: "/r/1",
            isForMembers: true)
        let file = CalendarFile(events: [event], method: news == .cancelled ? .cancel : .request)
        return MailMessage(
            to: address, subject: news.rawValue, text: meeting.title,
            attachments: [.init(name: "reunion.ics", type: file.type, bytes: file.bytes)])
    }
}

@Suite struct GroupWorkTests {
    private let work: InventedGroup
    private var store: CommunityStore { work.store }

    init() throws { work = try InventedGroup() }

    @Test func `the second of two editors of a mandate is told and nothing is overwritten`() throws
    {
        let opened = try store.groups.group("delais").version
        try store.groups.describe(
            work.group, name: "Délais", theme: "Payer", mandate: "Un", version: opened,
            Invented.acting())

        #expect(throws: CommunityRefusal.changedMeanwhile(what: "Ce groupe")) {
            try store.groups.describe(
                work.group, name: "Délais", theme: "", mandate: "Deux", version: opened,
                Invented.acting())
        }
        #expect(try store.groups.group("delais").mandate == "Un")
    }

    @Test func `groups stand in the order decided, closed ones last`() throws {
        let second = try store.groups.add(
            key: "innovation", name: "Innovation", mandate: "", Invented.acting())

        let opened = try store.groups.orderVersion()
        try store.groups.order([second], version: opened, Invented.acting())
        #expect(try store.groups.all().map(\.key) == ["innovation", "delais"])
        #expect(throws: CommunityRefusal.changedMeanwhile(what: "L’ordre des groupes")) {
            try store.groups.order([work.group], version: opened, Invented.acting())
        }
        #expect(try store.groups.all().map(\.key) == ["innovation", "delais"])
        try store.groups.close(second, true, Invented.acting())
        #expect(try store.groups.all().map(\.key) == ["delais", "innovation"])
        #expect(throws: CommunityRefusal.self) {
            try store.groupMeetings.add(to: second, work.draft(), Invented.acting())
        }
    }

    @Test func `a request to join is asked once, answered once, by its own group only`() throws {
        let asking = Invented.acting(work.other)
        let elsewhere = try store.groups.add(
            key: "autre", name: "Autre", mandate: "", Invented.acting())
        try store.groups.ask(toJoin: work.group, reason: "Je paie.", asking)
        #expect(throws: CommunityRefusal.self) {
            try store.groups.ask(toJoin: work.group, reason: "Encore.", asking)
        }
        let request = try #require(try store.groups.requests(toJoin: work.group).first)

        #expect(throws: CommunityRefusal.self) {
            try store.groups.answer(request.id, of: elsewhere, isAccepted: true, asking) { _ in nil
            }
        }
        try store.groups.answer(request.id, of: work.group, isAccepted: true, Invented.acting()) {
            _ in nil
        }

        #expect(try store.groups.members(of: work.group).map(\.name) == ["Paule", "Aude", "Marc"])
        #expect(try store.groups.requests(toJoin: work.group).isEmpty)
    }

    @Test func `partners are organisations or free names with a safe link`() throws {
        let acting = Invented.acting()
        let city = try store.organisations.add(
            name: "Ville inventée", siret: nil, college: .buyers, territory: "", acting)
        try store.groups.addPartner(
            to: work.group, organisation: city, name: "", link: "", acting)
        try store.groups.addPartner(
            to: work.group, organisation: nil, name: "École", link: "https://ecole.example", acting)

        #expect(
            try store.groups.partners(of: work.group).map(\.name) == ["Ville inventée", "École"])
        #expect(throws: CommunityRefusal.self) {
            try store.groups.addPartner(
                to: work.group, organisation: nil, name: "Piège", link: "javascript:alert(1)",
                acting)
        }
    }

    @Test func `a meeting that moves keeps its name, and its sequence rises`() throws {
        let acting = Invented.acting(work.lead)
        let id = try store.groupMeetings.add(to: work.group, work.draft(), acting)
        #expect(try store.groupMeetings.convoke(id, acting, letter: work.letter) == 2)
        try store.groupMeetings.change(
            id, work.draft(place: "Arras"), version: 1, acting, letter: work.letter)
        try store.groupMeetings.cancel(id, reason: "Grève", acting, letter: work.letter)

        let files = try work.letters.map {
            String(decoding: $0.attachments[0].bytes, as: UTF8.self)
        }
        #expect(files.count == 6)
        #expect(files.allSatisfy { $0.contains("UID:reunion-\(id)@obs.example\r\n") })
        #expect(
            files.map { file in (0...2).filter { file.contains("SEQUENCE:\($0)\r\n") } }
                == [[0], [0], [1], [1], [2], [2]])
        #expect(files[5].contains("METHOD:CANCEL"))
        #expect(files[5].contains("STATUS:CANCELLED"))
        #expect(try work.letters.map(\.category) == Array(repeating: .owed, count: 6))
    }

    @Test func `a change of the agenda alone writes no letter`() throws {
        let acting = Invented.acting(work.lead)
        let id = try store.groupMeetings.add(to: work.group, work.draft(), acting)
        try store.groupMeetings.convoke(id, acting, letter: work.letter)
        var draft = work.draft()
        draft.agenda = "2. Divers"

        try store.groupMeetings.change(id, draft, version: 1, acting, letter: work.letter)

        #expect(try store.groupMeetings.meeting(id).sequence == 0)
        #expect(try work.letters.count == 2)
    }

    @Test func `minutes are written once begun, public once approved, a draft again when changed`()
        throws
    {
        let id = try store.groupMeetings.add(
            to: work.group, work.draft(in: 1), Invented.acting(work.lead))
        let attendance: [(person: Int64, attendance: GroupMeetings.Attendance)] = [
            (work.lead, .present), (work.member, .excused),
        ]
        #expect(throws: CommunityRefusal.self) {
            try store.groupMeetings.minute(
                id, text: "Trop tôt", otherPresent: "", attendance: [], version: 1,
                Invented.acting())
        }
        let later = Invented.acting(work.lead, at: Invented.now.adding(days: 2))
        try store.groupMeetings.minute(
            id, text: "Décidé.", otherPresent: "", attendance: attendance, version: 1, later)
        try store.groupMeetings.approve(id, version: 2, later)

        #expect(try store.groupMeetings.meeting(id).approved != nil)
        #expect(
            try store.groupMeetings.attendance(of: id).map(\.attendance) == [.excused, .present])
        try store.groupMeetings.minute(
            id, text: "Décidé, corrigé.", otherPresent: "", attendance: [], version: 3, later)
        #expect(try store.groupMeetings.meeting(id).approved == nil)
        #expect(throws: CommunityRefusal.self) {
            try store.groupMeetings.approve(id, version: 3, later)
        }
    }

    @Test func `reminders leave once, a day before, for convoked meetings only`() throws {
        let acting = Invented.acting(work.lead)
        let id = try store.groupMeetings.add(to: work.group, work.draft(in: 1), acting)
        _ = try store.groupMeetings.add(to: work.group, work.draft("Non convoquée", in: 1), acting)
        let letter: (GroupMeetings.Meeting, Person) -> MailMessage? = {
            work.letter(.changed, $0, $1)
        }
        #expect(try store.groupMeetings.remind(acting, letter: letter) == 0)
        try store.groupMeetings.convoke(id, acting, letter: work.letter)

        try store.groupMeetings.remind(acting, letter: letter)
        try store.groupMeetings.remind(acting, letter: letter)

        #expect(try work.letters.filter { $0.category == .reminders }.count == 2)
    }

    @Test func `a deliverable keeps its history, and is abandoned with a reason only`() throws {
        let acting = Invented.acting(work.lead)
        let due = try #require(Day("2026-09-30"))
        let id = try store.workPlan.add(
            to: work.group, .init(title: "Baromètre", due: due, responsible: work.member), acting)
        try store.workPlan.change(
            id, .init(title: "Baromètre", state: .begun, due: due, responsible: work.member),
            version: 1, acting)
        #expect(throws: CommunityRefusal.self) {
            try store.workPlan.change(
                id, .init(title: "Baromètre", state: .abandoned), version: 2, acting)
        }

        let deliverable = try store.workPlan.deliverable(id)
        #expect(deliverable.responsibleName == "Marc")
        #expect(deliverable.isLate(on: due) == false)
        #expect(deliverable.isLate(on: Day(number: due.number + 1)))
        let history = try store.workPlan.history(of: id)
        #expect(history.map(\.action) == ["ajout", "modification"])
        #expect(history.last?.change(of: "etat")?.before == "prevu")
        #expect(history.last?.change(of: "etat")?.after == "en_cours")
        #expect(history.last?.change(of: "titre") == nil)
    }

    @Test func `nobody outside the group is made responsible`() throws {
        #expect(throws: CommunityRefusal.self) {
            try store.workPlan.add(
                to: work.group, .init(title: "Guide", responsible: work.other), Invented.acting())
        }
    }

    @Test func `a question is asked by somebody, answered with a letter, a few a day`() throws {
        let asking = Invented.acting(work.other)
        let id = try store.questions.ask(
            work.group, title: "Combien de jours ?", text: "", asking)
        let letter: (Person) -> MailMessage? = { person in
            person.email.flatMap { try? EmailAddress($0) }.map {
                MailMessage(to: $0, subject: "Réponse", text: "")
            }
        }
        #expect(throws: CommunityRefusal.signInNeeded) {
            try store.questions.ask(work.group, title: "Anonyme ?", text: "", Invented.acting())
        }
        try store.questions.answer(
            id, text: "Trente.", version: 1, Invented.acting(work.member), letter: letter)
        try store.questions.answer(
            id, text: "Trente jours.", version: 2, Invented.acting(work.member), letter: letter)

        #expect(try work.letters.count == 1)
        #expect(try store.questions.question(id).isOpen == false)
        for number in 2...Questions.mostADay {
            _ = try store.questions.ask(
                work.group, title: "Question \(number)", text: "", asking)
        }
        #expect(throws: CommunityRefusal.self) {
            try store.questions.ask(work.group, title: "Une de trop", text: "", asking)
        }
    }
}
