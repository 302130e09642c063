import Community
import Procurement

/// The charter's report of a year, for the assembly: a page to print, and the same as PDF.
enum CharterReportPage: CommunityPage {
    static let path = "/observatoire/charte/rapport/:annee"

    static func link(to year: Int) -> Link {
        Link(["observatoire", "charte", "rapport", String(year)])
    }

    static func document(_ context: Context) throws -> Document {
        let year = try year(context)
        var content: HTML = """
            <p class="agir petit">Imprimez cette page depuis votre navigateur, ou \
            <a href="\(CharterReportFile.link(to: year))">téléchargez-la en PDF</a>.</p>

            """
        content += try report(context, year)
        return Document(
            title: "Rapport de la charte, \(year)",
            summary: "Engagements, positions et chiffres attestés de l’année \(year).",
            content: content, section: .observatoire,
            trail: CharterPage.trail + [("La charte", CharterPage.link)])
    }

    /// The year of the address.
    ///
    /// - Throws: a `Problem` outside 2017 and this year.
    static func year(_ context: Context) throws(Problem) -> Int {
        let written = context.argument("annee")
        guard let year = Int(written), (2017...context.today.year).contains(year) else {
            throw .absent(
                "Il n’y a pas de rapport pour «\u{202F}\(Problem.shortened(written))\u{202F}».")
        }
        return year
    }

    /// What the report says, from what was known at the year's end.
    static func report(_ context: Context, _ year: Int) throws -> HTML {
        let members = try context.community()
        let charter = members.store.charter
        let yearEnd = Day(year: year, month: 12, day: 31) ?? context.today
        let end = min(yearEnd, context.today)
        let all = try charter.signatures(withdrawn: true).filter { ParisTime.day($0.signed) <= end }
        let inForce = all.filter { $0.withdrawn.map { ParisTime.day($0) > end } ?? true }
        let standings = try charter.standings(inForce).map { $0.until(end) }
        var html: HTML = """
            <p class="chapo">État au \(French.day(end)). Chaque chiffre est donné avec sa base, ses inconnus et son \
            édition.</p>
            \(CharterPage.figures(standings, on: end))
            """
        html += movements(all, year)
        for commitment in try charter.commitments() {
            let here = standings.filter { $0.signature.commitment.id == commitment.id }
            if here.isEmpty { continue }
            html += section(commitment, here, on: end)
        }
        html += try attested(members, year)
        html += """
            <h2>Comment lire ce rapport</h2>
            <ul class="liste">
            <li>Un engagement mesuré est tenu quand la cible est atteinte dans la dernière édition dont le jour précède \
            l’échéance\u{202F}; un autre l’est quand une preuve est déposée à temps (indicateur RSE-01).</li>
            <li>Moins de vingt cas connus ne font pas un chiffre\u{202F}: l’état est alors «\u{202F}on ne sait pas\u{202F}».</li>
            <li>Les signataires sont dans l’ordre alphabétique\u{202F}: ce rapport ne classe personne.</li>
            </ul>

            """
        return html
    }

    private static func movements(_ all: [Signature], _ year: Int) -> HTML {
        let signed = all.filter { ParisTime.day($0.signed).year == year }
        let withdrawn = all.filter { $0.withdrawn.map { ParisTime.day($0).year == year } ?? false }
        return """
            <p>Dans l’année\u{202F}: \(signed.isEmpty ? "aucune signature" : French.count(signed.count, "signature")), \
            \(withdrawn.isEmpty ? "aucun retrait" : French.count(withdrawn.count, "retrait")).</p>

            """
    }

    private static func section(_ commitment: Commitment, _ standings: [Standing], on day: Day)
        -> HTML
    {
        var html: HTML = "<h2>\(commitment.title)</h2>\n"
        if let tie = commitment.tie {
            html += "<p>\(CharterText.indicator(tie))\u{202F}: \(CharterText.target(tie)).</p>\n"
        }
        let rows = standings.map { standing -> [HTML] in
            let name = HTML(text: standing.signature.organisationName)
            let outcome = HTML(text: standing.outcome(on: day).label)
            guard let baseline = standing.baseline, let latest = standing.latest else {
                let evidence = standing.evidence.map { evidence -> HTML in
                    "<p>\(ParisTime.dayText(evidence.filed))\u{202F}: \(evidence.text)</p>"
                }
                return [name, "—", "—", "—", outcome, HTML() + "\(evidence)"]
            }
            return [
                name, CharterText.position(baseline), CharterText.position(latest),
                CharterText.change(standing, at: latest), outcome,
                CharterText.comment(standing, at: latest),
            ]
        }
        html += Blocks.table(
            "Signataires\u{202F}: \(commitment.title)",
            heads: [
                "Signataire", "Départ", "Dernière édition", "Depuis le départ", "État",
                "Commentaire ou preuve",
            ], rows: rows, isCaptionHidden: true)
        return html
    }

    private static func attested(_ members: Members, _ year: Int) throws -> HTML {
        var html: HTML = "<h2>Délais de paiement attestés</h2>\n"
        var isEmpty = true
        for number in 1...4 {
            guard let quarter = Quarter(year: year, number: number) else { continue }
            let board = try members.store.attestations.board(quarter)
            guard board.filers > 0 else { continue }
            isEmpty = false
            html += "<h3>\(quarter.label)</h3>\n\(PaymentBoardPage.boardTable(board))"
        }
        return isEmpty ? html + "<p>Aucun trimestre de l’année n’est attesté.</p>\n" : html
    }
}

/// The report as a PDF, made by WeasyPrint.
enum CharterReportFile: CommunityResource {
    static let path = "/observatoire/charte/rapport/:annee/pdf"

    static func link(to year: Int) -> Link {
        Link(["observatoire", "charte", "rapport", String(year), "pdf"])
    }

    static func answer(_ context: Context) throws -> Answer {
        let year = try CharterReportPage.year(context)
        let site = context.settings.name
        let page: HTML = """
            <!DOCTYPE html>
            <html lang="fr"><head><meta charset="utf-8"><title>Rapport de la charte, \(year) — \(site)</title>
            <style>\(HTML(trusted: TrustedMarkup(markup: sheet)))</style></head>
            <body><p>\(site)</p><h1>Rapport de la charte, \(year)</h1>
            \(try CharterReportPage.report(context, year))</body></html>
            """
        let program = Program(name: "weasyprint", seconds: 90)
        let bytes: [UInt8]
        do {
            bytes = try program.run(
                ["--base-url", context.settings.publicAddress, "-", "-"], input: page.bytes)
        } catch let failure as Program.Failure {
            throw Problem(
                status: 503, title: "PDF indisponible",
                detail:
                    "\(failure) Le rapport reste lisible à l’écran, et s’imprime depuis le navigateur.",
                retryAfter: 3_600)
        }
        return Answer(
            type: "application/pdf", body: .bytes(bytes), keeping: .none,
            headers: [
                ("Content-Disposition", "attachment; filename=\"rapport-charte-\(year).pdf\"")
            ])
    }

    private static let sheet = """
        @page{size:A4;margin:18mm 15mm;@bottom-right{content:counter(page) " / " counter(pages);font-size:8pt}}
        body{font:9.5pt/1.4 "Liberation Sans","DejaVu Sans",sans-serif;color:#1b1f27}
        h1{font-size:20pt}h2{font-size:13pt;margin-top:16pt;break-after:avoid}h3{font-size:11pt;break-after:avoid}
        table{border-collapse:collapse;width:100%;font-size:8pt}caption{display:none}
        th,td{border:.5pt solid #b9c0cb;padding:3pt 4pt;text-align:left;vertical-align:top}
        tr{break-inside:avoid}small{color:#4a5261}a{color:inherit;text-decoration:none}
        .chiffres{list-style:none;padding:0}.chiffre{margin:4pt 0}.valeur{font-weight:bold;margin-left:6pt}
        .petit{font-size:8pt;color:#4a5261}.inconnu{font-style:italic;color:#4a5261}
        """
}
