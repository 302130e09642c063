import Procurement

/// What was read of a deposit and what became of it: read = kept + merged + set aside.
struct DepositTally: Sendable {
    var read = 0
    var kept = 0
    var merged = 0
    var setAside = 0
    /// Number of findings, by code.
    var findings: [String: Int] = [:]
    /// The part of it that is notices; nil when there is none.
    var notices: Manifest.Reconciliation?

    /// Adds the notices of a deposit.
    mutating func add(_ consolidation: NoticeConsolidation, deposit: Int) {
        guard deposit < consolidation.tallies.count,
            let tally = consolidation.tallies[deposit]
        else { return }
        notices = tally
        read += tally.read
        kept += tally.kept
        merged += tally.merged
        setAside += tally.setAside
        findings.merge(consolidation.findings[deposit]) { $0 + $1 }
    }

    /// Counts every deposit.
    static func count(_ consolidation: Consolidation, deposits: Int) -> [DepositTally] {
        var tallies = [DepositTally](repeating: DepositTally(), count: deposits)
        let rows = consolidation.records
        for (index, row) in rows.enumerated() {
            let deposit = Int(row.deposit)
            tallies[deposit].read += 1
            switch consolidation.fates[index] {
            case .kept: tallies[deposit].kept += 1
            case .merged: tallies[deposit].merged += 1
            case .setAside: tallies[deposit].setAside += 1
            }
        }
        let rules = FindingRule.catalogue.count
        var counts = [Int](repeating: 0, count: deposits * rules)
        for finding in consolidation.table.findings {
            counts[Int(rows[Int(finding.declaration)].deposit) * rules + Int(finding.rule)] += 1
        }
        for finding in consolidation.findings {
            let deposit = Int(rows[Int(finding.declaration)].deposit)
            counts[deposit * rules + Int(finding.rule.rawValue)] += 1
        }
        for deposit in 0..<deposits {
            for rule in 0..<rules where counts[deposit * rules + rule] > 0 {
                tallies[deposit].findings[FindingRule.catalogue[rule].code] =
                    counts[deposit * rules + rule]
            }
            let tally = tallies[deposit]
            precondition(
                tally.read == tally.kept + tally.merged + tally.setAside,
                "Every record read of a deposit is kept, merged or set aside, once.")
        }
        return tallies
    }
}
