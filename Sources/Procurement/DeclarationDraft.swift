/// One record as a reader found it: the text of its fields, nothing interpreted.
///
/// A reader fills one draft per record and hands it over; the draft is then reset and reused, so
/// that reading millions of records allocates nothing. All text lives in one byte arena; fields
/// are slices of it. JSON escapes and XML entities are already decoded by the reader; nothing else
/// is changed, not even surrounding blanks.
///
/// - Shape: one contract or concession with all that the record nests.
/// - Complexity: filling is O(bytes of the record).
public struct DeclarationDraft: Sendable {
    /// How a value was written, which tells a string `"12"` from a number `12`.
    public enum Writing: UInt8, Sendable {
        /// The field is not in the record.
        case absent
        /// JSON `null`, `NaN`, or an empty element declared nil.
        case null
        /// Text: a JSON string, an XML element's content, a CSV cell.
        case text
        /// A JSON number, verbatim.
        case number
        /// JSON `true`.
        case yes
        /// JSON `false`.
        case no
        /// A nested object or list where a single value was expected; the slice is its raw bytes.
        case nested
    }

    /// A field's text: a range of the arena, and how it was written.
    public struct Slice: Sendable {
        /// First byte in the arena.
        public var start: UInt32
        /// Length in bytes.
        public var length: UInt32
        /// How it was written.
        public var writing: Writing
        /// A slice of the arena.
        @inlinable public init(start: UInt32, length: UInt32, writing: Writing) {
            self.start = start
            self.length = length
            self.writing = writing
        }
        /// The field that is not there.
        public static let absent = Slice(start: 0, length: 0, writing: .absent)
        /// Whether the field has something written in it.
        @inlinable public var isPresent: Bool { writing != .absent && writing != .null }
    }

    /// The single-valued fields of a record, for both kinds and both vintages, under the names of
    /// the regulation.
    public enum Field: UInt8, CaseIterable, Sendable {
        case id, uid, uuid, source
        case acheteurId, acheteurNom
        case nature, objet, codeCPV, procedure
        case lieuCode, lieuTypeCode, lieuNom
        case dureeMois, dateNotification, datePublicationDonnees
        case montant, formePrix
        case idAccordCadre, marcheInnovant, ccag, offresRecues
        case attributionAvance, tauxAvance, typeGroupementOperateurs, sousTraitanceDeclaree
        case origineUE, origineFrance
        /// Concessions; `autoriteConcedante` is read into `acheteurId` and `acheteurNom`.
        case dateSignature, dateDebutExecution, valeurGlobale, montantSubventionPublique
        /// Tables: the consolidator's own purchase type (Travaux, Fournitures, Services).
        case type
        /// `_type` or `typeContrat`, which tells contracts from concessions in some files.
        case declaredKind
    }

    /// The many-valued fields of a record.
    public enum ListField: UInt8, CaseIterable, Sendable {
        case techniques, modalitesExecution, typesPrix
        case considerationsSociales, considerationsEnvironnementales
    }

    /// Where a many-valued field stands, to tell "absent" from "empty list".
    public enum ListWriting: UInt8, Sendable { case absent, null, empty, filled }

    /// A supplier, concessionaire or sub-contractor as written.
    public struct Party: Sendable {
        public var typeIdentifiant = Slice.absent
        public var id = Slice.absent
        /// `denominationSociale`, or `titulaire_nom` in tables.
        public var nom = Slice.absent
        /// Department or region of the supplier, where a table gives them.
        public var departement = Slice.absent
        public var region = Slice.absent
        /// A party with nothing written.
        public init() {}
    }

    /// A modification as written: only what changed; amounts and durations are new totals.
    public struct Modification: Sendable {
        public var id = Slice.absent
        public var objet = Slice.absent
        /// `dateNotificationModification`, or `dateSignatureModification` when only that exists.
        public var date = Slice.absent
        public var datePublication = Slice.absent
        public var montant = Slice.absent
        public var dureeMois = Slice.absent
        /// New suppliers: range of `modificationParties`; nil when the modification gives none.
        public var parties: Range<Int>?
        /// A modification with nothing written.
        public init() {}
    }

    /// A sub-contracting act (DC4), or a later change of one.
    public struct Act: Sendable {
        public var id = Slice.absent
        /// The sub-contractor; nothing written in a change.
        public var party = Party()
        public var date = Slice.absent
        public var datePublication = Slice.absent
        public var montant = Slice.absent
        public var dureeMois = Slice.absent
        public var variationPrix = Slice.absent
        /// Whether this is a change (`modificationsActesSousTraitance`) of an act.
        public var isChange = false
        /// An act with nothing written.
        public init() {}
    }

    /// Yearly execution data of a concession.
    public struct Execution: Sendable {
        public var datePublication = Slice.absent
        public var depensesInvestissement = Slice.absent
        public var tarifs: UInt32 = 0
        /// Execution data with nothing written.
        public init() {}
    }

    /// A structural oddity that the reader itself saw, for the rules to report.
    public struct Oddity: Sendable {
        /// What was seen.
        public enum Kind: UInt8, Sendable {
            /// A key that no vintage of the format knows; `detail` is the key.
            case unknownKey
            /// A key given twice in one object; `detail` is the key. The first value is kept.
            case repeatedKey
            /// Control characters inside text; `detail` is the field's name.
            case controlCharacter
            /// Bytes that are not UTF-8, replaced by U+FFFD; `detail` is the field's name.
            case invalidUTF8
            /// `NaN` or another token JSON does not allow; `detail` is the token.
            case illegalToken
            /// A value of an unexpected shape (list for object…); `detail` is the key.
            case unexpectedShape
            /// Nested deeper than the reader accepts, or longer; the rest was skipped.
            case tooLarge
            /// A table row whose number of cells is not the header's; `detail` is the count.
            case raggedRow
        }
        public var kind: Kind
        public var detail: Slice
        /// An oddity and the text that shows it.
        public init(kind: Kind, detail: Slice) {
            self.kind = kind
            self.detail = detail
        }
    }

    /// Whether the record stood among contracts or concessions.
    public enum Place: UInt8, Sendable { case marche, concession, unknown }

    /// The arena. Grows to the largest record seen and stays.
    public var bytes: [UInt8] = []
    /// The single-valued fields, by `Field.rawValue`.
    public var fields: [Slice]
    /// Ranges of `listItems`, by `ListField.rawValue`.
    public var lists: [(writing: ListWriting, items: Range<Int>)]
    /// Items of all many-valued fields.
    public var listItems: [Slice] = []
    /// Suppliers or concessionaires.
    public var parties: [Party] = []
    /// Whether `titulaires` (or `concessionnaires`) was there at all.
    public var partiesWriting: ListWriting = .absent
    /// Modifications, in order of publication.
    public var modifications: [Modification] = []
    /// Suppliers named by modifications.
    public var modificationParties: [Party] = []
    /// Sub-contracting acts and their changes, in order of publication.
    public var acts: [Act] = []
    /// Execution data of a concession.
    public var executions: [Execution] = []
    /// What the reader found odd.
    public var oddities: [Oddity] = []
    /// Among contracts or concessions.
    public var place: Place = .unknown

    /// An empty draft.
    public init() {
        fields = Array(repeating: .absent, count: Field.allCases.count)
        lists = Array(repeating: (.absent, 0..<0), count: ListField.allCases.count)
    }

    /// Forgets the record and keeps the memory.
    public mutating func reset() {
        bytes.removeAll(keepingCapacity: true)
        for index in fields.indices { fields[index] = .absent }
        for index in lists.indices { lists[index] = (.absent, 0..<0) }
        listItems.removeAll(keepingCapacity: true)
        parties.removeAll(keepingCapacity: true)
        partiesWriting = .absent
        modifications.removeAll(keepingCapacity: true)
        modificationParties.removeAll(keepingCapacity: true)
        acts.removeAll(keepingCapacity: true)
        executions.removeAll(keepingCapacity: true)
        oddities.removeAll(keepingCapacity: true)
        place = .unknown
    }

    /// The slice of a single-valued field.
    @inlinable public subscript(field: Field) -> Slice {
        get { fields[Int(field.rawValue)] }
        set { fields[Int(field.rawValue)] = newValue }
    }

    /// The items of a many-valued field.
    public subscript(list: ListField) -> ArraySlice<Slice> {
        listItems[lists[Int(list.rawValue)].items]
    }

    /// A slice's text; ill-formed UTF-8 shows as U+FFFD.
    public func text(_ slice: Slice) -> String {
        let range = Int(slice.start)..<Int(slice.start) + Int(slice.length)
        return String(decoding: bytes[range], as: UTF8.self)
    }

    /// A field's text, or nil when it is absent or null.
    public func text(_ field: Field) -> String? {
        let slice = self[field]
        return slice.isPresent ? text(slice) : nil
    }

    /// Appends bytes to the arena and gives their slice.
    @inlinable public mutating func keep(
        _ text: UnsafeBufferPointer<UInt8>, as writing: Writing = .text
    ) -> Slice {
        let start = UInt32(bytes.count)
        bytes.append(contentsOf: text)
        return Slice(start: start, length: UInt32(text.count), writing: writing)
    }
}

/// Where a record stands in a deposit.
///
/// - Unit: bytes of the decompressed member.
public struct RecordAddress: Sendable, Hashable {
    /// Number of the member in an archive, in the order of their names; 0 outside archives.
    public var member: Int32
    /// First byte of the record.
    public var offset: UInt64
    /// Length of the record.
    public var length: UInt32
    /// The address of a record.
    @inlinable public init(member: Int32, offset: UInt64, length: UInt32) {
        self.member = member
        self.offset = offset
        self.length = length
    }
}
