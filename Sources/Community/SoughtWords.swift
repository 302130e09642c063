import Foundation

/// Words that are looked for in a few short texts: all of them, each the beginning of a word there. Case,
/// accents and punctuation do not count.
struct SoughtWords {
    private let words: [Substring]

    /// The words of a text as typed.
    init(_ text: String) { words = SoughtWords.folded(text).split(separator: " ") }

    /// Whether all the words are in these texts together; so it is when there is no word.
    ///
    /// - Complexity: O(length of the texts × words).
    func areIn(_ texts: [String]) -> Bool {
        guard !words.isEmpty else { return true }
        let there = SoughtWords.folded(texts.joined(separator: " ")).split(separator: " ")
        return words.allSatisfy { word in there.contains { $0.hasPrefix(word) } }
    }

    /// Lower case, without accents, letters and digits only.
    private static func folded(_ text: String) -> String {
        String(
            text.replacingOccurrences(of: "œ", with: "oe")
                .folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil)
                .map { $0.isLetter || $0.isNumber ? $0 : " " })
    }
}
