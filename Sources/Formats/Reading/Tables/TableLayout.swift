internal import Procurement

/// What the columns of a table mean, from its header.
struct TableLayout: Sendable {
    /// An attribute of a numbered supplier.
    enum PartyPart: Sendable { case id, type, nom, departement, region }
    /// An attribute of a modification written on the contract's own line.
    enum ChangePart: Sendable {
        case id, objet, date, publication, montant, duree, party(PartyPart)
    }
    /// What a column fills.
    enum Column: Sendable {
        case field(DeclarationDraft.Field)
        case list(DeclarationDraft.ListField)
        case party(slot: Int, PartyPart)
        case change(ChangePart)
        /// Number of the state a line describes.
        case state
        case known
        case unknown(name: String)
    }

    /// What each column fills.
    let columns: [Column]
    /// The byte between cells.
    let separator: UInt8
    /// Whether the text is Windows-1252 rather than UTF-8.
    let isWindows1252: Bool
    /// Columns whose cells, all equal, make two consecutive lines one contract; empty: never.
    let groupColumns: [Int]
    /// The column that numbers states, or nil.
    let stateColumn: Int?
    /// What each column of a table of notices is; nil for contracts.
    var notice: [NoticeColumn]?

    /// Recognises a table by the names of its columns.
    static func recognise(_ head: [UInt8]) -> Recognition? {
        let line = head.prefix { $0 != 0x0A && $0 != 0x0D }
        guard line.count < head.count || head.count < Recognition.headBytes else { return nil }
        let separators: [UInt8] = [0x3B, 0x2C, 0x09, 0x7C]
        let counts = separators.map { mark in line.count { $0 == mark } }
        guard let most = counts.max(), most > 0, let at = counts.firstIndex(of: most) else {
            return nil
        }
        let separator = separators[at]
        let names = line.split(separator: separator, omittingEmptySubsequences: false).map {
            String(decoding: $0.filter { $0 != 0x22 }, as: UTF8.self)
        }
        let folded = names.map(fold)
        let isWhole = head.count < Recognition.headBytes
        let has = Set(folded)
        if has.contains("boampavisnum") {
            return recogniseNotices(
                names, separator: separator, isWindows1252: !isUTF8(head, isWhole: isWhole))
        }
        guard has.contains("id") || has.contains("uid"), has.contains("acheteurid") else {
            return nil
        }
        guard !has.isDisjoint(with: ["titulaireid", "titulaireid1", "montant", "objet", "codecpv"])
        else { return nil }
        let isPerLine = has.contains("uid") && has.contains("titulaireid")
        let columns = zip(names, folded).map { column(name: $0, folded: $1) }
        let layout = TableLayout(
            columns: columns, separator: separator,
            isWindows1252: !isUTF8(head, isWhole: isWhole),
            groupColumns: isPerLine ? group(folded) : [],
            stateColumn: folded.firstIndex(of: "modificationid").flatMap { isPerLine ? $0 : nil })
        return .table(isPerLine ? .decpInfoCSV : .economieCSV, layout)
    }

    /// With numbered states, the lines of a contract; without, the lines of one state: the state's
    /// own amount, date and duration then belong to the key.
    private static func group(_ folded: [String]) -> [Int] {
        let keys =
            folded.contains("modificationid")
            ? ["uid"] : ["uid", "montant", "datenotification", "dureemois", "objet"]
        return keys.compactMap { folded.firstIndex(of: $0) }
    }

    private static func isUTF8(_ head: [UInt8], isWhole: Bool) -> Bool {
        // The head may end in the middle of a character.
        let count = isWhole ? head.count : max(0, head.count - 4)
        return head.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return true }
            var end = count
            if !isWhole { while end > 0, buffer[end - 1] >= 0x80 { end -= 1 } }
            return TextRepair.isWellFormed(start, end)
        }
    }

    /// A column's name without blanks, punctuation or case.
    private static func fold(_ name: String) -> String {
        String(
            name.lowercased().unicodeScalars.filter {
                $0.properties.isAlphabetic || ("0"..."9").contains($0)
            }.map(Character.init))
    }

    private static func column(name: String, folded: String) -> Column {
        if let field = fields[folded] { return .field(field) }
        if let list = lists[folded] { return .list(list) }
        if let change = changes[folded] { return .change(change) }
        if folded == "modificationid" { return .state }
        if folded.hasPrefix("titulaire") || folded.hasPrefix("concessionnaire") {
            var rest = Substring(folded)
            rest = rest.dropFirst(folded.hasPrefix("titulaire") ? 9 : 15)
            if rest.first == "s" { rest = rest.dropFirst() }
            var slot = 0
            if let last = rest.last, let number = last.wholeNumberValue, (1...9).contains(number) {
                slot = number - 1
                rest = rest.dropLast()
            }
            if let part = parts[String(rest)] { return .party(slot: slot, part) }
        }
        if KnownAddition.contains(name) || ignored.contains(folded) { return .known }
        return .unknown(name: name)
    }

    private static let parts: [String: PartyPart] = [
        "id": .id, "typeidentifiant": .type, "denominationsociale": .nom, "nom": .nom,
        "departementcode": .departement, "regioncode": .region,
    ]

    private static let lists: [String: DeclarationDraft.ListField] = [
        "techniques": .techniques, "technique": .techniques,
        "modalitesexecution": .modalitesExecution, "modaliteexecution": .modalitesExecution,
        "typesprix": .typesPrix, "typeprix": .typesPrix,
        "considerationssociales": .considerationsSociales,
        "considerationsenvironnementales": .considerationsEnvironnementales,
    ]

    private static let changes: [String: ChangePart] = [
        "idmodification": .id, "objetmodification": .objet, "modificationobjet": .objet,
        "datenotificationmodification": .date, "datesignaturemodification": .date,
        "modificationdatenotificationmodification": .date,
        "datepublicationdonneesmodification": .publication,
        "modificationdatepublicationdonneesmodification": .publication,
        "montantmodification": .montant, "modificationmontant": .montant,
        "dureemoismodification": .duree, "modificationdureemois": .duree,
        "titulaireidmodification": .party(.id),
        "titulairetypeidentifiantmodification": .party(.type),
        "titulairedenominationsocialemodification": .party(.nom),
        "modificationtitulairesid": .party(.id),
        "modificationtitulairestypeidentifiant": .party(.type),
    ]

    private static let ignored: Set<String> = [
        "booleanmodification", "createdat", "updatedat", "dureerestantemois", "donneesactuelles",
        "sourcedataset", "sourcefile", "anomalies", "datecreation", "datemaj",
    ]

    private static let fields: [String: DeclarationDraft.Field] = {
        var fields: [String: DeclarationDraft.Field] = [:]
        for (name, key) in KeyNames.all {
            guard let field = key.field else { continue }
            fields[fold(name)] = field
        }
        // In tables `_type` and `type` fold to the same name; a table's `type` is the purchase's.
        fields["type"] = .type
        return fields
    }()
}
