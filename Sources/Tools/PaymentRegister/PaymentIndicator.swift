import Law
import Procurement

/// An indicator of payment delays: its value, how many invoices it rests on, how many it could not
/// use, and what it means. Results, tables and summaries are made from the same list.
struct PaymentIndicator {
    /// `DEL-01`.
    let code: String
    /// Stable name: the JSON member.
    let name: String
    /// French.
    let label: String
    let value: ToolValue
    /// Invoices it rests on.
    let count: Int
    /// Invoices it could not use.
    var unknown = 0
    /// French.
    let definition: String
}

/// The indicators DEL-01 to DEL-08 of a register.
struct PaymentIndicators {
    let reading: RegisterReading
    /// Days of the payments, the shortest first.
    let sorted: [Int32]

    /// The indicators of a reading.
    init(_ reading: RegisterReading) {
        self.reading = reading
        sorted = reading.payments.days.sorted()
    }

    private var payments: PaymentTally { reading.payments }

    /// All of them, in order.
    var list: [PaymentIndicator] {
        delays + lateness + shares + bands + claims + stock + interruptions + suppliers
    }

    private var delays: [PaymentIndicator] {
        let start =
            "du point de départ du délai (réception, ou exécution si elle est plus tardive) au paiement"
        return [
            indicator(
                "DEL-01", "delayMean", "Délai moyen, par facture", days(payments.mean),
                "Moyenne des jours \(start), chaque facture comptant autant."),
            indicator(
                "DEL-01", "delayMeanByAmount", "Délai moyen, par euro payé",
                days(payments.meanByAmount),
                "La même moyenne, chaque facture pesant son montant TTC."),
            indicator(
                "DEL-01", "delayMedian", "Délai médian", days(PaymentTally.median(sorted)),
                "La moitié des factures ont été payées en moins de jours, l’autre en plus."),
            indicator(
                "DEL-01", "delayP90", "Délai de neuf factures sur dix",
                days(PaymentTally.ninthDecile(sorted)),
                "Plus petit nombre de jours en lequel 90\u{202F}% des factures ont été payées."),
            PaymentIndicator(
                code: "DEL-01", name: "delayNetMean", label: "Délai moyen, interruptions déduites",
                value: days(payments.netMean), count: payments.netCount,
                unknown: payments.count - payments.netCount,
                definition: "Moyenne par facture, sans les jours d’interruption du délai."),
        ]
    }

    private var lateness: [PaymentIndicator] {
        let unknown = payments.count - payments.judgedCount
        return [
            PaymentIndicator(
                code: "DEL-02", name: "lateShare", label: "Part des paiements en retard, en nombre",
                value: percent(payments.lateShare), count: payments.judgedCount, unknown: unknown,
                definition:
                    "Paiements après la date limite, interruptions comprises, sur les paiements "
                    + "dont la date limite est connue."),
            PaymentIndicator(
                code: "DEL-02", name: "lateShareByAmount",
                label: "Part des paiements en retard, en montant",
                value: percent(payments.lateShareByAmount), count: payments.judgedCount,
                unknown: unknown, definition: "La même part, en euros TTC."),
            indicator(
                "DEL-02", "beyondShare", "Part au-delà du délai, interruptions non comptées",
                percent(share(payments.beyondCount)),
                "Paiements en plus de jours que le délai légal, comme si rien ne l’avait interrompu."
            ),
        ]
    }

    private var shares: [PaymentIndicator] {
        let unknown = payments.count - payments.sharedCount
        func indicator(
            _ name: String, _ label: String, _ value: ToolValue, _ definition: String
        ) -> PaymentIndicator {
            PaymentIndicator(
                code: "DEL-03", name: name, label: label, value: value, count: payments.sharedCount,
                unknown: unknown, definition: definition)
        }
        let count = Int128(payments.sharedCount)
        var list = [
            indicator(
                "ordererDays", "Jours chez l’ordonnateur",
                days(Hundredths.ratio(Int128(payments.ordererSum), count)),
                "Moyenne du point de départ au mandatement, interruption déduite."),
            indicator(
                "accountantDays", "Jours chez le comptable",
                days(Hundredths.ratio(Int128(payments.accountantSum), count)),
                "Moyenne du mandatement au paiement."),
        ]
        if let limits = reading.law.shares {
            list.append(
                indicator(
                    "ordererOverShare", "Mandatées en plus de \(limits.orderer) jours",
                    percent(Hundredths.ratio(Int128(payments.ordererOver) * 100, count)),
                    "Factures dont l’ordonnateur a dépassé sa part du délai."))
            list.append(
                indicator(
                    "accountantOverShare",
                    "Payées plus de \(limits.accountant) jours après le mandatement",
                    percent(Hundredths.ratio(Int128(payments.accountantOver) * 100, count)),
                    "Factures dont le comptable a dépassé sa part du délai."))
        }
        return list
    }

    private var bands: [PaymentIndicator] {
        let counts = payments.bandCounts
        return [
            indicator(
                "DEL-04", "within5Share", "Payées en 5 jours au plus", percent(share(counts[0])),
                "Part des paiements."),
            indicator(
                "DEL-04", "within30Share", "Payées en 30 jours au plus",
                percent(share(counts[0] + counts[1])), "Part des paiements, les précédents compris."
            ),
            indicator(
                "DEL-04", "from31To60Share", "Payées en 31 à 60 jours", percent(share(counts[2])),
                "Part des paiements."),
            indicator(
                "DEL-04", "beyond60Share", "Payées en plus de 60 jours", percent(share(counts[3])),
                "Part des paiements."),
        ]
    }

    private var claims: [PaymentIndicator] {
        func indicator(
            _ name: String, _ label: String, _ value: ToolValue, _ definition: String
        ) -> PaymentIndicator {
            PaymentIndicator(
                code: "DEL-05", name: name, label: label, value: value, count: payments.lateCount,
                unknown: payments.unknownRate, definition: definition)
        }
        let paid = Int128(payments.interestPaidCents)
        let isGiven = reading.header.has(.interestPaid)
        return [
            indicator(
                "interest", "Intérêts dus", .money(Money(cents: payments.interestCents)),
                "Somme, facture par facture, de montant × taux × jours de retard ÷ 365."),
            indicator(
                "flatFee", "Indemnités forfaitaires dues", .money(Money(cents: payments.feeCents)),
                "Une indemnité par paiement en retard."),
            indicator(
                "total", "Intérêts et indemnités dus", .money(payments.owed),
                "Somme des deux précédents, sur les factures payées."),
            PaymentIndicator(
                code: "DEL-05", name: "interestPaid", label: "Intérêts et indemnités versés",
                value: isGiven
                    ? .money(Money(cents: payments.interestPaidCents))
                    : .unknown("le registre n’a pas cette colonne"),
                count: payments.interestPaidCount, definition: "Ce que le registre dit versé."),
            PaymentIndicator(
                code: "DEL-05", name: "paidToDueShare", label: "Part versée de ce qui est dû",
                value: !isGiven
                    ? .unknown("le registre n’a pas de colonne des intérêts versés")
                    : Hundredths.ratio(paid * 100, Int128(payments.owed.cents)).map {
                        .number($0, unit: "%")
                    } ?? .unknown("rien n’est dû"),
                count: payments.lateCount, unknown: payments.unknownRate,
                definition: "Versé sur dû."),
        ]
    }

    private var stock: [PaymentIndicator] {
        let stock = reading.stock
        func indicator(
            _ name: String, _ label: String, _ value: ToolValue, _ definition: String
        ) -> PaymentIndicator {
            PaymentIndicator(
                code: "DEL-06", name: name, label: label, value: value, count: stock.count,
                unknown: stock.interrupted, definition: definition)
        }
        return [
            indicator(
                "stockLateCount", "Factures non payées en retard",
                .number(LegalNumber(Int64(stock.lateCount)), unit: ""),
                "Reçues, non payées au jour de la situation, leur date limite passée\u{202F}; celles dont "
                    + "le délai est interrompu ne sont pas en retard."),
            indicator(
                "stockLateAmount", "Montant des factures non payées en retard",
                .money(Money(cents: stock.lateCents)),
                "Euros TTC."),
            indicator(
                "stockLateDays", "Retard moyen des factures non payées",
                days(stock.meanLateDays, "aucune facture en retard"),
                "Jours depuis la date limite de celles qui sont en retard."),
            indicator(
                "stockLongest", "Plus long retard d’une facture non payée",
                stock.lateCount > 0
                    ? .number(LegalNumber(Int64(stock.longest)), unit: "jours")
                    : .unknown("aucune facture en retard"),
                "Jours depuis la date limite de la plus en retard."),
            indicator(
                "stockOwed", "Intérêts et indemnités des factures non payées", .money(stock.owed),
                "Comme DEL-05, arrêtés au jour de la situation\u{202F}; ils s’ajoutent à DEL-05."),
        ]
    }

    private var interruptions: [PaymentIndicator] {
        let tally = reading.interruptions
        let sorted = tally.days.sorted()
        return [
            PaymentIndicator(
                code: "DEL-07", name: "interruptedCount", label: "Factures interrompues",
                value: .number(LegalNumber(Int64(tally.count)), unit: ""), count: tally.invoices,
                definition: "Factures, payées ou non, dont le délai a été interrompu."),
            PaymentIndicator(
                code: "DEL-07", name: "interruptionMedian", label: "Durée médiane d’interruption",
                value: days(PaymentTally.median(sorted), "aucune interruption terminée"),
                count: sorted.count, unknown: tally.open,
                definition: "De la notification à la réception des pièces complètes."),
        ]
    }

    private var suppliers: [PaymentIndicator] {
        var known = 0
        var small = (late: 0, judged: 0)
        var larger = (late: 0, judged: 0)
        for (size, tally) in reading.sizes {
            guard let size else { continue }
            known += tally.count
            if size == .micro || size == .sme {
                small.late += tally.lateCount
                small.judged += tally.judgedCount
            } else {
                larger.late += tally.lateCount
                larger.judged += tally.judgedCount
            }
        }
        func indicator(
            _ name: String, _ label: String, _ part: (late: Int, judged: Int)
        ) -> PaymentIndicator {
            PaymentIndicator(
                code: "DEL-08", name: name, label: label,
                value: percent(
                    Hundredths.ratio(Int128(part.late) * 100, Int128(part.judged)),
                    "aucun paiement dont la taille du fournisseur est connue"),
                count: part.judged, unknown: payments.count - known,
                definition: "DEL-02 en nombre, pour ces fournisseurs.")
        }
        return [
            indicator(
                "lateShareSmall", "Retards\u{202F}: micro, petites et moyennes entreprises", small),
            indicator("lateShareLarger", "Retards\u{202F}: autres entreprises", larger),
        ]
    }

    private func indicator(
        _ code: String, _ name: String, _ label: String, _ value: ToolValue, _ definition: String
    ) -> PaymentIndicator {
        PaymentIndicator(
            code: code, name: name, label: label, value: value, count: payments.count,
            definition: definition)
    }

    private func share(_ count: Int) -> LegalNumber? {
        Hundredths.ratio(Int128(count) * 100, Int128(payments.count))
    }

    private func days(_ number: LegalNumber?, _ reason: String = "aucun paiement") -> ToolValue {
        number.map { .number($0, unit: "jours") } ?? .unknown(reason)
    }

    private func percent(_ number: LegalNumber?, _ reason: String = "aucun paiement") -> ToolValue {
        number.map { .number($0, unit: "%") } ?? .unknown(reason)
    }
}
