import Columns
import Procurement

/// The populations that cards share, so that each rule is written once.
extension Condition {
    /// Contracts, concessions left out.
    static let isContract = Condition.isAny("genre", of: ["Marché"])
    /// The amount is not the ceiling of a framework agreement.
    static let isNotCeiling = Condition.isAnyNumber("plafond", of: [0])
    /// The amount is the ceiling of a framework agreement.
    static let isCeiling = Condition.isAnyNumber("plafond", of: [1])
    /// The contract comes from no framework agreement, so that no amount is counted twice.
    static let isNotSubsequent = Condition.isAnyNumber("subsequent", of: [0])
    /// A procedure with competition.
    static let isCompetitive = Condition.isAnyNumber("concurrentielle", of: [1])
    /// At least one offer was received.
    static let hasOffers = Condition.between("offresRecues", 1, nil)
    /// Spending that can be added: contracts whose amount is not a ceiling.
    static let isSpending = Condition.all([.isContract, .isNotCeiling])
    /// Competitive contracts whose offers are counted.
    static let isCompared = Condition.all([.isContract, .isCompetitive, .hasOffers])

    /// The flag is « yes ».
    static func isTrue(_ column: String) -> Condition { .isAnyNumber(column, of: [1]) }
}

extension Population {
    /// One row for each contract and supplier.
    static let awards = Population.details("awards")
}

/// Conditions on the size of the firm of an award.
extension Condition {
    /// The firm is an SME, its group included.
    static let isSME = Condition.isAny(
        FirmSize.categories.name, of: Array(FirmSize.categories.labels.prefix(1)))
    /// The firm is a larger one.
    static let isLarger = Condition.isAny(
        FirmSize.categories.name, of: Array(FirmSize.categories.labels.dropFirst()))

    /// The legal unit employs so many people: places in `FirmSize.staff`.
    static func employs(_ classes: ClosedRange<Int>) -> Condition {
        .isAny(FirmSize.staff.name, of: Array(FirmSize.staff.labels[classes]))
    }
}

/// Columns that cards name often.
enum Amount {
    /// Usable amount, in cents.
    static let usable = "montant_centimes"
    /// Share of the usable amount of one supplier, in cents.
    static let part = "part_centimes"

    static let usableText =
        "Montant utilisable : le montant courant, inconnu avec un motif quand il n'est pas plausible ; "
        + "jamais estimé."
    static let partText =
        "Montant utilisable, réparti à parts égales entre les titulaires (convention)."
}

/// Sentences that several cards repeat.
enum Caveat {
    static let declared =
        "Il ne porte que sur les contrats déclarés aux données essentielles, dont la publication "
        + "n'est due qu'à partir de 40 000 € hors taxes."
    static let ceilings =
        "Le montant d'un accord-cadre est un plafond, pas une dépense ; les totaux hors plafonds "
        + "n'en contiennent pas."
    static let outcomes =
        "Il observe des résultats ; la préférence locale est illégale et aucun objectif n'en découle."
    static let size =
        "La taille vient des listes SIRENE ajoutées à l'édition, à l'année du contrat ou au plus près ; "
        + "l'INSEE calcule la catégorie environ deux ans après. Une taille inconnue n'est d'aucun côté."
    static let rate =
        "Un taux ne dit rien d'un contrat particulier, et ne prouve aucune irrégularité."
}
