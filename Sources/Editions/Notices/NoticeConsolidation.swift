import Procurement

/// Brings the records of notices together: one row per number, each led to its call, corrections and
/// cancellations applied.
///
/// - Between records of one number, the later publication is believed, then the later deposit, then
///   the order of deposits and files; what one leaves unknown comes from the others.
/// - A correction, a cancellation or a result leads to its call by the numbers it quotes, however many
///   notices stand between; failing that, by the identifier all notices of a procedure share.
///
/// - Complexity: O(records log records).
struct NoticeConsolidation: Sendable {
    /// A notice and what later ones make of it.
    struct Row: Sendable {
        var notice: Notice
        /// Deposit and address of the record believed first.
        var deposit: Int
        var address: RecordAddress?
        /// The row of its call; its own for a call.
        var call = 0
        var closing: Closing?
        /// The row of the notice that closed it.
        var closedBy: Int?
        /// The deadline after corrections.
        var deadline: NoticeDeadline?
        var corrections: UInt16 = 0
    }

    /// Why a call is over before its deadline.
    enum Closing: UInt8, Sendable, CaseIterable {
        case cancelled, awarded, withoutOutcome

        /// As the column `cloture` says it.
        var label: String {
            switch self {
            case .cancelled: "Annulé"
            case .awarded: "Attribué"
            case .withoutOutcome: "Sans suite"
            }
        }
    }

    /// A record set aside.
    struct SetAside: Sendable {
        var deposit: Int
        var address: RecordAddress
        var reason: String
    }

    /// In order of publication (unknown first), then number.
    private(set) var rows: [Row] = []
    private(set) var setAside: [SetAside] = []
    /// By deposit; nil for deposits without notices.
    private(set) var tallies: [Manifest.Reconciliation?]
    /// Number of findings by code, by deposit.
    private(set) var findings: [[String: Int]]

    /// No notice.
    init() {
        tallies = []
        findings = []
    }

    /// Brings records together.
    ///
    /// - Parameter batches: in order of deposit and position.
    init(_ batches: [NoticeBatch], deposits: [Deposit]) {
        tallies = Array(repeating: nil, count: deposits.count)
        findings = Array(repeating: [:], count: deposits.count)
        gather(batches, deposits)
        order()
        link()
        count()
    }

    /// Number of records of a fate, over all deposits; nil when no deposit has notices.
    var total: Manifest.Reconciliation? {
        let known = tallies.compactMap { $0 }
        guard !known.isEmpty else { return nil }
        return .init(
            read: known.reduce(0) { $0 + $1.read }, kept: known.reduce(0) { $0 + $1.kept },
            merged: known.reduce(0) { $0 + $1.merged },
            setAside: known.reduce(0) { $0 + $1.setAside })
    }

    // MARK: Records into rows

    private mutating func gather(_ batches: [NoticeBatch], _ deposits: [Deposit]) {
        struct Part {
            var record: ReadNotice
            var deposit: Int
            var order: Int
        }
        var numbers: [String: Int] = [:]
        var groups: [[Part]] = []
        var order = 0
        var bare: [(id: String, deposit: Int)] = []
        for batch in batches {
            let deposit = batch.deposit
            var tally = tallies[deposit] ?? .init(read: 0, kept: 0, merged: 0, setAside: 0)
            tally.read += batch.records.count + batch.bare.count
            for record in batch.records {
                order += 1
                guard let notice = record.notice else {
                    tally.setAside += 1
                    setAside.append(
                        .init(
                            deposit: deposit, address: record.address,
                            reason: record.reason ?? ""))
                    continue
                }
                let part = Part(record: record, deposit: deposit, order: order)
                if let number = numbers[notice.id] {
                    groups[number].append(part)
                } else {
                    numbers[notice.id] = groups.count
                    groups.append([part])
                }
            }
            for item in batch.bare { bare.append((item.id, deposit)) }
            tallies[deposit] = tally
        }
        for group in groups {
            let sorted = group.sorted { former, latter in
                let days = (former.record.notice?.published, latter.record.notice?.published)
                if days.0 != days.1 {
                    return (days.0?.number ?? .min) < (days.1?.number ?? .min)
                }
                let received = (
                    deposits[former.deposit].received, deposits[latter.deposit].received
                )
                if received.0 != received.1 { return received.0 < received.1 }
                return former.order < latter.order
            }
            guard let first = sorted.first, var notice = first.record.notice,
                let last = sorted.last
            else { continue }
            for part in sorted.dropFirst() {
                if let later = part.record.notice { notice.merge(later) }
            }
            notice.links.removeAll { $0 == notice.id }
            rows.append(
                Row(
                    notice: notice, deposit: last.deposit, address: last.record.address,
                    deadline: notice.deadline))
            for part in sorted.dropLast() { tallies[part.deposit]?.merged += 1 }
            tallies[last.deposit]?.kept += 1
        }
        for item in bare {
            if numbers[item.id] == nil {
                numbers[item.id] = groups.count
                groups.append([])
                rows.append(Row(notice: Notice(id: item.id), deposit: item.deposit))
                tallies[item.deposit]?.kept += 1
            } else {
                tallies[item.deposit]?.merged += 1
            }
        }
    }

    /// The rank of a number among numbers: the year, then the rank in the year.
    static func rank(_ id: String) -> Int64 {
        let parts = id.split(separator: "-").compactMap { Int64($0) }
        guard parts.count == 2 else { return 0 }
        return (parts[0] < 70 ? 2_000 + parts[0] : 1_900 + parts[0]) * 1_000_000_000 + parts[1]
    }

    private mutating func order() {
        let keyed = rows.map { row in
            (day: row.notice.published?.number ?? .min, rank: Self.rank(row.notice.id), row: row)
        }
        rows = keyed.sorted {
            ($0.day, $0.rank, $0.row.notice.id) < ($1.day, $1.rank, $1.row.notice.id)
        }
        .map(\.row)
    }

    // MARK: Notices to their calls

    private mutating func link() {
        var index: [String: Int] = [:]
        var folders: [String: Int] = [:]
        for (place, row) in rows.enumerated() {
            index[row.notice.id] = place
            if let folder = row.notice.folder, Self.isCall(row.notice), folders[folder] == nil {
                folders[folder] = place
            }
        }
        for place in rows.indices { rows[place].call = call(of: place, index, folders) }
        // A cancelled result closes nothing.
        var cancelledResults: Set<Int> = []
        for place in rows.indices where Self.cancels(rows[place].notice) {
            for target in rows[place].notice.links.compactMap({ index[$0] })
            where Self.isResult(rows[target].notice) {
                cancelledResults.insert(target)
            }
        }
        for place in rows.indices {
            let notice = rows[place].notice
            let call = rows[place].call
            if call == place {
                let isLater = notice.state == .corrected || Self.cancels(notice)
                if isLater, !notice.links.isEmpty {
                    rows[place].notice.findings.insert(.missingTarget)
                }
                if Self.cancels(notice), notice.nature != .cancellation {
                    close(place, .cancelled, by: place)
                }
                continue
            }
            apply(place, to: call, index, cancelledResults)
        }
    }

    /// The row of the call a notice speaks of; its own when none is known.
    private func call(of place: Int, _ index: [String: Int], _ folders: [String: Int]) -> Int {
        var current = place
        var seen: Set<Int> = [place]
        while !Self.isCall(rows[current].notice) {
            let parents = rows[current].notice.links.compactMap { index[$0] }
                .filter { !seen.contains($0) }
            // A call rather than another correction; else the earliest.
            if let next = parents.first(where: { Self.isCall(rows[$0].notice) })
                ?? parents.min(by: {
                    Self.rank(rows[$0].notice.id) < Self.rank(rows[$1].notice.id)
                })
            {
                seen.insert(next)
                current = next
            } else {
                break
            }
        }
        if current == place || !Self.isCall(rows[current].notice),
            let folder = rows[place].notice.folder, let found = folders[folder]
        {
            return found
        }
        return current
    }

    private mutating func apply(
        _ place: Int, to call: Int, _ index: [String: Int], _ cancelledResults: Set<Int>
    ) {
        let notice = rows[place].notice
        if Self.cancels(notice) {
            let isOfResult =
                Self.isResult(notice)
                || notice.links.compactMap { index[$0] }.contains {
                    Self.isResult(rows[$0].notice)
                }
            if !isOfResult { close(call, .cancelled, by: place) }
        } else if Self.isResult(notice) {
            guard !cancelledResults.contains(place) else { return }
            close(call, notice.nature == .withoutOutcome ? .withoutOutcome : .awarded, by: place)
        } else if notice.state == .corrected || notice.nature == .correction {
            let isOfCall = !notice.links.compactMap { index[$0] }.contains {
                Self.isResult(rows[$0].notice)
            }
            guard isOfCall else { return }
            if rows[call].corrections < .max { rows[call].corrections += 1 }
            if let deadline = notice.deadline { rows[call].deadline = deadline }
            complete(call, notice)
        }
    }

    private mutating func close(_ call: Int, _ closing: Closing, by place: Int) {
        rows[call].closing = closing
        rows[call].closedBy = place
    }

    /// What the call does not say and its correction does.
    private mutating func complete(_ call: Int, _ correction: Notice) {
        func take<Value>(_ path: WritableKeyPath<Notice, Value?>) {
            if rows[call].notice[keyPath: path] == nil {
                rows[call].notice[keyPath: path] = correction[keyPath: path]
            }
        }
        take(\.object)
        take(\.profile)
        take(\.estimateCents)
        take(\.procedure)
        take(\.buyerSiret)
        take(\.buyerSiren)
        if rows[call].notice.cpvs.isEmpty { rows[call].notice.cpvs = correction.cpvs }
    }

    /// Whether a notice opens a procedure.
    private static func isCall(_ notice: Notice) -> Bool {
        guard notice.state == nil || notice.state == .initial else { return false }
        switch notice.nature {
        case .call, .qualification, .periodic: return true
        default: return false
        }
    }

    private static func isResult(_ notice: Notice) -> Bool {
        notice.nature == .award || notice.nature == .withoutOutcome
    }

    private static func cancels(_ notice: Notice) -> Bool {
        notice.state == .cancelled || notice.nature == .cancellation
    }

    // MARK: Findings

    private mutating func count() {
        for row in rows {
            for rule in row.notice.findings.rules {
                findings[row.deposit][rule.code, default: 0] += 1
            }
        }
        for tally in tallies.compactMap({ $0 }) {
            precondition(
                tally.read == tally.kept + tally.merged + tally.setAside,
                "Every record of a notice is kept, merged or set aside, once.")
        }
    }
}
