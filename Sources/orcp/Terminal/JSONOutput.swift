import Foundation

/// Values printed as JSON for scripts: keys in a fixed order, text as it is.
enum JSONOutput {
    /// One value as a line of JSON.
    static func line(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
