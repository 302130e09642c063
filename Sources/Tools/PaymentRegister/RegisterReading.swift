import Law
import Procurement

/// A whole register read once: what was kept, what was set aside, what is counted.
///
/// - Shape: `read = setAside + outside + payments + unpaid`; nothing is lost.
/// - Complexity: O(bytes), one pass; no line is kept.
struct RegisterReading {
    /// What is looked at.
    struct Question {
        let buyer: BuyerRole
        /// First and last days of the payments counted; nil is without bound.
        let from: Day?
        let to: Day?
        /// Day on which unpaid invoices are looked at.
        let on: Day
    }

    /// The most lines set aside that are shown.
    static let mostFaults = 50
    /// The most services told apart.
    static let mostServices = 1_000

    let question: Question
    let header: RegisterHeader
    let law: PaymentLaw
    private(set) var read = 0
    private(set) var setAside = 0
    private(set) var faults: [RegisterFault] = []
    /// Payments out of the period, and invoices received after the day of the question.
    private(set) var outside = 0
    /// Invoices paid after the day of the question: unpaid on that day.
    private(set) var paidLater = 0
    /// Payments whose order stands before the start of the delay or after the payment.
    private(set) var strangeOrders = 0
    private(set) var payments = PaymentTally()
    /// By month of the payment: year × 12 + month − 1.
    private(set) var months: [Int: PaymentTally] = [:]
    /// By name of service; empty is unknown.
    private(set) var services: [(name: String, tally: PaymentTally)] = []
    private(set) var sizes: [CompanySize?: PaymentTally] = [:]
    private(set) var stock = UnpaidStock()
    private(set) var interruptions = InterruptionTally()
    private(set) var lateFile = LateInvoiceSheet()
    /// SHA-256 of the register, as `RegisterDigest` defines it.
    let digest: String

    private var serviceIndexes: [String: Int] = [:]

    /// The reading of a register whose first line was accepted.
    init(_ text: String, _ header: RegisterHeader, _ question: Question, _ law: LawBook) {
        self.question = question
        self.header = header
        self.law = PaymentLaw(law, buyer: question.buyer, on: question.on)
        var text = text
        digest = text.withUTF8 { RegisterDigest.hexadecimal($0) }
        text.withUTF8 { bytes in
            var reader = RegisterReader(bytes)
            var lines = RegisterLines(header, self.law)
            guard reader.next() else { return }
            while reader.next() {
                read += 1
                do throws(RegisterFault) {
                    let invoice = try lines.invoice(reader)
                    count(invoice, reader, lines)
                } catch {
                    setAside += 1
                    if faults.count < RegisterReading.mostFaults {
                        var fault = error
                        fault.row = reader.row
                        faults.append(fault)
                    }
                }
            }
        }
    }

    private mutating func count(
        _ invoice: RegisterInvoice, _ reader: RegisterReader, _ lines: RegisterLines
    ) {
        guard invoice.received <= question.on else {
            outside += 1
            return
        }
        guard let paid = invoice.paid, paid <= question.on else {
            if invoice.paid != nil { paidLater += 1 }
            countUnpaid(invoice, reader, lines)
            return
        }
        guard paid >= question.from ?? paid, paid <= question.to ?? paid else {
            outside += 1
            return
        }
        let suspended = suspendedDays(invoice, until: paid)
        let days = Int(paid.number - invoice.start.number)
        let claim = invoice.due.flatMap { law.claim(invoice.amount, due: $0, end: paid) }
        let payment = CountedPayment(
            amount: invoice.amount, days: days, netDays: suspended.map { days - $0 },
            isLate: invoice.due.map { paid > $0 }, delay: invoice.delay,
            shares: shares(invoice, paid: paid), claim: claim, interestPaid: invoice.interestPaid)
        payments.add(payment, shares: law.shares)
        let (year, month, _) = paid.parts
        months[year * 12 + month - 1, default: PaymentTally()].add(payment, shares: law.shares)
        let service = serviceIndex(lines.text(.service, reader) ?? "")
        services[service].tally.add(payment, shares: law.shares)
        sizes[invoice.size, default: PaymentTally()].add(payment, shares: law.shares)
        interruptions.add(invoice, reason: { lines.text(.reason, reader) })
        if let claim, let due = invoice.due {
            lateFile.add(
                invoice, due: due, claim: claim, isPaid: true, end: paid,
                reference: lines.text(.reference, reader) ?? "",
                service: lines.text(.service, reader) ?? "")
        }
    }

    private mutating func countUnpaid(
        _ invoice: RegisterInvoice, _ reader: RegisterReader, _ lines: RegisterLines
    ) {
        interruptions.add(invoice, reason: { lines.text(.reason, reader) })
        // Documents that come after the day of the question: the delay is still interrupted then.
        let isOpen =
            (invoice.interrupted.map { $0 <= question.on } ?? false)
            && (invoice.completed.map { $0 > question.on } ?? true)
        let due = isOpen ? nil : invoice.due
        let claim = due.flatMap { law.claim(invoice.amount, due: $0, end: question.on) }
        stock.add(invoice.amount, isInterrupted: due == nil, claim: claim)
        if let claim, let due {
            lateFile.add(
                invoice, due: due, claim: claim, isPaid: false, end: question.on,
                reference: lines.text(.reference, reader) ?? "",
                service: lines.text(.service, reader) ?? "")
        }
    }

    /// Days of an interruption before a day; nil while its end is not known.
    private func suspendedDays(_ invoice: RegisterInvoice, until day: Day) -> Int? {
        guard let interrupted = invoice.interrupted, interrupted <= day else { return 0 }
        guard let completed = invoice.completed else { return nil }
        return Int(min(completed, day).number - interrupted.number)
    }

    private mutating func shares(
        _ invoice: RegisterInvoice, paid: Day
    ) -> (orderer: Int, accountant: Int)? {
        guard let ordered = invoice.ordered else { return nil }
        guard ordered >= invoice.start, ordered <= paid else {
            strangeOrders += 1
            return nil
        }
        guard let suspended = suspendedDays(invoice, until: ordered) else { return nil }
        return (
            Int(ordered.number - invoice.start.number) - suspended,
            Int(paid.number - ordered.number)
        )
    }

    private mutating func serviceIndex(_ name: String) -> Int {
        if let index = serviceIndexes[name] { return index }
        // The last place is kept for those beyond.
        if services.count >= RegisterReading.mostServices - 1,
            name != RegisterReading.otherServices
        {
            return serviceIndex(RegisterReading.otherServices)
        }
        services.append((name, PaymentTally()))
        serviceIndexes[name] = services.count - 1
        return services.count - 1
    }

    /// The group of services beyond the first ones.
    static let otherServices = "Autres services"
}
