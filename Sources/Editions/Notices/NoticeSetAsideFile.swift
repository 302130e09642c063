import Foundation
import Procurement

/// Writes where the records of notices set aside stand, one JSON object a line: `depot`, `membre`,
/// `position`, `longueur`, `motif`. Their text is not copied: it may name persons.
enum NoticeSetAsideFile {
    /// The file's name.
    static let name = "set-aside-notices.jsonl"

    /// The file's bytes, in order of deposit and position.
    static func bytes(_ notices: NoticeConsolidation, deposits: [Deposit]) -> [UInt8] {
        var bytes: [UInt8] = []
        for record in notices.setAside {
            let address = record.address
            bytes.append(
                contentsOf:
                    "{\"depot\":\"\(deposits[record.deposit].sha256)\",\"membre\":\(address.member)"
                    .utf8)
            bytes.append(
                contentsOf:
                    ",\"position\":\(address.offset),\"longueur\":\(address.length),\"motif\":\"\(record.reason)\"}\n"
                    .utf8)
        }
        return bytes
    }
}
