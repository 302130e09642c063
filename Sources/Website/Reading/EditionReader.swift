import Columns
import Indicators
import Procurement
import Synchronization

/// Answers from the engine, for pages.
///
/// Questions about the whole edition are kept: many pages compare themselves to it.
final class EditionReader: Answering {
    private let asker: Asker
    private let tables: EditionTables
    private let gate: WorkerGate
    private let whole = Mutex<[String: [IndicatorRow]]>([:])
    let indicators: [IndicatorCard]
    let keys: [FilterKey]

    /// A reader of an edition's dataset.
    ///
    /// - Parameter gate: how many threads computations may take together.
    init(asker: Asker, tables: EditionTables, gate: WorkerGate) {
        self.asker = asker
        self.tables = tables
        self.gate = gate
        keys = SelectionKey.all.map(FilterKey.init)
        indicators = Indicator.all.map { IndicatorCard($0, on: asker.referenceDay) }
    }

    func canonical(_ query: Query) throws -> String { try selection(query).description }

    func totals(_ query: Query) throws -> Totals { try totals(try selection(query)) }

    func facets(_ query: Query, of keys: [String], top: Int) throws -> CountedFacets {
        let selection = try selection(query)
        let answer = try counted(selection, keys, top)
        return try counted(answer, selection)
    }

    func explore(
        _ query: Query, of keys: [String], top: Int, order: ContractOrder, from first: Int,
        count: Int
    ) throws -> (CountedFacets, RowsAnswer) {
        let selection = try selection(query)
        let answer = try counted(selection, keys, top)
        let rows = try rows(answer.selection, order, first, count)
        return (
            try counted(answer, selection), RowsAnswer(rows: rows, total: answer.total.count)
        )
    }

    func contracts(
        _ query: Query, order: ContractOrder, from first: Int, count: Int
    ) throws -> RowsAnswer {
        let selected = try select(try selection(query))
        return RowsAnswer(
            rows: try rows(selected, order, first, count), total: selected.count)
    }

    func rows(_ query: Query) throws -> [UInt32] {
        let selected = try select(try selection(query))
        var rows: [UInt32] = []
        rows.reserveCapacity(selected.count)
        selected.forEachRow { rows.append(UInt32($0)) }
        return rows
    }

    func spending(_ query: Query, by key: String) throws -> [CountedFacets.Value] {
        let selection = try selection(query)
        guard let key = SelectionKey.named(key), let group = key.group else {
            throw EditionReader.problem(SelectionRefusal.notADimension(key))
        }
        let measure = Measure(
            .sum("montant_centimes"),
            among: .all([.isAny("genre", of: ["Marché"]), .isAnyNumber("plafond", of: [0])]))
        let state = try evaluate(measure, selection, [group])
        return state.results().map { result in
            let value = key.text(of: result.group.first ?? .unknown)
            return CountedFacets.Value(
                value: value, label: label(key.name, value), count: result.counted,
                amountCents: Int64(clamping: result.numerator ?? 0))
        }
    }

    func purchases(below code: String) throws -> [CountedFacets.Value] {
        let level = PurchaseLabels.level(of: code) + 1
        guard code.count < 8 else { return [] }
        let state = try evaluate(
            Measure(.sum(Asker.facetAmount)), try selection([("cpv", code)]),
            [.prefix("codeCPV", length: level)])
        return state.results().compactMap { result in
            guard case .text(let below)? = result.group.first else { return nil }
            return CountedFacets.Value(
                value: below,
                // A zero is no kind of its own: the code says no more.
                label: below.hasSuffix("0") ? "Sans plus de précision" : label("cpv", below),
                count: result.rows, amountCents: Int64(clamping: result.numerator ?? 0))
        }.sorted { ($1.count, $0.value) < ($0.count, $1.value) }
    }

    func ask(_ code: String, _ query: Query, by key: String?) throws -> [IndicatorRow] {
        let place = code + " " + (key ?? "")
        if query.isEmpty, let kept = whole.withLock({ $0[place] }) { return kept }
        let selection = try selection(query)
        let card = indicators.first { $0.code == code }
        let answers: [Indicators.Answer]
        do {
            answers = try gate.run { workers throws(AskRefusal) in
                try asker.ask(code, selection, by: key, for: .everyone, workers: workers)
            }
        } catch { throw EditionReader.problem(error) }
        let rows = answers.map { answer in
            IndicatorRow(
                answer, unit: card?.unitsByMeasure[answer.measure] ?? .number,
                label: answer.group.map { label(key ?? "", $0) } ?? "Ensemble")
        }
        if query.isEmpty { whole.withLock { $0[place] = rows } }
        return rows
    }

    func sql(_ code: String, _ query: Query, by key: String?) throws -> String {
        let selection = try selection(query)
        do {
            return try asker.sql(code, selection, by: key)
        } catch { throw EditionReader.problem(error) }
    }

    func counted(_ code: String) -> Query? {
        guard let measure = Indicator.named(code)?.measures(on: asker.referenceDay).first?.measure
        else { return nil }
        var condition = measure.among
        if case .share(let part, _) = measure.form { condition = .all([condition, part]) }
        return ConditionQuery.items(condition)
    }

    func label(_ key: String, _ value: String) -> String {
        guard let key = SelectionKey.named(key) else { return value }
        return asker.label(key, value)
    }

    // MARK: Questions to the engine

    private func selection(_ query: Query) throws -> Selection {
        do throws(SelectionRefusal) {
            return try Selection(items: query)
        } catch { throw EditionReader.problem(error) }
    }

    private func select(_ selection: Selection) throws -> Bitmap {
        do {
            return try gate.run { workers throws(EngineRefusal) in
                try asker.dataset.select(selection.condition, workers: workers)
            }
        } catch { throw EditionReader.problem(error) }
    }

    private func evaluate(
        _ measure: Measure, _ selection: Selection, _ keys: [GroupKey]
    ) throws -> MeasureState {
        do {
            return try gate.run { workers throws(EngineRefusal) in
                try asker.dataset.evaluate(
                    measure, over: selection.condition, by: keys, workers: workers)
            }
        } catch { throw EditionReader.problem(error) }
    }

    /// The keys that may be counted in public over a selection: under a filter on competition,
    /// integrity or findings, counting contracts by named buyer or firm would rank them on it.
    private func allowed(_ keys: [String], _ selection: Selection) -> [String] {
        guard selection.sensitiveKey != nil else { return keys }
        return keys.filter { SelectionKey.named($0)?.isNominative != true }
    }

    private func counted(
        _ selection: Selection, _ keys: [String], _ top: Int
    ) throws -> Indicators.FacetsAnswer {
        let keys = allowed(keys, selection)
        do {
            return try gate.run { workers throws(AskRefusal) in
                try asker.facets(selection, of: keys, top: top, workers: workers)
            }
        } catch { throw EditionReader.problem(error) }
    }

    private func counted(
        _ answer: Indicators.FacetsAnswer, _ selection: Selection
    ) throws -> CountedFacets {
        CountedFacets(
            totals: try totals(selection),
            facets: answer.facets.map { facet in
                (
                    facet.key.name,
                    facet.values.map {
                        CountedFacets.Value(
                            value: $0.value, label: $0.label, count: $0.tally.count,
                            amountCents: Int64(clamping: $0.tally.sum))
                    }
                )
            })
    }

    /// One scan: sums by kind and by whether the amount is a ceiling.
    private func totals(_ selection: Selection) throws -> Totals {
        let state = try evaluate(
            Measure(.sum("montant_centimes")), selection, [.text("genre"), .number("plafond")])
        var totals = Totals(count: 0, amountCents: 0, ceilingCents: 0, withoutAmount: 0)
        for result in state.results() {
            totals.count += result.counted + result.unknown
            totals.withoutAmount += result.unknown
            let sum = Int64(clamping: result.numerator ?? 0)
            guard result.group.first == .text("Marché") else { continue }
            if result.group.last == .number(1) {
                totals.ceilingCents += sum
            } else if result.group.last == .number(0) {
                totals.amountCents += sum
            }
        }
        return totals
    }

    private func rows(
        _ selected: Bitmap, _ order: ContractOrder, _ first: Int, _ count: Int
    ) throws -> [Int] {
        let engineOrder: RowOrder =
            switch order {
            case .recent: .stored(descending: true)
            case .ancien: .column("dateNotification", descending: false)
            case .montant:
                .permutation("ordre_montant", of: "montant_centimes", descending: true)
            case .petit: .permutation("ordre_montant", of: "montant_centimes", descending: false)
            }
        do throws(EngineRefusal) {
            return try asker.dataset.rows(
                selected, order: engineOrder, offset: first, limit: count)
        } catch { throw EditionReader.problem(error) }
    }

    /// A refusal as a problem that names the field.
    static func problem(_ refusal: any Error) -> any Error {
        switch refusal {
        case let refusal as AskRefusal:
            switch refusal {
            case .selection(let inner): return problem(inner)
            case .engine(let inner): return problem(inner)
            case .unknownIndicator: return Problem.absent(refusal.description)
            case .nominative(_, let key):
                return Problem(
                    status: 400, title: "Comparaison refusée", detail: refusal.description,
                    field: "by", value: key,
                    expected: "un territoire, une année ou une catégorie d’acheteur")
            case .sensitive(_, let key):
                return Problem(
                    status: 400, title: "Comparaison refusée", detail: refusal.description,
                    field: "by", value: key,
                    expected: "un territoire, une année ou une catégorie d’acheteur")
            }
        case let refusal as SelectionRefusal:
            var value: String?
            var expected: String?
            switch refusal {
            case .badValue(_, let given, let wanted): (value, expected) = (given, wanted)
            case .unknownKey(let key):
                return Problem(
                    status: 400, title: "Demande à préciser",
                    detail: "Le filtre «\u{202F}\(Problem.shortened(key))\u{202F}» n’existe pas.",
                    field: key,
                    expected: SelectionKey.all.map(\.name).joined(separator: ", "))
            case .notADimension:
                expected = SelectionKey.all.filter { $0.group != nil }.map(\.name)
                    .joined(separator: ", ")
            case .badEncoding(let text): value = text
            }
            return Problem(
                status: 400, title: "Demande à préciser", detail: refusal.description,
                field: refusal.key ?? "adresse", value: value, expected: expected)
        case let refusal as EngineRefusal:
            return Problem(
                status: 400, title: "Question sans réponse", detail: refusal.description)
        default: return refusal
        }
    }
}
