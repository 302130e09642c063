internal import Procurement

/// Files as people's computers save them, brought to text.
public enum ReceivedText {
    /// The text of a file: UTF-8 with or without a mark, UTF-16 with its mark (« texte Unicode » of
    /// spreadsheets), else Windows-1252.
    ///
    /// - Complexity: O(bytes).
    public static func text(_ bytes: ArraySlice<UInt8>) -> String {
        if bytes.starts(with: [0xFF, 0xFE]) { return sixteen(bytes.dropFirst(2), isLittle: true) }
        if bytes.starts(with: [0xFE, 0xFF]) { return sixteen(bytes.dropFirst(2), isLittle: false) }
        let rest = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes
        return String(validating: rest, as: UTF8.self) ?? Windows1252.text(rest)
    }

    private static func sixteen(_ bytes: ArraySlice<UInt8>, isLittle: Bool) -> String {
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        var index = bytes.startIndex
        while index + 1 < bytes.endIndex {
            let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            units.append(isLittle ? first | second << 8 : first << 8 | second)
            index += 2
        }
        return String(decoding: units, as: UTF16.self)
    }
}
