import Procurement

/// What a declaration says, in fixed size: numbers, and the numbers of its texts.
///
/// Unknown is `.min` for signed numbers, `CodeList.unknown` for labels, 0 for texts. After
/// consolidation the same shape holds a contract, each field from its best version.
struct DeclarationRow: Sendable {
    /// A text kept row by row: in the arena of a batch.
    struct Text: Sendable {
        var batch: UInt32 = 0
        var start: UInt32 = 0
        var length: UInt32 = 0
    }

    /// A range of another list of the table.
    struct Span: Sendable {
        var start: UInt32 = 0
        var count: UInt32 = 0
        var range: Range<Int> { Int(start)..<Int(start) + Int(count) }
    }

    /// The bit sets of a contract, in the order of `DeclarationRow.bits`.
    enum BitSet: Int { case techniques, modalites, typesPrix, sociales, environnementales }
    /// Its yes-or-no fields, in the order of `answers`.
    enum Answer: Int { case innovant, avance, sousTraitance }

    var key = ContractKey(high: 0, low: 0)
    /// Hash of buyer and identifier, 0 when either is unknown.
    var identifier: UInt64 = 0
    /// Hash of buyer and identifier of the parent framework, 0 when there is none.
    var framework: UInt64 = 0
    /// Hash of all that the record says.
    var content: UInt64 = 0
    var offset: UInt64 = 0
    var length: UInt32 = 0
    var deposit: UInt16 = 0
    var member: UInt32 = 0

    var id = Text()
    var objet = Text()
    var acheteurId: UInt32 = 0
    var acheteurNom: UInt32 = 0
    var codeCPV: UInt32 = 0
    var idAccordCadre: UInt32 = 0
    var lieuCode: UInt32 = 0

    var nature = CodeList.unknown
    var procedure = CodeList.unknown
    var formePrix = CodeList.unknown
    var ccag = CodeList.unknown
    var groupement = CodeList.unknown
    var lieuType = CodeList.unknown
    /// Five bit sets; `CodeList.unknown` when not known.
    var bits: (UInt8, UInt8, UInt8, UInt8, UInt8) = (255, 255, 255, 255, 255)
    /// Three answers: 0 no, 1 yes, `CodeList.unknown`.
    var answers: (UInt8, UInt8, UInt8) = (255, 255, 255)
    var setAside = CodeList.unknown
    var vintage: UInt8 = 0
    var isConcession = false
    var isModificationOnly = false
    /// Whether a table gives it as a later state of the contract of the same key.
    var isLaterState = false
    var acheteurIsValidSiret = false
    /// Number of known fields.
    var completeness: UInt8 = 0

    var tauxAvance = Int32.min
    var origineUE = Int32.min
    var origineFrance = Int32.min
    var offresRecues = Int32.min
    var dureeMois = Int32.min
    var montant = Int64.min
    var dateNotification = Int32.min
    var datePublication = Int32.min
    var dateDebutExecution = Int32.min

    var parties = Span()
    var modifications = Span()
    var acts = Span()
    var findings = Span()

    init() {}
}

/// A supplier or sub-contractor of a declaration.
struct PartyRow: Sendable, Hashable {
    var id: UInt32 = 0
    var nom: UInt32 = 0
    var departement: UInt32 = 0
    var type = CodeList.unknown
    var isValidSiret = false
}

/// A modification: only what changed; unknown as in `DeclarationRow`.
struct ModificationRow: Sendable {
    var id = Int32.min
    var objet: UInt32 = 0
    var date = Int32.min
    var datePublication = Int32.min
    var montant = Int64.min
    var dureeMois = Int32.min
    /// New suppliers, among the table's parties.
    var parties = DeclarationRow.Span()
    /// Hash of date, amount, duration, object and suppliers.
    var content: UInt64 = 0
}

/// A sub-contracting act or a change of one.
struct ActRow: Sendable {
    var id = Int32.min
    var party = PartyRow()
    var date = Int32.min
    var datePublication = Int32.min
    var montant = Int64.min
    var dureeMois = Int32.min
    var variationPrix = CodeList.unknown
    var isChange = false
    /// Hash of all of it but the day of publication.
    var content: UInt64 = 0
}

/// A finding and the declaration it is about.
struct FindingRow: Sendable {
    /// Index in the catalogue.
    var rule: UInt8
    var field: FindingField
    /// The published value.
    var raw: UInt32
    var declaration: UInt32
}
