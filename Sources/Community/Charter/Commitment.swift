import GRDB
import Procurement

/// A commitment of the charter, in one of its wordings.
///
/// A wording that somebody signed is never changed: a new one follows it, and signatures stay on the one
/// they were given to.
public struct Commitment: Sendable, Hashable, Identifiable {
    public let id: Int64
    /// Its word in addresses.
    public let key: String
    public let rank: Int
    /// The wording's own number in the store.
    public let wording: Int64
    /// The wording's number, from 1.
    public let number: Int
    public let title: String
    /// Markdown.
    public let text: String
    public let theme: CharterTheme
    /// Nil when no figure of the editions tells it.
    public let tie: CommitmentTie?
    /// When this wording was written.
    public let worded: Moment
    public let closed: Moment?
    public let closingReason: String
    public let version: Int

    static let select = """
        SELECT e.id, e.cle, e.rang, e.clos, e.clos_motif, e.version, r.id AS redaction, r.numero,
          r.titre, r.texte, r.theme, r.indicateur, r.mesure, r.filtres, r.place, r.edition, r.sens,
          r.cible_millioniemes, r.echeance, r.cree
        FROM engagement e JOIN engagement_redaction r ON r.engagement = e.id
        """
    /// The wording in force of each.
    static let isLatest =
        "r.numero = (SELECT max(numero) FROM engagement_redaction WHERE engagement = e.id)"

    init(_ row: Row) {
        id = row["id"]
        key = row["cle"]
        rank = row["rang"]
        wording = row["redaction"]
        number = row["numero"]
        title = row["titre"]
        text = row["texte"]
        theme = CharterTheme(rawValue: row["theme"]) ?? .data
        worded = Moment(seconds: row["cree"])
        closed = (row["clos"] as Int64?).map { Moment(seconds: $0) }
        closingReason = row["clos_motif"]
        version = row["version"]
        let sense = (row["sens"] as String?).flatMap { CommitmentTie.Sense(rawValue: $0) }
        if let indicator = row["indicateur"] as String?, let sense {
            tie = CommitmentTie(
                indicator: indicator, measure: row["mesure"], filters: row["filtres"],
                place: FigureQuestion.Place(rawValue: row["place"]) ?? .buyer,
                baseline: row["edition"], sense: sense,
                targetMillionths: row["cible_millioniemes"] ?? 0,
                due: (row["echeance"] as Int32?).map { Day(number: $0) })
        } else {
            tie = nil
        }
    }
}

/// What somebody typed for a commitment.
public struct CommitmentDraft: Sendable, Hashable {
    public var title: String
    public var text: String
    public var theme: CharterTheme
    public var tie: CommitmentTie?

    /// What somebody typed for a commitment.
    public init(title: String, text: String, theme: CharterTheme, tie: CommitmentTie? = nil) {
        self.title = title
        self.text = text
        self.theme = theme
        self.tie = tie
    }

    /// The draft with its texts read.
    ///
    /// - Throws: `.invalid`.
    func checked(_ figures: any CharterFigures) throws -> CommitmentDraft {
        CommitmentDraft(
            title: try Entry.line("titre", title, 5...160),
            text: try Entry.text("texte", text, 10...10_000), theme: theme,
            tie: try tie?.checked(figures))
    }
}
