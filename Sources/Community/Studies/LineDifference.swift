/// What changed between two texts, line by line.
public struct LineDifference: Sendable, Hashable {
    /// A line and what became of it.
    public struct Line: Sendable, Hashable {
        /// What became of a line.
        public enum Fate: Sendable, Hashable { case kept, added, removed }

        public let fate: Fate
        public let text: String
    }

    /// Every line of both texts, in order, removed ones before what replaced them.
    public let lines: [Line]

    /// Compares two texts.
    ///
    /// - Complexity: O((n + m) × d) for d changed lines (Myers, by the standard library).
    public init(from former: [String], to latter: [String]) {
        var removed: [Int: String] = [:]
        var added: [Int: String] = [:]
        for change in latter.difference(from: former) {
            switch change {
            case .remove(let offset, let text, _): removed[offset] = text
            case .insert(let offset, let text, _): added[offset] = text
            }
        }
        var lines: [Line] = []
        var (left, right) = (0, 0)
        while left < former.count || right < latter.count {
            if let text = removed[left] {
                lines.append(Line(fate: .removed, text: text))
                left += 1
            } else if let text = added[right] {
                lines.append(Line(fate: .added, text: text))
                right += 1
            } else {
                lines.append(Line(fate: .kept, text: latter[right]))
                left += 1
                right += 1
            }
        }
        self.lines = lines
    }

    /// Compares two texts as people write them.
    public init(from former: String, to latter: String) {
        func lines(_ text: String) -> [String] {
            text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        }
        self.init(from: lines(former), to: lines(latter))
    }

    /// Whether nothing changed.
    public var isEmpty: Bool { lines.allSatisfy { $0.fate == .kept } }
}
