/// An element of an XML document, kept as it was written: prefix, attributes in order, everything
/// between its tags.
///
/// - Shape: a value; `space` is the namespace its prefix stands for where it was read.
struct MarkupElement: Sendable, Equatable {
    /// An attribute, as written; declarations of namespaces are attributes like others.
    struct Attribute: Sendable, Equatable {
        let name: String
        var value: String
    }

    /// As written, with its prefix.
    let name: String
    /// The namespace; empty for none.
    let space: String
    var attributes: [Attribute] = []
    var children: [MarkupNode] = []

    /// The name without its prefix.
    var local: Substring {
        guard let colon = name.utf8.firstIndex(of: 0x3A) else { return name[...] }
        return name[name.utf8.index(after: colon)...]
    }

    /// The elements directly inside.
    var elements: [MarkupElement] {
        children.compactMap { if case .element(let element) = $0 { element } else { nil } }
    }

    /// The elements directly inside with this local name.
    func all(_ local: String) -> [MarkupElement] { elements.filter { $0.local == local } }

    /// The first element directly inside with this local name.
    func first(_ local: String) -> MarkupElement? {
        for case .element(let element) in children where element.local == local { return element }
        return nil
    }

    /// The element reached by local names, first at each step.
    func at(_ path: String...) -> MarkupElement? {
        var element: MarkupElement? = self
        for step in path { element = element?.first(step) }
        return element
    }

    /// The text of the element reached by local names; nil when absent or blank.
    func text(_ path: String...) -> String? {
        var element: MarkupElement? = self
        for step in path { element = element?.first(step) }
        return element?.words
    }

    /// The value of an attribute, by its name as written.
    func attribute(_ name: String) -> String? { attributes.first { $0.name == name }?.value }

    /// The text directly inside, runs of blanks as one; nil when blank.
    var words: String? {
        var text = ""
        for case .text(let piece) in children { text += piece }
        let words = text.split(whereSeparator: { $0.isWhitespace }).joined(separator: " ")
        return words.isEmpty ? nil : words
    }

    /// The text directly inside, lines kept, ends trimmed; nil when blank.
    var lines: String? {
        var text = ""
        for case .text(let piece) in children { text += piece }
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
            $0.split(whereSeparator: { $0.isWhitespace }).joined(separator: " ")
        }
        while lines.first?.isEmpty == true { lines.removeFirst() }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.isEmpty ? nil : lines.joined(separator: "\n")
    }
}
