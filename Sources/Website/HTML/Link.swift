/// An address of this site, made by the page it leads to.
///
/// - Shape: an absolute path, percent-encoded, with its query; never another site.
struct Link: Sendable, Hashable {
    /// The address itself.
    let address: String
    /// Whether it leads out of a pinned edition.
    private(set) var isFree = false

    /// The edition that the page under construction was asked for by its address: every link
    /// written meanwhile keeps it.
    @TaskLocal static var pinned: String?

    /// As written in `href` and `action`.
    var kept: String {
        guard let edition = Link.pinned, !isFree, !holds("edition") else { return address }
        let parts = address.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let item = (parts[0].contains("?") ? "&" : "?") + Link.query([("edition", edition)])
        return parts[0] + item + (parts.count > 1 ? "#" + parts[1] : "")
    }

    /// The same link, out of a pinned edition.
    var free: Link {
        var link = self
        link.isFree = true
        return link
    }

    /// Whether the query has an item of this key.
    private func holds(_ key: String) -> Bool {
        guard let query = address.split(separator: "?", maxSplits: 1).dropFirst().first else {
            return false
        }
        return query.split(separator: "&").contains { $0.hasPrefix(key + "=") }
    }

    /// A path whose pieces are percent-encoded, and a query in order.
    init(_ pieces: [String], query: [(String, String)] = [], fragment: String? = nil) {
        var address = pieces.map { "/" + Link.encoded($0) }.joined()
        if address.isEmpty { address = "/" }
        if !query.isEmpty { address += "?" + Link.query(query) }
        if let fragment { address += "#" + Link.encoded(fragment) }
        self.address = address
    }

    /// A path of this site as somebody wrote it, once `SignInPage.localPath` has checked it.
    init(written path: String) { address = path }

    /// Keys and values as a query string.
    static func query(_ items: [(String, String)]) -> String {
        items.map { encoded($0.0) + "=" + encoded($0.1) }.joined(separator: "&")
    }

    /// Percent-encodes everything but unreserved characters; a comma and a colon stay readable.
    static func encoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E, 0x2C, 0x3A:
                bytes.append(byte)
            default:
                bytes += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Decodes percent-encoding (and `+` as a blank where asked); nil when it is not well-formed
    /// UTF-8.
    static func decoded(_ text: some StringProtocol, plusIsBlank: Bool = false) -> String? {
        var bytes: [UInt8] = []
        var iterator = text.utf8.makeIterator()
        func digit(_ byte: UInt8?) -> UInt8? {
            switch byte {
            case .some(let value) where (0x30...0x39).contains(value): value - 0x30
            case .some(let value) where (0x41...0x46).contains(value): value - 0x37
            case .some(let value) where (0x61...0x66).contains(value): value - 0x57
            default: nil
            }
        }
        while let byte = iterator.next() {
            if byte == 0x25 {
                guard let high = digit(iterator.next()), let low = digit(iterator.next()) else {
                    return nil
                }
                bytes.append(high << 4 | low)
            } else {
                bytes.append(plusIsBlank && byte == 0x2B ? 0x20 : byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
