import Foundation
import Procurement

/// What an edition is made from; nothing else may change its bytes.
struct EditionInputs: Sendable {
    var programVersion: String
    var day: Day
    /// The newest deposit of each series, by SHA-256.
    var deposits: [Deposit]
    var superseded: [Manifest.Superseded]
    var references: [Manifest.Reference]
    var notChecked: [String]

    /// Twelve hexadecimal digits of the SHA-256 of all of it.
    var identifier: String {
        var text = "orcp \(programVersion)\n\(day)\n"
        // Other columns are another edition, even of the same version of the program.
        for table in EditionSchema.tables {
            text +=
                "t\u{1F}\(table.name)\u{1F}"
                + table.columns.map(\.name).joined(separator: ",") + "\n"
        }
        for deposit in deposits {
            text +=
                [
                    "d", deposit.sha256, deposit.name, deposit.series, deposit.source,
                    deposit.producer ?? "", deposit.address ?? "", deposit.licence.name,
                    deposit.received.description, deposit.lastUpdate?.description ?? "",
                    deposit.format,
                ].joined(separator: "\u{1F}") + "\n"
        }
        for former in superseded {
            text += "s\u{1F}\(former.sha256)\u{1F}\(former.name)\u{1F}\(former.series)\n"
        }
        for list in references {
            text += "r\u{1F}\(list.kind)\u{1F}\(list.name)\u{1F}\(list.sha256)\n"
        }
        return String(FileDigest.sha256(ofText: text).prefix(12))
    }
}

extension FileDigest {
    /// The SHA-256 of a text, in hexadecimal.
    static func sha256(ofText text: String) -> String {
        do {
            var digest = try SHA256Stream()
            var text = text
            text.withUTF8 { digest.update(UnsafeRawBufferPointer($0)) }
            return digest.finish()
        } catch {
            preconditionFailure("SHA-256 is part of every libcrypto: \(error)")
        }
    }
}
