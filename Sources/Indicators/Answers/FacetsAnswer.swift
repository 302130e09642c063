public import Columns

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
    /// Keys of which values can be counted: those that group figures.
    public static let facetKeys = all.filter { $0.group != nil }

    /// Keys counted when none is asked for: those of few values.
    public static let usualFacets = [
        "annee", "type", "cpv", "procedure", "montant_tranche", "departement", "region",
        "acheteur_categorie", "acheteur_departement", "titulaire_departement", "techniques",
        "considerationsSociales", "considerationsEnvironnementales", "marcheInnovant", "nature",
        "genre", "source",
    ].compactMap(named)

    /// The column whose values are counted.
    var facetColumn: String? {
        switch group {
        case .text(let column), .prefix(let column, _), .number(let column), .bits(let column):
            column
        case nil: nil
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
            facets: keys.map { Facet(key: $0.name, column: $0.facetColumn ?? $0.name, top: top) },
            amountColumn: Self.facetAmount)
        let result: FacetResult
        do throws(EngineRefusal) {
            result = try dataset.facets(request, workers: workers)
        } catch { throw .engine(error) }
        let facets = zip(keys, result.facets).map { key, counts in
            (
                key: key,
                values: counts.values.map { counted in
                    let value = key.text(of: counted.value)
                    return FacetsAnswer.Value(
                        value: value, label: label(key, value), tally: counted.tally)
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
            guard key.group != nil else { throw .selection(.notADimension(name)) }
            keys.append(key)
        }
        return keys
    }
}
