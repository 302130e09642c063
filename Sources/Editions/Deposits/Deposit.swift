public import Procurement

/// One file as it was received, kept verbatim under its SHA-256, and what is known of its coming.
public struct Deposit: Hashable, Sendable {
    /// How a deposit came.
    public enum Kind: String, Sendable, Codable {
        /// Imported by the operator.
        case byHand = "by-hand"
        /// Fetched from a listed source.
        case sync
    }

    /// SHA-256 of the bytes as received, 64 lowercase hexadecimal digits: the deposit's name.
    public var sha256: String
    /// The file's name when it came.
    public var name: String
    /// The series it continues: the newest deposit of a series replaces the former ones.
    public var series: String
    /// Who is shown as the source of the records.
    public var source: String
    /// Who produced the data, where it differs from the source or is known more exactly.
    public var producer: String?
    /// Where it was fetched, or nil when imported by hand.
    public var address: String?
    /// The licence it was published under.
    public var licence: Licence
    /// The day it came.
    public var received: Day
    /// Size as received, in bytes.
    public var size: Int
    /// By hand or by synchronisation.
    public var kind: Kind
    /// What the readers recognised, as `decp-2022-json`.
    public var format: String
    /// The day its publisher last updated it, when it said so.
    public var lastUpdate: Day?

    /// A deposit of which everything is known.
    public init(
        sha256: String, name: String, series: String, source: String, producer: String? = nil,
        address: String? = nil, licence: Licence = .licenceOuverte, received: Day, size: Int,
        kind: Kind = .byHand, format: String, lastUpdate: Day? = nil
    ) {
        self.sha256 = sha256
        self.name = name
        self.series = series
        self.source = source
        self.producer = producer
        self.address = address
        self.licence = licence
        self.received = received
        self.size = size
        self.kind = kind
        self.format = format
        self.lastUpdate = lastUpdate
    }
}

extension Deposit: Codable {
    private enum Key: String, CodingKey {
        case sha256, name, series, source, producer, address, licence, received, size, kind
        case format, lastUpdate
    }

    /// A line of the ledger. Unknown keys are ignored, so that a later program can add some.
    public init(from decoder: any Decoder) throws {
        let line = try decoder.container(keyedBy: Key.self)
        func day(_ key: Key) throws -> Day? {
            guard let text = try line.decodeIfPresent(String.self, forKey: key) else { return nil }
            guard let day = Day(text) else {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: line,
                    debugDescription: "«\u{202F}\(text)\u{202F}» n’est pas un jour.")
            }
            return day
        }
        sha256 = try line.decode(String.self, forKey: .sha256)
        name = try line.decode(String.self, forKey: .name)
        series = try line.decode(String.self, forKey: .series)
        source = try line.decode(String.self, forKey: .source)
        producer = try line.decodeIfPresent(String.self, forKey: .producer)
        address = try line.decodeIfPresent(String.self, forKey: .address)
        licence = try line.decode(Licence.self, forKey: .licence)
        guard let received = try day(.received) else {
            throw DecodingError.keyNotFound(
                Key.received,
                .init(codingPath: decoder.codingPath, debugDescription: "Jour de réception absent.")
            )
        }
        self.received = received
        size = try line.decode(Int.self, forKey: .size)
        kind = try line.decode(Kind.self, forKey: .kind)
        format = try line.decode(String.self, forKey: .format)
        lastUpdate = try day(.lastUpdate)
    }

    /// A line of the ledger.
    public func encode(to encoder: any Encoder) throws {
        var line = encoder.container(keyedBy: Key.self)
        try line.encode(sha256, forKey: .sha256)
        try line.encode(name, forKey: .name)
        try line.encode(series, forKey: .series)
        try line.encode(source, forKey: .source)
        try line.encodeIfPresent(producer, forKey: .producer)
        try line.encodeIfPresent(address, forKey: .address)
        try line.encode(licence, forKey: .licence)
        try line.encode(received.description, forKey: .received)
        try line.encode(size, forKey: .size)
        try line.encode(kind, forKey: .kind)
        try line.encode(format, forKey: .format)
        try line.encodeIfPresent(lastUpdate?.description, forKey: .lastUpdate)
    }
}
