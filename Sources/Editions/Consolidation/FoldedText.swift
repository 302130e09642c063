/// Text folded for comparison: lower case, accents removed, `œ` to `oe`, runs of anything that is
/// neither a letter nor a digit to one blank, none at the ends.
///
/// Part of every contract's key: changing it changes the addresses of contracts (decision 0010).
enum FoldedText {
    /// Appends the folded form of UTF-8 bytes.
    ///
    /// - Complexity: O(bytes).
    static func append(_ text: UnsafeBufferPointer<UInt8>, to folded: inout [UInt8]) {
        // No character folds to more bytes than it has, and a blank stands for at least one.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: max(text.count, 1)) { room in
            let count = fold(text, into: room)
            folded.append(contentsOf: UnsafeBufferPointer(rebasing: room[..<count]))
        }
    }

    /// Folds into room for as many bytes as the text has; gives the number written.
    private static func fold(
        _ text: UnsafeBufferPointer<UInt8>, into room: UnsafeMutableBufferPointer<UInt8>
    ) -> Int {
        var index = 0
        var count = 0
        var isPending = false
        func put(_ byte: UInt8) {
            if isPending, count > 0 {
                room[count] = 0x20
                count += 1
            }
            isPending = false
            room[count] = byte
            count += 1
        }
        while index < text.count {
            let byte = text[index]
            if byte < 0x80 {
                let lower = byte &- 0x41 < 26 ? byte | 0x20 : byte
                index += 1
                if lower &- 0x61 < 26 || lower &- 0x30 < 10 {
                    put(lower)
                } else {
                    isPending = true
                }
                continue
            }
            let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
            let end = min(index + length, text.count)
            if length == 2, byte <= 0xC5, end == index + 2 {
                let scalar = Int(byte & 0x1F) << 6 | Int(text[index + 1] & 0x3F)
                let letters = latin[scalar - 0x80]
                if letters.0 == 0 {
                    isPending = true
                } else {
                    put(letters.0)
                    if letters.1 != 0 { put(letters.1) }
                }
            } else if byte == 0xE2 || byte == 0xEF {
                // General punctuation and the replacement character: no letters there.
                isPending = true
            } else {
                for place in index..<end { put(text[place]) }
            }
            index = end
        }
        return count
    }

    /// Base letters of U+0080 to U+017F: two bytes each, the second often none; none: not a letter.
    private static let latin: [(UInt8, UInt8)] = {
        let rows: [(Int, String)] = [
            (0xC0, "a a a a a a aec e e e e i i i i d n o o o o o   o u u u u y thss"),
            (0xE0, "a a a a a a aec e e e e i i i i d n o o o o o   o u u u u y thy "),
            (0x100, "a a a a a a c c c c c c c c d d d d e e e e e e e e e e g g g g "),
            (0x120, "g g g g h h h h i i i i i i i i i i ijijj j k k k l l l l l l l "),
            (0x140, "l l l n n n n n n n n n o o o o o o oeoer r r r r r s s s s s s "),
            (0x160, "s s t t t t t t u u u u u u u u u u u u w w y y y z z z z z z s "),
        ]
        var table = [(UInt8, UInt8)](repeating: (0, 0), count: 0x100)
        for (start, letters) in rows {
            let bytes = Array(letters.utf8)
            for index in 0..<bytes.count / 2 {
                let pair = (bytes[index * 2], bytes[index * 2 + 1])
                table[start - 0x80 + index] =
                    (pair.0 == 0x20 ? 0 : pair.0, pair.1 == 0x20 ? 0 : pair.1)
            }
        }
        return table
    }()
}
