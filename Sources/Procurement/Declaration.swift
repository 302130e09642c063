/// One record, interpreted: identifiers cleaned of blanks, dates and amounts read, labels numbered.
///
/// Made from a `DeclarationDraft` by the interpreter of its format, which also gives the findings.
/// Nothing is invented: what cannot be read for certain is unknown (nil, or `CodeList.unknown`), and
/// a finding keeps the raw value. Reused from record to record.
///
/// - Units: amounts in cents excluding tax; durations in months; rates in ten-thousandths.
public struct Declaration: Sendable {
    /// A range of `bytes`; length 0 means unknown.
    public struct Text: Sendable, Hashable {
        public var start: UInt32
        public var length: UInt32
        /// A range of `bytes`.
        @inlinable public init(start: UInt32, length: UInt32) {
            self.start = start
            self.length = length
        }
        /// Not known.
        public static let unknown = Text(start: 0, length: 0)
        /// Whether nothing is known.
        @inlinable public var isEmpty: Bool { length == 0 }
    }

    /// Why a record is set aside.
    public enum SetAside: UInt8, Sendable, CaseIterable {
        /// It could not be parsed.
        case unreadable
        /// It is not a contract or a concession.
        case notAContract
        /// It has neither buyer nor object.
        case withoutBuyerAndObject
    }

    /// The version of the format the record follows.
    public enum Vintage: UInt8, Sendable { case format2019, format2022, table }

    /// A supplier, concessionaire or sub-contractor.
    public struct Party: Sendable {
        /// Number in `CodeList.typeIdentifiant`; a 14-digit identifier without type is a SIRET.
        public var type: UInt8 = CodeList.unknown
        /// The identifier without blanks, whether or not it is valid.
        public var id: Text = .unknown
        public var nom: Text = .unknown
        /// Whether the identifier is a SIRET of 14 digits that passes its check.
        public var isValidSiret = false
        /// Department code where the source itself gives it.
        public var departement: Text = .unknown
        /// Nothing known.
        public init() {}
    }

    /// A modification; amounts and durations are new totals, nil when unchanged.
    public struct Modification: Sendable {
        public var id: Int32?
        public var objet: Text = .unknown
        public var date: Day?
        public var datePublication: Day?
        public var montant: Int64?
        public var dureeMois: Int32?
        /// New suppliers: a range of `modificationParties`.
        public var parties: Range<Int>?
        /// Nothing known.
        public init() {}
    }

    /// A sub-contracting act, or a later change of one.
    public struct Act: Sendable {
        public var id: Int32?
        public var party = Party()
        public var date: Day?
        public var datePublication: Day?
        public var montant: Int64?
        public var dureeMois: Int32?
        public var variationPrix: UInt8 = CodeList.unknown
        public var isChange = false
        /// Nothing known.
        public init() {}
    }

    /// All text of the declaration, well-formed UTF-8.
    public var bytes: [UInt8] = []

    public var setAside: SetAside?
    public var vintage: Vintage = .format2022
    public var isConcession = false
    /// Whether the record holds only an identifier and modifications of a contract declared
    /// elsewhere.
    public var isModificationOnly = false

    public var id: Text = .unknown
    /// Buyer's identifier without blanks, whether or not valid.
    public var acheteurId: Text = .unknown
    public var acheteurNom: Text = .unknown
    public var acheteurIsValidSiret = false
    public var objet: Text = .unknown
    /// Eight digits, without check digit; unknown when it cannot be read for certain.
    public var codeCPV: Text = .unknown
    public var idAccordCadre: Text = .unknown
    public var lieuCode: Text = .unknown
    public var lieuNom: Text = .unknown

    public var nature: UInt8 = CodeList.unknown
    public var procedure: UInt8 = CodeList.unknown
    public var formePrix: UInt8 = CodeList.unknown
    public var ccag: UInt8 = CodeList.unknown
    public var typeGroupement: UInt8 = CodeList.unknown
    public var lieuType: UInt8 = CodeList.unknown

    /// Bit sets by `CodeList` number; nil unknown, 0 known none.
    public var techniques: UInt8?
    public var modalites: UInt8?
    public var typesPrix: UInt8?
    public var sociales: UInt8?
    public var environnementales: UInt8?

    public var marcheInnovant: Bool?
    public var attributionAvance: Bool?
    public var sousTraitanceDeclaree: Bool?
    public var tauxAvance: Int32?
    public var origineUE: Int32?
    public var origineFrance: Int32?
    public var offresRecues: Int32?
    public var dureeMois: Int32?
    /// For a concession, `valeurGlobale`.
    public var montant: Int64?
    /// For a concession, `dateSignature` (else `dateDebutExecution`).
    public var dateNotification: Day?
    public var datePublication: Day?
    public var dateDebutExecution: Day?
    public var subventionPublique: Int64?

    public var parties: [Party] = []
    public var modifications: [Modification] = []
    public var modificationParties: [Party] = []
    public var acts: [Act] = []
    /// What the rules found.
    public var findings: [Finding] = []

    /// A declaration of which nothing is known.
    public init() {}

    /// Forgets the record and keeps the memory.
    public mutating func reset() {
        var fresh = Declaration()
        swap(&fresh.bytes, &bytes)
        swap(&fresh.parties, &parties)
        swap(&fresh.modifications, &modifications)
        swap(&fresh.modificationParties, &modificationParties)
        swap(&fresh.acts, &acts)
        swap(&fresh.findings, &findings)
        fresh.bytes.removeAll(keepingCapacity: true)
        fresh.parties.removeAll(keepingCapacity: true)
        fresh.modifications.removeAll(keepingCapacity: true)
        fresh.modificationParties.removeAll(keepingCapacity: true)
        fresh.acts.removeAll(keepingCapacity: true)
        fresh.findings.removeAll(keepingCapacity: true)
        self = fresh
    }

    /// The text of a range.
    public func string(_ text: Text) -> String? {
        guard !text.isEmpty else { return nil }
        return String(
            decoding: bytes[Int(text.start)..<Int(text.start) + Int(text.length)], as: UTF8.self)
    }
}
