import Community
import Procurement

/// A store with a roofing company, its owner, and agents of two buyers: all invented.
struct InventedCompany {
    static let siret = "73282932000074"
    static let buyer = "21590350100017"
    static let otherBuyer = "13002526500013"

    let store: CommunityStore
    let owner: Int64
    let stranger: Int64
    let agent: Int64
    let otherAgent: Int64

    init() throws {
        let store = try CommunityStore()
        self.store = store
        let acting = Invented.acting()
        func person(_ name: String) throws -> Int64 {
            try store.accounts.invite(
                try EmailAddress("\(name)@exemple.fr"), name: "Personne \(name)", acting
            ).id
        }
        owner = try person("couvreuse")
        stranger = try person("inconnue")
        agent = try person("agent")
        otherAgent = try person("autre")
        try attach(owner, InventedCompany.siret, .company)
        try attach(agent, InventedCompany.buyer, .buyer)
        try attach(otherAgent, InventedCompany.otherBuyer, .buyer)
    }

    /// Confirms that a person acts for a SIRET.
    func attach(_ person: Int64, _ siret: String, _ kind: Attachments.Kind) throws {
        try store.attachments.ask(
            person, siret: siret, kind: kind, reason: "Gérante, joignable au siège.",
            Invented.acting(person))
        let request = try asked(by: person)
        try store.attachments.decide(
            request.id, isConfirmed: true, askedAt: request.asked, Invented.acting()
        ) { _, address in MailMessage(to: address, subject: "Confirmé", text: "Confirmé.") }
    }

    private func asked(by person: Int64) throws
        -> Attachments.Attachment
    {
        guard let first = try store.attachments.of(person).first else {
            throw CommunityRefusal.absent("Pas de demande.")
        }
        return first
    }

    /// What the owner writes the first time.
    static let entries: [Dossiers.Entry] = [
        .init(
            part: .identity,
            values: [
                "nom": "Toitures Inventées", "forme": "SARL", "adresse": "3 rue des Ardoises",
                "code_postal": "62000", "commune": "Arras", "activite": "43.91B Couverture",
                "taille": "Micro-entreprise",
            ]),
        .init(part: .contact, values: ["courriel": "devis@toitures.exemple"]),
        .init(
            part: .years, row: 1_000,
            values: ["annee": "2025", "chiffre": "612 000 €", "effectif": "6"]),
        .init(part: .years, row: 1_001, values: ["annee": "2024", "chiffre": "580000"]),
        .init(part: .years, row: 1_002, values: ["annee": "2023"]),
        .init(
            part: .insurances, row: 1_000,
            values: [
                "nature": "Responsabilité décennale", "assureur": "Assureur inventé",
                "numero": "D-42", "fin": "2026-07-10",
            ]),
        .init(
            part: .references, row: 1_000,
            values: ["objet": "Toit d’une école", "client": "Ville inventée", "annee": "2025"]),
    ]

    /// The owner says it.
    @discardableResult
    func say(
        _ entries: [Dossiers.Entry] = InventedCompany.entries, register: [String: String] = [:],
        version: Int = 0, at moment: Moment = Invented.now
    ) throws -> Int {
        try store.dossiers.say(
            InventedCompany.siret, entries, register: register, version: version,
            Invented.acting(owner, at: moment))
    }

    /// The dossier as the owner sees it.
    func dossier() throws -> Dossier {
        try store.dossiers.dossier(InventedCompany.siret, by: owner)
    }
}
