import Procurement

/// What is known of the buyers and suppliers of an edition: names, kinds, places.
///
/// - Shape: arrays by the rank of the identifier's text; texts that the declarations do not hold
///   (names of reference lists, categories, codes) are numbered by `extra`, in order of sight.
struct Identities: Sendable {
    /// Something known of an identifier.
    struct Facts: Sendable {
        var name: String?
        var category: String?
        var departement: String?
        var region: String?
        /// Main activity of the establishment, NAF rév. 2.
        var activity: String?
    }

    /// The name, kind and place of each buyer, by rank of its identifier.
    private(set) var buyers: [UInt32: Facts] = [:]
    /// The name and place of each supplier, by rank of its identifier.
    private(set) var suppliers: [UInt32: Facts] = [:]

    /// Gathers what the declarations and the lists say.
    ///
    /// Names come from the newest declaration of the identifier (latest publication, then notification,
    /// then first read), else from the lists; categories and places from the lists, else from what
    /// the SIREN or the declaration says for certain.
    ///
    /// - Complexity: O(declarations).
    init(_ consolidation: Consolidation, references: ReferenceTables) {
        let table = consolidation.table
        let texts = table.texts
        let declared = consolidation.declared
        var isBuyer = [Bool](repeating: false, count: texts.count)
        var isSupplier = [Bool](repeating: false, count: texts.count)
        let contracts = consolidation.contracts
        for index in contracts.indices {
            isBuyer[Int(contracts[index].acheteurId)] = true
            for party in contracts[index].parties.range {
                isSupplier[Int(table.parties[party].id)] = true
            }
        }
        for rank in 1..<UInt32(max(texts.count, 1))
        where isBuyer[Int(rank)] || isSupplier[Int(rank)] {
            let id = texts[rank]
            let name = declared.names[Int(rank)]
            let published = declared.departements[Int(rank)]
            let facts = Self.facts(
                id, declared: name == 0 ? nil : texts[name],
                departement: published == 0 ? nil : texts[published],
                references)
            if isBuyer[Int(rank)] { buyers[rank] = facts }
            if isSupplier[Int(rank)] { suppliers[rank] = facts }
        }
    }

    private static func facts(
        _ id: String, declared: String?, departement: String?, _ references: ReferenceTables
    ) -> Facts {
        var facts = Facts(name: declared, departement: departement.flatMap(known))
        let isNumber = id.utf8.allSatisfy { $0 &- 0x30 < 10 }
        if isNumber, id.utf8.count == 14 || id.utf8.count == 9,
            let siren = UInt32(id.prefix(9))
        {
            let body = references.organisation(siren: siren)
            facts.name = facts.name ?? body?.name
            facts.category = body?.category ?? certainCategory(id)
            if id.utf8.count == 14, let siret = UInt64(id),
                let place = references.establishment(siret: siret)
            {
                facts.departement = place.departement ?? facts.departement
                facts.activity = place.activity
                if !place.isDiffusible { facts.name = nil }
            }
            facts.departement = facts.departement ?? body?.departement
            facts.region = body?.region
        }
        if let departement = facts.departement {
            facts.region =
                references.region(ofDepartement: departement)
                ?? Territories.region(ofDepartement: departement) ?? facts.region
        }
        return facts
    }

    /// A published department code, when it is one.
    private static func known(_ code: String) -> String? {
        Territories.region(ofDepartement: code) == nil ? nil : code
    }

    /// Kind of a buyer whose SIREN begins as INSEE numbers only communes, departments and regions.
    private static func certainCategory(_ id: String) -> String? {
        if id.hasPrefix("21") { return "Commune" }
        if id.hasPrefix("22") { return "Département" }
        if id.hasPrefix("23") { return "Région" }
        return nil
    }
}
