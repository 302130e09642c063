import Community

/// An address whose body is read as it comes, and never held whole: files of gibibytes.
///
/// The origin and the session's token are checked before anything of a file is read.
protocol StreamedResource: CommunityResource {
    /// Takes the body.
    static func receive(_ context: Context, _ sent: inout StreamedForm) async throws -> Answer
}

extension StreamedResource {
    static var longestBody: Int { 1 << 40 }
}

/// A body that is read as it comes.
struct StreamedBody {
    /// What the header `Content-Length` says; nil without it.
    let length: Int64?
    /// Where long work is done.
    let workers: Workers
    /// Bytes read so far.
    private(set) var count: Int64 = 0
    /// Whether all of it was read.
    private(set) var isEnded = false
    private let source: () async throws -> [UInt8]?
    private let start = ContinuousClock.now

    /// Bytes worth a turn on the engine's threads.
    static let batchBytes = 1 << 20

    /// A body whose pieces a source gives.
    init(
        length: Int64?, workers: Workers, source: @escaping () async throws -> [UInt8]?
    ) {
        self.length = length
        self.workers = workers
        self.source = source
    }

    /// The next bytes; nil at the end.
    ///
    /// - Throws: `Problem.tooSlow` below two kibibytes a second; what the network throws when it is cut.
    mutating func next() async throws -> [UInt8]? {
        guard !isEnded else { return nil }
        guard let bytes = try await source() else {
            isEnded = true
            return nil
        }
        count += Int64(bytes.count)
        guard start.duration(to: .now) <= .seconds(60 + count >> 11) else { throw Problem.tooSlow }
        if let length, count >= length { isEnded = true }
        return bytes
    }

    /// Does what takes long on the engine's threads.
    func work<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws
        -> Value
    {
        try await workers.run(patience: .seconds(120), body)
    }
}

/// What a streamed body holds: raw bytes, or a form whose fields before the first file are read.
struct StreamedForm {
    /// Fields met so far, in order.
    private(set) var fields: [(key: String, value: String)] = []
    /// The bytes as they are, when the body is no form.
    var body: StreamedBody
    private let mark: [UInt8]
    private var buffer: [UInt8]
    private var place = Place.boundary
    /// The file that begins, met while its fields were read.
    private var ahead: (field: String, name: String)?

    private enum Place { case boundary, file, over }

    /// A piece of a form.
    enum Piece {
        /// A file begins: its field and the name its sender gave it.
        case file(field: String, name: String)
        case bytes([UInt8])
        case fileEnd
    }

    /// A body of this type; `multipart/form-data` is a form, anything else is raw.
    init(_ body: StreamedBody, type: String?) throws(Problem) {
        self.body = body
        guard let type, type.lowercased().hasPrefix("multipart/form-data") else {
            (mark, buffer, place) = ([], [], .over)
            return
        }
        guard let boundary = FormBody.parameter("boundary", of: type), !boundary.isEmpty,
            boundary.utf8.count <= 70
        else { throw FormBody.unreadable }
        mark = Array("\r\n--\(boundary)".utf8)
        // The first boundary has no line break before it: it is given one.
        buffer = [0x0D, 0x0A]
    }

    /// Whether it is a form with files.
    var isForm: Bool { !mark.isEmpty }

    /// The last value of a field met so far.
    subscript(_ key: String) -> String { fields.last { $0.key == key }?.value ?? "" }

    /// Reads the fields that come before the first file.
    mutating func readFields() async throws {
        guard isForm, ahead == nil else { return }
        if case .file(let field, let name)? = try await next() { ahead = (field, name) }
    }

    /// The next piece; nil at the end of the form.
    mutating func next() async throws -> Piece? {
        if let file = ahead {
            ahead = nil
            return .file(field: file.field, name: file.name)
        }
        while true {
            switch place {
            case .over: return nil
            case .boundary:
                if let piece = try await begin() { return piece }
            case .file:
                if let at = FormBody.find(mark, in: buffer, from: 0) {
                    if at > 0 {
                        let bytes = Array(buffer[..<at])
                        buffer.removeFirst(at)
                        return .bytes(bytes)
                    }
                    place = .boundary
                    return .fileEnd
                }
                // The mark may have begun at the end.
                let sure = buffer.count - mark.count
                if sure > 0 {
                    let bytes = Array(buffer[..<sure])
                    buffer.removeFirst(sure)
                    return .bytes(bytes)
                }
                try await fill()
            }
        }
    }

    private mutating func fill() async throws {
        guard let more = try await body.next() else { throw FormBody.unreadable }
        buffer += more
    }

    /// Reads a boundary and the head of a part; a file, or nil once a field is read.
    private mutating func begin() async throws -> Piece? {
        while buffer.count < mark.count + 2 { try await fill() }
        guard buffer.starts(with: mark) else { throw FormBody.unreadable }
        if buffer[mark.count] == 0x2D, buffer[mark.count + 1] == 0x2D {
            place = .over
            // What follows the end says nothing.
            while try await body.next() != nil {}
            return nil
        }
        guard buffer[mark.count] == 0x0D, buffer[mark.count + 1] == 0x0A else {
            throw FormBody.unreadable
        }
        var end = FormBody.find([0x0D, 0x0A, 0x0D, 0x0A], in: buffer, from: mark.count)
        while end == nil {
            guard buffer.count < mark.count + 4_000 else { throw FormBody.unreadable }
            try await fill()
            end = FormBody.find([0x0D, 0x0A, 0x0D, 0x0A], in: buffer, from: mark.count)
        }
        let headEnd = end ?? 0
        let lines = String(
            decoding: buffer[(mark.count + 2)..<max(headEnd, mark.count + 2)], as: UTF8.self)
        guard let disposition = FormBody.disposition(lines), fields.count < 200,
            let name = FormBody.parameter("name", of: disposition)
        else { throw FormBody.unreadable }
        buffer.removeFirst(headEnd + 4)
        if let fileName = FormBody.parameter("filename", of: disposition) {
            place = .file
            return .file(field: name, name: fileName)
        }
        while FormBody.find(mark, in: buffer, from: 0) == nil {
            guard buffer.count < 65_536 else { throw FormBody.unreadable }
            try await fill()
        }
        let at = FormBody.find(mark, in: buffer, from: 0) ?? 0
        guard let text = String(validating: buffer[..<at], as: UTF8.self) else {
            throw Problem.unreadable(field: name, value: "…")
        }
        fields.append((name, text))
        buffer.removeFirst(at)
        return nil
    }
}
