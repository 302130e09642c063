extension FindingRule {
    /// The rules a contract breaks, as the bit sets of an edition: seven rules a column, in the order
    /// of the catalogue, each bit labelled by the code of its rule.
    ///
    /// Seven rather than eight, because 255 is « unknown » in a column of bytes.
    public static let sets: [CodeList] = stride(from: 0, to: catalogue.count, by: setSize).map {
        let rules = catalogue[$0..<min($0 + setSize, catalogue.count)]
        return CodeList(name: setPrefix + String($0 / setSize + 1), labels: rules.map(\.code))
    }

    /// Rules in a set.
    public static let setSize = 7

    /// What the names of these columns begin with.
    public static let setPrefix = "constats_"
}
