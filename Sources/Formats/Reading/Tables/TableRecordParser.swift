internal import Procurement

/// Reads the consecutive lines of one contract into a draft.
///
/// - decp.info: the lines of the lowest `modification_id` are the initial contract; each higher one
///   becomes a modification that holds only what differs from the state before. Without that
///   column a run of lines is one state.
/// - data.economie.gouv.fr: one line is one contract with at most one modification.
/// - Tags: `MQ`, `CDL` and `INX …` mean that the value is missing or unusable: null, and an
///   `illegalToken` oddity that quotes the tag. `NC` stays text, for the rules.
///
/// - Complexity: O(bytes), plus a sort of the lines by state.
struct TableRecordParser {
    private typealias Slice = DeclarationDraft.Slice
    private var row = TableRow()
    private var lines: [(start: Int, state: Int, order: Int)] = []

    init() {}

    /// Reads the lines.
    mutating func parse(
        _ bytes: UnsafeBufferPointer<UInt8>, layout: TableLayout,
        into draft: inout DeclarationDraft
    ) -> UnreadableReason? {
        findLines(bytes, layout)
        var montant = Slice.absent
        var duree = Slice.absent
        var before = 0..<0
        var isInitial = true
        var state = lines.first?.state ?? 0
        for (index, line) in lines.enumerated() {
            guard
                row.read(bytes, from: line.start, separator: layout.separator, atEnd: true) != nil
            else { return .malformed }
            if index == 0 {
                fill(bytes, layout, &draft)
                montant = draft[.montant]
                duree = draft[.dureeMois]
                continue
            }
            if line.state == state {
                addParty(bytes, layout, isInitial, &draft)
                continue
            }
            if !isInitial { before = closeState(before, wasInitialBefore: &draft) }
            state = line.state
            isInitial = false
            openState(bytes, layout, &montant, &duree, &draft)
            addParty(bytes, layout, false, &draft)
        }
        if !isInitial { _ = closeState(before, wasInitialBefore: &draft) }
        draft.partiesWriting = draft.parties.isEmpty ? .absent : .filled
        return nil
    }

    private mutating func findLines(_ bytes: UnsafeBufferPointer<UInt8>, _ layout: TableLayout) {
        lines.removeAll(keepingCapacity: true)
        var position = 0
        while position < bytes.count,
            let after = row.read(
                bytes, from: position, separator: layout.separator, atEnd: true)
        {
            var state = 0
            if let column = layout.stateColumn, column < row.cells.count {
                let cell = row.cells[column]
                for byte in bytes[cell.start..<cell.end] where byte >= 0x30 && byte <= 0x39 {
                    state = min(state * 10 + Int(byte - 0x30), 1 << 40)
                }
            }
            let isBlank = row.cells.count == 1 && row.cells.allSatisfy { $0.end == $0.start }
            if !isBlank { lines.append((position, state, lines.count)) }
            position = after
        }
        if lines.count > 1, layout.stateColumn != nil {
            lines.sort { ($0.state, $0.order) < ($1.state, $1.order) }
        }
    }

    /// The first line: every column.
    private func fill(
        _ bytes: UnsafeBufferPointer<UInt8>, _ layout: TableLayout,
        _ draft: inout DeclarationDraft
    ) {
        if row.cells.count != layout.columns.count {
            draft.note(.raggedRow, String(row.cells.count))
        }
        for (cell, column) in zip(row.cells, layout.columns) {
            switch column {
            case .field(let field):
                let slice = value(bytes, cell, layout, &draft)
                if draft[field].writing == .absent { draft[field] = slice }
            case .list(let list): fillList(list, bytes, cell, layout, &draft)
            case .unknown(let name):
                if cell.end > cell.start { draft.note(.unknownKey, name) }
            case .party, .change, .state, .known: break
            }
        }
        addParty(bytes, layout, true, &draft)
        addChange(bytes, layout, &draft)
    }

    /// The suppliers of a line, unless they are there already.
    private func addParty(
        _ bytes: UnsafeBufferPointer<UInt8>, _ layout: TableLayout, _ isInitial: Bool,
        _ draft: inout DeclarationDraft
    ) {
        var slot = 0
        var isMore = true
        while isMore {
            isMore = false
            var party = DeclarationDraft.Party()
            var isWritten = false
            for (cell, column) in zip(row.cells, layout.columns) {
                guard case .party(let number, let part) = column else { continue }
                if number > slot { isMore = true }
                guard number == slot else { continue }
                let slice = value(bytes, cell, layout, &draft)
                guard slice.isPresent else { continue }
                switch part {
                case .id: party.id = slice
                case .type: party.typeIdentifiant = slice
                case .nom: party.nom = slice
                case .departement: party.departement = slice
                case .region: party.region = slice
                }
                if part == .id || part == .nom { isWritten = true }
            }
            slot += 1
            guard isWritten else { continue }
            if isInitial {
                if !draft.parties.contains(where: { same($0, party, draft) }) {
                    draft.parties.append(party)
                }
            } else {
                let from = draft.modifications.last?.parties?.lowerBound ?? 0
                let isKnown =
                    from < draft.modificationParties.count
                    && draft.modificationParties[from...].contains { same($0, party, draft) }
                if !isKnown { draft.modificationParties.append(party) }
            }
        }
    }

    /// The modification written on the contract's own line.
    private func addChange(
        _ bytes: UnsafeBufferPointer<UInt8>, _ layout: TableLayout,
        _ draft: inout DeclarationDraft
    ) {
        var change = DeclarationDraft.Modification()
        var party = DeclarationDraft.Party()
        var isWritten = false
        for (cell, column) in zip(row.cells, layout.columns) {
            guard case .change(let part) = column else { continue }
            let slice = value(bytes, cell, layout, &draft)
            guard slice.isPresent else { continue }
            isWritten = true
            switch part {
            case .id: change.id = slice
            case .objet: change.objet = slice
            case .date: if !change.date.isPresent { change.date = slice }
            case .publication: change.datePublication = slice
            case .montant: change.montant = slice
            case .duree: change.dureeMois = slice
            case .party(.id): party.id = slice
            case .party(.type): party.typeIdentifiant = slice
            case .party: party.nom = slice
            }
        }
        guard isWritten else { return }
        if party.id.isPresent {
            let first = draft.modificationParties.count
            draft.modificationParties.append(party)
            change.parties = first..<first + 1
        }
        draft.modifications.append(change)
    }

    /// A line that begins a later state of the contract.
    private func openState(
        _ bytes: UnsafeBufferPointer<UInt8>, _ layout: TableLayout, _ montant: inout Slice,
        _ duree: inout Slice, _ draft: inout DeclarationDraft
    ) {
        var change = DeclarationDraft.Modification()
        let first = draft.modificationParties.count
        change.parties = first..<first
        for (cell, column) in zip(row.cells, layout.columns) {
            switch column {
            case .state: change.id = value(bytes, cell, layout, &draft)
            case .field(.dateNotification): change.date = value(bytes, cell, layout, &draft)
            case .field(.datePublicationDonnees):
                change.datePublication = value(bytes, cell, layout, &draft)
            case .field(.montant), .field(.valeurGlobale):
                let slice = value(bytes, cell, layout, &draft)
                guard slice.isPresent, !equal(slice, montant, draft) else { continue }
                change.montant = slice
                montant = slice
            case .field(.dureeMois):
                let slice = value(bytes, cell, layout, &draft)
                guard slice.isPresent, !equal(slice, duree, draft) else { continue }
                change.dureeMois = slice
                duree = slice
            case .change(.objet): change.objet = value(bytes, cell, layout, &draft)
            default: break
            }
        }
        draft.modifications.append(change)
    }

    /// Keeps the suppliers of the last state only if they differ from those before it.
    ///
    /// - Parameter before: those before, in `modificationParties`; empty for the initial ones.
    private func closeState(
        _ before: Range<Int>, wasInitialBefore draft: inout DeclarationDraft
    ) -> Range<Int> {
        guard let first = draft.modifications.last?.parties?.lowerBound else { return before }
        let now = first..<draft.modificationParties.count
        let old = before.isEmpty ? draft.parties[...] : draft.modificationParties[before]
        let isSame =
            old.count == now.count
            && zip(old, draft.modificationParties[now]).allSatisfy { same($0, $1, draft) }
        let last = draft.modifications.count - 1
        guard !isSame, !now.isEmpty else {
            draft.modificationParties.removeSubrange(now)
            draft.modifications[last].parties = nil
            return before
        }
        draft.modifications[last].parties = now
        return now
    }

    private func same(
        _ left: DeclarationDraft.Party, _ right: DeclarationDraft.Party, _ draft: DeclarationDraft
    ) -> Bool {
        equal(left.id, right.id, draft)
            && equal(left.typeIdentifiant, right.typeIdentifiant, draft)
            && (left.id.isPresent || equal(left.nom, right.nom, draft))
    }

    private func equal(_ left: Slice, _ right: Slice, _ draft: DeclarationDraft) -> Bool {
        guard left.length == right.length, left.isPresent == right.isPresent else { return false }
        return draft.bytes.withUnsafeBufferPointer { bytes in
            let from = Int(left.start)
            let other = Int(right.start)
            for index in 0..<Int(left.length) where bytes[from + index] != bytes[other + index] {
                return false
            }
            return true
        }
    }
}
