import GRDB

/// A signature: an organisation promises a commitment as it was worded, under a text of the charter.
public struct Signature: Sendable, Hashable, Identifiable {
    public let id: Int64
    public let organisation: Int64
    public let organisationName: String
    public let college: College
    /// The wording that was signed.
    public let commitment: Commitment
    /// The number of the charter's text that was signed.
    public let charter: Int
    /// Who signed; name and function as given, empty once erased.
    public let signatoryName: String
    public let signatoryFunction: String
    public let signed: Moment
    /// The edition served on that day; nil when there was none.
    public let edition: String?
    /// The organisation's SIRET on that day; nil when it had none.
    public let siret: String?
    public let scope: FigureQuestion.Scope
    public let withdrawn: Moment?
    public let withdrawalReason: String

    static let select = """
        SELECT s.id AS signature, s.organisation, o.nom AS organisme, o.college,
          c.numero AS charte_numero, s.nom AS signataire, s.fonction, s.signee,
          s.edition AS edition_signature, s.siret, s.perimetre, s.retiree, s.retrait_motif,
          e.id, e.cle, e.rang, e.clos, e.clos_motif, e.version, r.id AS redaction, r.numero,
          r.titre, r.texte, r.theme, r.indicateur, r.mesure, r.filtres, r.place, r.edition, r.sens,
          r.cible_millioniemes, r.echeance, r.cree
        FROM engagement_signature s JOIN organisation o ON o.id = s.organisation
          JOIN charte_texte c ON c.id = s.charte JOIN engagement_redaction r ON r.id = s.redaction
          JOIN engagement e ON e.id = s.engagement
        """

    init(_ row: Row) {
        id = row["signature"]
        organisation = row["organisation"]
        organisationName = row["organisme"]
        college = College(rawValue: row["college"]) ?? .partners
        commitment = Commitment(row)
        charter = row["charte_numero"]
        signatoryName = row["signataire"]
        signatoryFunction = row["fonction"]
        signed = Moment(seconds: row["signee"])
        edition = row["edition_signature"]
        siret = row["siret"]
        scope = FigureQuestion.Scope(rawValue: row["perimetre"]) ?? .unit
        withdrawn = (row["retiree"] as Int64?).map { Moment(seconds: $0) }
        withdrawalReason = row["retrait_motif"]
    }
}

/// Who signs, as the person declares it.
public struct Signatory: Sendable, Hashable {
    public var name: String
    public var function: String
    /// Whether the box « je déclare … » was ticked.
    public var isDeclared: Bool

    /// Who signs.
    public init(name: String, function: String, isDeclared: Bool) {
        self.name = name
        self.function = function
        self.isDeclared = isDeclared
    }

    /// The names read.
    ///
    /// - Throws: `.invalid`.
    func checked() throws(CommunityRefusal) -> Signatory {
        guard isDeclared else {
            throw .invalid(
                field: "declaration", value: "",
                sentence: "Cochez la déclaration\u{202F}: sans elle, rien n’est signé.")
        }
        return Signatory(
            name: try Entry.line("nom", name, 2...120),
            function: try Entry.line("fonction", function, 2...160), isDeclared: true)
    }
}
