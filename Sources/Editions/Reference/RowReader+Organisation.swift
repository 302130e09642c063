extension RowReader {
    /// A body: its name, kind and place. Of SIRENE's legal units only legal persons that may be
    /// shown are read; names of natural persons never enter.
    func organisation(
        _ file: borrowing DelimitedFile, among wanted: Set<UInt32>?,
        into tables: inout ReferenceTables
    ) -> Int {
        guard let number = file.number(siren), number <= 999_999_999 else { return 0 }
        let siren = UInt32(number)
        if let wanted, !wanted.contains(siren) { return 0 }
        var body = ReferenceTables.Organisation()
        let name = file.cell(self.name)
        body.name = name.isEmpty ? nil : name
        if kind == .unitesLegales {
            let category = file.cell(legal)
            guard isDiffusible(file), !category.isEmpty, !category.hasPrefix("1") else { return 0 }
            body.legalCategory = category
        } else if kind != .administrations {
            describe(file, &body)
        }
        merge(body, siren, into: &tables)
        return 1
    }

    private func describe(
        _ file: borrowing DelimitedFile, _ body: inout ReferenceTables.Organisation
    ) {
        let type = file.cell(self.type)
        body.category = kind == .organismes ? (type.isEmpty ? nil : type) : Self.category(type)
        let departements = file.cell(departementColumn)
        if (1...3).contains(departements.utf8.count) {
            body.departement = Self.padded(departements)
        }
        let region = file.cell(regionColumn)
        if !region.isEmpty { body.region = Self.padded(region) }
        let cog = file.cell(code)
        if kind == .collectivites, code >= 0, !cog.isEmpty {
            if type == "DEP", body.departement == nil { body.departement = Self.padded(cog) }
            if type == "REG" || type == "CTU", body.region == nil { body.region = Self.padded(cog) }
        }
        if let inhabitants = Double(file.cell(population)), inhabitants >= 0, inhabitants < 1e9 {
            body.population = Int(inhabitants)
        }
    }

    /// Some lists lose the leading zero of a code.
    private static func padded(_ code: String) -> String {
        code.utf8.count == 1 ? "0" + code : code
    }

    /// The kind of body that a list's abbreviation stands for.
    private static func category(_ type: String) -> String? {
        switch type {
        case "COM": "Commune"
        case "CC", "CA", "CU", "MET", "EPT": "Intercommunalité"
        case "DEP": "Département"
        case "REG", "CTU": "Région"
        default: nil
        }
    }

    /// Lists complete each other; where two say a thing, ours wins, then the lists of authorities,
    /// then SIRENE, whose names are in capitals.
    private func merge(
        _ body: ReferenceTables.Organisation, _ siren: UInt32, into tables: inout ReferenceTables
    ) {
        let rank: UInt8 =
            switch kind {
            case .organismes: 0
            case .collectivites: 1
            case .unitesLegales: 2
            default: 3
            }
        guard let former = tables.organisations[siren] else {
            tables.organisations[siren] = body
            tables.ranks[siren] = rank
            return
        }
        let wins = rank < tables.ranks[siren] ?? 255
        let (first, second) = wins ? (body, former) : (former, body)
        tables.organisations[siren] = .init(
            name: first.name ?? second.name, category: first.category ?? second.category,
            departement: first.departement ?? second.departement,
            region: first.region ?? second.region,
            population: first.population ?? second.population,
            legalCategory: first.legalCategory ?? second.legalCategory)
        if wins { tables.ranks[siren] = rank }
    }
}
