import Law
import Procurement

/// What is owed for each late invoice, as a sheet.
struct LateInvoiceSheet {
    private var sheet = FrenchSheet(head: [
        "Ligne du registre", "Numéro de facture", "Service", "Reçue le", "Date limite", "État",
        "Payée ou comptée le", "Jours de retard", "Montant TTC", "Taux (% par an)", "Intérêts",
        "Indemnité forfaitaire", "Total dû",
    ])
    /// Lines of the sheet.
    private(set) var count = 0

    /// Adds a late invoice.
    ///
    /// - Parameter end: day paid, else day of the question.
    mutating func add(
        _ invoice: RegisterInvoice, due: Day, claim: PaymentLaw.Claim, isPaid: Bool, end: Day,
        reference: String, service: String
    ) {
        count += 1
        sheet.whole(invoice.row)
        sheet.text(reference)
        sheet.text(service)
        sheet.day(invoice.received)
        sheet.day(due)
        sheet.text(isPaid ? "payée" : "non payée")
        sheet.day(end)
        sheet.whole(claim.days)
        sheet.money(invoice.amount)
        sheet.number(claim.rate)
        sheet.money(claim.interest)
        sheet.money(claim.fee)
        if let interest = claim.interest, let fee = claim.fee {
            sheet.money(Money(cents: interest.cents + fee.cents))
        } else {
            sheet.money(nil)
        }
        sheet.endLine()
    }

    /// The file.
    var file: ToolFile {
        ToolFile(
            name: "factures-en-retard.csv",
            title: "Intérêts et indemnité de chaque facture en retard",
            type: "text/csv; charset=utf-8", bytes: sheet.bytes)
    }
}
