import Law
import Procurement

/// Fields that the tools about payment share.
enum PaymentFields {
    static let buyer = Field.choice(
        "buyer", "Acheteur", "Il décide du délai\u{202F}: 30, 50 ou 60 jours.",
        example: BuyerRole.localAuthority, labels: \.label)
    static let received = Field.day(
        "received", "Facture reçue le",
        "Facture électronique\u{202F}: jour du message qui l’annonce sur le portail.",
        example: "2026-07-06")
    static let performed = Field.day(
        "performed", "Prestations exécutées le",
        "Seulement si c’est après la réception de la facture.",
        example: "2026-07-10"
    ).optional
    static let interrupted = Field.day(
        "interrupted", "Interruption notifiée le",
        "Jour où l’entreprise a reçu la demande de pièces, s’il y en a eu une.",
        example: "2026-07-20"
    ).optional
    static let completed = Field.day(
        "completed", "Pièces complètes reçues le", "Jour où l’acheteur a reçu toutes les pièces.",
        example: "2026-08-03"
    ).optional

    /// The request that the fields describe.
    static func request(_ input: ToolInput) throws(ToolRefusal) -> PaymentTerm.Request {
        PaymentTerm.Request(
            buyer: try input.required(buyer), received: try input.required(received),
            performed: input.optional(performed), interrupted: input.optional(interrupted),
            completed: input.optional(completed))
    }
}
