internal import Procurement

/// Reads a published file, plain, gzip, zip or tar (plain or gzip), as batches of records.
///
/// Members of a zip may be gzip files; an archive within an archive, or gzip within gzip, is refused.
///
/// - Shape: one reader for one file, used by one thread; its batches may be parsed by any thread.
/// - Complexity: O(bytes); memory is a few blocks, whatever the size of the file.
public final class DeclarationReader {
    /// A member of the file: the file itself when it is no archive.
    public struct Member: Sendable {
        /// Its name in the archive, or an empty text.
        public let name: String
        /// Its format, or nil when it is none we know; it is then left out.
        public let format: SourceFormat?
    }

    /// The members met so far, by number.
    public private(set) var members: [Member] = []

    private let limits: ReadingLimits
    private let budget: InflateBudget
    /// The archive, when the file is one, and its members not yet read, last first.
    private var archive: FileSource?
    private var waiting: [ZipDirectory.Member] = []
    /// The archive, when the file is a tar, plain or gzip: read once, in its order.
    private var tar: TarArchive?
    private var splitter: (any RecordSplitter)?

    /// Opens a file and recognises it.
    ///
    /// - Throws: `ReadingRefusal` when it is none of the known formats; `ReadingFailure` when the
    ///   system cannot read it.
    public init(path: String, limits: ReadingLimits = ReadingLimits()) throws {
        self.limits = limits
        budget = InflateBudget(limits)
        let file = try FileSource(path: path)
        let head = try file.bytes(at: 0, count: 4)
        guard !head.isEmpty else { throw ReadingRefusal.empty }
        let compression = DeclarationReader.compression(head)
        guard compression == .zip else {
            try openOnly(file, isGzip: compression == .gzip)
            return
        }
        archive = file
        waiting = try ZipDirectory(file, limits: limits).members.reversed()
        try openNextMember()
    }

    /// Reads bytes that come once, in order, and recognises them; nil when they are an archive,
    /// whose directory stands at the end.
    ///
    /// - Throws: `ReadingRefusal` when they are none of the known formats; what the stream throws.
    public init?(stream: any ByteStream, limits: ReadingLimits = ReadingLimits()) throws {
        self.limits = limits
        budget = InflateBudget(limits)
        let source = StreamSource(stream)
        let head = try source.peek(4)
        guard !head.isEmpty else { throw ReadingRefusal.empty }
        let compression = DeclarationReader.compression(head)
        guard compression != .zip else { return nil }
        try openOnly(source, isGzip: compression == .gzip)
    }

    /// The format of the member being read.
    public var format: SourceFormat? { members.last?.format }

    /// The next batch of records, or nil at the end of the file.
    ///
    /// - Throws: `ReadingRefusal` when the limits are passed or a member is refused.
    public func next() throws -> RecordBatch? {
        while let splitter {
            if let batch = try splitter.next() { return batch }
            self.splitter = nil
            try openNextMember()
        }
        return nil
    }

    /// Reads what is left of the file into a sink, in order, on this thread.
    public func read(into sink: inout some DraftSink) throws {
        var parser = RecordParser()
        var draft = DeclarationDraft()
        while let batch = try next() {
            for index in batch.records.indices {
                if let reason = parser.parse(index, of: batch, into: &draft) {
                    try sink.unreadable(
                        reason, at: batch.address(index), excerpt: batch.excerpt(index))
                } else {
                    try sink.take(&draft, at: batch.address(index))
                }
            }
        }
    }

    private enum Compression { case gzip, zip }

    private static func compression(_ head: [UInt8]) -> Compression? {
        guard head.count >= 2 else { return nil }
        if head[0] == 0x1F, head[1] == 0x8B { return .gzip }
        guard head.count >= 4, head[0] == 0x50, head[1] == 0x4B else { return nil }
        return head[2] == 3 && head[3] == 4 || head[2] == 5 && head[3] == 6 ? .zip : nil
    }

    private func openOnly(_ file: any ByteSource, isGzip: Bool) throws {
        let source =
            isGzip
            ? InflateSource(file, isGzip: true, name: "fichier", budget: budget) : file
        let head = try DeclarationReader.head(of: source)
        if isGzip, DeclarationReader.compression(head) != nil {
            throw ReadingRefusal.nestedArchive(name: "contenu du fichier gzip")
        }
        if TarArchive.isOne(head) {
            tar = TarArchive(head: head, rest: source)
            try openNextMember()
            return
        }
        guard try open(source, head, name: "") else {
            let hasText = head.contains { $0 > 0x20 }
            throw hasText
                ? ReadingRefusal.unrecognised(head: DeclarationReader.quote(head))
                : ReadingRefusal.empty
        }
    }

    /// Opens the next readable member of the archive, when the file is one.
    private func openNextMember() throws {
        if let tar { return try openNextMember(of: tar) }
        guard let archive else { return }
        while let member = waiting.popLast() {
            var source = try ZipDirectory.source(of: member, in: archive, budget: budget)
            var head = try DeclarationReader.head(of: source)
            if DeclarationReader.compression(head) == .gzip {
                // Begun again: the head is only known decompressed.
                source = InflateSource(
                    try ZipDirectory.source(of: member, in: archive, budget: budget), isGzip: true,
                    name: member.title, budget: budget)
                head = try DeclarationReader.head(of: source)
            }
            if DeclarationReader.compression(head) != nil {
                throw ReadingRefusal.nestedArchive(name: member.title)
            }
            if try open(source, head, name: member.title) { return }
        }
        if members.allSatisfy({ $0.format == nil }) {
            throw ReadingRefusal.nothingReadable(members: members.map(\.name))
        }
    }

    /// Opens the next readable member of a tar.
    private func openNextMember(of tar: TarArchive) throws {
        while let member = try tar.next() {
            guard members.count < limits.members else {
                throw ReadingRefusal.tooManyMembers(
                    count: UInt64(members.count), limit: limits.members)
            }
            let head = try DeclarationReader.head(of: member.source)
            if DeclarationReader.compression(head) != nil || TarArchive.isOne(head) {
                throw ReadingRefusal.nestedArchive(name: member.name)
            }
            if try open(member.source, head, name: member.name) { return }
        }
        if members.allSatisfy({ $0.format == nil }) {
            throw ReadingRefusal.nothingReadable(members: members.map(\.name))
        }
    }

    /// Opens a member when its head is recognised; false when it is not.
    private func open(_ source: any ByteSource, _ head: [UInt8], name: String) throws -> Bool {
        let number = Int32(members.count)
        var source = source
        var head = head
        var offset: UInt64 = 0
        var isRewritten = false
        if let (isBigEndian, mark) = DeclarationReader.utf16(head) {
            source = UTF16Source(
                source, head: Array(head.dropFirst(mark)), isBigEndian: isBigEndian)
            head = try DeclarationReader.head(of: source)
            isRewritten = true
        } else if head.starts(with: [0xEF, 0xBB, 0xBF]) {
            head.removeFirst(3)
            offset = 3
        }
        let recognition = Recognition.recognise(head)
        let blocks = BlockReader(source, head: head, offset: offset, limits: limits)
        switch recognition {
        case .json(let format, let isLines):
            members.append(Member(name: name, format: format))
            splitter = JSONRecordSplitter(
                blocks, format: format, member: number, isLines: isLines)
        case .notices(let format):
            members.append(Member(name: name, format: format))
            splitter = NoticeRecordSplitter(blocks, format: format, member: number)
        case .xml(let format, let encoding):
            members.append(Member(name: name, format: format))
            splitter = try XMLRecordSplitter(
                blocks, format: format, member: number,
                encoding: isRewritten || offset == 3 ? "utf-8" : encoding)
        case .table(let format, let layout):
            members.append(Member(name: name, format: format))
            splitter = TableRecordSplitter(
                blocks, format: format, member: number, layout: layout)
        case nil:
            members.append(Member(name: name, format: nil))
            return false
        }
        return true
    }

    /// UTF-16 by its mark, or by the zeros of its first two characters.
    private static func utf16(_ head: [UInt8]) -> (isBigEndian: Bool, mark: Int)? {
        guard head.count >= 4 else { return nil }
        if head[0] == 0xFF, head[1] == 0xFE { return (false, 2) }
        if head[0] == 0xFE, head[1] == 0xFF { return (true, 2) }
        if head[0] != 0, head[1] == 0, head[2] != 0, head[3] == 0 { return (false, 0) }
        if head[0] == 0, head[1] != 0, head[2] == 0, head[3] != 0 { return (true, 0) }
        return nil
    }

    private static func head(of source: any ByteSource) throws -> [UInt8] {
        let wanted = Recognition.headBytes
        return try [UInt8](unsafeUninitializedCapacity: wanted) { room, count in
            count = 0
            while count < wanted {
                let space = UnsafeMutableRawBufferPointer(
                    rebasing: UnsafeMutableRawBufferPointer(
                        room)[count...])
                let read = try source.read(into: space)
                if read == 0 { break }
                count += read
            }
        }
    }

    /// The first characters, on one line, fit to be quoted.
    private static func quote(_ head: [UInt8]) -> String {
        let text = String(decoding: head.prefix(120), as: UTF8.self)
        let plain = text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }
        var quoted = String.UnicodeScalarView()
        quoted.append(contentsOf: plain.prefix(80))
        return String(quoted)
    }
}
