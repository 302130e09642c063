/// What a dossier answers to the questions of any form of application, in neutral words: a form (DC1,
/// DC2, DUME…) takes what it needs.
///
/// - Shape: amounts in whole euros before tax; unknown is nil or empty, never zero.
public struct CompanyAnswers: Sendable, Codable, Hashable {
    /// One accounting year.
    public struct Year: Sendable, Codable, Hashable {
        public var year: Int
        /// Whole euros before tax.
        public var turnover: Int?
        /// Percent of the turnover in the activity of the contract.
        public var share: Int?
        /// Mean headcount.
        public var headcount: Int?
    }

    /// An insurance.
    public struct Insurance: Sendable, Codable, Hashable {
        public var kind: String
        public var insurer: String
        public var number: String
        /// As `2026-12-31`.
        public var end: String
    }

    /// Works, supplies or services delivered.
    public struct Reference: Sendable, Codable, Hashable {
        public var object: String
        public var client: String
        public var year: Int?
        /// Whole euros before tax.
        public var amount: Int?
    }

    /// A qualification, a label or a certificate.
    public struct Qualification: Sendable, Codable, Hashable {
        public var name: String
        public var body: String
        public var number: String
        /// As `2026-12-31`; empty where it has no end.
        public var end: String
    }

    /// What was affirmed of the grounds for exclusion.
    public struct Exclusions: Sendable, Codable, Hashable {
        /// Grounds that the company affirms it is not concerned by.
        public var affirmed: [ExclusionGround]
        /// What it adds, or which it excepts, in its own words.
        public var precisions: String
        /// When, in seconds since 1970 UTC.
        public var momentSeconds: Int64
    }

    public var siret: String
    public var name: String
    public var legalForm: String
    public var address: String
    public var postalCode: String
    public var town: String
    public var activity: String
    /// One of `DossierPart.sizes`, or empty.
    public var size: String
    /// Professional register.
    public var register: String
    public var years: [Year]
    public var insurances: [Insurance]
    public var references: [Reference]
    public var qualifications: [Qualification]
    public var equipment: String
    public var managers: Int?
    /// Nil until an application affirmed them.
    public var exclusions: Exclusions?

    /// Whether it is a micro, small or medium enterprise; nil when the size is not said.
    public var isSmallOrMedium: Bool? {
        size.isEmpty ? nil : size == "Micro-entreprise" || size == "PME"
    }

    /// The last turnover that was said.
    public var lastTurnover: Int? {
        years.sorted { $0.year > $1.year }.lazy.compactMap(\.turnover).first
    }

    /// The last headcount that was said.
    public var lastHeadcount: Int? {
        years.sorted { $0.year > $1.year }.lazy.compactMap(\.headcount).first
    }
}

extension Dossier {
    /// How to reach the company; apart from the answers, since it may be somebody's.
    public var contact: (email: String, telephone: String) {
        (value(.contact, "courriel"), value(.contact, "telephone"))
    }

    /// What the dossier answers; nothing about natural persons.
    public var answers: CompanyAnswers {
        CompanyAnswers(
            siret: siret, name: value(.identity, "nom"), legalForm: value(.identity, "forme"),
            address: value(.identity, "adresse"), postalCode: value(.identity, "code_postal"),
            town: value(.identity, "commune"), activity: value(.identity, "activite"),
            size: value(.identity, "taille"), register: value(.identity, "registre"),
            years: rows(.years).map { row in
                .init(
                    year: Int(row.values["annee"] ?? "") ?? 0,
                    turnover: row.values["chiffre"].flatMap { Int($0) },
                    share: row.values["part"].flatMap { Int($0) },
                    headcount: row.values["effectif"].flatMap { Int($0) })
            }.sorted { $0.year > $1.year },
            insurances: rows(.insurances).map { row in
                .init(
                    kind: row.values["nature"] ?? "", insurer: row.values["assureur"] ?? "",
                    number: row.values["numero"] ?? "", end: row.values["fin"] ?? "")
            },
            references: rows(.references).map { row in
                .init(
                    object: row.values["objet"] ?? "", client: row.values["client"] ?? "",
                    year: row.values["annee"].flatMap { Int($0) },
                    amount: row.values["montant"].flatMap { Int($0) })
            },
            qualifications: rows(.qualifications).map { row in
                .init(
                    name: row.values["nom"] ?? "", body: row.values["organisme"] ?? "",
                    number: row.values["numero"] ?? "", end: row.values["fin"] ?? "")
            },
            equipment: value(.means, "materiel"), managers: Int(value(.means, "encadrement")),
            exclusions: nil)
    }
}
