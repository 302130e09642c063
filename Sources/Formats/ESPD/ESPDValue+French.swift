/// Values as a French reader writes them.
extension ESPDValue {
    /// The value in French, such as `oui`, `12 000,00 €` or `du 01/01/2025 au 31/12/2025`.
    public var french: String {
        switch self {
        case .indicator(let isTrue): return isTrue ? "oui" : "non"
        case .text(let lines): return lines.joined(separator: "\n")
        case .amount(let text, let currency):
            let unit = currency == "EUR" ? "€" : currency
            return ESPDValue.number(text) + (unit.isEmpty ? "" : "\u{202F}" + unit)
        case .quantity(let text, let unit):
            switch unit {
            case "YEAR": return text
            case "", "INTEGER", "NUMBER", "C62": return ESPDValue.number(text)
            default: return ESPDValue.number(text) + " " + unit
            }
        case .percentage(let text): return ESPDValue.share(text)
        case .code(let text, _): return ESPDValue.code(text)
        case .date(let text): return ESPDValue.day(text)
        case .time(let text), .identifier(let text), .address(let text): return text
        case .period(let start, let end, let description):
            let days =
                switch (start.isEmpty, end.isEmpty) {
                case (false, false): "du \(ESPDValue.day(start)) au \(ESPDValue.day(end))"
                case (false, true): "depuis le \(ESPDValue.day(start))"
                case (true, false): "jusqu’au \(ESPDValue.day(end))"
                case (true, true): ""
                }
            return [days, description].filter { !$0.isEmpty }.joined(separator: "\n")
        case .evidence(let names): return names.joined(separator: ", ")
        case .other(_, let text): return text
        }
    }

    /// A decimal as written, with a comma and spaces; what is no decimal is kept.
    private static func number(_ text: String) -> String {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let isNegative = parts.first?.hasPrefix("-") == true
        let units = parts.first.map { isNegative ? $0.dropFirst() : $0 } ?? ""
        guard (1...2).contains(parts.count), !units.isEmpty,
            (String(units) + (parts.count > 1 ? parts[1] : "")).utf8.allSatisfy({
                (0x30...0x39).contains($0)
            })
        else { return text }
        var grouped = ""
        for (index, digit) in units.enumerated() {
            if index > 0, (units.count - index).isMultiple(of: 3) { grouped += "\u{202F}" }
            grouped.append(digit)
        }
        let rest = parts.count > 1 && !parts[1].isEmpty ? "," + parts[1] : ""
        return (isNegative ? "−" : "") + grouped + rest
    }

    /// A share: the model says both 0.1 and 10 for ten per cent, so it is shown as written.
    private static func share(_ text: String) -> String { number(text) + " (part)" }

    private static func code(_ text: String) -> String {
        switch text {
        case "sole-tenderer", "SCLE": "soumissionnaire seul"
        case "group-lead", "LE": "mandataire du groupement"
        case "group-mem", "GM": "membre du groupement"
        case "oeron", "OERON": "entité sur laquelle un autre s’appuie"
        case "subcont", "OENRON": "sous-traitant"
        case "CHECKBOX_TRUE", "CHECK_BOX_TRUE", "RADIO_BUTTON_TRUE": "oui"
        case "CHECK_BOX_FALSE", "RADIO_BUTTON_FALSE": "non"
        default: text
        }
    }

    private static func day(_ text: String) -> String {
        guard ESPDCheck.isDay(text) else { return text }
        return "\(text.dropFirst(8).prefix(2))/\(text.dropFirst(5).prefix(2))/\(text.prefix(4))"
    }
}
