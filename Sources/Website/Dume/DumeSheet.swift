import Formats

/// A DUME told in French, criterion by criterion: on a page, and printed.
struct DumeSheet {
    let document: ESPDDocument
    let outline: ESPDOutline

    init(_ document: ESPDDocument) {
        self.document = document
        outline = ESPDOutline(document)
    }

    /// What the document is, for a title.
    var title: String {
        document.kind == .request ? "Demande de l’acheteur" : "Réponse de l’entreprise"
    }

    /// The whole sheet; headings begin at `h2`.
    var html: HTML {
        var html: HTML = """
            <h2 id="document">\(title)</h2>
            \(Blocks.sheet(facts))
            """
        for tenderer in document.tenderers { html += company(tenderer) }
        for (kind, title, note) in [
            (
                ESPDCriterion.Kind.exclusion, "Motifs d’exclusion",
                "Chacun doit recevoir une réponse. Un oui n’exclut pas toujours\u{202F}: l’entreprise peut "
                    + "dire les mesures prises."
            ),
            (
                .selection, "Critères de sélection",
                "Ce que l’acheteur exige, et ce que l’entreprise doit donner."
            ),
            (.other, "Informations sur l’entreprise", ""),
        ] {
            html += part(outline.items(of: kind), title, note)
        }
        return html + evidences
    }

    private var facts: [(term: String, note: String?, value: HTML)] {
        var facts: [(term: String, note: String?, value: HTML)] = []
        func add(_ term: String, _ text: String) {
            if !text.isEmpty { facts.append((term, nil, HTML(text: text))) }
        }
        add("Version du modèle", document.version.text)
        add("Acheteur", document.buyer.names.joined(separator: ", "))
        add("Identifiant", document.buyer.identifiers.map(\.value).joined(separator: ", "))
        add("Numéro de la procédure", document.procedure.number)
        add("Intitulé", document.procedure.title)
        add("Description", document.procedure.description)
        add("Codes CPV", document.procedure.purchases.joined(separator: ", "))
        add("Lots", document.procedure.lots.joined(separator: ", "))
        add("Établi le", ESPDValue.date(document.issueDay).french)
        add("Critères", French.count(outline.items.count, "critère"))
        if document.kind == .response {
            add("Réponses", French.count(document.answerCount, "réponse"))
        }
        return facts
    }

    private func company(_ tenderer: ESPDTenderer) -> HTML {
        let party = tenderer.party
        var facts: [(term: String, note: String?, value: HTML)] = []
        func add(_ term: String, _ text: String) {
            if !text.isEmpty { facts.append((term, nil, HTML(text: text))) }
        }
        let sizes = [
            "micro": "micro-entreprise", "small": "petite entreprise",
            "medium": "moyenne entreprise", "sme": "micro, petite ou moyenne entreprise",
            "large": "grande entreprise",
        ]
        add("Nom", party.names.joined(separator: ", "))
        add("Identifiants", party.identifiers.map(\.value).joined(separator: ", "))
        add("Rôle", ESPDValue.code(tenderer.role, list: "").french)
        add("Taille", sizes[party.size] ?? party.size)
        add(
            "Adresse",
            [party.street, party.postcode, party.city, party.country].filter { !$0.isEmpty }
                .joined(separator: ", "))
        add("Groupement", document.groupName)
        guard !facts.isEmpty else { return HTML() }
        return "<h3>L’entreprise</h3>\n\(Blocks.sheet(facts))"
    }

    private func part(_ items: [ESPDOutline.Item], _ title: String, _ note: String) -> HTML {
        guard !items.isEmpty else { return HTML() }
        var html: HTML = "<h2>\(title)</h2>\n"
        if !note.isEmpty { html += "<p class=\"petit\">\(note)</p>\n" }
        for item in items { html += criterion(item) }
        return html
    }

    private func criterion(_ item: ESPDOutline.Item) -> HTML {
        var html: HTML = "<h3>\(item.name)</h3>\n<p>\(item.asks)</p>\n"
        if !item.law.isEmpty { html += "<p class=\"petit\">\(item.law)</p>\n" }
        let required = item.requirements.filter { !$0.value.isEmpty }
        if !required.isEmpty {
            html += "<ul>\n"
            for line in required {
                html +=
                    "<li>L’acheteur exige — \(line.label)\u{202F}: <strong>\(line.value)</strong></li>\n"
            }
            html += "</ul>\n"
        }
        guard document.kind == .response else {
            return html + questions(item.questions)
        }
        let answered = item.questions.filter { !$0.value.isEmpty }
        guard !answered.isEmpty else {
            return html + "<p><span class=\"inconnu\">Sans réponse.</span></p>\n"
        }
        return html + Blocks.sheet(answered.map { ($0.label, nil, HTML(text: $0.value)) })
    }

    private func questions(_ lines: [ESPDOutline.Line]) -> HTML {
        guard !lines.isEmpty else { return HTML() }
        var html: HTML =
            "<details><summary>\(French.count(lines.count, "question"))</summary>\n<ul>\n"
        for line in lines { html += "<li>\(line.label)</li>\n" }
        return html + "</ul></details>\n"
    }

    private var evidences: HTML {
        guard !document.evidences.isEmpty else { return HTML() }
        var html: HTML = "<h2>Documents qui prouvent</h2>\n<ul>\n"
        for evidence in document.evidences {
            let parts = [evidence.title, evidence.number, evidence.issuer, evidence.address]
                .filter { !$0.isEmpty }
            html += "<li>\(parts.joined(separator: ", "))</li>\n"
        }
        return html + "</ul>\n"
    }

    // MARK: Printed

    /// The sheet as a page of its own, for WeasyPrint: nothing outside it is asked for.
    var printed: HTML {
        """
        <!DOCTYPE html>
        <html lang="fr"><head><meta charset="utf-8"><title>DUME — \(title)</title>
        <style>\(HTML(trusted: TrustedMarkup(markup: DumeSheet.style)))</style></head>
        <body><h1>Document unique de marché européen</h1>
        <p>Lecture en français d’un fichier DUME (ESPD). Le fichier XML fait foi\u{202F}: c’est lui \
        que l’entreprise dépose.</p>
        \(html)</body></html>
        """
    }

    private static let style = """
        @page{size:A4;margin:18mm 15mm;@bottom-right{content:counter(page) " / " counter(pages);font-size:8pt}}
        body{font:9.5pt/1.4 "Liberation Sans","DejaVu Sans",sans-serif;color:#1b1f27}
        h1{font-size:18pt}h2{font-size:13pt;margin-top:14pt;break-after:avoid;border-bottom:.5pt solid #b9c0cb}
        h3{font-size:10.5pt;margin:9pt 0 2pt;break-after:avoid}p{margin:2pt 0 4pt}ul{margin:2pt 0 4pt;padding-left:14pt}
        dl{margin:2pt 0 6pt}dl>div{display:flex;break-inside:avoid;border-bottom:.25pt solid #dde1e7}
        dt{width:45%;padding:2pt 6pt 2pt 0}dd{margin:0;width:55%;padding:2pt 0;white-space:pre-line}
        summary{font-size:8.5pt;color:#4a5261}.petit{font-size:8pt;color:#4a5261}.inconnu{font-style:italic;color:#4a5261}
        """
}
