import CTaxonomy

/// Questions of criteria, recognised by how the reference documents word them.
enum ESPDQuestion {
    private static let french: [String: String] = {
        var texts: [String: String] = [:]
        for cells in ESPDTaxonomy.lines(espd_questions_fr_txt().contents) where cells.count == 2 {
            texts[cells[0]] = cells[1]
        }
        return texts
    }()

    /// The wording without what changes from one version to another: capitals, blanks, final marks.
    static func key(_ description: String) -> String {
        var words = description.lowercased().split(whereSeparator: { $0.isWhitespace })
            .joined(separator: " ")
        while let last = words.last, "?:. ".contains(last) { words.removeLast() }
        return words
    }

    /// The question in French when its wording is known, else as written.
    static func french(_ description: String) -> String {
        french[key(description)] ?? description
    }

    /// Key under which the same questions of two versions meet.
    static func meeting(_ property: ESPDProperty) -> String {
        let key = key(property.description)
        if property.type == .evidence { return property.role.rawValue + "/evidence supplied" }
        let word: String =
            switch key {
            case "is this information available online",
                "if the relevant documentation is available electronically, please indicate":
                "is this information available electronically"
            case "start date and end date", "period (start and end dates)": "start date; end date"
            case "reference description": "description"
            case "total amount": "amount"
            case "recipients": "recipient name"
            case "your answer", "indicate whether the economic operator has it",
                "do you allow checks":
                "your answer"
            case "if yes, please describe them", "please specify": "please describe them"
            case "minimum amount requirement", "minimum amount", "minimum requirement",
                "threshold", "minimum amount threshold":
                "minimum amount"
            case let text where text.hasPrefix("have you taken measures to demonstrate"):
                "self-cleaning"
            case let text
            where text.hasPrefix("has the economic operator fulfilled its obligations"):
                "paid or bound to pay"
            case let text where text.hasPrefix("if not, please explain why"): "other means"
            case let text where text.count > 3 && text.dropFirst().hasPrefix(") "):
                String(text.dropFirst(3))
            default: key
            }
        return property.role.rawValue + "/" + word
    }
}
