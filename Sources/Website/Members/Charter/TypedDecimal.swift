import Community

/// Decimal numbers as people type them, kept exact as whole numbers of a small unit.
enum TypedDecimal {
    /// `12,5` in tenths is 125; blanks and a final sign of the unit are left out. Nil when it is no such
    /// number or has more decimals than that.
    static func scaled(_ written: String, decimals: Int) -> Int64? {
        var text = written.filter { !$0.isWhitespace && $0 != "\u{202F}" && $0 != "\u{A0}" }
        while let last = text.last, "%€".contains(last) { text.removeLast() }
        let parts = text.replacing(",", with: ".").split(
            separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), !parts[0].isEmpty, parts[0].utf8.count <= 15,
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
        else { return nil }
        var fraction = parts.count == 2 ? String(parts[1]) : ""
        guard parts.count == 1 || !fraction.isEmpty else { return nil }
        while fraction.utf8.count > decimals, fraction.hasSuffix("0") { fraction.removeLast() }
        guard fraction.utf8.count <= decimals else { return nil }
        fraction += String(repeating: "0", count: decimals - fraction.utf8.count)
        return Int64(parts[0] + fraction)
    }

    /// The number typed in a field.
    ///
    /// - Throws: `.invalid` naming the field.
    static func read(_ field: String, _ written: String, decimals: Int) throws(CommunityRefusal)
        -> Int64
    {
        guard let value = scaled(written, decimals: decimals) else {
            let example = decimals == 0 ? "125" : "12,5"
            throw .invalid(
                field: field, value: written,
                sentence:
                    written.isEmpty
                    ? "Remplissez ce champ."
                    : "Écrivez un nombre positif comme \(example), au plus \(decimals) décimales.")
        }
        return value
    }

    /// The number typed, or nil when nothing was.
    static func readIfAny(_ field: String, _ written: String, decimals: Int)
        throws(CommunityRefusal) -> Int64?
    {
        written.allSatisfy(\.isWhitespace)
            ? nil : try read(field, written, decimals: decimals)
    }

    /// As it is typed: `12,5`.
    static func typed(_ value: Int64, decimals: Int) -> String {
        var scale: Int64 = 1
        for _ in 0..<decimals { scale *= 10 }
        var fraction = String(value % scale)
        fraction = String(repeating: "0", count: decimals - fraction.utf8.count) + fraction
        while fraction.hasSuffix("0") { fraction.removeLast() }
        return decimals == 0 || fraction.isEmpty
            ? String(value / scale) : "\(value / scale),\(fraction)"
    }
}
