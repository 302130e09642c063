/// One request, read once: what pages need of it, and nothing of the network.
struct Visit: Sendable {
    /// What is asked to be done.
    enum Method: Sendable { case get, head, post }

    var method: Method = .get
    /// Decoded segments of the path, without empty ones.
    var path: [String]
    /// Decoded items of the query, in order; empty values left out.
    var query: [(key: String, value: String)]
    /// The path as written, for messages.
    var writtenPath: String
    /// Lower-case names.
    var headers: [String: String] = [:]
    /// The form of a POST, at most `Visit.longestBody` bytes.
    var body: [UInt8] = []
    /// Who asks, for limits only; never kept.
    var address: String = ""

    /// Longest path and query, in bytes.
    static let longestTarget = 4_096
    /// Longest form, in bytes.
    static let longestBody = 16_384

    /// A request for a target such as `/explorer?mots=toiture`.
    ///
    /// - Throws: `Problem` when the target is too long or not well encoded.
    init(method: Method = .get, target: String) throws(Problem) {
        guard target.utf8.count <= Visit.longestTarget else { throw .addressTooLong }
        self.method = method
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        writtenPath = String(parts[0])
        path = []
        for segment in parts[0].split(separator: "/") {
            guard let text = Link.decoded(segment) else {
                throw .unreadable(field: "adresse", value: String(segment))
            }
            path.append(text)
        }
        query = parts.count > 1 ? try Visit.items(parts[1]) : []
    }

    /// Keys and values of a query or of a form; empty values are left out.
    static func items(_ text: some StringProtocol) throws(Problem) -> [(key: String, value: String)]
    {
        var items: [(key: String, value: String)] = []
        for item in text.split(separator: "&") {
            let pair = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let key = Link.decoded(pair[0], plusIsBlank: true),
                let value = pair.count > 1 ? Link.decoded(pair[1], plusIsBlank: true) : ""
            else { throw .unreadable(field: "adresse", value: String(item)) }
            if !value.isEmpty { items.append((key, value)) }
        }
        guard items.count <= 200 else { throw .addressTooLong }
        return items
    }

    /// The last value of a key, or nil.
    func value(_ key: String) -> String? { query.last { $0.key == key }?.value }

    /// The items whose key is not one of these.
    func query(without keys: Set<String>) -> [(key: String, value: String)] {
        query.filter { !keys.contains($0.key) }
    }

    /// A whole number from the query, within bounds.
    func integer(_ key: String, in range: ClosedRange<Int>, default value: Int) throws(Problem)
        -> Int
    {
        guard let text = self.value(key) else { return value }
        guard let number = Int(text), range.contains(number) else {
            throw .invalid(
                field: key, value: text,
                expected: "un nombre entier de \(range.lowerBound) à \(range.upperBound)")
        }
        return number
    }
}
