import Law
import Procurement

/// What is bought, as the tool asks it.
enum Bought: String, Sendable, CaseIterable {
    case works, supplies, services
    case socialServices = "social-services"

    /// As the law tells purchases apart.
    var purchase: PurchaseType {
        switch self {
        case .works: .works
        case .supplies: .supplies
        case .services: .services
        case .socialServices: .socialServices
        }
    }
}

/// What the tool asks.
enum ProcedureFields {
    static let buyer = Field.choice(
        "buyer", "Acheteur", example: BuyerRole.localAuthority, labels: \.label)
    static let purchase = Field.choice(
        "purchase", "Achat", "Pour un achat mixte, l’objet principal.", example: Bought.services,
        labels: \.purchase.label)
    static let amount = Field.money(
        "amount", "Valeur estimée HT",
        "Tous les lots, options et reconductions compris. Laissez vide si vous donnez les lots.",
        example: "45000"
    ).optional
    static let alreadySpent = Field.money(
        "alreadySpent", "Déjà dépensé, HT",
        "Cette année sur la même famille homogène, ou sur la même opération de travaux.",
        example: "18000"
    ).optional
    static let day = Field.day(
        "on", "Lancement le",
        "Envoi de l’avis ou, sans avis, de la consultation. Aujourd’hui si vide.",
        example: "2026-04-15"
    ).optional
    static let compareOn = Field.day(
        "compareOn", "Et si c’était lancé le", "Une seconde date, pour comparer.",
        example: "2026-03-15"
    ).optional
    static let signature = Field.day(
        "signature", "Signature souhaitée le", "Le calendrier en part, à rebours.",
        example: "2026-09-15"
    ).optional
    static let lotName = Field<String>.text("name", "Lot", example: "Gros œuvre").optional
    static let lotAmount = Field.money("amount", "Valeur estimée HT", example: "700000")
    static let lots = TableField(
        "lots", "Lots", "La petite part des lots peut suivre une procédure plus simple.",
        columns: [lotName, lotAmount], lines: 1...60, isRequired: false,
        example: "name;amount\nGros œuvre;4750000\nMenuiseries;700000")
    static let sector = Field.choice(
        "sector", "Régime", example: Sector.ordinary, labels: \.label
    ).optional
    static let innovative = Field.flag(
        "innovative", "Achat innovant", "Nouveau ou sensiblement amélioré.", example: false
    ).optional
    static let otherPurchase = Field.choice(
        "otherPurchase", "Achat mixte\u{202F}: autre partie", example: Bought.supplies,
        labels: \.purchase.label
    ).optional
    static let otherAmount = Field.money(
        "otherAmount", "Valeur de l’autre partie, HT", example: "12000"
    ).optional
    static let months = Field.number(
        "months", "Durée d’exécution", unit: "mois", from: LegalNumber(tenThousandths: 1_000),
        to: LegalNumber(600), example: "10"
    ).optional
    static let buyerSize = ContractFields.buyerSize
    static let company = Field.choice(
        "company", "Taille de l’entreprise attendue", example: CompanySize.sme, labels: \.label
    ).optional
    static let electronic = Field.flag(
        "electronic", "Échanges électroniques", "Oui si vide.", example: true
    ).optional
    static let urgency = Field.flag(
        "urgency", "Urgence justifiée", "Elle se motive, et ne vient pas de l’acheteur.",
        example: false
    ).optional
    static let priorNotice = Field.flag(
        "priorNotice", "Avis de préinformation", "Envoyé 35 jours à 12 mois avant.", example: false
    ).optional
    static let analysisDays = Field.count(
        "analysisDays", "Analyse des offres",
        "De la remise des offres au choix\u{202F}: 30 jours si vide en procédure formalisée, 15 sinon.",
        unit: "jours", in: 1...365, example: 30
    ).optional
    static let tenderDays = Field.count(
        "tenderDays", "Remise des offres en procédure adaptée",
        "La loi n’en fixe aucun minimum\u{202F}: 21 jours si vide.", unit: "jours", in: 1...365,
        example: 21
    ).optional
}
