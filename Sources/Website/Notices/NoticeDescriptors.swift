import Columns
import Foundation

/// The descriptors that BOAMP gave the notices of an edition: code and label, by label.
struct NoticeDescriptors: Sendable {
    let all: [(code: String, label: String)]

    /// Reads them where a notice gives as many codes as labels.
    ///
    /// - Complexity: O(notices), each list of descriptors read once.
    init(_ notices: Table) {
        var labels: [String: String] = [:]
        var seen: Set<[Int]> = []
        if let codes = notices["descripteurs_codes"], let names = notices["descripteurs"] {
            for row in 0..<notices.rowCount where codes.isKnown(row) && names.isKnown(row) {
                guard seen.insert([codes.code(row), names.code(row)]).inserted else { continue }
                let written = codes.text(row)?.split(separator: " ").map(String.init) ?? []
                // As the table writes lists of labels: a blank, a semicolon, a blank.
                let said = (names.text(row) ?? "").components(separatedBy: " \u{3B} ")
                guard written.count == said.count else { continue }
                for (code, label) in zip(written, said) where labels[code] == nil {
                    labels[code] = label
                }
            }
        }
        all = labels.map { ($0.key, $0.value) }
            .sorted { ($0.label.lowercased(), $0.code) < ($1.label.lowercased(), $1.code) }
    }

    /// The label of a code; nil when no notice gives it.
    func label(_ code: String) -> String? { all.first { $0.code == code }?.label }
}
