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
        let content = application.content
        let call = content.call
        let company = content.company
        let affirmed = company.exclusions.map {
            ParisTime.machine(Moment(seconds: $0.momentSeconds))
        }
        return .object([
            ("format", .text("orcp-candidature-1")),
            ("faite", .text(ParisTime.machine(application.made))),
            (
                "consultation",
                .object([
                    ("acheteur", .text(call.buyer)), ("objet", .text(call.object)),
                    ("lots", .text(call.lots)), ("lien", .text(call.link)),
                ])
            ),
            (
                "entreprise",
                .object([
                    ("siret", .text(company.siret)), ("nom", .text(company.name)),
                    ("forme", .text(company.legalForm)), ("adresse", .text(company.address)),
                    ("codePostal", .text(company.postalCode)), ("commune", .text(company.town)),
                    ("activite", .text(company.activity)), ("taille", .text(company.size)),
                    ("pme", company.isSmallOrMedium.map { JSON.bool($0) } ?? .null),
                ])
            ),
            (
                "exercices",
                .list(
                    company.years.map { year in
                        .object([
                            ("annee", .integer(Int64(year.year))),
                            ("chiffreAffairesHT", .integer(year.turnover.map { Int64($0) })),
                            ("partActivite", .integer(year.share.map { Int64($0) })),
                            ("effectif", .integer(year.headcount.map { Int64($0) })),
                        ])
                    })
            ),
            (
                "assurances",
                .list(
                    company.insurances.map { item in
                        .object([
                            ("garantie", .text(item.kind)), ("assureur", .text(item.insurer)),
                            ("numero", .text(item.number)), ("fin", .text(item.end)),
                        ])
                    })
            ),
            (
                "references",
                .list(
                    company.references.map { item in
                        .object([
                            ("objet", .text(item.object)), ("client", .text(item.client)),
                            ("annee", .integer(item.year.map { Int64($0) })),
                            ("montantHT", .integer(item.amount.map { Int64($0) })),
                        ])
                    })
            ),
            (
                "qualifications",
                .list(
                    company.qualifications.map { item in
                        .object([
                            ("nom", .text(item.name)), ("organisme", .text(item.body)),
                            ("numero", .text(item.number)), ("fin", .text(item.end)),
                        ])
                    })
            ),
            (
                "moyens",
                .object([
                    ("materiel", .text(company.equipment)),
                    ("encadrement", .integer(company.managers.map { Int64($0) })),
                ])
            ),
            (
                "exclusions",
                .object([
                    ("confirmees", .text(affirmed)),
                    (
                        "articles",
                        .list((company.exclusions?.affirmed ?? []).map { .text($0.article) })
                    ),
                    ("precisions", .text(company.exclusions?.precisions ?? "")),
                ])
            ),
            ("groupement", group(call, company)),
            (
                "sousTraitant",
                call.subcontractor.map { other in
                    .object([
                        ("nom", .text(other.name)), ("siret", .text(other.siret)),
                        ("adresse", .text(other.address)), ("prestations", .text(other.works)),
                        ("montantHT", .integer(other.amount.map { Int64($0) })),
                    ])
                } ?? .null
            ),
            (
                "signataire",
                .object([
                    ("nom", .text(application.signatory.name)),
                    ("qualite", .text(application.signatory.occupation)),
                    ("courriel", .text(application.signatory.email)),
                    ("telephone", .text(application.signatory.telephone)),
                ])
            ),
        ])
    }

    private static func group(_ call: Applications.Call, _ company: CompanyAnswers) -> JSON {
        guard let form = call.group else { return .null }
        return .object([
            ("forme", .text(form.rawValue)), ("mandataire", .text(company.siret)),
            ("mandataireSolidaire", .bool(form == .several || call.agentAnswers)),
            (
                "membres",
                .list(
                    call.members.map { member in
                        .object([
                            ("nom", .text(member.name)), ("siret", .text(member.siret)),
                            ("prestations", .text(member.share)),
                        ])
                    })
            ),
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
            case .list(let items): body += "<ul>\(items.map { "<li>\($0)</li>\n" as HTML })</ul>\n"
            case .table(let head, let rows):
                body += """
                    <table><thead><tr>\(head.map { "<th scope=\"col\">\($0)</th>" as HTML })</tr></thead>
                    <tbody>\(rows.map { row -> HTML in
                        "<tr>\(row.map { "<td>\($0)</td>" as HTML })</tr>\n"
                    })</tbody></table>

                    """
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
