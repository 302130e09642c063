import Foundation
import Procurement

/// Writes the records set aside, verbatim, one JSON object a line: `depot`, `membre`, `position`,
/// `longueur`, `motif`, `texte`.
enum SetAsideFile {
    /// Longest text kept of a record; the address leads to the rest.
    static let longestText = 65_536

    /// The file's bytes, in order of deposit and position.
    static func bytes(_ consolidation: Consolidation, deposits: [Deposit]) -> [UInt8] {
        var bytes: [UInt8] = []
        for (index, row) in consolidation.records.enumerated()
        where consolidation.fates[index] == .setAside {
            let reason = Declaration.SetAside(rawValue: row.setAside)?.label ?? ""
            bytes.append(contentsOf: "{\"depot\":\"\(deposits[Int(row.deposit)].sha256)\"".utf8)
            bytes.append(contentsOf: ",\"membre\":\(row.member),\"position\":\(row.offset)".utf8)
            bytes.append(contentsOf: ",\"longueur\":\(row.length),\"motif\":".utf8)
            append(Array(reason.utf8), to: &bytes)
            bytes.append(contentsOf: ",\"texte\":".utf8)
            let text = consolidation.table.withBytes(of: row.verbatim) {
                Array(String(decoding: $0, as: UTF8.self).utf8)
            }
            append(text, to: &bytes)
            bytes.append(contentsOf: "}\n".utf8)
        }
        return bytes
    }

    /// Appends a JSON string.
    private static func append(_ text: [UInt8], to bytes: inout [UInt8]) {
        let digits = Array("0123456789abcdef".utf8)
        bytes.append(0x22)
        for byte in text {
            switch byte {
            case 0x22, 0x5C: bytes.append(contentsOf: [0x5C, byte])
            case 0x0A: bytes.append(contentsOf: [0x5C, 0x6E])
            case 0..<0x20:
                bytes.append(contentsOf: "\\u00".utf8)
                bytes.append(digits[Int(byte >> 4)])
                bytes.append(digits[Int(byte & 15)])
            default: bytes.append(byte)
            }
        }
        bytes.append(0x22)
    }
}
