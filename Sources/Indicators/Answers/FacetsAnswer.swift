public import Columns
import Procurement

/// Values of keys with their counts over a selection, each key without its own filter.
public struct FacetsAnswer: Sendable {
    /// A value of a key.
    public struct Value: Sendable {
        /// As a query writes it; `inconnu` for unknown.
        public let value: String
        /// As shown to people.
        public let label: String
        public let tally: Tally
    }

    /// Contracts that meet all filters, and the sum of their usable amounts in cents.
    public let total: Tally
    /// In the order asked.
    public let facets: [(key: SelectionKey, values: [Value])]
    /// Contracts that meet all filters.
    public let selection: Bitmap
}

extension SelectionKey {
    /// Keys of which values can be counted.
    public static let facetKeys = all.filter(\.isCounted)

    /// Keys counted when none is asked for: those of few values.
    public static let usualFacets = [
        "annee", "type", "cpv", "procedure", "montant_tranche", "departement", "region",
        "acheteur_categorie", "acheteur_departement", "titulaire_departement", "techniques",
        "considerationsSociales", "considerationsEnvironnementales", "marcheInnovant", "nature",
        "genre", "source",
    ].compactMap(named)

    /// The columns whose values are counted: one, or as many as there are sets of rules.
    var facetColumns: [String] {
        switch group {
        case .text(let column), .prefix(let column, _), .number(let column), .bits(let column):
            [column]
        case nil: isCounted ? FindingRule.sets.map(\.name) : []
        }
    }

    /// The values of the key that its columns' values are, as queries write them.
    ///
    /// A rule is a bit of one of the sets; a set without any says nothing of the others.
    func counted(_ columns: [FacetCounts]) -> [(value: String, tally: Tally)] {
        guard case .rules = kind else {
            return columns.flatMap { $0.values.map { (text(of: $0.value), $0.tally) } }
        }
        return zip(FindingRule.sets, columns).flatMap { set, counts in
            counts.values.compactMap { counted in
                guard case .bit(let bit) = counted.value, bit < set.labels.count else { return nil }
                return (set.labels[bit], counted.tally)
            }
        }
    }
}

extension Asker {
    /// The column of facets' amounts: usable, ceilings and concessions included.
    public static let facetAmount = Amount.usable

    /// Counts the values of keys over a selection.
    ///
    /// - Parameters:
    ///   - keys: names; the usual ones when empty.
    ///   - top: only so many values, by decreasing count then value; all in order when nil.
    /// - Throws: `AskRefusal`.
    /// - Complexity: one scan.
    public func facets(
        _ selection: Selection = .everything, of keys: [String] = [], top: Int? = nil,
        workers: Int = 1
    ) throws(AskRefusal) -> FacetsAnswer {
        let keys = try facetKeys(keys)
        let request = FacetRequest(
            filters: selection.filters,
            facets: keys.flatMap { key in
                key.facetColumns.map {
                    Facet(key: key.name, column: $0, top: key.facetColumns.count == 1 ? top : nil)
                }
            },
            amountColumn: Self.facetAmount)
        let result: FacetResult
        do throws(EngineRefusal) {
            result = try dataset.facets(request, workers: workers)
        } catch { throw .engine(error) }
        var rest = result.facets[...]
        let facets = keys.map { key in
            let columns = Array(rest.prefix(key.facetColumns.count))
            rest = rest.dropFirst(columns.count)
            var values = key.counted(columns)
            if columns.count > 1, let top {
                values.sort { ($1.tally.count, $0.value) < ($0.tally.count, $1.value) }
                values = Array(values.prefix(top))
            }
            return (
                key: key,
                values: values.map {
                    FacetsAnswer.Value(
                        value: $0.value, label: label(key, $0.value), tally: $0.tally)
                }
            )
        }
        return FacetsAnswer(total: result.total, facets: facets, selection: result.selection)
    }

    func facetKeys(_ names: [String]) throws(AskRefusal) -> [SelectionKey] {
        guard !names.isEmpty else { return SelectionKey.usualFacets }
        var keys: [SelectionKey] = []
        for name in names {
            guard let key = SelectionKey.named(name) else { throw .selection(.unknownKey(name)) }
            guard key.isCounted else { throw .selection(.notADimension(name)) }
            keys.append(key)
        }
        return keys
    }
}
