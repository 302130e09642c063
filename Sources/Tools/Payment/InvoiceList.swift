import Law
import Procurement

/// Several invoices to one buyer, claimed at once.
struct InvoiceList {
    static let field = TableField(
        "invoices", "Factures",
        "Une ligne par facture au même acheteur. Si vous le remplissez, laissez vides le montant et "
            + "les dates du dessus.",
        columns: [
            LateInterest.reference, LateInterest.amount, PaymentFields.received, LateInterest.paid,
            PaymentFields.performed, PaymentFields.interrupted, PaymentFields.completed,
        ],
        lines: 1...200, isRequired: false,
        example: "reference;amount;received;paid;interrupted;completed\n"
            + "F-2026-017;12000;2026-07-06;2026-09-30;;\n"
            + "F-2026-021;4350,60;2026-03-02;2026-06-15;2026-03-20;2026-04-10\n"
            + "F-2026-034;980;2026-08-17;;;")

    /// An invoice and where it stands.
    private struct Line {
        let number: Int
        let reference: String?
        let request: PaymentTerm.Request
        let amount: Money
        let term: PaymentTerm
        /// Nil while the delay is interrupted.
        let lateness: Lateness?

        /// Its reference, else its place in the table.
        var name: String { reference ?? "ligne \(number)" }
    }

    private let buyer: BuyerRole
    private let lines: [Line]

    /// The invoices of a case; nil when it has no table of them.
    ///
    /// - Throws: `ToolRefusal` that names the cell to mend, or the field that says the same twice.
    init?(_ input: ToolInput, buyer: BuyerRole, _ setting: ToolSetting) throws(ToolRefusal) {
        let rows = try input.rows(InvoiceList.field)
        guard !rows.isEmpty else { return nil }
        let single: [any ToolField] = [
            LateInterest.amount, PaymentFields.received, LateInterest.paid, PaymentFields.performed,
            PaymentFields.interrupted, PaymentFields.completed, LateInterest.reference,
        ]
        for field in single where !input.text(field).isEmpty {
            throw .contradiction(
                field: field.name, label: field.label, value: input.text(field),
                because:
                    "le tableau des factures est rempli\u{202F}: videz ce champ, ou ajoutez cette "
                    + "facture au tableau")
        }
        self.buyer = buyer
        var lines: [Line] = []
        for row in rows { lines.append(try InvoiceList.line(row, buyer, setting)) }
        self.lines = lines
    }

    private static func line(
        _ row: TableRow, _ buyer: BuyerRole, _ setting: ToolSetting
    ) throws(ToolRefusal) -> Line {
        let request = PaymentTerm.Request(
            buyer: buyer, received: try row.required(PaymentFields.received),
            performed: row.optional(PaymentFields.performed),
            interrupted: row.optional(PaymentFields.interrupted),
            completed: row.optional(PaymentFields.completed))
        let amount = try row.required(LateInterest.amount)
        let term: PaymentTerm
        do {
            term = try PaymentTerm(request, setting.law)
        } catch {
            guard case .contradiction(let field, _, _, let because) = error,
                let column = InvoiceList.field.columns.first(where: { $0.name == field })
            else { throw error }
            throw row.contradiction(column, because: because)
        }
        let paid = row.optional(LateInterest.paid)
        let end = paid ?? setting.today
        guard end >= request.received else {
            throw row.contradiction(
                paid == nil ? PaymentFields.received : LateInterest.paid,
                because: LateInterest.paidTooEarly(request.received))
        }
        return Line(
            number: row.number, reference: row.optional(LateInterest.reference), request: request,
            amount: amount, term: term,
            lateness: term.due.map {
                Lateness(amount: amount, due: $0, end: end, isPaid: paid != nil, law: setting.law)
            })
    }

    /// The answer about all of them.
    func answer(company: String?, buyerName: String?, _ setting: ToolSetting) -> ToolAnswer {
        let late = lines.filter { ($0.lateness?.days ?? 0) > 0 }
        let interest = sum(late) { $0.interest }
        let fee = sum(late) { $0.fee }
        let total = sum(late) { $0.total }
        var answer = ToolAnswer(
            summary: summary(late.count, interest: interest, fee: fee),
            results: [
                ToolResult(
                    name: "invoiceCount", label: "Factures",
                    value: .number(LegalNumber(Int64(lines.count)), unit: "")),
                ToolResult(
                    name: "lateCount", label: "En retard",
                    value: .number(LegalNumber(Int64(late.count)), unit: "")),
                ToolResult(name: "interest", label: "Intérêts", value: value(interest)),
                ToolResult(name: "flatFee", label: "Indemnités forfaitaires", value: value(fee)),
                ToolResult(name: "total", label: "Total dû", value: value(total)),
            ],
            steps: steps(late, setting.law), assumptions: Lateness.assumptions)
        answer.tables = [table]
        answer.files = [file]
        if !late.isEmpty {
            answer.documents = [
                ClaimLetter(
                    company: company, buyerName: buyerName, buyer: buyer,
                    invoices: late.compactMap { line in
                        line.lateness.map {
                            ClaimedInvoice(
                                reference: line.reference, received: line.request.received,
                                lateness: $0)
                        }
                    }, today: setting.today, law: setting.law
                ).document
            ]
        }
        return answer
    }

    /// A sum over late invoices; nil when one of its terms is not known.
    private func sum(_ late: [Line], _ term: (Lateness) -> Money?) -> Money? {
        var cents: Int64 = 0
        for line in late {
            guard let money = line.lateness.flatMap(term) else { return nil }
            cents += money.cents
        }
        return Money(cents: cents)
    }

    private func value(_ money: Money?) -> ToolValue {
        money.map { .money($0) }
            ?? .unknown("le taux ou l’indemnité d’une facture n’est pas encore connu")
    }

    private func summary(_ late: Int, interest: Money?, fee: Money?) -> String {
        guard late > 0 else {
            return lines.count == 1
                ? "La facture n’est pas en retard\u{202F}: rien n’est dû."
                : "Aucune des \(lines.count) factures n’est en retard\u{202F}: rien n’est dû."
        }
        let head = "\(late) facture\(late > 1 ? "s" : "") en retard sur \(lines.count)"
        guard let interest, let fee else {
            return head + "\u{202F}; un taux n’est pas encore connu."
        }
        return head + "\u{202F}: \(interest.french) d’intérêts et \(fee.frenchWhole) d’indemnités "
            + "forfaitaires."
    }

    private func steps(_ late: [Line], _ law: LawBook) -> [ToolStep] {
        // The law of each step once, though invoices may fall under several half-years.
        var steps = lines.prefix(1).flatMap { line in
            line.term.steps.filter { $0.title == "Délai" }.map {
                ToolStep(
                    title: "Délai",
                    text:
                        "\(buyer.label)\u{202F}: \(line.term.delay) jours, le jour du départ non compris.",
                    articles: $0.articles)
            }
        }
        for line in lines {
            for step in line.term.steps where step.title == "Interruption" {
                steps.append(
                    ToolStep(
                        title: "Interruption, \(line.name)", text: step.text,
                        articles: step.articles))
            }
        }
        guard let first = late.first?.lateness?.first else { return steps }
        steps.append(
            ToolStep(
                title: "Retard",
                text: "Chaque retard court du lendemain de la date limite au jour du paiement "
                    + "inclus\u{202F}; il est constitué de plein droit, sans mise en demeure.",
                articles: ToolArticle.of(law.rule(.interestWindow), on: first)
                    + ToolArticle.of(law.rule(.lateByRight), on: first)))
        for line in late {
            guard let lateness = line.lateness else { continue }
            let name = line.name
            guard let rate = lateness.rate, let interest = lateness.interest else {
                steps.append(
                    ToolStep(
                        title: "Intérêts, \(name)",
                        text:
                            "\(French.days(lateness.days)) de retard\u{202F}; \(lateness.unknownRate).",
                        articles: ToolArticle.of(law.rule(.interestFormula), on: lateness.first)))
                continue
            }
            steps.append(
                ToolStep(
                    title: "Intérêts, \(name)",
                    text: "À payer au plus tard le \(FrenchNumber.day(lateness.due))\u{202F}: "
                        + lateness.calculation(rate, interest) + ".",
                    articles: lateness.rateFact.map { [ToolArticle($0)] } ?? []))
        }
        if let fact = late.first?.lateness?.feeFact, let euros = fact.number {
            steps.append(
                ToolStep(
                    title: "Indemnité forfaitaire",
                    text: "\(LegalUnit.euros.phrase(euros)) par demande de paiement en retard.",
                    articles: [ToolArticle(fact)]))
        }
        return steps
    }

    private var table: ToolTable {
        ToolTable(
            "invoices", "Facture par facture",
            columns: [
                .init("reference", "Facture"), .init("amount", "Montant TTC"),
                .init("dueDate", "Date limite"), .init("lateDays", "Jours de retard"),
                .init("rate", "Taux"), .init("interest", "Intérêts"),
                .init("flatFee", "Indemnité"), .init("firstRight", "Dû à partir du"),
            ],
            rows: lines.map { line in
                let name = ToolValue.text(line.name)
                guard let lateness = line.lateness else {
                    let reason = ToolValue.unknown("délai interrompu")
                    return [
                        name, .money(line.amount), reason, reason, reason,
                        .money(Money(cents: 0)), .money(Money(cents: 0)), reason,
                    ]
                }
                return [
                    name, .money(line.amount), .day(lateness.due),
                    .number(LegalNumber(Int64(lateness.days)), unit: ""),
                    lateness.rate.map { .number($0, unit: "%") } ?? .unknown(lateness.unknownRate),
                    lateness.interest.map { .money($0) } ?? .unknown(lateness.unknownRate),
                    lateness.fee.map { .money($0) } ?? .unknown("règle inconnue pour ce jour"),
                    .day(lateness.first),
                ]
            })
    }

    private var file: ToolFile {
        var sheet = FrenchSheet(head: [
            "Facture", "Montant TTC", "Reçue le", "Date limite", "Payée le", "Jours de retard",
            "Taux", "Intérêts", "Indemnité",
        ])
        for line in lines {
            sheet.text(line.name)
            sheet.money(line.amount)
            sheet.day(line.request.received)
            sheet.day(line.lateness?.due)
            sheet.day(line.lateness.flatMap { $0.isPaid ? $0.end : nil })
            sheet.whole(line.lateness?.days ?? 0)
            sheet.number(line.lateness?.rate)
            sheet.money(line.lateness?.interest)
            sheet.money(line.lateness?.fee)
            sheet.endLine()
        }
        return ToolFile(
            name: "factures-calculees.csv", title: "Factures et ce qui est dû",
            type: "text/csv; charset=utf-8", bytes: sheet.bytes)
    }
}
