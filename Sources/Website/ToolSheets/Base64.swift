import Foundation

/// Bytes as text, for files that a page gives without asking the server again.
enum Base64 {
    /// RFC 4648, section 4.
    static func text(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
}
