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
