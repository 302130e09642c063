import GRDB
import Procurement

extension CommunityStore {
    /// Payment figures that organisations attest.
    public var attestations: Attestations { Attestations(store: self) }
}

/// Payment figures that organisations attest: what the data cannot show, filed by explicit act.
public struct Attestations: Sendable {
    let store: CommunityStore

    /// What is filed.
    public struct Draft: Sendable, Hashable {
        public var quarter: Quarter
        public var band: SizeBand
        public var figures: PaymentFigures
        /// The thermometer's summary that the figures come from.
        public var summary: FiledSummary?
        public var note: String
        /// Why it corrects a former filing; needed when there is one.
        public var reason: String

        /// What is filed.
        public init(
            quarter: Quarter, band: SizeBand, figures: PaymentFigures, summary: FiledSummary? = nil,
            note: String = "", reason: String = ""
        ) {
            self.quarter = quarter
            self.band = band
            self.figures = figures
            self.summary = summary
            self.note = note
            self.reason = reason
        }
    }

    private static let select = """
        SELECT a.*, o.nom AS organisme FROM chiffres_attestes a
        JOIN organisation o ON o.id = a.organisation
        """

    /// Files the figures of a quarter; a former filing of it is kept, marked as replaced.
    ///
    /// - Returns: the filing's number.
    /// - Throws: `.forbidden` unless the person acting represents the organisation, `.invalid`,
    ///   `.untimely` before the quarter's end.
    public func file(
        _ draft: Draft, for organisation: Int64, by signatory: Signatory, _ acting: Acting
    ) throws -> Int64 {
        let signatory = try signatory.checked()
        let note = try Entry.text("note", draft.note, 0...1_000)
        try draft.summary?.check(draft.quarter)
        let figures = draft.summary?.figures ?? draft.figures
        try figures.check()
        guard draft.quarter.last < acting.now.day else {
            throw CommunityRefusal.invalid(
                field: "trimestre", value: draft.quarter.description,
                sentence:
                    "Le \(draft.quarter.label) n’est pas fini\u{202F}: attestez un trimestre clos.")
        }
        return try store.write(acting) { database in
            try Charter.requireRepresentative(of: organisation, database, acting)
            let former = try Int64.fetchOne(
                database,
                sql: """
                    SELECT id FROM chiffres_attestes
                    WHERE organisation = ? AND trimestre = ? AND remplacee IS NULL
                    """, arguments: [organisation, draft.quarter.description])
            let reason =
                former == nil ? "" : try Entry.text("motif", draft.reason, 5...1_000)
            if let former {
                try database.execute(
                    sql: "UPDATE chiffres_attestes SET remplacee = ? WHERE id = ?",
                    arguments: [acting.now.seconds, former])
            }
            try database.execute(
                sql: """
                    INSERT INTO chiffres_attestes (organisation, trimestre, taille, factures,
                      delai_moyen_centiemes, delai_median_centiemes, retard_dix_milliemes,
                      interets_verses_centimes, impayees, impayees_centimes, empreinte, synthese, note,
                      personne, nom, fonction, deposee, corrige, motif)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    organisation, draft.quarter.description, draft.band.rawValue, figures.invoices,
                    figures.meanHundredths, figures.medianHundredths, figures.lateTenThousandths,
                    figures.interestPaidCents, figures.unpaidCount, figures.unpaidCents,
                    draft.summary?.digest, draft.summary?.text, note, acting.person,
                    signatory.name, signatory.function, acting.now.seconds, former, reason,
                ])
            return database.lastInsertedRowID
        }
    }

    /// Filings of an organisation, the latest quarter then the latest filing first, replaced ones
    /// included: for its representatives and the executive.
    public func filings(of organisation: Int64) throws -> [AttestedFiling] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: Attestations.select
                    + " WHERE a.organisation = ? ORDER BY a.trimestre DESC, a.id DESC",
                arguments: [organisation]
            ).map { try AttestedFiling($0) }
        }
    }

    /// Quarters with at least one filing in force, the latest first.
    public func quarters() throws -> [Quarter] {
        try store.read { database in
            try String.fetchAll(
                database,
                sql: """
                    SELECT DISTINCT trimestre FROM chiffres_attestes WHERE remplacee IS NULL
                    ORDER BY trimestre DESC
                    """
            ).compactMap { Quarter($0) }
        }
    }

    /// Quarters that an organisation attested, the latest first.
    public func quarters(of organisation: Int64) throws -> [Quarter] {
        try filings(of: organisation).filter { $0.replaced == nil }.map(\.quarter)
    }

    /// The public board of a quarter.
    public func board(_ quarter: Quarter) throws -> PaymentBoard {
        let filings = try store.read { database in
            try Row.fetchAll(
                database,
                sql: Attestations.select + " WHERE a.trimestre = ? AND a.remplacee IS NULL",
                arguments: [quarter.description]
            ).map { try AttestedFiling($0) }
        }
        return PaymentBoard(quarter, filings)
    }
}
