/// What a number of the law counts.
public enum LegalUnit: String, Sendable, CaseIterable {
    /// Euros excluding tax.
    case eurosExcludingTax = "euros-ht"
    /// Euros including tax.
    case eurosIncludingTax = "euros-ttc"
    /// Euros, tax not concerned.
    case euros
    case percent
    /// Percentage points.
    case points
    /// Times another amount.
    case multiple
    /// Calendar days.
    case days
    /// Calendar months.
    case months
    case years
    case count
    /// An amount is divided by it.
    case divisor
    /// Employees.
    case staff
    /// No number: the rule holds while it is in force.
    case rule
    case eurosPerTonne = "euros-per-tonne"
    case eurosPerKilogram = "euros-per-kg"
    case eurosPerGram = "euros-per-g"
    case kilogramsPerKilowattHour = "kg-per-kwh"
    case kilogramsPerLitre = "kg-per-litre"
    case kilometres = "km"
    case megajoulesPerLitre = "mj-per-litre"

    /// The number with its unit, in French: `60 000 € HT`, `10,40 %`, `30 jours`.
    public func phrase(_ number: LegalNumber) -> String {
        let text = number.french(decimals: self == .percent || self == .eurosPerGram ? 2 : 0)
        return text + "\u{202F}" + sign(isPlural: number.tenThousandths.magnitude >= 20_000)
    }

    private func sign(isPlural: Bool) -> String {
        switch self {
        case .eurosExcludingTax: "€\u{A0}HT"
        case .eurosIncludingTax: "€\u{A0}TTC"
        case .euros: "€"
        case .percent: "%"
        case .points: isPlural ? "points" : "point"
        case .multiple: "fois"
        case .days: isPlural ? "jours" : "jour"
        case .months: "mois"
        case .years: isPlural ? "ans" : "an"
        case .count: isPlural ? "fois" : "fois"
        case .divisor: ""
        case .staff: isPlural ? "personnes" : "personne"
        case .rule: ""
        case .eurosPerTonne: "€/t\u{A0}CO₂e"
        case .eurosPerKilogram: "€/kg"
        case .eurosPerGram: "€/g"
        case .kilogramsPerKilowattHour: "kg\u{A0}CO₂e/kWh"
        case .kilogramsPerLitre: "kg\u{A0}CO₂e/l"
        case .kilometres: "km"
        case .megajoulesPerLitre: "MJ/l"
        }
    }
}

/// How an amount is compared with the number of a rule for the rule to apply.
public enum LegalTest: String, Sendable {
    case below, atMost, atLeast, above

    /// Whether an amount meets the test.
    public func holds(_ amount: LegalNumber, against limit: LegalNumber) -> Bool {
        switch self {
        case .below: amount < limit
        case .atMost: amount <= limit
        case .atLeast: amount >= limit
        case .above: amount > limit
        }
    }

    /// French, before the number: `moins de`, `à partir de`.
    public var words: String {
        switch self {
        case .below: "moins de"
        case .atMost: "au plus"
        case .atLeast: "à partir de"
        case .above: "plus de"
        }
    }
}
