import Columns

/// The words by which contracts are found: those of their object and of the names of their buyer and
/// suppliers.
enum EditionWords {
    /// The index's file.
    static let fileName = "words.index"

    /// The columns whose words lead to contracts.
    static func sources(contracts: Table, awards: Table) -> [WordSource] {
        var sources: [WordSource] = []
        for name in ["objet", "acheteur_nom"] {
            if let column = contracts[name] { sources.append(WordSource(column)) }
        }
        if let names = awards["titulaire_nom"], let parents = awards["contrat"] {
            sources.append(WordSource(names, parents: parents))
        }
        return sources
    }
}
