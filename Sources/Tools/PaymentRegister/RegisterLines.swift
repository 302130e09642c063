import Law
import Procurement

/// Reads the invoices of the lines of a register.
struct RegisterLines {
    private var places: [Int]
    private let count: Int
    private let law: PaymentLaw
    private var sizes: [String: CompanySize?] = [:]

    /// A reader of lines with these columns.
    init(_ header: RegisterHeader, _ law: PaymentLaw) {
        places = RegisterColumn.allCases.map { header.places.firstIndex(of: $0) ?? -1 }
        count = header.places.count
        self.law = law
    }

    /// The cell of a column of the line just read; nil when it is empty.
    func cell(_ column: RegisterColumn, _ reader: RegisterReader) -> RegisterReader.Cell? {
        let place = places[column.rawValue]
        guard place >= 0, place < reader.cells.count, !reader.cells[place].isEmpty else {
            return nil
        }
        return reader.cells[place]
    }

    /// The text of a column of the line just read; nil when it is empty.
    func text(_ column: RegisterColumn, _ reader: RegisterReader) -> String? {
        cell(column, reader).map { reader.text($0) }
    }

    /// The invoice of the line just read.
    mutating func invoice(_ reader: RegisterReader) throws(RegisterFault) -> RegisterInvoice {
        if reader.cells.count > count,
            let extra = reader.cells[count...].first(where: { !$0.isEmpty })
        {
            throw RegisterFault(nil, reader.text(extra), "\(count) cellules au plus")
        }
        guard let received = try day(.received, reader) else {
            throw RegisterFault(.received, "", RegisterLines.aDay)
        }
        guard let cents = try cents(.amount, reader), cents > 0 else {
            throw RegisterFault(.amount, text(.amount, reader) ?? "", RegisterLines.anAmount)
        }
        let performed = try day(.performed, reader)
        let start = max(received, performed ?? received)
        guard let delay = law.delay.number(on: start) else {
            throw RegisterFault(
                .received, received.description, "un jour dont le délai de paiement est connu")
        }
        let interrupted = try day(.interrupted, reader)
        let completed = try day(.completed, reader)
        let paid = try day(.paid, reader)
        if let paid, paid < start {
            throw RegisterFault(
                .paid, paid.description, "un jour à partir du \(FrenchNumber.day(start))")
        }
        if let interrupted, let paid, paid < interrupted {
            throw RegisterFault(
                .interrupted, interrupted.description,
                "un jour avant le paiement du \(FrenchNumber.day(paid))")
        }
        let due = try due(start, Int(delay.whole), interrupted, completed)
        return RegisterInvoice(
            row: reader.row, received: received, performed: performed, interrupted: interrupted,
            completed: completed, ordered: try day(.ordered, reader), paid: paid,
            amount: Money(cents: cents),
            interestPaid: try self.cents(.interestPaid, reader).map { Money(cents: $0) },
            size: try size(reader), start: start, delay: Int(delay.whole), due: due)
    }

    private func due(
        _ start: Day, _ delay: Int, _ interrupted: Day?, _ completed: Day?
    ) throws(RegisterFault) -> Day? {
        do {
            return try PaymentClock(
                start: start, delay: delay, interrupted: interrupted, completed: completed,
                reopening: interrupted.flatMap { law.reopening.number(on: $0) }.map {
                    Int($0.whole)
                }
            ).due
        } catch {
            let isCompletion = error == .notInterrupted || error == .completedBeforeNotice
            throw RegisterFault(
                isCompletion ? .completed : .interrupted,
                (isCompletion ? completed : interrupted)?.description ?? "",
                "un jour possible\u{202F}: "
                    + error.reason(
                        start: start, first: start.adding(days: delay), interrupted: interrupted))
        }
    }

    private static let aDay =
        "un jour entre 1990 et 2100, comme «\u{202F}2026-07-06\u{202F}» ou "
        + "«\u{202F}06/07/2026\u{202F}»"
    private static let anAmount =
        "un montant au-dessus de zéro, comme «\u{202F}1\u{202F}234,56\u{202F}» ou "
        + "«\u{202F}1234.56\u{202F}»"

    private func day(
        _ column: RegisterColumn, _ reader: RegisterReader
    ) throws(RegisterFault) -> Day? {
        guard let cell = cell(column, reader) else { return nil }
        guard let day = RegisterValue.day(reader.slice(cell)) else {
            throw RegisterFault(column, reader.text(cell), RegisterLines.aDay)
        }
        return day
    }

    private func cents(
        _ column: RegisterColumn, _ reader: RegisterReader
    ) throws(RegisterFault) -> Int64? {
        guard let cell = cell(column, reader) else { return nil }
        guard let cents = RegisterValue.cents(reader.slice(cell)) else {
            throw RegisterFault(column, reader.text(cell), RegisterLines.anAmount)
        }
        return cents
    }

    private mutating func size(_ reader: RegisterReader) throws(RegisterFault) -> CompanySize? {
        guard let text = text(.supplierSize, reader) else { return nil }
        let known: CompanySize?
        if let seen = sizes[text] {
            known = seen
        } else {
            known = RegisterLines.size(text)
            sizes[text] = .some(known)
        }
        guard let known else {
            throw RegisterFault(.supplierSize, text, RegisterLines.aSize)
        }
        return known
    }

    private static let aSize =
        "l’une de ces tailles\u{202F}: "
        + CompanySize.allCases.map { "\($0.rawValue) (\($0.label))" }.joined(separator: ", ")

    private static let sizeNames: [String: CompanySize] = {
        var names: [String: CompanySize] = [
            "tpe": .micro, "pme": .sme, "eti": .intermediate, "ge": .large, "grande": .large,
        ]
        for size in CompanySize.allCases {
            names[size.rawValue] = size
            names[TypedText.folded(size.label)] = size
        }
        return names
    }()

    /// The size that a word names; nil where none is.
    static func size(_ text: String) -> CompanySize? {
        guard text.utf8.count <= 100 else { return nil }
        return sizeNames[TypedText.folded(text)]
    }
}
