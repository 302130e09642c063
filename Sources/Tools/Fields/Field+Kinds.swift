import Law
import Procurement

extension Field where Value == Money {
    /// An amount above zero, written `12000`, `12 000,50 €` or `12000.5`.
    static func money(
        _ name: String, _ label: String, _ help: String = "", example: String = "12000"
    ) -> Field {
        Field(
            name: name, label: label, help: help, control: .money,
            expected: "un montant en euros, comme «\u{202F}12\u{202F}000,50\u{202F}»",
            isRequired: true, example: example,
            parse: { text in
                guard let money = Money(TypedText.plainNumber(text)), money.cents > 0,
                    money.cents <= 100_000_000_000_000
                else { return nil }
                return money
            })
    }
}

extension Field where Value == String {
    /// Words, at most `longest` characters.
    static func text(
        _ name: String, _ label: String, _ help: String = "", lines: Int = 1, longest: Int = 200,
        example: String
    ) -> Field {
        Field(
            name: name, label: label, help: help, control: .text(lines: lines),
            expected: "un texte d’au plus \(longest) caractères",
            isRequired: true, example: example,
            parse: { text in
                let isPlain = text.unicodeScalars.allSatisfy {
                    $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value)
                        || lines > 1 && ($0 == "\n" || $0 == "\r" || $0 == "\t")
                }
                return text.count <= longest && isPlain ? text : nil
            })
    }
}

extension Field where Value == Bool {
    /// Yes or no.
    static func flag(_ name: String, _ label: String, _ help: String = "", example: Bool) -> Field {
        Field(
            name: name, label: label, help: help,
            control: .choice([("true", "Oui"), ("false", "Non")]), expected: "oui ou non",
            isRequired: true, example: example ? "true" : "false",
            parse: { text in
                switch text.lowercased() {
                case "true", "oui", "o", "1", "vrai": true
                case "false", "non", "n", "0", "faux": false
                default: nil
                }
            })
    }
}

extension Field where Value == Int {
    /// A whole number between bounds.
    static func count(
        _ name: String, _ label: String, _ help: String = "", unit: String,
        in range: ClosedRange<Int>, example: Int
    ) -> Field {
        Field(
            name: name, label: label, help: help, control: .number(unit: unit),
            expected: "un nombre entier de \(FrenchNumber.whole(range.lowerBound)) à "
                + FrenchNumber.whole(range.upperBound),
            isRequired: true, example: String(example),
            parse: { text in
                guard let number = Int(TypedText.plainNumber(text)), range.contains(number) else {
                    return nil
                }
                return number
            })
    }
}

extension Field where Value == Day {
    /// A day from 1990 to 2100, written `2026-07-06` or `06/07/2026`.
    static func day(
        _ name: String, _ label: String, _ help: String = "", example: String
    ) -> Field {
        Field(
            name: name, label: label, help: help, control: .day,
            expected: "un jour entre 1990 et 2100, comme «\u{202F}2026-07-06\u{202F}» "
                + "ou «\u{202F}06/07/2026\u{202F}»",
            isRequired: true, example: example,
            parse: { text in
                guard let day = TypedText.day(text), (1990...2100).contains(day.year) else {
                    return nil
                }
                return day
            })
    }
}

extension Field where Value == LegalNumber {
    /// A number between bounds, with a unit.
    static func number(
        _ name: String, _ label: String, _ help: String = "", unit: String,
        from least: LegalNumber, to greatest: LegalNumber, example: String
    ) -> Field {
        Field(
            name: name, label: label, help: help, control: .number(unit: unit),
            expected: "un nombre entre \(least.french()) et \(greatest.french())",
            isRequired: true, example: example,
            parse: { text in
                guard let number = LegalNumber(TypedText.plainNumber(text)), number >= least,
                    number <= greatest
                else { return nil }
                return number
            })
    }
}

extension Field where Value: RawRepresentable<String> & CaseIterable {
    /// One of the cases of an enumeration, by its name or its French label.
    static func choice(
        _ name: String, _ label: String, _ help: String = "", example: Value,
        labels: @escaping @Sendable (Value) -> String
    ) -> Field {
        let values = Value.allCases.map { (value: $0.rawValue, label: labels($0)) }
        return Field(
            name: name, label: label, help: help, control: .choice(values),
            expected: "l’une de ces valeurs\u{202F}: "
                + values.map { "\($0.value) (\($0.label))" }.joined(separator: ", "),
            isRequired: true, example: example.rawValue,
            parse: { text in
                Value(rawValue: text)
                    ?? Value.allCases.first { labels($0).lowercased() == text.lowercased() }
            })
    }
}
