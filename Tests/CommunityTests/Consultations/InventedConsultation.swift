import Procurement
import Synchronization

@testable import Community

/// Offers that are what a test says they are.
final class AnnouncedOffers: OpenedOffers {
    private struct State {
        var missing: String?
        var opened: [OpenedOffer]?
        var depositors: [Int64] = []
        var undecided = 0
    }

    private let state = Mutex(State())

    func lack(_ sentence: String?) { state.withLock { $0.missing = sentence } }
    func unseal(_ offers: [OpenedOffer]) { state.withLock { $0.opened = offers } }
    func deposit(by person: Int64) { state.withLock { $0.depositors.append(person) } }

    func missing(forPublishing consultation: Int64) throws -> String? {
        state.withLock { $0.missing }
    }
    func opened(consultation: Int64) throws -> [OpenedOffer]? { state.withLock { $0.opened } }
    func depositors(consultation: Int64) throws -> [Int64] { state.withLock { $0.depositors } }
    func undecided(consultation: Int64) throws -> Int { state.withLock { $0.undecided } }
    func leave(_ count: Int) { state.withLock { $0.undecided = count } }
}

/// A store in memory with a buyer's agent, two companies' people and a consultation.
struct InventedConsultation {
    static let buyer = "00000033100017"
    static let firms = ["00100133800035", "00000033100025"]
    static let yes = ConsultationRuling(refusals: [], basis: ["Sous les seuils."])

    let store: CommunityStore
    let offers = AnnouncedOffers()
    let agent: Int64
    let follower: Int64
    let stranger: Int64

    init() throws {
        let store = try CommunityStore()
        self.store = store
        func person(_ word: String) throws -> Int64 {
            try store.accounts.invite(
                EmailAddress("\(word)@exemple.fr"), name: "Personne \(word)", Invented.acting()
            ).id
        }
        agent = try person("agent")
        follower = try person("suit")
        stranger = try person("autre")
        try store.attachments.ask(
            agent, siret: Self.buyer, kind: .buyer, reason: "Acheteuse inventée.",
            Invented.acting(agent))
        let asked = try store.attachments.all()[0]
        try store.attachments.decide(
            asked.id, isConfirmed: true, askedAt: asked.asked, Invented.acting()
        ) { MailMessage(to: $1, subject: "Confirmé", text: "Confirmé.", once: "confirme") }
        try drain()
    }

    var consultations: Consultations { Consultations(store: store, offers: offers) }

    static var content: ConsultationContent {
        var content = ConsultationContent()
        content.buyer = buyer
        content.buyerName = "Commune inventée"
        content.buyerKind = "local-authority"
        content.object = "Toiture de l’école"
        content.estimateCents = 4_500_000
        content.criteria = [
            .init(name: "Prix", isPrice: true, weight: 60),
            .init(name: "Valeur technique", isPrice: false, weight: 40),
        ]
        content.deadline = Invented.now.adding(days: 20)
        return content
    }

    /// A consultation that is published.
    func published(_ content: ConsultationContent = content) throws -> Consultation {
        let key = try consultations.create(content, Invented.acting(agent))
        let draft = try consultations.consultation(key)
        try consultations.publish(
            draft.id, version: draft.version, ruling: Self.yes, Invented.acting(agent))
        return try consultations.consultation(key)
    }

    /// The same after its deadline, with two offers in time for lot 1 and one late.
    func opened() throws -> Consultation {
        let item = try published()
        offers.unseal([
            Self.offer(Self.firms[0], "Toits du Nord", .inTime),
            Self.offer(Self.firms[1], "Zinc et Cie", .late),
        ])
        try consultations.open(item.id, after)
        return try consultations.consultation(item.key)
    }

    /// The buyer's agent, a day after the deadline.
    var after: Acting { Invented.acting(agent, at: Invented.now.adding(days: 21)) }

    static func offer(_ siret: String, _ name: String, _ state: OpenedOffer.State) -> OpenedOffer {
        OpenedOffer(
            siret: siret, name: name, lot: 1, state: state, received: Invented.now.adding(days: 19),
            files: [])
    }

    static func letter(
        _ consultation: Consultation, _ kind: Consultation.Notice.Kind, _ text: String,
        _ email: EmailAddress
    ) -> MailMessage? {
        MailMessage(to: email, subject: kind.label, text: text)
    }

    /// The letters that wait, whom they go to, taken out of the outbox.
    @discardableResult func drain() throws -> [MailMessage] {
        let late = Invented.now.adding(days: 60)
        return try store.outbox.pending(at: late).map { letter in
            try store.outbox.carried(letter, Invented.acting(at: late))
            return letter.message
        }
    }
}
