/// The list of members of a zip archive, zip64 included.
///
/// - Source: APPNOTE.TXT 6.3, sections 4.3 to 4.5.
struct ZipDirectory {
    /// A file in the archive.
    struct Member {
        var name: String
        var method: Int
        var isEncrypted: Bool
        /// CRC-32 of the decompressed bytes.
        var checksum: UInt
        var size: UInt64
        var compressedSize: UInt64
        var headerOffset: UInt64

        /// The name, fit to be quoted: on one line, not too long.
        var title: String {
            var quoted = String.UnicodeScalarView()
            quoted.append(
                contentsOf: name.unicodeScalars.prefix(120).map {
                    $0.properties.generalCategory == .control ? "\u{FFFD}" : $0
                })
            return String(quoted)
        }
    }

    /// The members in the order of their names' bytes, then of their places; folders left out.
    ///
    /// Names are only shown, never used as paths: `../` leads nowhere.
    let members: [Member]

    /// Reads the directory at the end of a file.
    init(_ file: FileSource, limits: ReadingLimits) throws {
        let tailSize = min(file.size, 66_000)
        let tailStart = file.size - tailSize
        let tail = try file.bytes(at: tailStart, count: Int(tailSize))
        guard tail.count >= 22,
            let mark = (0...(tail.count - 22)).reversed().first(where: {
                ZipDirectory.number(tail, $0, 4) == 0x0605_4B50
                    // The same four bytes within the archive's comment announce another length.
                    && $0 + 22 + Int(ZipDirectory.number(tail, $0 + 20, 2)) <= tail.count
            })
        else { throw ReadingRefusal.damagedArchive(detail: "répertoire introuvable") }
        var count = ZipDirectory.number(tail, mark + 10, 2)
        var size = ZipDirectory.number(tail, mark + 12, 4)
        var start = ZipDirectory.number(tail, mark + 16, 4)
        if count == 0xFFFF || size == 0xFFFF_FFFF || start == 0xFFFF_FFFF, mark >= 20,
            ZipDirectory.number(tail, mark - 20, 4) == 0x0706_4B50
        {
            let record = try file.bytes(at: ZipDirectory.number(tail, mark - 12, 8), count: 56)
            guard record.count == 56, ZipDirectory.number(record, 0, 4) == 0x0606_4B50 else {
                throw ReadingRefusal.damagedArchive(detail: "répertoire zip64 introuvable")
            }
            count = ZipDirectory.number(record, 32, 8)
            size = ZipDirectory.number(record, 40, 8)
            start = ZipDirectory.number(record, 48, 8)
        }
        guard count <= limits.members else {
            throw ReadingRefusal.tooManyMembers(count: count, limit: limits.members)
        }
        guard size <= 64 << 20, start <= file.size, size <= file.size - start else {
            throw ReadingRefusal.damagedArchive(detail: "répertoire hors du fichier")
        }
        let bytes = try file.bytes(at: start, count: Int(size))
        let all = try ZipDirectory.parse(bytes, count: Int(count))
        try ZipDirectory.checkPlaces(all, directory: start)
        members = all.filter { !$0.name.hasSuffix("/") && !$0.name.hasPrefix("__MACOSX/") }
            .sorted {
                $0.name.utf8.elementsEqual($1.name.utf8)
                    ? $0.headerOffset < $1.headerOffset
                    : $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
            }
        for member in members { try ZipDirectory.checkKind(member) }
    }

    /// Members that share bytes multiply what they decompress to (the overlapping bomb); no tool that
    /// writes archives makes any.
    private static func checkPlaces(_ members: [Member], directory: UInt64) throws {
        var end: UInt64 = 0
        for member in members.sorted(by: { $0.headerOffset < $1.headerOffset }) {
            guard member.headerOffset >= end else {
                throw ReadingRefusal.damagedArchive(
                    detail: "le fichier «\u{202F}\(member.title)\u{202F}» en recouvre un autre")
            }
            // The local header may be longer: its extra field is not known here.
            let (least, overflow) = (member.headerOffset + 30)
                .addingReportingOverflow(member.compressedSize)
            guard member.headerOffset < directory, !overflow, least <= directory else {
                throw ReadingRefusal.damagedArchive(
                    detail:
                        "le fichier «\u{202F}\(member.title)\u{202F}» dépasse la fin de l’archive")
            }
            end = least
        }
    }

    /// Refuses before anything is read what could not be read when its turn came.
    private static func checkKind(_ member: Member) throws {
        if member.isEncrypted { throw ReadingRefusal.encrypted(name: member.title) }
        guard member.method == 0 || member.method == 8 else {
            throw ReadingRefusal.unknownCompression(name: member.title, method: member.method)
        }
    }

    private static func parse(_ bytes: [UInt8], count: Int) throws -> [Member] {
        var members: [Member] = []
        var at = 0
        for _ in 0..<count {
            guard at + 46 <= bytes.count, number(bytes, at, 4) == 0x0201_4B50 else {
                throw ReadingRefusal.damagedArchive(detail: "répertoire interrompu")
            }
            let nameSize = Int(number(bytes, at + 28, 2))
            let extraSize = Int(number(bytes, at + 30, 2))
            let commentSize = Int(number(bytes, at + 32, 2))
            let extra = at + 46 + nameSize
            guard extra + extraSize + commentSize <= bytes.count else {
                throw ReadingRefusal.damagedArchive(detail: "répertoire interrompu")
            }
            var member = Member(
                name: String(decoding: bytes[at + 46..<extra], as: UTF8.self),
                method: Int(number(bytes, at + 10, 2)),
                isEncrypted: number(bytes, at + 8, 2) & 1 != 0,
                checksum: UInt(number(bytes, at + 16, 4)), size: number(bytes, at + 24, 4),
                compressedSize: number(bytes, at + 20, 4),
                headerOffset: number(bytes, at + 42, 4))
            enlarge(&member, bytes, extra..<extra + extraSize)
            members.append(member)
            at = extra + extraSize + commentSize
        }
        return members
    }

    /// Takes the 64-bit sizes of the zip64 extra field.
    private static func enlarge(
        _ member: inout Member, _ bytes: [UInt8], _ range: Range<Int>
    ) {
        var at = range.lowerBound
        while at + 4 <= range.upperBound {
            let size = Int(number(bytes, at + 2, 2))
            let end = min(at + 4 + size, range.upperBound)
            if number(bytes, at, 2) == 1 {
                var field = at + 4
                if member.size == 0xFFFF_FFFF, field + 8 <= end {
                    member.size = number(bytes, field, 8)
                    field += 8
                }
                if member.compressedSize == 0xFFFF_FFFF, field + 8 <= end {
                    member.compressedSize = number(bytes, field, 8)
                    field += 8
                }
                if member.headerOffset == 0xFFFF_FFFF, field + 8 <= end {
                    member.headerOffset = number(bytes, field, 8)
                }
                return
            }
            at = end
        }
    }

    /// The bytes of a member, decompressed while reading.
    static func source(
        of member: Member, in file: FileSource, budget: InflateBudget
    ) throws -> any ByteSource {
        let header = try file.bytes(at: member.headerOffset, count: 30)
        guard header.count == 30, number(header, 0, 4) == 0x0403_4B50 else {
            throw ReadingRefusal.damagedArchive(
                detail:
                    "le fichier «\u{202F}\(member.title)\u{202F}» n’est pas là où le répertoire le dit"
            )
        }
        let (start, overflow) = member.headerOffset.addingReportingOverflow(
            30 + number(header, 26, 2) + number(header, 28, 2))
        guard !overflow, start <= file.size, member.compressedSize <= file.size - start else {
            throw ReadingRefusal.damagedArchive(
                detail: "le fichier «\u{202F}\(member.title)\u{202F}» dépasse la fin de l’archive")
        }
        let range = try FileSource(of: file, range: start..<start + member.compressedSize)
        guard member.method == 8 else { return CheckedSource(range, member) }
        return CheckedSource(
            InflateSource(range, isGzip: false, name: member.title, budget: budget), member)
    }

    /// A little-endian number.
    private static func number(_ bytes: [UInt8], _ at: Int, _ size: Int) -> UInt64 {
        guard at >= 0, at + size <= bytes.count else { return 0 }
        var value: UInt64 = 0
        for index in (0..<size).reversed() { value = value << 8 | UInt64(bytes[at + index]) }
        return value
    }
}
