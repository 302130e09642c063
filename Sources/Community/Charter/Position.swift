import GRDB
public import Procurement

/// Where a signatory stands on a commitment in one edition, kept for good.
public struct Position: Sendable, Hashable {
    public let signature: Int64
    public let edition: String
    /// The edition's reference day.
    public let day: Day
    public let figure: ObservedFigure
    public let computed: Moment

    init(_ row: Row) {
        signature = row["signature"]
        edition = row["edition"]
        day = Day(number: row["jour"])
        computed = Moment(seconds: row["calculee"])
        figure = ObservedFigure(
            state: ObservedFigure.State(rawValue: row["etat"]) ?? .notApplicable,
            value: row["valeur"], numerator: row["numerateur"], denominator: row["denominateur"],
            unknown: row["inconnus"], low: row["bas"], high: row["haut"],
            unit: ObservedUnit(rawValue: row["unite"]) ?? .number, isAmount: row["en_euros"],
            selection: row["selection"], counted: row["comptes"])
    }

    /// A position computed elsewhere.
    public init(
        signature: Int64, edition: String, day: Day, figure: ObservedFigure, computed: Moment
    ) {
        self.signature = signature
        self.edition = edition
        self.day = day
        self.figure = figure
        self.computed = computed
    }
}

/// What a signatory says beside a position.
public struct PositionComment: Sendable, Hashable {
    public let signature: Int64
    public let edition: String
    public let text: String
    public let written: Moment

    init(_ row: Row) {
        signature = row["signature"]
        edition = row["edition"]
        text = row["texte"]
        written = Moment(seconds: row["ecrit"])
    }
}

/// What a signatory shows for a commitment that no figure tells.
public struct Evidence: Sendable, Hashable, Identifiable {
    public let id: Int64
    public let signature: Int64
    public let text: String
    /// An `https` address, or empty.
    public let address: String
    public let filed: Moment

    init(_ row: Row) {
        id = row["id"]
        signature = row["signature"]
        text = row["texte"]
        address = row["adresse"]
        filed = Moment(seconds: row["deposee"])
    }
}
