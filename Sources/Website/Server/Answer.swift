/// What is sent back.
struct Answer: Sendable {
    /// Bytes that come one chunk after another, made on the engine's threads.
    protocol Chunks: AnyObject, Sendable {
        /// The next chunk, or nil at the end. Called by one caller at a time.
        func next() throws -> [UInt8]?
    }

    /// What follows the headers.
    enum Body: Sendable {
        case bytes([UInt8])
        case chunks(any Chunks)
    }

    /// How long others may keep it.
    enum Keeping: Sendable {
        /// Not at all.
        case none
        /// Asked again each time, by its tag.
        case checked
        /// For ever: its address names its content.
        case forever

        var header: String {
            switch self {
            case .none: "no-store"
            case .checked: "no-cache"
            case .forever: "public, max-age=31536000, immutable"
            }
        }
    }

    var status = 200
    var type: String
    var body: Body
    /// Bytes of a body of chunks, when known from the start.
    var length: Int?
    /// Compressed form of the bytes, when made.
    var compressed: [UInt8]?
    /// Strong tag, with its quotes.
    var tag: String?
    var keeping: Keeping = .checked
    var headers: [(String, String)] = []

    /// A page.
    static func page(_ bytes: [UInt8], status: Int = 200) -> Answer {
        Answer(status: status, type: "text/html; charset=utf-8", body: .bytes(bytes))
    }

    /// A JSON value.
    static func json(_ value: JSON) -> Answer {
        Answer(type: "application/json; charset=utf-8", body: .bytes(value.bytes))
    }

    /// Another address of this site, to be read with GET.
    static func seeOther(_ link: Link) -> Answer {
        Answer(
            status: 303, type: "text/plain; charset=utf-8", body: .bytes([]), keeping: .none,
            headers: [("Location", link.kept)])
    }

    /// An address of another site, which the operator configured, to be read with GET.
    static func elsewhere(_ address: String) -> Answer {
        Answer(
            status: 303, type: "text/plain; charset=utf-8", body: .bytes([]), keeping: .none,
            headers: [("Location", address)])
    }

    /// Bytes held in memory, for the cache's bound.
    var size: Int {
        guard case .bytes(let bytes) = body else { return 0 }
        return bytes.count + (compressed?.count ?? 0) + 256
    }

    /// Gives the bytes a tag made of their content, and a compressed form when it pays.
    mutating func seal() {
        guard case .bytes(let bytes) = body, status == 200 else { return }
        tag = "\"" + ContentHash.text(bytes) + "\""
        if bytes.count >= 1_024 { compressed = Gzip.compress(bytes) }
    }
}
