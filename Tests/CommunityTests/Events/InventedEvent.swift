import Testing

@testable import Community

/// An event of the tests, its registrations and its letters.
struct InventedEvent {
    let store: CommunityStore
    let key: String
    let id: Int64
    static let begins = Invented.now.adding(days: 30)

    /// Letters without words: what happened is their subject.
    static let letter: EventLetter = { notice in
        let word =
            switch notice.kind {
            case .toConfirm(let token): "toConfirm \(token)"
            case .confirmed: "confirmed"
            case .waiting: "waiting"
            case .promoted: "promoted"
            case .changed: "changed"
            case .cancelled: "cancelled"
            case .moved: "moved"
            case .eventCancelled: "eventCancelled"
            case .reminder(let days): "reminder \(days)"
            case .questionnaire(let token): "questionnaire \(token)"
            }
        return MailMessage(to: notice.to, subject: word, text: "…", once: notice.once)
    }

    init(places: Int? = nil, quotas: [College: Int] = [:]) throws {
        store = try CommunityStore()
        var draft = Event.Draft()
        draft.key = "essai"
        draft.title = "Rencontre d’essai"
        draft.begins = Self.begins
        draft.ends = Self.begins.adding(minutes: 480)
        draft.places = places
        draft.quotas = quotas
        draft.themes = ["Délais de paiement"]
        key = try store.events.add(draft, Invented.acting())
        id = try store.events.event(key).id
        try store.events.move(id, to: .open, Invented.acting(), letter: Self.letter)
    }

    var event: Event { get throws { try store.events.event(key) } }
    var registrations: [Registration] { get throws { try store.events.registrations(of: id) } }

    static func draft(_ college: College, sessions: [Int64] = [], name: String = "Personne")
        -> Registration
        .Draft
    {
        var draft = Registration.Draft()
        draft.name = name
        draft.college = college.rawValue
        draft.sessions = sessions
        return draft
    }

    /// Somebody with an account registers.
    @discardableResult
    func register(_ name: String, _ college: College = .buyers, sessions: [Int64] = []) throws
        -> Registration
    {
        let person = try store.accounts.invite(
            try EmailAddress("\(name)@exemple.fr"), name: name, Invented.acting())
        return try store.events.register(
            person, at: id, Self.draft(college, sessions: sessions, name: "Mme " + name),
            Invented.acting(person.id), letter: Self.letter)
    }

    /// A session that people choose.
    func session(_ places: Int?, hour: Int = 1) throws -> Int64 {
        var draft = Events.SessionDraft(
            title: "Atelier", begins: Self.begins.adding(minutes: hour * 60),
            ends: Self.begins.adding(minutes: hour * 60 + 60))
        draft.kind = .workshop
        draft.isChosen = true
        draft.places = places
        return try store.events.session(
            nil, of: id, draft, Invented.acting(), letter: Self.letter)
    }

    /// Subjects of the letters to an address, in order.
    func letters(to name: String) throws -> [String] {
        try store.outbox.pending(at: Invented.now.adding(days: 100), atMost: 10_000)
            .sorted { $0.id < $1.id }
            .filter { $0.message.to.text == "\(name)@exemple.fr" }.map(\.message.subject)
    }
}
