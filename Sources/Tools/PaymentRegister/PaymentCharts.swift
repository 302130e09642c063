import Law
import Procurement

/// The pictures of a register.
struct PaymentCharts {
    /// Days of the payments, the shortest first.
    let sorted: [Int32]
    let months: [PaymentGroup]
    let services: [PaymentGroup]
    /// The delay of the day of the question.
    let delay: LegalNumber?

    /// The most services drawn.
    private static let mostServices = 12

    /// Distribution of delays, delays by month, late share by service.
    var charts: [ToolChart] {
        guard !sorted.isEmpty else { return [] }
        var charts = [distribution]
        if months.count > 1 { charts.append(course) }
        let judged = services.filter { $0.tally.lateShare != nil }
        if judged.count > 1 {
            charts.append(
                ToolChart(
                    title: "Part des paiements en retard, par service", unit: "%",
                    kind: .bars(
                        judged.prefix(PaymentCharts.mostServices).map {
                            ToolChart.Bar(
                                label: $0.label, value: $0.tally.lateShare?.approximate ?? 0)
                        })))
        }
        return charts
    }

    private var distribution: ToolChart {
        let ends: [Int32] = [5, 10, 20, 30, 40, 50, 60, 90]
        var counts = [Int](repeating: 0, count: ends.count + 1)
        for days in sorted { counts[ends.firstIndex { days <= $0 } ?? ends.count] += 1 }
        var bars: [ToolChart.Bar] = []
        var first: Int32 = 0
        for (end, count) in zip(ends, counts) {
            bars.append(ToolChart.Bar(label: "\(first) à \(end) jours", value: Double(count)))
            first = end + 1
        }
        bars.append(
            ToolChart.Bar(label: "Plus de 90 jours", value: Double(counts[ends.count])))
        return ToolChart(
            title: "Nombre de paiements selon leur délai", unit: "paiements", kind: .bars(bars))
    }

    private var course: ToolChart {
        var series = [
            ToolChart.Series(
                label: "Délai moyen par facture", values: months.map { $0.tally.mean?.approximate }),
            ToolChart.Series(
                label: "Délai moyen par euro",
                values: months.map { $0.tally.meanByAmount?.approximate }),
        ]
        if let delay {
            series.append(
                ToolChart.Series(
                    label: "Délai légal", values: months.map { _ in delay.approximate }))
        }
        return ToolChart(
            title: "Délai de paiement mois par mois", unit: "jours",
            kind: .lines(places: months.map(\.label), series))
    }
}
