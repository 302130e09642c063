/// Makes zip archives byte by byte, right ones and wrong ones.
struct ZipMaker {
    /// A file to put in.
    struct Entry {
        var name: String
        var data: [UInt8]
        /// Compressed by deflate (in stored blocks) rather than stored.
        var isDeflated = false
        /// Lengths and checksum after the data instead of before.
        var hasDescriptor = false
        /// Lengths and place in the 64-bit extra field.
        var isZip64 = false
        var method: Int?
        var isEncrypted = false
        var checksum: UInt32?
        /// The place of another entry's header instead of its own.
        var sharesPlace = false

        init(_ name: String, _ text: String) {
            self.name = name
            data = Array(text.utf8)
        }

        init(_ name: String, data: [UInt8]) {
            self.name = name
            self.data = data
        }

        func with(_ change: (inout Entry) -> Void) -> Entry {
            var copy = self
            change(&copy)
            return copy
        }
    }

    var comment: [UInt8] = []
    /// A zip64 end of directory, as archives of more than 65 535 files have.
    var hasZip64End = false

    func archive(_ entries: [Entry]) -> [UInt8] {
        var file: [UInt8] = []
        var directory: [UInt8] = []
        for entry in entries {
            let body = entry.isDeflated ? Self.deflated(entry.data) : entry.data
            let place = entry.sharesPlace ? 0 : file.count
            let sum = entry.checksum ?? Self.checksum(entry.data)
            let flags = (entry.isEncrypted ? 1 : 0) | (entry.hasDescriptor ? 8 : 0) | 0x800
            let method = entry.method ?? (entry.isDeflated ? 8 : 0)
            let name = Array(entry.name.utf8)
            let known = !entry.hasDescriptor
            if !entry.sharesPlace {
                file += Self.number(0x0403_4B50, 4) + Self.number(45, 2) + Self.number(flags, 2)
                file += Self.number(method, 2) + Self.number(0, 4)
                file += Self.number(known ? Int(sum) : 0, 4)
                file += Self.number(known ? body.count : 0, 4)
                file += Self.number(known ? entry.data.count : 0, 4)
                file += Self.number(name.count, 2) + Self.number(0, 2) + name + body
                if entry.hasDescriptor {
                    file += Self.number(0x0807_4B50, 4) + Self.number(Int(sum), 4)
                    file += Self.number(body.count, 4) + Self.number(entry.data.count, 4)
                }
            }
            var extra: [UInt8] = []
            if entry.isZip64 {
                extra = Self.number(1, 2) + Self.number(24, 2) + Self.number(entry.data.count, 8)
                extra += Self.number(body.count, 8) + Self.number(place, 8)
            }
            directory += Self.number(0x0201_4B50, 4) + Self.number(45, 2) + Self.number(45, 2)
            directory += Self.number(flags, 2) + Self.number(method, 2) + Self.number(0, 4)
            directory += Self.number(Int(sum), 4)
            directory += Self.number(entry.isZip64 ? 0xFFFF_FFFF : body.count, 4)
            directory += Self.number(entry.isZip64 ? 0xFFFF_FFFF : entry.data.count, 4)
            directory += Self.number(name.count, 2) + Self.number(extra.count, 2)
            directory += Self.number(0, 10)
            directory += Self.number(entry.isZip64 ? 0xFFFF_FFFF : place, 4) + name + extra
        }
        let start = file.count
        file += directory
        return file + end(count: entries.count, size: directory.count, start: start)
    }

    private func end(count: Int, size: Int, start: Int) -> [UInt8] {
        var end: [UInt8] = []
        if hasZip64End {
            end += Self.number(0x0606_4B50, 4) + Self.number(44, 8) + Self.number(45, 2)
            end += Self.number(45, 2) + Self.number(0, 8) + Self.number(count, 8)
            end += Self.number(count, 8) + Self.number(size, 8) + Self.number(start, 8)
            end += Self.number(0x0706_4B50, 4) + Self.number(0, 4)
            end += Self.number(start + size, 8) + Self.number(1, 4)
        }
        end += Self.number(0x0605_4B50, 4) + Self.number(0, 4)
        end += Self.number(hasZip64End ? 0xFFFF : count, 2)
        end += Self.number(hasZip64End ? 0xFFFF : count, 2)
        end += Self.number(hasZip64End ? 0xFFFF_FFFF : size, 4)
        end += Self.number(hasZip64End ? 0xFFFF_FFFF : start, 4)
        return end + Self.number(comment.count, 2) + comment
    }

    /// A gzip file of these bytes.
    static func gzip(_ data: [UInt8]) -> [UInt8] {
        [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + deflated(data) + number(Int(checksum(data)), 4)
            + number(data.count, 4)
    }

    /// Raw deflate made of stored blocks.
    private static func deflated(_ data: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        var rest = data[...]
        repeat {
            let block = rest.prefix(0xFFFF)
            rest = rest.dropFirst(block.count)
            out.append(rest.isEmpty ? 1 : 0)
            out += number(block.count, 2) + number(~block.count & 0xFFFF, 2) + block
        } while !rest.isEmpty
        return out
    }

    private static func number(_ value: Int, _ size: Int) -> [UInt8] {
        (0..<size).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> ($0 * 8)) : 0 }
    }

    /// CRC-32 as zip and gzip use it.
    static func checksum(_ data: [UInt8]) -> UInt32 {
        var sum: UInt32 = .max
        for byte in data {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
        return ~sum
    }
}
