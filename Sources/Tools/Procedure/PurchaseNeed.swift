import Law
import Procurement

/// A purchase to be made, and its value as thresholds compare it.
struct PurchaseNeed: Sendable {
    /// A lot and its estimated value.
    struct Lot: Sendable {
        let name: String
        let amount: Money
    }

    let buyer: BuyerRole
    let purchase: PurchaseType
    let sector: Sector
    let isInnovative: Bool
    /// This purchase alone, all lots.
    let amount: Money
    let alreadySpent: Money?
    let other: (purchase: PurchaseType, amount: Money)?
    let lots: [Lot]
    let day: Day
    let compareOn: Day?
    let signature: Day?
    let months: LegalNumber?
    let buyerSize: BuyerSize?
    let company: CompanySize?
    let circumstance: Circumstance
    let isElectronic: Bool
    let analysisDays: Int?
    let tenderDays: Int?

    /// The value that is compared with thresholds.
    var value: Money {
        Money(cents: amount.cents + (alreadySpent?.cents ?? 0) + (other?.amount.cents ?? 0))
    }

    /// The value in the unit of legal numbers.
    var number: LegalNumber { LegalNumber(tenThousandths: value.cents * 100) }

    /// The situation on a day.
    func situation(on day: Day, circumstance: Circumstance? = nil) -> Situation {
        Situation(
            on: day, buyer: buyer, purchase: purchase, sector: sector, company: company,
            buyerSize: buyerSize, circumstance: circumstance ?? self.circumstance)
    }

    /// Reads a case.
    ///
    /// - Throws: `ToolRefusal` when no value is given, two contradict each other, or half of a mixed
    ///   purchase is missing.
    init(_ input: ToolInput, today: Day) throws(ToolRefusal) {
        buyer = try input.required(ProcedureFields.buyer)
        purchase = try input.required(ProcedureFields.purchase).purchase
        sector = input.optional(ProcedureFields.sector) ?? .ordinary
        isInnovative = input.optional(ProcedureFields.innovative) ?? false
        var lots: [Lot] = []
        for row in try input.rows(ProcedureFields.lots) {
            lots.append(
                Lot(
                    name: row.optional(ProcedureFields.lotName) ?? "Lot \(row.number)",
                    amount: try row.required(ProcedureFields.lotAmount)))
        }
        self.lots = lots
        let total = Money(cents: lots.reduce(0) { $0 + $1.amount.cents })
        if let given = input.optional(ProcedureFields.amount) {
            guard lots.isEmpty || given == total else {
                throw .contradiction(
                    field: ProcedureFields.amount.name, label: ProcedureFields.amount.label,
                    value: input.text(ProcedureFields.amount),
                    because:
                        "les lots font \(total.french)\u{202F}; corrigez l’un ou l’autre, ou laissez "
                        + "ce champ vide")
            }
            amount = given
        } else if !lots.isEmpty {
            amount = total
        } else {
            amount = try input.required(ProcedureFields.amount)
        }
        alreadySpent = input.optional(ProcedureFields.alreadySpent)
        switch (
            input.optional(ProcedureFields.otherPurchase),
            input.optional(ProcedureFields.otherAmount)
        ) {
        case (let type?, let amount?): other = (type.purchase, amount)
        case (nil, nil): other = nil
        case (_?, nil): _ = try input.required(ProcedureFields.otherAmount); other = nil
        case (nil, _?): _ = try input.required(ProcedureFields.otherPurchase); other = nil
        }
        day = input.optional(ProcedureFields.day) ?? today
        compareOn = input.optional(ProcedureFields.compareOn)
        signature = input.optional(ProcedureFields.signature)
        months = input.optional(ProcedureFields.months)
        buyerSize = input.optional(ProcedureFields.buyerSize)
        company = input.optional(ProcedureFields.company)
        isElectronic = input.optional(ProcedureFields.electronic) ?? true
        if input.optional(ProcedureFields.urgency) == true {
            circumstance = .urgency
        } else if input.optional(ProcedureFields.priorNotice) == true {
            circumstance = .priorNotice
        } else {
            circumstance = isElectronic ? .electronic : .none
        }
        analysisDays = input.optional(ProcedureFields.analysisDays)
        tenderDays = input.optional(ProcedureFields.tenderDays)
    }

    /// How the value was computed.
    func steps(_ law: LawBook) -> [ToolStep] {
        var parts = [amount.french + (lots.isEmpty ? "" : " pour les lots")]
        if let alreadySpent { parts.append("\(alreadySpent.french) déjà dépensés") }
        if let other { parts.append("\(other.amount.french) pour l’autre partie") }
        var steps = [
            ToolStep(
                title: "Valeur comparée aux seuils",
                text: parts.count == 1
                    ? "\(parts[0]), hors taxes."
                    : parts.joined(separator: " + ") + " = \(value.french), hors taxes.",
                articles: ToolArticle.of(law.rule(.needValue), on: day))
        ]
        if let other {
            let fits = other.amount <= amount
            steps.append(
                ToolStep(
                    title: "Achat mixte",
                    text: "L’objet principal est «\u{202F}\(purchase.label.lowercased())\u{202F}»"
                        + (fits
                            ? "."
                            : ", alors que l’autre partie vaut plus cher\u{202F}: vérifiez lequel est le "
                                + "principal, car il décide des seuils."),
                    articles: ToolArticle.of(law.rule(.mixedPurchase), on: day)))
        }
        return steps
    }
}
