import GRDB

/// Payment figures of one quarter that an organisation attests: aggregates only, no invoice, no supplier.
public struct PaymentFigures: Sendable, Hashable {
    /// Invoices paid in the quarter.
    public var invoices: Int
    /// Days, in hundredths.
    public var meanHundredths: Int
    /// Days, in hundredths; nil when not known.
    public var medianHundredths: Int?
    /// Share of payments made late, in ten-thousandths.
    public var lateTenThousandths: Int
    /// Late interest and flat fees paid, in cents; nil when not known.
    public var interestPaidCents: Int?
    /// Invoices unpaid and late at the end of the quarter; nil when not known.
    public var unpaidCount: Int?
    /// Their amount, tax included, in cents; nil when not known.
    public var unpaidCents: Int?

    /// Figures of a quarter.
    public init(
        invoices: Int, meanHundredths: Int, medianHundredths: Int? = nil, lateTenThousandths: Int,
        interestPaidCents: Int? = nil, unpaidCount: Int? = nil, unpaidCents: Int? = nil
    ) {
        self.invoices = invoices
        self.meanHundredths = meanHundredths
        self.medianHundredths = medianHundredths
        self.lateTenThousandths = lateTenThousandths
        self.interestPaidCents = interestPaidCents
        self.unpaidCount = unpaidCount
        self.unpaidCents = unpaidCents
    }

    /// Refuses figures that cannot be.
    ///
    /// - Throws: `.invalid` naming the field.
    func check() throws(CommunityRefusal) {
        func refuse(_ field: String, _ isWrong: Bool, _ sentence: String) throws(CommunityRefusal) {
            if isWrong { throw .invalid(field: field, value: "", sentence: sentence) }
        }
        try refuse(
            "factures", !(1...100_000_000).contains(invoices),
            "Sans facture payée dans le trimestre, il n’y a rien à attester.")
        try refuse(
            "delai_moyen", !(0...365_000).contains(meanHundredths),
            "Un délai moyen va de 0 à 3\u{202F}650 jours.")
        try refuse(
            "delai_median", medianHundredths.map { !(0...365_000).contains($0) } ?? false,
            "Un délai médian va de 0 à 3\u{202F}650 jours.")
        try refuse(
            "part_retard", !(0...10_000).contains(lateTenThousandths),
            "Une part va de 0 à 100\u{202F}%.")
        for (field, value) in [
            ("interets_verses", interestPaidCents), ("impayees", unpaidCount),
            ("impayees_montant", unpaidCents),
        ] {
            try refuse(field, (value ?? 0) < 0, "Écrivez un nombre positif, ou rien.")
        }
    }
}

/// Figures as they were filed.
public struct AttestedFiling: Sendable, Hashable, Identifiable {
    public let id: Int64
    public let organisation: Int64
    public let organisationName: String
    public let quarter: Quarter
    public let band: SizeBand
    public let figures: PaymentFigures
    /// SHA-256 of the payment thermometer's summary, when the figures come from one.
    public let digest: String?
    public let note: String
    /// Who signed; empty once erased.
    public let signatoryName: String
    public let signatoryFunction: String
    public let filed: Moment
    /// When a corrected filing took its place.
    public let replaced: Moment?
    /// The filing it corrects.
    public let corrects: Int64?
    /// Why it corrects.
    public let reason: String

    init(_ row: Row) throws {
        id = row["id"]
        organisation = row["organisation"]
        organisationName = row["organisme"]
        guard let quarter = Quarter(row["trimestre"] as String),
            let band = SizeBand(rawValue: row["taille"])
        else { throw CommunityRefusal.absent("Un dépôt n’a pas de trimestre lisible.") }
        self.quarter = quarter
        self.band = band
        figures = PaymentFigures(
            invoices: row["factures"], meanHundredths: row["delai_moyen_centiemes"],
            medianHundredths: row["delai_median_centiemes"],
            lateTenThousandths: row["retard_dix_milliemes"],
            interestPaidCents: row["interets_verses_centimes"], unpaidCount: row["impayees"],
            unpaidCents: row["impayees_centimes"])
        digest = row["empreinte"]
        note = row["note"]
        signatoryName = row["nom"]
        signatoryFunction = row["fonction"]
        filed = Moment(seconds: row["deposee"])
        replaced = (row["remplacee"] as Int64?).map { Moment(seconds: $0) }
        corrects = row["corrige"]
        reason = row["motif"]
    }
}
