import Community
import Tools

/// An application's documents as files.
enum ApplicationPrint {
    /// A document as PDF/UA, by WeasyPrint.
    ///
    /// - Throws: `Program.Failure` when it is absent or fails.
    static func pdf(_ document: ToolDocument, site: String) throws -> [UInt8] {
        try Program(name: "weasyprint", seconds: 60).run(
            ["--encoding", "utf-8", "--pdf-variant", "pdf/ua-1", "-", "-"],
            input: html(document, site: site).bytes)
    }

    /// The structured application: what a program reads in place of the forms.
    ///
    /// - Shape: one JSON object; amounts in whole euros before tax; days and moments as ISO 8601.
    static func json(_ application: Applications.Application) -> JSON {
        let company = application.content.company
        let call = application.content.call
        var items: [(String, JSON)] = []
        items.append(("format", .text("orcp-candidature-1")))
        items.append(("faite", .text(ParisTime.machine(application.made))))
        items.append(
            (
                "consultation",
                texts([
                    ("acheteur", call.buyer), ("objet", call.object), ("lots", call.lots),
                    ("reference", call.reference ?? ""), ("lien", call.link),
                ])
            ))
        items.append(("entreprise", identity(company)))
        items.append(("exercices", .list(company.years.map(year))))
        items.append(("assurances", .list(company.insurances.map(insurance))))
        items.append(("references", .list(company.references.map(reference))))
        items.append(("qualifications", .list(company.qualifications.map(qualification))))
        items.append(
            (
                "moyens",
                .object([
                    ("materiel", .text(company.equipment)),
                    ("encadrement", whole(company.managers)),
                ])
            ))
        items.append(("exclusions", exclusions(company.exclusions)))
        items.append(("groupement", group(call, company)))
        items.append(("sousTraitant", subcontractor(call.subcontractor)))
        items.append(
            (
                "signataire",
                texts([
                    ("nom", application.signatory.name),
                    ("qualite", application.signatory.occupation),
                    ("courriel", application.signatory.email),
                    ("telephone", application.signatory.telephone),
                ])
            ))
        return .object(items)
    }

    private static func texts(_ items: [(String, String)]) -> JSON {
        .object(items.map { item -> (String, JSON) in (item.0, .text(item.1)) })
    }

    private static func whole(_ number: Int?) -> JSON { .integer(number.map { Int64($0) }) }

    private static func identity(_ company: CompanyAnswers) -> JSON {
        var items: [(String, JSON)] = [
            ("siret", .text(company.siret)), ("nom", .text(company.name)),
            ("forme", .text(company.legalForm)), ("adresse", .text(company.address)),
            ("codePostal", .text(company.postalCode)), ("commune", .text(company.town)),
            ("activite", .text(company.activity)), ("taille", .text(company.size)),
        ]
        let isSmall: JSON = company.isSmallOrMedium.map { JSON.bool($0) } ?? .null
        items.append(("pme", isSmall))
        return .object(items)
    }

    private static func year(_ year: CompanyAnswers.Year) -> JSON {
        .object([
            ("annee", whole(year.year)), ("chiffreAffairesHT", whole(year.turnover)),
            ("partActivite", whole(year.share)), ("effectif", whole(year.headcount)),
        ])
    }

    private static func insurance(_ item: CompanyAnswers.Insurance) -> JSON {
        texts([
            ("garantie", item.kind), ("assureur", item.insurer), ("numero", item.number),
            ("fin", item.end),
        ])
    }

    private static func reference(_ item: CompanyAnswers.Reference) -> JSON {
        .object([
            ("objet", .text(item.object)), ("client", .text(item.client)),
            ("annee", whole(item.year)), ("montantHT", whole(item.amount)),
        ])
    }

    private static func qualification(_ item: CompanyAnswers.Qualification) -> JSON {
        texts([
            ("nom", item.name), ("organisme", item.body), ("numero", item.number),
            ("fin", item.end),
        ])
    }

    private static func exclusions(_ said: CompanyAnswers.Exclusions?) -> JSON {
        guard let said else { return .null }
        let articles: [JSON] = said.affirmed.map { .text($0.article) }
        return .object([
            ("confirmees", .text(ParisTime.machine(Moment(seconds: said.momentSeconds)))),
            ("articles", .list(articles)), ("precisions", .text(said.precisions)),
        ])
    }

    private static func subcontractor(_ other: Applications.Subcontractor?) -> JSON {
        guard let other else { return .null }
        return .object([
            ("nom", .text(other.name)), ("siret", .text(other.siret)),
            ("adresse", .text(other.address)), ("prestations", .text(other.works)),
            ("montantHT", whole(other.amount)),
        ])
    }

    private static func group(_ call: Applications.Call, _ company: CompanyAnswers) -> JSON {
        guard let form = call.group else { return .null }
        let members = call.members.map { member -> JSON in
            texts([("nom", member.name), ("siret", member.siret), ("prestations", member.share)])
        }
        return .object([
            ("forme", .text(form.rawValue)), ("mandataire", .text(company.siret)),
            ("mandataireSolidaire", .bool(form == .several || call.agentAnswers)),
            ("membres", .list(members)),
        ])
    }

    /// A document as a page to print.
    private static func html(_ document: ToolDocument, site: String) -> HTML {
        var body = HTML()
        for block in document.blocks {
            switch block {
            case .heading(let text): body += "<h2>\(text)</h2>\n"
            case .paragraph(let text): body += "<p>\(lines(text.split(separator: "\n")))</p>\n"
            case .lines(let texts): body += "<p>\(lines(texts))</p>\n"
            case .list(let items):
                let points = items.map { item -> HTML in "<li>\(item)</li>\n" }
                body += "<ul>\(points)</ul>\n"
            case .table(let head, let rows):
                let heads = head.map { cell -> HTML in "<th scope=\"col\">\(cell)</th>" }
                let lines = rows.map { row -> HTML in
                    let cells = row.map { cell -> HTML in "<td>\(cell)</td>" }
                    return "<tr>\(cells)</tr>\n"
                }
                body +=
                    "<table><thead><tr>\(heads)</tr></thead>\n<tbody>\(lines)</tbody></table>\n"
            }
        }
        return """
            <!DOCTYPE html>
            <html lang="fr"><head><meta charset="utf-8"><title>\(document.title)</title>
            <style>\(HTML(trusted: TrustedMarkup(markup: sheet)))</style></head>
            <body><h1>\(document.title)</h1>
            \(body)<p class="petit">Document préparé avec \(site) d’après le dossier de l’entreprise.</p>
            </body></html>
            """
    }

    private static func lines(_ texts: [some StringProtocol]) -> HTML {
        var html = HTML()
        for (index, text) in texts.enumerated() {
            if index > 0 { html += "<br>" }
            html += HTML(text: String(text))
        }
        return html
    }

    private static let sheet = """
        @page{size:A4;margin:20mm 18mm;@bottom-right{content:counter(page) " / " counter(pages);font-size:9pt}}
        body{font:10.5pt/1.4 "DejaVu Sans","Liberation Sans",sans-serif;color:#1b1f27}
        h1{font-size:17pt;margin:0 0 6mm}h2{font-size:11.5pt;margin:6mm 0 1.5mm;break-after:avoid}
        p,ul{margin:1mm 0 2mm}li{margin:.5mm 0}
        table{border-collapse:collapse;width:100%;margin:2mm 0}tr{break-inside:avoid}
        th,td{border:.2mm solid #8a93a3;padding:1.2mm 2mm;text-align:left;vertical-align:top}
        th{background:#eef1f5}.petit{font-size:8pt;color:#4a5261;margin-top:8mm}
        """
}
