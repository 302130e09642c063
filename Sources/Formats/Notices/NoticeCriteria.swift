internal import Procurement

/// Criteria of award written in one cell or one sentence.
enum NoticeCriteria {
    /// Criteria kept of a notice.
    static let most = 20

    /// A list such as `[{'value': 'Prix', 'poids': 60}, {'value': "Délai d'exécution", 'poids': 40}]`.
    static func literal(_ raw: String, _ findings: inout NoticeFindings) -> [Notice.Criterion] {
        var criteria: [Notice.Criterion] = []
        let characters = Array(raw)
        var index = 0
        var key: String?
        var name: String?
        func close(_ weight: Int32?) {
            if let text = name.flatMap({ NoticeText.line($0, &findings, most: 200) }),
                criteria.count < most
            {
                criteria.append(.init(name: text, weightHundredths: weight))
            }
            name = nil
        }
        var weight: Int32?
        while index < characters.count {
            let sign = characters[index]
            switch sign {
            case "'", "\"":
                let text = quoted(characters, &index)
                if key == "value" || key == "critere" {
                    name = text
                    key = nil
                } else if key == "poids" {
                    weight = NoticeText.hundredths(text)
                    key = nil
                } else {
                    key = NoticeWord.folded(text)
                }
            case "}":
                close(weight)
                weight = nil
                key = nil
                index += 1
            case "0"..."9":
                var text = ""
                while index < characters.count, "0123456789.,".contains(characters[index]) {
                    text.append(characters[index])
                    index += 1
                }
                if key == "poids" {
                    var digits = Substring(text)
                    while let last = digits.last, ".,".contains(last) { digits.removeLast() }
                    weight = NoticeText.hundredths(digits)
                }
                key = nil
            default: index += 1
            }
        }
        return criteria
    }

    /// A text between quotes; `index` moves after it.
    private static func quoted(_ characters: [Character], _ index: inout Int) -> String {
        let quote = characters[index]
        index += 1
        var text = ""
        while index < characters.count, characters[index] != quote {
            if characters[index] == "\\", index + 1 < characters.count {
                index += 1
                switch characters[index] {
                case "n", "r", "t": text.append(" ")
                case "x":
                    // `\x92`
                    let digits = String(characters[(index + 1)...].prefix(2))
                    if digits.count == 2, let byte = UInt32(digits, radix: 16),
                        let scalar = Unicode.Scalar(byte)
                    {
                        text.unicodeScalars.append(scalar)
                        index += 2
                    }
                default: text.append(characters[index])
                }
            } else {
                text.append(characters[index])
            }
            index += 1
        }
        index += 1
        return text
    }

    /// A sentence such as `- prix (40 %)- valeur technique : 60 %`; empty when no weight is in it.
    static func sentence(_ raw: String, _ findings: inout NoticeFindings) -> [Notice.Criterion] {
        guard let text = NoticeText.line(raw, &findings, most: 1_000), text.contains("%") else {
            return []
        }
        var criteria: [Notice.Criterion] = []
        for piece in text.split(separator: "%").dropLast(text.hasSuffix("%") ? 0 : 1) {
            let digits = String(
                piece.reversed().drop { $0.isWhitespace }
                    .prefix { $0.isNumber && $0.isASCII || $0 == "," || $0 == "." }.reversed())
            guard let weight = NoticeText.hundredths(digits) else { continue }
            let body = piece.reversed().drop { $0.isWhitespace }.dropFirst(digits.count)
            let name = String(body.reversed())
            // What closes the criterion before, and marks around the name.
            let start = name.firstIndex { $0.isLetter } ?? name.endIndex
            let kept = String(name[start...])
            var title = Substring(kept)
            while let last = title.last, !last.isLetter && !last.isNumber && last != ")" {
                title.removeLast()
            }
            guard !title.isEmpty, criteria.count < most else { continue }
            criteria.append(
                .init(name: String(title.suffix(200)), weightHundredths: weight))
        }
        return criteria
    }
}
