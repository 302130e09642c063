import Law
import Procurement

/// Payments of a month, a service or a size of supplier.
struct PaymentGroup {
    /// As data write it: `2026-07`, the name of a service, `micro`.
    let key: String
    /// French.
    let label: String
    let tally: PaymentTally
    let median: LegalNumber?
    let ninthDecile: LegalNumber?

    /// Payments below which a summary to be filed says only how many there are: an invoice must not
    /// be guessed from it.
    static let leastShown = 5

    /// Whether a summary to be filed says only how many payments there are.
    private(set) var isWithheld = false

    private init(key: String, label: String, tally: PaymentTally) {
        self.key = key
        self.label = label
        self.tally = tally
        let sorted = tally.days.sorted()
        median = PaymentTally.median(sorted)
        ninthDecile = PaymentTally.ninthDecile(sorted)
    }

    /// By month of the payment, the first one first.
    static func months(_ reading: RegisterReading) -> [PaymentGroup] {
        let months = reading.months.sorted { $0.key < $1.key }.map { index, tally in
            let year = index / 12
            let month = index % 12 + 1
            return PaymentGroup(
                key: "\(year)-\(month < 10 ? "0" : "")\(month)",
                label: FrenchNumber.month(month, year: year), tally: tally)
        }
        return withholding(months)
    }

    /// By service, the largest amount first.
    static func services(_ reading: RegisterReading) -> [PaymentGroup] {
        let services = reading.services.sorted {
            ($1.tally.cents, $0.name) < ($0.tally.cents, $1.name)
        }.map {
            let name = shortened($0.name)
            return PaymentGroup(
                key: name, label: name.isEmpty ? "Service non indiqué" : name, tally: $0.tally)
        }
        return withholding(services)
    }

    /// By size of supplier, the smallest first, then unknown ones.
    static func sizes(_ reading: RegisterReading) -> [PaymentGroup] {
        let sizes: [CompanySize?] = CompanySize.allCases + [nil]
        let groups = sizes.compactMap { size in
            reading.sizes[size].map {
                PaymentGroup(
                    key: size?.rawValue ?? "", label: size?.label ?? "Taille non indiquée",
                    tally: $0)
            }
        }
        return withholding(groups)
    }

    /// The groups, those withheld that are too small, and the next ones until what is withheld is
    /// not itself a small group that the total gives away.
    private static func withholding(_ groups: [PaymentGroup]) -> [PaymentGroup] {
        var groups = groups
        var hidden = 0
        for index in groups.indices.sorted(by: { groups[$0].tally.count < groups[$1].tally.count })
        {
            let count = groups[index].tally.count
            guard count < leastShown || (1..<leastShown).contains(hidden) else { break }
            groups[index].isWithheld = true
            hidden += count
        }
        return groups
    }

    private static func shortened(_ name: String) -> String {
        let plain = String(
            String.UnicodeScalarView(
                name.unicodeScalars.prefix(80).map {
                    $0.value < 0x20 || (0x7F...0x9F).contains($0.value) ? " " : $0
                }))
        return name.unicodeScalars.count > 80 ? plain + "…" : plain
    }

    /// A table of groups.
    static func table(
        _ name: String, _ title: String, _ first: String, _ groups: [PaymentGroup],
        note: String? = nil
    ) -> ToolTable {
        ToolTable(
            name, title,
            columns: [
                .init("key", first), .init("payments", "Paiements"), .init("amount", "Montant TTC"),
                .init("delayMean", "Délai moyen"),
                .init("delayMeanByAmount", "Délai moyen par euro"),
                .init("delayMedian", "Délai médian"), .init("delayP90", "Neuf sur dix en"),
                .init("lateShare", "En retard, en nombre"),
                .init("lateShareByAmount", "En retard, en montant"),
                .init("lateUnknown", "Retard inconnu"), .init("owed", "Intérêts et indemnités dus"),
            ],
            rows: groups.map(\.row), note: note)
    }

    private var row: [ToolValue] {
        [
            .text(label), .number(LegalNumber(Int64(tally.count)), unit: ""),
            .money(Money(cents: tally.cents)), days(tally.mean), days(tally.meanByAmount),
            days(median), days(ninthDecile), percent(tally.lateShare),
            percent(tally.lateShareByAmount),
            .number(LegalNumber(Int64(tally.count - tally.judgedCount)), unit: ""),
            .money(tally.owed),
        ]
    }

    private func days(_ number: LegalNumber?) -> ToolValue {
        number.map { .number($0, unit: "jours") } ?? .unknown("aucun paiement")
    }

    private func percent(_ number: LegalNumber?) -> ToolValue {
        number.map { .number($0, unit: "%") } ?? .unknown("aucune date limite connue")
    }
}
