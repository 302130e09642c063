import Procurement

/// Interruptions of the delay, paid or unpaid invoices alike.
struct InterruptionTally {
    /// The most reasons told apart.
    static let mostReasons = 1_000

    /// Invoices looked at.
    private(set) var invoices = 0
    private(set) var count = 0
    /// Those that documents never ended.
    private(set) var open = 0
    /// Days of those that are ended.
    private(set) var days: [Int32] = []
    private(set) var reasons: [String: Int] = [:]
    /// Interruptions without a reason.
    private(set) var unexplained = 0

    /// Counts an invoice.
    mutating func add(_ invoice: RegisterInvoice, reason: () -> String?) {
        invoices += 1
        guard let interrupted = invoice.interrupted else { return }
        count += 1
        if let completed = invoice.completed {
            days.append(completed.number - interrupted.number)
        } else {
            open += 1
        }
        guard let reason = reason() else {
            unexplained += 1
            return
        }
        if reasons[reason] != nil || reasons.count < InterruptionTally.mostReasons {
            reasons[reason, default: 0] += 1
        } else {
            unexplained += 1
        }
    }

    /// The commonest reasons, those given as often in the order of their letters.
    func top(_ most: Int) -> [(reason: String, count: Int)] {
        reasons.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(most)
            .map { (reason: $0.key, count: $0.value) }
    }
}
