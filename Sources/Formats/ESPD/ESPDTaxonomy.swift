import CTaxonomy

/// The criteria of the reference documents that are written: their groups, lines and identifiers.
///
/// - Source: `Taxonomy/`, made from the reference requests of ESPD-EDM (EUPL-1.2, as those files say).
enum ESPDTaxonomy {
    /// Cells of the lines of an embedded table, without its comments.
    static func lines(_ bytes: [UInt8]) -> [[String]] {
        String(decoding: bytes, as: UTF8.self).split(separator: "\n")
            .filter { !$0.hasPrefix("#") }
            .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
    }

    /// The criteria of 2.1.1, in order.
    static let second = criteria(espd_criteria_2_1_1_txt().contents, level: "EU_DIRECTIVE")
    /// The criteria of 2.1.1 in its extended form, in order.
    static let extended = criteria(
        espd_criteria_2_1_1_extended_txt().contents, level: "EU_DIRECTIVE")
    /// The criteria of 4.1.0, in order.
    static let fourth = criteria(espd_criteria_4_1_0_txt().contents, level: "EU")

    private static let secondByUUID = byUUID(second)
    private static let extendedByUUID = byUUID(extended)
    private static let fourthByUUID = byUUID(fourth)

    /// The criterion of a version that is written, by its entry.
    ///
    /// - Parameter isExtended: whether 2.1.1 states what the buyer requires.
    static func criterion(
        _ entry: ESPDCatalogue.Entry, in family: ESPDVersion.Family, isExtended: Bool = false
    ) -> ESPDCriterion? {
        guard family == .second else { return fourthByUUID[entry.uuid] }
        return isExtended
            ? extendedByUUID[entry.uuid] ?? secondByUUID[entry.uuid] : secondByUUID[entry.uuid]
    }

    private static func byUUID(_ criteria: [ESPDCriterion]) -> [String: ESPDCriterion] {
        var found: [String: ESPDCriterion] = [:]
        for criterion in criteria {
            if let entry = criterion.entry { found[entry.uuid] = criterion }
        }
        return found
    }

    private static func criteria(_ bytes: [UInt8], level: String) -> [ESPDCriterion] {
        var criteria: [ESPDCriterion] = []
        // Groups still open, outermost first.
        var open: [ESPDGroup] = []
        func close(to depth: Int) {
            while open.count > depth {
                let group = open.removeLast()
                if open.isEmpty {
                    criteria[criteria.count - 1].groups.append(group)
                } else {
                    open[open.count - 1].groups.append(group)
                }
            }
        }
        for cells in lines(bytes) {
            switch cells[0] {
            case "C" where cells.count == 6:
                close(to: 0)
                criteria.append(
                    ESPDCriterion(
                        identifier: cells[1], code: cells[2], name: cells[4],
                        description: cells[5],
                        legislation: cells[3].isEmpty
                            ? [] : [legislation(cells[3], level, cells[1])]))
            case "G" where cells.count == 4:
                close(to: (Int(cells[1]) ?? 1) - 1)
                let condition = ESPDGroup.Condition(rawValue: cells[3])
                open.append(
                    ESPDGroup(
                        identifier: cells[2], condition: condition ?? .always,
                        code: condition == nil ? cells[3] : nil))
            case "P" where cells.count == 6 && !open.isEmpty:
                close(to: Int(cells[1]) ?? 1)
                open[open.count - 1].properties.append(
                    ESPDProperty(
                        identifier: cells[2],
                        role: ESPDProperty.Role(rawValue: cells[3]) ?? .question,
                        description: cells[5], typeCode: cells[4]))
            default: continue
            }
        }
        close(to: 0)
        return criteria
    }

    private static func legislation(
        _ article: String, _ level: String, _ criterion: String
    ) -> ESPDCriterion.Legislation {
        .init(
            identifier: ESPDName.uuid(criterion, article),
            title: "Directive 2014/24/UE du Parlement européen et du Conseil du 26 février 2014",
            description: "Passation des marchés publics", level: level, article: article,
            address: "http://data.europa.eu/eli/dir/2014/24/oj",
            language: level == "EU" ? "FRA" : "FR")
    }
}
