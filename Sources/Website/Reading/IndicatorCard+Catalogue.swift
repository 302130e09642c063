import Indicators
import Procurement

extension FilterKey {
    /// A key of the catalogue.
    init(_ key: SelectionKey) {
        let kind: Kind =
            switch key.kind {
            case .prefix: .prefix
            case .least: .least
            case .greatest: .greatest
            case .words: .words
            default: .values
            }
        self.init(
            name: key.name, label: key.label, definition: key.definition, kind: kind,
            groups: key.group != nil, isCounted: key.isCounted)
    }
}

extension IndicatorCard {
    /// An indicator of the catalogue, for an edition of this day.
    init(_ indicator: Indicator, on day: Day) {
        let measures = indicator.measures(on: day)
        let better: String? =
            switch indicator.better {
            case .lower: "plus bas est mieux"
            case .higher: "plus haut est mieux"
            case .neutral: nil
            }
        self.init(
            code: indicator.code, title: indicator.title, question: indicator.question,
            theme: indicator.theme.title,
            unit: measures.first.map { IndicatorCard.text($0.unit) } ?? "", better: better,
            formula: indicator.formula, population: indicator.population,
            amount: indicator.amount, sources: indicator.sources, caveats: indicator.caveats,
            measures: measures.map { ($0.name, $0.title) },
            dimensions: indicator.publicDimensions.map(\.name),
            unitsByMeasure: Dictionary(
                measures.map { ($0.name, $0.unit) }, uniquingKeysWith: { first, _ in first }))
    }

    private static func text(_ unit: NamedMeasure.Unit) -> String {
        switch unit {
        case .count: "nombre"
        case .euros: "euros hors taxes"
        case .share: "part"
        case .number: "nombre"
        case .index: "rapport à une référence"
        case .points: "points de pourcentage"
        case .perMillion: "contrats par million d’euros"
        }
    }
}

extension IndicatorRow {
    /// An answer, with its value as people read it.
    init(_ answer: Indicators.Answer, unit: NamedMeasure.Unit, label: String) {
        let text = answer.value.map { value -> String in
            switch unit {
            case .share: French.percent(value)
            case .euros: French.roundedEuros(cents: Int64((value * 100).rounded()))
            case .count: French.decimal(value, decimals: 0)
            case .points:
                French.decimal(value, decimals: 1) + French.noBreakSpace
                    + (value.magnitude >= 2 ? "points" : "point")
            // Two decimals, more for an index so small that it would read as none.
            case .number, .index, .perMillion:
                French.decimal(value, decimals: value > 0 && value < 0.1 ? 4 : 2)
            }
        }
        let state: State =
            switch answer.state {
            case .measured: .measured
            case .notEnoughData: .notEnoughData
            case .notApplicable: .notApplicable
            }
        self.init(
            group: answer.group, label: label, measure: answer.measure, state: state,
            value: answer.value, numerator: answer.numerator, denominator: answer.denominator,
            unknown: answer.unknown, low: answer.low, high: answer.high, text: text ?? "—",
            reason: answer.reason, unit: unit, writtenNumerator: answer.writtenNumerator,
            writtenDenominator: answer.writtenDenominator,
            isAmount: answer.decimals.numerator == 2 && answer.decimals.denominator == 2)
    }
}
