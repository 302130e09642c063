internal import Procurement

/// Reads the JSON text of one record into a draft.
///
/// Accepts every shape seen in published files; anything else is noted as an oddity and skipped.
/// Only broken syntax makes a record unreadable.
///
/// - Complexity: O(bytes of the record), no recursion deeper than `depthLimit`.
struct JSONRecordParser {
    /// Lists in lists in lists: deeper is skipped.
    static let depthLimit = 12
    /// Suppliers, modifications, acts or items of one record; more are skipped.
    static let listLimit = 20_000

    var p: UnsafePointer<UInt8>
    let end: UnsafePointer<UInt8>
    let keys: KeyTable
    var failure: UnreadableReason?
    /// The key being read, for oddities.
    var keyStart: UnsafePointer<UInt8>
    var keyCount = 0

    /// A parser over the text of one record, which must outlive it.
    init(_ text: UnsafeBufferPointer<UInt8>, keys: KeyTable) {
        let start = text.baseAddress ?? UnsafePointer(bitPattern: 8).unsafelyUnwrapped
        p = start
        keyStart = start
        end = start + text.count
        self.keys = keys
    }

    /// Reads the record.
    mutating func parse(into draft: inout DeclarationDraft) -> UnreadableReason? {
        skipBlanks()
        guard p < end, p.pointee == 0x7B else { return .notAnObject }
        record(&draft)
        skipBlanks()
        if failure == nil, p < end { failure = .malformed }
        return failure
    }

    private mutating func record(_ draft: inout DeclarationDraft) {
        p += 1
        while let key = nextKey() {
            if let field = key.field {
                scalar(field, &draft)
                continue
            }
            switch key {
            case .acheteur: pair(.acheteurId, .acheteurNom, &draft)
            case .lieuExecution: place(&draft)
            case .titulaires:
                draft.partiesWriting = listWriting(draft.partiesWriting)
                parties(&draft, modification: false, depth: 0)
                if !draft.parties.isEmpty { draft.partiesWriting = .filled }
            case .modifications: modifications(&draft, depth: 0)
            case .acts: acts(&draft, change: false, depth: 0)
            case .actChanges: acts(&draft, change: true, depth: 0)
            case .techniques: list(.techniques, &draft)
            case .modalites: list(.modalitesExecution, &draft)
            case .typesPrix: list(.typesPrix, &draft)
            case .sociales: list(.considerationsSociales, &draft)
            case .environnementales: list(.considerationsEnvironnementales, &draft)
            case .executions: executions(&draft, depth: 0)
            default: unknown(&draft)
            }
        }
    }

    /// What a list holds before its items are read: null, or nothing.
    @inline(__always)
    mutating func listWriting(
        _ before: DeclarationDraft.ListWriting
    ) -> DeclarationDraft.ListWriting {
        if before == .filled { return .filled }
        return p < end && p.pointee == 0x6E ? .null : .empty
    }

    private mutating func scalar(_ field: DeclarationDraft.Field, _ draft: inout DeclarationDraft) {
        guard draft[field].writing == .absent else {
            draft.note(.repeatedKey, keyText)
            skipValue()
            return
        }
        draft[field] = value(&draft)
    }

    /// `{id, nom}`; a bare text is the identifier.
    private mutating func pair(
        _ id: DeclarationDraft.Field, _ nom: DeclarationDraft.Field,
        _ draft: inout DeclarationDraft
    ) {
        guard openObject() else {
            if p < end, p.pointee != 0x6E { draft.note(.unexpectedShape, keyText) }
            if draft[id].writing == .absent { draft[id] = value(&draft) } else { skipValue() }
            return
        }
        while let key = nextKey() {
            switch key {
            case .id: scalar(id, &draft)
            case .nom: scalar(nom, &draft)
            default: unknown(&draft)
            }
        }
    }

    private mutating func place(_ draft: inout DeclarationDraft) {
        guard openObject() else {
            if p < end, p.pointee != 0x6E { draft.note(.unexpectedShape, keyText) }
            if draft[.lieuCode].writing == .absent {
                draft[.lieuCode] = value(&draft)
            } else {
                skipValue()
            }
            return
        }
        while let key = nextKey() {
            switch key {
            case .code: scalar(.lieuCode, &draft)
            case .typeCode: scalar(.lieuTypeCode, &draft)
            case .nom: scalar(.lieuNom, &draft)
            default: unknown(&draft)
            }
        }
    }

    /// A list of labels, in any wrapping: `["…"]`, `{technique: ["…"]}`, `[{technique: "…"}]`.
    private mutating func list(
        _ field: DeclarationDraft.ListField, _ draft: inout DeclarationDraft
    ) {
        let index = Int(field.rawValue)
        if draft.lists[index].writing == .filled {
            draft.note(.repeatedKey, keyText)
            skipValue()
            return
        }
        draft.lists[index].writing = listWriting(.absent)
        let first = draft.listItems.count
        items(&draft, depth: 0)
        guard draft.listItems.count > first else { return }
        draft.lists[index] = (.filled, first..<draft.listItems.count)
    }

    private mutating func items(_ draft: inout DeclarationDraft, depth: Int) {
        guard enter(depth, draft.listItems.count, &draft) else { return }
        if openObject() {
            while nextKey() != nil { items(&draft, depth: depth + 1) }
        } else if openArray() {
            while nextElement() { items(&draft, depth: depth + 1) }
        } else {
            let item = value(&draft)
            if item.isPresent, item.length > 0 || item.writing != .text {
                draft.listItems.append(item)
            }
        }
    }

    /// Whether to go on into a list; notes and skips the value otherwise.
    mutating func enter(_ depth: Int, _ count: Int, _ draft: inout DeclarationDraft) -> Bool {
        if depth < JSONRecordParser.depthLimit, count < JSONRecordParser.listLimit { return true }
        if draft.oddities.last?.kind != .tooLarge { draft.note(.tooLarge, keyText) }
        skipValue()
        return false
    }

    /// Notes the key just read as unknown and skips its value.
    mutating func unknown(_ draft: inout DeclarationDraft) {
        draft.note(.unknownKey, keyText)
        skipValue()
    }

    /// The text of the key just read.
    var keyText: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: keyStart, count: keyCount)
    }
}
