import Community
import Procurement

/// « Délais de paiement attestés »: the board of a quarter, by size band.
enum PaymentBoardPage: CommunityPage {
    static let path = "/observatoire/delais-de-paiement"

    static func link(_ quarter: Quarter? = nil) -> Link {
        Link(
            ["observatoire", "delais-de-paiement"],
            query: quarter.map { [("trimestre", $0.description)] } ?? [])
    }

    /// The quarter an address asks for; the last one filed, else the last one ended.
    static func quarter(_ context: Context, _ known: [Quarter]) throws(Problem) -> Quarter {
        guard let written = context.visit.value("trimestre") else {
            return known.first ?? Quarter(of: context.today).previous
        }
        guard let quarter = Quarter(written) else {
            throw .invalid(
                field: "trimestre", value: written, expected: "un trimestre, comme 2026-T3")
        }
        return quarter
    }

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let known = try members.store.attestations.quarters()
        let quarter = try quarter(context, known)
        let board = try members.store.attestations.board(quarter)
        var content: HTML = """
            \(context.notice(["depose": "Vos chiffres sont déposés."]))\
            <p class="chapo">Les données essentielles ne disent pas quand les factures sont payées. Des organismes \
            l’attestent, chaque trimestre, par un acte daté et signé\u{202F}: des totaux seulement, jamais une facture \
            ni un fournisseur.</p>

            """
        if !members.visitor.memberships.isEmpty {
            content += """
                <p class="agir"><a class="bouton" href="\(AttestPage.link)">Attester les chiffres d’un \
                trimestre</a></p>

                """
        }
        content += "<h2>\(quarter.label)</h2>\n"
        content += boardTable(board)
        content += names(board)
        content += quarters(known, quarter)
        content += definitions
        return Document(
            title: "Délais de paiement attestés", summary: "Le tableau trimestriel, par taille.",
            content: content, section: .observatoire, trail: CharterPage.trail)
    }

    /// The board as a table, with what is hidden.
    static func boardTable(_ board: PaymentBoard) -> HTML {
        guard board.filers > 0 else {
            return "<p>Personne n’a encore attesté ce trimestre.</p>\n"
        }
        var rows: [[HTML]] = board.bands.map { row($0.band.label, $0.line) }
        rows.append(row("Ensemble", board.whole))
        return Blocks.table(
            "Délais de paiement attestés, \(board.quarter.label)", heads: heads, rows: rows,
            numbers: [1, 2, 3, 4, 5, 6, 7], isCaptionHidden: true)
                + """
                <p class="petit">Une tranche de moins de \(PaymentBoard.least) déposants est masquée\u{202F}; l’ensemble l’est \
                aussi quand il la laisserait deviner. \
                <a href="\(PaymentBoardFile.link(board.quarter))">Ce tableau en CSV</a></p>

                """
    }

    private static let heads = [
        "Effectif", "Déposants", "Factures payées", "Délai moyen", "Médiane des médianes",
        "Part en retard", "Intérêts versés", "Impayées en retard",
    ]

    private static func row(_ label: String, _ line: PaymentBoard.Line?) -> [HTML] {
        guard let line else {
            return [HTML(text: label), "<span class=\"inconnu\">masqué</span>"]
                + Array(repeating: "—", count: heads.count - 2)
        }
        func unknown(_ text: String?) -> HTML {
            text.map { HTML(text: $0) } ?? "<span class=\"inconnu\">masqué ou inconnu</span>"
        }
        let unpaid = line.unpaidCents.map { cents in
            (line.unpaidCount.map { French.count($0, "facture") + ", " } ?? "")
                + French.roundedEuros(cents: Int64(cents))
        }
        return [
            HTML(text: label), HTML(text: French.integer(line.filers)),
            HTML(text: French.integer(line.invoices)), HTML(text: days(line.meanHundredths)),
            unknown(line.medianOfMediansHundredths.map(days)),
            HTML(text: percent(line.lateTenThousandths)),
            unknown(line.interestPaidCents.map { French.roundedEuros(cents: Int64($0)) }),
            unknown(unpaid),
        ]
    }

    /// `23,4 j`.
    static func days(_ hundredths: Int) -> String {
        French.decimal(Double(hundredths) / 100, decimals: 1) + French.noBreakSpace + "j"
    }

    /// `12,3 %`.
    static func percent(_ tenThousandths: Int) -> String {
        French.percent(Double(tenThousandths) / 10_000)
    }

    private static func names(_ board: PaymentBoard) -> HTML {
        guard !board.names.isEmpty else { return HTML() }
        let items = board.names.map { name -> HTML in "<li>\(name)</li>\n" }
        return """
            <h3>Ils ont attesté ce trimestre</h3>
            <ul class="liste">
            \(items)</ul>

            """
    }

    private static func quarters(_ known: [Quarter], _ shown: Quarter) -> HTML {
        let others = known.filter { $0 != shown }
        guard !others.isEmpty else { return HTML() }
        let items = others.map { quarter -> HTML in
            "<li><a href=\"\(link(quarter))\">\(quarter.label)</a></li>\n"
        }
        return "<h2>Autres trimestres</h2>\n<ul class=\"liste\">\n\(items)</ul>\n"
    }

    private static let definitions: HTML = """
        <h2>Ce que disent ces chiffres</h2>
        <ul class="liste">
        <li>L’effectif est celui de l’organisme entier, déclaré par lui\u{202F}; les tranches suivent les seuils de 50, \
        250 et 5\u{202F}000 personnes des catégories d’entreprises.</li>
        <li>Le délai moyen va du point de départ du délai au paiement\u{202F}; chaque organisme y pèse ses factures \
        (DEL-01). La part en retard pèse de même (DEL-02).</li>
        <li>La médiane des médianes est celle du milieu des organismes, chacun comptant autant.</li>
        <li>Les intérêts versés comprennent les indemnités forfaitaires (DEL-05). Les impayées sont celles dont la \
        date limite est passée au dernier jour du trimestre (DEL-06).</li>
        <li>Ces chiffres sont attestés, pas vérifiés. Un chiffre corrigé remplace le premier, qui est gardé.</li>
        </ul>

        """
}

/// The board of a quarter as a file.
enum PaymentBoardFile: CommunityResource {
    static let path = "/observatoire/delais-de-paiement/:trimestre"

    static func link(_ quarter: Quarter) -> Link {
        Link(["observatoire", "delais-de-paiement", "\(quarter).csv"])
    }

    static func answer(_ context: Context) throws -> Answer {
        let members = try context.community()
        let name = context.argument("trimestre")
        guard name.hasSuffix(".csv"), let quarter = Quarter(name.dropLast(4)) else {
            throw Problem.absent("Ce trimestre n’a pas de tableau.")
        }
        let board = try members.store.attestations.board(quarter)
        let names = [
            "trimestre", "effectif", "deposants", "factures", "delai_moyen_jours",
            "mediane_des_medianes_jours", "part_en_retard", "interets_verses", "interets_deposants",
            "impayees_en_retard", "impayees_en_retard_montant", "impayees_deposants",
        ]
        var bytes = Array((names.joined(separator: ",") + "\r\n").utf8)
        func hundredths(_ value: Int?) -> JSON { .euros(cents: value.map(Int64.init)) }
        for (label, line) in board.bands.map({ ($0.band.rawValue, $0.line) })
            + [("ensemble", board.whole)]
        {
            var cells: [JSON] = [.text(quarter.description), .text(label)]
            if let line {
                cells += [
                    .integer(Int64(line.filers)), .integer(Int64(line.invoices)),
                    hundredths(line.meanHundredths), hundredths(line.medianOfMediansHundredths),
                    .tenThousandths(Int64(line.lateTenThousandths)),
                    hundredths(line.interestPaidCents), .integer(Int64(line.interestFilers)),
                    .integer(line.unpaidCount.map(Int64.init)), hundredths(line.unpaidCents),
                    .integer(Int64(line.unpaidFilers)),
                ]
            } else {
                cells += Array(repeating: .null, count: names.count - 2)
            }
            for (index, cell) in cells.enumerated() {
                if index > 0 { bytes.append(0x2C) }
                CSVCell.write(cell, into: &bytes)
            }
            bytes += [0x0D, 0x0A]
        }
        return Answer(
            type: "text/csv; charset=utf-8; header=present", body: .bytes(bytes), keeping: .none,
            headers: [
                (
                    "Content-Disposition",
                    "attachment; filename=\"delais-de-paiement-\(quarter).csv\""
                )
            ])
    }
}
