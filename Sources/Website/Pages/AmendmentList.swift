import Columns
import Procurement

/// A contract's amendments as a timeline, from its notification.
struct AmendmentList {
    let edition: Observation
    let contract: Int

    /// The timeline, or nothing when nothing changed.
    var html: HTML {
        let range = edition.tables.amendments(of: contract)
        guard !range.isEmpty else { return HTML() }
        let contracts = edition.tables.contracts
        let table = edition.tables.amendments
        func first(_ name: String) -> String? {
            contracts[name].flatMap { CellText.shown($0, contract) }
        }
        var items: [HTML] = [
            """
            <li><strong>\(first("dateNotification") ?? "Date inconnue")</strong>\u{202F}: notification, \
            \(first("montant_initial_centimes") ?? "montant inconnu")\
            \(first("dureeMois_initiale").map { ", " + $0 })</li>

            """
        ]
        var amount = contracts["montant_initial_centimes"]?.integer(contract)
        for row in range {
            func text(_ name: String) -> String? { table[name].flatMap { CellText.shown($0, row) } }
            var changes: [HTML] = []
            if let cents = table["montant_centimes"]?.integer(row) {
                var change: HTML = "nouveau montant total \(French.euros(cents: cents))"
                if let amount, amount > 0, cents != amount {
                    let share = Double(cents - amount) / Double(amount)
                    change += " (\(share > 0 ? "+" : "")\(French.percent(share)))"
                }
                amount = cents
                changes.append(change)
            }
            if let months = text("dureeMois") {
                changes.append("nouvelle durée totale \(months)")
            }
            if let holders = text("titulaires") { changes.append("nouveaux titulaires \(holders)") }
            if let object = text("objetModification") { changes.append(HTML(text: object)) }
            if changes.isEmpty { changes.append("sans changement déclaré") }
            var list = HTML()
            for (index, change) in changes.enumerated() {
                if index > 0 { list += "\u{202F}; " }
                list += change
            }
            items.append(
                """
                <li><strong>\(text("dateNotificationModification") ?? "Date inconnue")</strong>\
                \u{202F}: modification \(text("rang") ?? ""), \(list)</li>

                """)
        }
        return "<h2>Modifications</h2>\n<ol class=\"frise\">\n\(items)</ol>\n"
    }
}
