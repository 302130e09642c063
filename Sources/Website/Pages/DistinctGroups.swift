/// Rows in groups that their intervals can tell apart.
///
/// Rows are taken by value; a new group begins where a row's interval lies wholly above those of
/// the group before. Rows without interval or value stand together in a last group, apart.
///
/// - Complexity: O(rows · log rows).
struct DistinctGroups {
    /// From the lowest values to the highest.
    let groups: [[IndicatorRow]]

    /// Groups of some rows.
    init(rows: [IndicatorRow]) {
        let known = rows.filter { $0.state == .measured && $0.low != nil && $0.high != nil }
            .sorted { ($0.value ?? 0, $0.label) < ($1.value ?? 0, $1.label) }
        var groups: [[IndicatorRow]] = []
        var highest = -Double.infinity
        for row in known {
            if groups.isEmpty || (row.low ?? 0) > highest {
                groups.append([])
                highest = -.infinity
            }
            groups[groups.count - 1].append(row)
            highest = max(highest, row.high ?? 0)
        }
        let rest = rows.filter { $0.state != .measured || $0.low == nil || $0.high == nil }
        if !rest.isEmpty { groups.append(rest) }
        self.groups = groups
    }

    /// Number of groups that intervals tell apart.
    var told: Int {
        groups.filter { $0.first?.low != nil && $0.first?.state == .measured }.count
    }

    /// What the groups mean, in a sentence.
    var explanation: String {
        switch told {
        case 0: return "Les catégories sont données dans l’ordre alphabétique, sans rang."
        case 1:
            return
                "Les intervalles se recouvrent\u{202F}: rien ne permet de distinguer ces catégories. "
                + "Elles sont données dans l’ordre alphabétique."
        default:
            return
                "Les intervalles à 95\u{202F}% distinguent \(told) groupes, du plus bas au plus haut\u{202F}; "
                + "à l’intérieur d’un groupe, l’ordre est alphabétique et ne dit rien."
        }
    }
}
