/// The digest by which a register is recognised later.
///
/// - Shape: SHA-256 of its text in UTF-8, without the mark of UTF-8 at its start, without blanks at
///   its ends, its lines ended by LF: the same whether it was sent as a file or pasted into a form.
enum RegisterDigest {
    /// French: how the digest is made.
    static let definition =
        "SHA-256 du texte du registre en UTF-8, sans marque d’ordre des octets, sans blancs au début "
        + "ni à la fin, fins de ligne LF"

    /// The digest as 64 hexadecimal digits.
    static func hexadecimal(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var end = bytes.count
        func isBlank(_ byte: UInt8) -> Bool {
            byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
        }
        while start < end, isBlank(bytes[start]) { start += 1 }
        while start < end, isBlank(bytes[end - 1]) { end -= 1 }
        let body = UnsafeBufferPointer(rebasing: bytes[start..<end])
        guard body.contains(0x0D) else { return SHA256.hexadecimal(body) }
        var plain: [UInt8] = []
        plain.reserveCapacity(body.count)
        var index = 0
        while index < body.count {
            let byte = body[index]
            index += 1
            if byte != 0x0D {
                plain.append(byte)
            } else if index >= body.count || body[index] != 0x0A {
                plain.append(0x0A)
            }
        }
        return SHA256.hexadecimal(plain)
    }
}
