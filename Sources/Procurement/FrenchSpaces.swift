extension String {
    /// Spaces inside guillemets and before high punctuation made narrow and unbreakable.
    public var typesetInFrench: String {
        var result = ""
        var previous: Character?
        let characters = Array(self)
        for (index, character) in characters.enumerated() {
            let next = index + 1 < characters.count ? characters[index + 1] : nil
            if character == " ",
                previous == "«" || next == "»" || next == ":" || next == ";" || next == "?"
                    || next == "!" || next == "%"
            {
                result.append("\u{202F}")
            } else {
                result.append(character)
            }
            previous = character
        }
        return result
    }
}
