import Foundation

extension JournalEntry {
    /// One column of what changed: as text before and after; nil where there was no such row.
    public struct Change: Sendable, Hashable {
        public let column: String
        public let before: String?
        public let after: String?
    }

    /// Every column that is told, in order of name.
    public var changes: [Change] {
        let before = JournalEntry.columns(of: self.before)
        let after = JournalEntry.columns(of: self.after)
        return Set(before.keys).union(after.keys).sorted().map { column in
            Change(column: column, before: before[column], after: after[column])
        }
    }

    private static func columns(of json: String?) -> [String: String] {
        guard let json,
            // The journal's own triggers wrote it: another form would be an empty answer.
            let object = try? JSONSerialization.jsonObject(with: Data(json.utf8)),
            let columns = object as? [String: Any]
        else { return [:] }
        return columns.mapValues { value in
            switch value {
            case let text as String: text
            case let number as NSNumber: number.stringValue
            default: ""
            }
        }
    }

    /// A column of the JSON of one side.
    static func value(_ column: String, in json: String?) -> (isThere: Bool, text: String?) {
        guard let json,
            // The journal's own triggers wrote it: another form would be an empty answer.
            let object = try? JSONSerialization.jsonObject(with: Data(json.utf8)),
            let columns = object as? [String: Any], let value = columns[column]
        else { return (false, nil) }
        switch value {
        case let text as String: return (true, text)
        case let number as NSNumber: return (true, number.stringValue)
        default: return (true, nil)
        }
    }
}
