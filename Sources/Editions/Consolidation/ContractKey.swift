/// The key of a contract: the first 128 bits of the SHA-256 of its initial content, of which the
/// first 80 are shown, as sixteen base-32 characters.
///
/// The initial content is the buyer, the identifier, the folded object, the notification day and the
/// set of suppliers: equal content is the same contract, so equal keys never need a tie-break
/// (decision 0010).
struct ContractKey: Hashable, Comparable, Sendable {
    var high: UInt64
    var low: UInt64

    /// Number of characters shown.
    static let characterCount = 16

    static func < (left: ContractKey, right: ContractKey) -> Bool {
        left.high != right.high ? left.high < right.high : left.low < right.low
    }

    /// Appends the sixteen characters; their order is that of the keys.
    func appendText(to bytes: inout [UInt8]) {
        var rest = high
        for index in 0..<16 {
            if index == 12 {
                // 60 bits are written; 4 remain in `high`, and 16 come from `low`.
                rest = high << 60 | low >> 4
            }
            let digit = UInt8(rest >> 59)
            bytes.append(digit < 10 ? 0x30 + digit : 0x61 + digit - 10)
            rest <<= 5
        }
    }

    /// The sixteen characters.
    var text: String {
        var bytes: [UInt8] = []
        appendText(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
