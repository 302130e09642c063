/// Finds e-mail addresses and telephone numbers in free texts.
enum PersonalData {
    /// The text with an ellipsis where an e-mail address or a French telephone number was.
    ///
    /// - Complexity: O(bytes).
    static func removed(from text: String) -> String {
        var bytes = Array(text.utf8)
        let hasMail = bytes.contains(0x40)
        let hasDigits = bytes.count { $0 >= 0x30 && $0 <= 0x39 } >= 9
        guard hasMail || hasDigits else { return text }
        if hasMail { removeMail(&bytes) }
        if hasDigits { removeTelephones(&bytes) }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let ellipsis = Array("…".utf8)

    private static func isWord(_ byte: UInt8) -> Bool {
        byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || isDigit(byte) || byte >= 0x80
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    private static func removeMail(_ bytes: inout [UInt8]) {
        var place = 0
        while let at = bytes[place...].firstIndex(of: 0x40) {
            var start = at
            while start > 0,
                isWord(bytes[start - 1])
                    || [0x2E, 0x5F, 0x25, 0x2B, 0x2D].contains(
                        bytes[start - 1])
            { start -= 1 }
            var end = at + 1
            while end < bytes.count, isWord(bytes[end]) || bytes[end] == 0x2E || bytes[end] == 0x2D
            { end += 1 }
            guard start < at, end > at + 1 else {
                place = at + 1
                if place >= bytes.count { return }
                continue
            }
            bytes.replaceSubrange(start..<end, with: ellipsis)
            place = min(start + ellipsis.count, bytes.count)
        }
    }

    private static func removeTelephones(_ bytes: inout [UInt8]) {
        var index = 0
        while index < bytes.count {
            let isStart = index == 0 || !isDigit(bytes[index - 1])
            if isStart, let end = telephoneEnd(bytes, from: index) {
                bytes.replaceSubrange(index..<end, with: ellipsis)
                index += ellipsis.count
            } else {
                index += 1
            }
        }
    }

    /// The end of a number that begins here: `0X XX XX XX XX`, or an international prefix of France
    /// or its overseas departments and nine digits.
    private static func telephoneEnd(_ bytes: [UInt8], from start: Int) -> Int? {
        var index = start
        func isSign(_ at: Int) -> Bool {
            at < bytes.count && [0x20, 0x2E, 0x2D, 0x2F, 0x28, 0x29].contains(bytes[at])
        }
        var isInternational = false
        if bytes[index] == 0x28, index + 1 < bytes.count, bytes[index + 1] == 0x2B { index += 1 }
        if bytes[index] == 0x2B {
            isInternational = true
            index += 1
        } else if bytes[index] == 0x30, index + 1 < bytes.count, bytes[index + 1] == 0x30 {
            isInternational = true
            index += 2
        }
        var digits: [UInt8] = []
        var end = index
        var gap = 0
        while index < bytes.count, digits.count < 13 {
            if isDigit(bytes[index]) {
                digits.append(bytes[index])
                gap = 0
                index += 1
                end = index
            } else if isSign(index), gap < 3, !digits.isEmpty {
                gap += 1
                index += 1
                // A number of one block with a blank after ten digits is over.
                if digits.count == 10, !isInternational { break }
            } else {
                break
            }
        }
        if isInternational {
            let text = String(decoding: digits, as: UTF8.self)
            let isFrench = ["33", "590", "594", "596", "262", "508", "687", "689"].contains {
                text.hasPrefix($0)
            }
            return isFrench && digits.count >= 11 ? end : nil
        }
        guard digits.count == 10, digits[0] == 0x30, digits[1] != 0x30 else { return nil }
        return end
    }
}
