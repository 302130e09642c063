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
        var names = NewestNames(count: texts.count)
        var departements = [UInt32](repeating: 0, count: texts.count)
        var isBuyer = [Bool](repeating: false, count: texts.count)
        var isSupplier = [Bool](repeating: false, count: texts.count)
        for contract in consolidation.contracts {
            isBuyer[Int(contract.acheteurId)] = true
            for party in table.parties[contract.parties.range] { isSupplier[Int(party.id)] = true }
        }
        for row in table.rows where row.setAside == CodeList.unknown {
            names.see(row.acheteurNom, of: row.acheteurId, in: row)
            for party in table.parties[row.parties.range] {
                names.see(party.nom, of: party.id, in: row)
                if party.departement != 0 { departements[Int(party.id)] = party.departement }
            }
        }
        for rank in 1..<UInt32(max(texts.count, 1))
        where isBuyer[Int(rank)] || isSupplier[Int(rank)] {
            let id = texts[rank]
            let declared = names.name(of: rank).map { texts[$0] }
            let published = departements[Int(rank)]
            let facts = Self.facts(
                id, declared: declared, departement: published == 0 ? nil : texts[published],
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

/// The newest name declared for each identifier.
private struct NewestNames {
    private var names: [UInt32]
    private var publication: [Int32]
    private var notification: [Int32]

    init(count: Int) {
        names = Array(repeating: 0, count: count)
        publication = Array(repeating: .min, count: count)
        notification = Array(repeating: .min, count: count)
    }

    mutating func see(_ name: UInt32, of id: UInt32, in row: DeclarationRow) {
        guard name != 0, id != 0 else { return }
        let index = Int(id)
        let isNewer =
            names[index] == 0 || row.datePublication > publication[index]
            || (row.datePublication == publication[index]
                && row.dateNotification > notification[index])
        guard isNewer else { return }
        names[index] = name
        publication[index] = row.datePublication
        notification[index] = row.dateNotification
    }

    func name(of id: UInt32) -> UInt32? { names[Int(id)] == 0 ? nil : names[Int(id)] }
}
