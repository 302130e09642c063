import Columns
import Editions
import Indicators
import Law
import Procurement

/// Lines of the radar as a table for people.
struct RenewalTable {
    let edition: Observation
    /// The day months are counted from.
    let day: Day
    let caption: String
    var showsBuyer = true
    var showsDistance = false

    /// The table. On a phone each row becomes a block.
    func html(_ lines: [RenewalLine]) -> HTML {
        var heads = ["Objet"]
        if showsBuyer { heads.append("Acheteur") }
        heads += ["Fin attendue", "Prochain avis, probable", "Titulaires sortants"]
        let numbers = heads.count..<heads.count + (showsDistance ? 3 : 2)
        heads += ["Montant", "Offres reçues"]
        if showsDistance { heads.append("Distance") }
        let rows = lines.map { line -> [HTML] in
            var cells = [object(line)]
            if showsBuyer { cells.append(buyer(line)) }
            cells += [end(line), window(line), suppliers(line), amount(line), offers(line)]
            if showsDistance {
                cells.append(
                    Blocks.value(line.distance.map { RenewalLine.kilometres($0) }))
            }
            return cells
        }
        return Blocks.table(caption, heads: heads, rows: rows, numbers: Set(numbers))
    }

    private var contracts: Table { edition.tables.contracts }

    private func object(_ line: RenewalLine) -> HTML {
        let text = contracts["objet"]?.text(line.row) ?? "Objet inconnu"
        var html: HTML = """
            <a href="\(ContractPage.link(to: line.key))">\(ContractTable.shortened(text))</a>
            """
        if let code = contracts["codeCPV"]?.text(line.row) {
            html += "<br><small class=\"petit\">\(edition.answers.label("cpv", code))</small>"
        }
        if let successor = line.successor {
            html += """
                <br><span class="etiquette">déjà renouvelé, semble-t-il</span> \
                <small class="petit"><a href="\(ContractPage.link(to: successor.key))">le contrat qui \
                lui ressemble</a> (\(successor.likeness)\u{202F}% de mots communs), notifié \
                \(Self.gap(successor.gap))</small>
                """
        }
        return "<div class=\"objet\">\(html)</div>"
    }

    private func buyer(_ line: RenewalLine) -> HTML {
        guard let id = contracts["acheteur_id"]?.text(line.row), !id.isEmpty else {
            return Blocks.value(nil)
        }
        let name = contracts["acheteur_nom"]?.text(line.row)
        return "<a href=\"\(BuyerRenewalPage.link(to: id))\">\(name ?? id)</a>"
    }

    private func end(_ line: RenewalLine) -> HTML {
        let days = Int(line.end.number) - Int(day.number)
        return """
            <time class="serre" datetime="\(line.end.description)">\(French.day(line.end))</time><br>\
            <small class="petit serre">\(days >= 0 ? "dans \(Self.length(days))" : "passée")</small>
            """
    }

    /// Days ahead, in months of a twelfth of a year from two months on.
    static func length(_ days: Int) -> String {
        days < 61
            ? French.count(days, "jour")
            : French.count(Int((Double(days) * 12 / 365.25).rounded()), "mois", "mois")
    }

    private func window(_ line: RenewalLine) -> HTML {
        if contracts["concurrentielle"]?.integer(line.row) == 0 {
            return "<span class=\"petit\">passé sans publicité la dernière fois</span>"
        }
        let window = line.window
        let state: HTML? =
            window.latest < day ? "<br><small class=\"petit\">fenêtre passée</small>" : nil
        return """
            <span class="serre">du \(French.day(window.earliest))</span> \
            <span class="serre">au \(French.day(window.latest))</span><br>\
            <small class="petit">\(Self.basis(window))</small>\(state)
            """
    }

    /// What a window is drawn from, in a few words.
    static func basis(_ window: NoticeWindow) -> String {
        switch window.basis {
        case .learned(let lesson):
            "d’après \(French.integer(lesson.succeeded)) renouvellements, \(lesson.group)"
        case .lawOnly: "d’après les seuls délais de la loi"
        }
    }

    /// `12 jours avant la fin attendue`.
    static func gap(_ days: Int) -> String {
        days == 0
            ? "le jour de la fin attendue"
            : French.count(abs(days), "jour")
                + (days < 0 ? " avant la fin attendue" : " après la fin attendue")
    }

    private func suppliers(_ line: RenewalLine) -> HTML {
        let awards = edition.tables.awards
        var html = HTML()
        let rows = edition.tables.awards(of: line.row)
        for award in rows.prefix(3) {
            if !html.isEmpty { html += ", " }
            let id = awards["titulaire_id"]?.text(award) ?? ""
            let name = awards["titulaire_nom"].flatMap { CellText.shown($0, award) } ?? id
            html +=
                id.isEmpty
                ? Blocks.value(name.isEmpty ? nil : name)
                : "<a href=\"\(SupplierPage.link(to: id))\">\(name)</a>"
        }
        if rows.count > 3 { html += " et \(French.count(rows.count - 3, "autre"))" }
        return html.isEmpty ? Blocks.value(nil) : html
    }

    private func amount(_ line: RenewalLine) -> HTML {
        guard let cents = contracts["montant_centimes"]?.integer(line.row) else {
            return Blocks.value(nil)
        }
        let ceiling: HTML? =
            contracts["plafond"]?.integer(line.row) == 1
            ? "<br><small class=\"petit\">plafond</small>" : nil
        return "\(Blocks.amount(cents))\(ceiling)"
    }

    private func offers(_ line: RenewalLine) -> HTML {
        Blocks.value(contracts["offresRecues"]?.integer(line.row).map { French.integer($0) })
    }
}
