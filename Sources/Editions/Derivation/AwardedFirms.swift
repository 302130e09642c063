import Procurement

/// What SIRENE's lists say of the firm of each award, in the order of awards.
struct AwardedFirms: Sendable {
    /// A fact chosen among those known.
    struct Known: Sendable {
        var value = CodeList.unknown
        var year = UInt16.max
        var choice = CodeList.unknown
        var list: Int16 = -1

        init(_ found: (fact: Firm.Fact, choice: Firm.Choice)?) {
            guard let found else { return }
            value = found.fact.value
            year = found.fact.year == 0 ? .max : found.fact.year
            choice = found.choice.rawValue
            list = Int16(clamping: found.fact.list)
        }
    }

    /// The latest that is known of a supplier.
    struct Latest: Sendable {
        var size: Known
        var headcount: Known
        var activity: String?
    }

    private(set) var sizeFacts: [Known] = []
    private(set) var headcountFacts: [Known] = []
    /// Numbers in `activities`, -1 unknown.
    private(set) var activityNumbers: [Int] = []
    private(set) var activities: [String] = []
    /// Whether a holder of each contract is an SME: 0 no, 1 yes, 255 unknown.
    private(set) var isSME: [UInt8]
    /// By rank of the supplier's identifier.
    private(set) var latest: [UInt32: Latest] = [:]
    /// Names of the reference lists, by number.
    let lists: [String]

    /// The size of each award: a place in `Firm.sizeLabels`, 255 unknown.
    var sizes: [UInt8] { sizeFacts.map(\.value) }

    private static let sme: UInt8 = 0

    /// Looks up the firm of each award whose identifier is a well-formed SIRET.
    ///
    /// - Complexity: O(awards).
    init(_ consolidation: Consolidation, awards: DerivedAwards, references: ReferenceTables) {
        lists = references.used.map(\.name)
        isSME = Array(repeating: CodeList.unknown, count: consolidation.contracts.count)
        let texts = consolidation.table.texts
        var numbers: [String: Int] = [:]
        var identifiers: [UInt32: (firm: Firm?, establishment: String?)] = [:]
        var (formerDay, year) = (Int32.min, UInt16?.none)
        for (row, party) in awards.parties.enumerated() {
            let day = consolidation.contracts[Int(awards.contracts[row])].dateNotification
            if day != formerDay {
                formerDay = day
                year = day == .min ? nil : UInt16(clamping: Day(number: day).year)
            }
            var size = Known(nil)
            var headcount = Known(nil)
            var activity: String?
            if awards.validSirets.contains(party.id) {
                let known = identifiers[party.id] ?? Self.lookUp(texts[party.id], references)
                if identifiers.updateValue(known, forKey: party.id) == nil {
                    latest[party.id] = Latest(
                        size: Known(known.firm?.size(in: nil)),
                        headcount: Known(known.firm?.headcount(in: nil)),
                        activity: known.establishment ?? known.firm?.activity)
                }
                // Without a day, no year is nearer than another.
                if let year {
                    size = Known(known.firm?.size(in: year))
                    headcount = Known(known.firm?.headcount(in: year))
                }
                activity = known.establishment ?? known.firm?.activity(on: day)
            }
            sizeFacts.append(size)
            headcountFacts.append(headcount)
            guard let activity else {
                activityNumbers.append(-1)
                continue
            }
            if numbers[activity] == nil {
                numbers[activity] = activities.count
                activities.append(activity)
            }
            activityNumbers.append(numbers[activity] ?? -1)
        }
        fillContracts(awards)
    }

    private static func lookUp(
        _ id: String, _ references: ReferenceTables
    ) -> (firm: Firm?, establishment: String?) {
        guard id.utf8.count == 14, let siret = UInt64(id) else { return (nil, nil) }
        return (
            references.firm(siren: UInt32(siret / 100_000)),
            references.establishment(siret: siret)?.activity
        )
    }

    /// One SME is enough; without one, all sizes must be known.
    private mutating func fillContracts(_ awards: DerivedAwards) {
        var isUnsure = [Bool](repeating: false, count: isSME.count)
        for (row, contract) in awards.contracts.enumerated() {
            switch sizeFacts[row].value {
            case Self.sme: isSME[Int(contract)] = 1
            case CodeList.unknown: isUnsure[Int(contract)] = true
            default: if isSME[Int(contract)] == CodeList.unknown { isSME[Int(contract)] = 0 }
            }
        }
        for contract in isSME.indices where isUnsure[contract] && isSME[contract] == 0 {
            isSME[contract] = CodeList.unknown
        }
    }
}

extension AwardedFirms {
    /// The values of a column of `awards`, or nil when it is no column of firms.
    func draft(_ name: String) -> ColumnDraft? {
        switch name {
        case "titulaire_taille":
            .values(sizeFacts.map { Int($0.value) }, Firm.sizeLabels)
        case "titulaire_taille_annee": .uint16(sizeFacts.map(\.year))
        case "titulaire_taille_choix":
            .values(sizeFacts.map { Int($0.choice) }, Firm.Choice.allCases.map(\.label))
        case "titulaire_taille_liste": .values(sizeFacts.map { Int($0.list) }, lists)
        case "titulaire_effectif":
            .values(headcountFacts.map { Self.staff($0.value) }, Firm.staffLabels)
        case "titulaire_tranche_effectifs":
            .values(headcountFacts.map { Int($0.value) }, Firm.bands.map(\.code))
        case "titulaire_effectif_annee": .uint16(headcountFacts.map(\.year))
        case "titulaire_naf": .values(activityNumbers, activities)
        default: nil
        }
    }

    /// The values of a column of `suppliers`, by rank, or nil when it is no column of firms.
    func latestDraft(_ name: String, _ ranks: [UInt32]) -> ColumnDraft? {
        func facts(_ part: KeyPath<Latest, Known>) -> [Known] {
            ranks.map { latest[$0]?[keyPath: part] ?? Known(nil) }
        }
        switch name {
        case "titulaire_taille":
            return .values(facts(\.size).map { Int($0.value) }, Firm.sizeLabels)
        case "titulaire_taille_annee": return .uint16(facts(\.size).map(\.year))
        case "titulaire_effectif":
            return .values(facts(\.headcount).map { Self.staff($0.value) }, Firm.staffLabels)
        case "titulaire_tranche_effectifs":
            return .values(facts(\.headcount).map { Int($0.value) }, Firm.bands.map(\.code))
        case "titulaire_effectif_annee": return .uint16(facts(\.headcount).map(\.year))
        case "titulaire_naf":
            return .values(Array(ranks.indices), ranks.map { latest[$0]?.activity })
        default: return nil
        }
    }

    private static func staff(_ band: UInt8) -> Int {
        Int(band) < Firm.bands.count ? Int(Firm.bands[Int(band)].staff) : -1
    }
}
