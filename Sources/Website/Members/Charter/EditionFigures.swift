import Columns
import Community
import Indicators
import Procurement

/// What the charter asks, answered from the editions of a shelf.
struct EditionFigures: CharterFigures {
    let shelf: any EditionShelf

    var indicators: [ObservedIndicator] { EditionFigures.catalogue }

    /// Every indicator of the catalogue. Names and units of measures hold on any day.
    static let catalogue: [ObservedIndicator] = Indicator.all.map { indicator in
        ObservedIndicator(
            code: indicator.code, title: indicator.title,
            better: ObservedIndicator.Direction(rawValue: indicator.better.rawValue) ?? .neutral,
            isTerritorial: indicator.theme == .territory,
            measures: indicator.measures(on: Day(number: 20_000)).map {
                .init(name: $0.name, title: $0.title, unit: unit($0.unit))
            })
    }

    private static func unit(_ unit: NamedMeasure.Unit) -> ObservedUnit {
        ObservedUnit(rawValue: unit.rawValue) ?? .number
    }

    func currentEdition() throws -> ObservedEdition? {
        do {
            return EditionFigures.observed(try shelf.current())
        } catch let problem as Problem where problem == .noEdition { return nil }
    }

    func editions() throws -> [ObservedEdition] {
        try shelf.list().map { ObservedEdition(id: $0.id, day: $0.day ?? Day(number: 0)) }
    }

    private static func observed(_ edition: Observation) -> ObservedEdition {
        ObservedEdition(id: edition.facts.id, day: edition.facts.day ?? Day(number: 0))
    }

    func canonical(_ filters: String, field: String) throws -> String {
        var text = filters[...]
        if let mark = text.firstIndex(of: "?") { text = text[text.index(after: mark)...] }
        do throws(SelectionRefusal) {
            let items = try EditionFigures.items(text)
            return try Selection(items: items).description
        } catch {
            throw CommunityRefusal.invalid(
                field: field, value: String(filters.prefix(80)), sentence: error.description)
        }
    }

    /// The items of a query; the edition and how a list is shown are left out.
    static func items(_ text: some StringProtocol) throws(SelectionRefusal) -> Answering.Query {
        do {
            return try Visit.items(text).filter { !Context.otherKeys.contains($0.key) }
        } catch { throw .badEncoding(String(text.prefix(80))) }
    }

    func figure(_ question: FigureQuestion, edition id: String) throws -> ObservedFigure {
        let current = try shelf.current()
        let edition = current.facts.id == id ? current : try shelf.edition(id)
        let unit =
            indicators.first { $0.code == question.indicator }?
            .measures.first { $0.name == question.measure }?.unit ?? .number
        let own = whose(question, in: edition)
        let query = try EditionFigures.items(question.filters) + own
        let selection = Link.query(query.map { ($0.key, $0.value) })
        guard !own.isEmpty,
            let row = try edition.answers.ask(question.indicator, query, by: nil)
                .first(where: { $0.measure == question.measure })
        else { return ObservedFigure(state: .notApplicable, unit: unit, selection: selection) }
        // Only the main measure has its counted contracts told by an address.
        let isMain =
            edition.answers.indicators.first { $0.code == question.indicator }?
            .measures.first?.name == question.measure
        let counted = isMain ? edition.answers.counted(question.indicator) : nil
        let state: ObservedFigure.State =
            switch row.state {
            case .measured: .measured
            case .notEnoughData: .notEnoughData
            case .notApplicable: .notApplicable
            }
        return ObservedFigure(
            state: state, value: row.value, numerator: row.writtenNumerator,
            denominator: row.writtenDenominator, unknown: row.unknown, low: row.low,
            high: row.high, unit: unit, isAmount: row.isAmount, selection: selection,
            counted: counted.map { more in
                Link.query((query + more).map { ($0.key, $0.value) })
            })
    }

    /// Whose contracts count: the establishment declared, or every one of its legal unit that the
    /// edition knows as a buyer.
    ///
    /// - Complexity: O(buyers) for a legal unit.
    private func whose(_ question: FigureQuestion, in edition: Observation) -> Answering.Query {
        switch (question.place, question.scope) {
        case (.supplier, .unit): return [("titulaire_siren", question.siret.siren)]
        case (.supplier, .establishment): return [("titulaire_id", question.siret.description)]
        case (.buyer, .establishment): return [("acheteur_id", question.siret.description)]
        case (.buyer, .unit):
            let buyers = edition.tables.buyers
            guard let column = buyers["acheteur_id"] else { return [] }
            // A hundred establishments of one unit: an address holds no more.
            return (0..<buyers.rowCount).lazy.compactMap { column.text($0) }
                .filter { $0.hasPrefix(question.siret.siren) }.prefix(100)
                .map { ("acheteur_id", $0) }
        }
    }
}
