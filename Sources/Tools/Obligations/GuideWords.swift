import Foundation

/// Words as people look for them in the guide: without accents, case or plural.
struct GuideWords {
    private let words: [String]

    /// The words of a text.
    init(_ text: String) { words = Self.words(of: text) }

    /// Whether each word begins a word of a text; no word is in any text.
    func areAll(in text: String) -> Bool {
        guard !words.isEmpty else { return true }
        let others = Self.words(of: text)
        return words.allSatisfy { word in others.contains { $0.hasPrefix(word) } }
    }

    private static func words(of text: String) -> [String] {
        var words: [String] = []
        var word = ""
        func end() {
            if !word.isEmpty { words.append(singular(word)) }
            word = ""
        }
        for scalar in text.decomposedStringWithCanonicalMapping.unicodeScalars {
            if scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) {
                word += scalar.properties.lowercaseMapping
            } else if !(0x300...0x36F).contains(scalar.value) {
                end()
            }
        }
        end()
        return words
    }

    /// « délais » finds « délai », « travaux » finds « travaux ».
    private static func singular(_ word: String) -> String {
        word.count > 3 && word.last == "s" ? String(word.dropLast()) : word
    }
}
