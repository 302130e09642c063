import Foundation

extension JournalEntry {
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
