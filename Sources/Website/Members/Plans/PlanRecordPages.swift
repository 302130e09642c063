import Community
import Tools

/// The sourcing of a plan as a document: who was met, what all were told, questions and answers.
///
/// - Source: articles R2111-1 and R2111-2 of the code de la commande publique.
struct PlanRecordText: Sendable {
    let record: Plans.Record
    let siteName: String
    let made: Moment

    /// The document: the same blocks for the page, the PDF and the OpenDocument text.
    var document: ToolDocument {
        ToolDocument(
            name: "compte-rendu-de-sourcing", title: "Compte rendu de sourcing",
            blocks: [
                .paragraph(
                    "\(record.plan.text.object) — \(record.plan.buyerName), SIRET \(record.plan.buyer)"
                ),
                .paragraph(
                    "Établi le \(ParisTime.text(made)) sur \(siteName). Projet annoncé le "
                        + "\(ParisTime.text(record.plan.created)), aujourd’hui\u{202F}: "
                        + "\(record.plan.state.label.lowercasedFirst)."),
            ] + frame + companies + contacts + questions + precisions + history)
    }

    private var frame: [ToolDocument.Block] {
        [
            .heading("Cadre"),
            .paragraph(
                "Avant de lancer une procédure, l’acheteur peut consulter, étudier le marché, demander des avis ou "
                    + "informer les entreprises de son projet et de ses exigences (article R2111-1 du code de la "
                    + "commande publique). Les résultats peuvent être utilisés s’ils ne faussent pas la "
                    + "concurrence et ne violent pas les principes d’égalité de traitement et de transparence "
                    + "(même article). Qui a participé à cette préparation ne doit pas en tirer avantage\u{202F}: "
                    + "l’information donnée est communiquée aux autres (article R2111-2)."),
            .paragraph(
                "Sur ce site, le projet, chacune de ses modifications, les précisions, les questions et les "
                    + "réponses sont publics et datés\u{202F}: toutes les entreprises en lisent la même chose au "
                    + "même moment. L’auteur d’une question n’est connu de personne."),
        ]
    }

    private var companies: [ToolDocument.Block] {
        let rows = record.offers.map { offer in
            [
                offer.company, offer.siret, ParisTime.dayText(offer.moment),
                offer.withdrawn.map { "retirée le \(ParisTime.dayText($0))" } ?? "proposée",
            ]
        }
        return [.heading("Entreprises qui se sont proposées")]
            + (rows.isEmpty
                ? [.paragraph("Aucune entreprise ne s’est proposée.")]
                : [.table(head: ["Entreprise", "SIRET", "Le", "État"], rows: rows)])
    }

    private var contacts: [ToolDocument.Block] {
        let rows = record.contacts.map { contact in
            [
                French.day(contact.day),
                contact.company + (contact.siret.isEmpty ? "" : " (\(contact.siret))"),
                contact.form.label, contact.information, contact.documents, contact.sequel,
            ]
        }
        return [.heading("Échanges avec des entreprises")]
            + (rows.isEmpty
                ? [.paragraph("Aucun échange n’a été noté.")]
                : [
                    .table(
                        head: [
                            "Jour", "Entreprise", "Forme", "Information donnée", "Documents",
                            "Suite",
                        ],
                        rows: rows)
                ])
    }

    private var questions: [ToolDocument.Block] {
        var blocks: [ToolDocument.Block] = [.heading("Questions et réponses publiées")]
        for (index, question) in record.questions.enumerated() {
            let days =
                "reçue le \(ParisTime.dayText(question.received))"
                + (question.published.map { ", publiée le \(ParisTime.text($0))" } ?? "")
                + (question.isRewritten ? ", réécrite par l’acheteur" : "")
            blocks.append(
                .paragraph("Question \(index + 1) (\(days))\u{202F}: \(question.question)"))
            blocks.append(.paragraph("Réponse\u{202F}: \(question.answer)"))
        }
        if record.questions.isEmpty {
            blocks.append(.paragraph("Aucune question n’a été publiée."))
        }
        if record.setAside > 0 {
            blocks.append(
                .paragraph(
                    "\(French.count(record.setAside, "question écartée", "questions écartées")), avec une raison "
                        + "dite à qui l’avait posée."))
        }
        return blocks
    }

    private var precisions: [ToolDocument.Block] {
        let said = record.history.filter { $0.kind == .complement }
        return [.heading("Précisions publiées pour toutes les entreprises")]
            + (said.isEmpty
                ? [.paragraph("Aucune précision n’a été publiée.")]
                : said.map { .paragraph("\(ParisTime.text($0.moment))\u{202F}: \($0.after)") })
    }

    private var history: [ToolDocument.Block] {
        let lines = record.history.map { change -> String in
            let what =
                switch change.kind {
                case .posted: "projet annoncé"
                case .state: "\(change.before) devient\u{202F}: \(change.after)"
                case .question: "question et réponse publiées"
                case .complement: "précision publiée"
                case .field:
                    "\(PlanPage.label(change.field))\u{202F}: «\u{202F}\(change.before)\u{202F}» devient "
                        + "«\u{202F}\(change.after)\u{202F}»"
                }
            return "\(ParisTime.text(change.moment))\u{202F}: \(what)"
        }
        return [.heading("Historique public du projet"), .list(lines)]
    }

    /// The blocks as markup.
    ///
    /// - Parameter level: of headings.
    func html(level: Int) -> HTML {
        var html = HTML()
        for block in document.blocks {
            switch block {
            case .heading(let text):
                html += level == 2 ? "<h2>\(text)</h2>\n" : "<h3>\(text)</h3>\n"
            case .paragraph(let text): html += "<p>\(PlanPage.lines(text))</p>\n"
            case .list(let items):
                let list = items.map { item -> HTML in "<li>\(item)</li>\n" }
                html += "<ul class=\"liste\">\n\(list)</ul>\n"
            case .lines(let lines):
                html += "<p>\(PlanPage.lines(lines.joined(separator: "\n")))</p>\n"
            case .table(let head, let rows):
                html += Blocks.table(
                    head.joined(separator: ", "), heads: head,
                    rows: rows.map { $0.map { PlanPage.lines($0) } }, isCaptionHidden: true)
            }
        }
        return html
    }
}

extension Context {
    /// The record of the plan of the address, for an agent of its buyer.
    func planRecord() throws -> PlanRecordText {
        let (members, plan) = try ownPlan()
        return PlanRecordText(
            record: try members.store.plans.record(of: plan, members.acting),
            siteName: settings.name, made: members.acting.now)
    }
}

/// The record, to read.
enum PlanRecordPage: CommunityPage {
    static let path = "/projets/:cle/sourcing"
    static let reading: Access = .account
    static let condition = PlanFields.condition

    static func link(_ key: String) -> Link { Link(["projets", key, "sourcing"]) }

    static func document(_ context: Context) throws -> Document {
        let text = try context.planRecord()
        let plan = text.record.plan
        return Document(
            title: "Compte rendu de sourcing", summary: plan.text.object,
            content: """
                <p class="agir"><a class="bouton" href="\(PlanRecordPDF.link(plan.key))">PDF</a> \
                <a class="bouton second" href="\(PlanRecordODT.link(plan.key))">ODT</a></p>
                \(text.html(level: 2))
                """, section: .observatoire, kind: plan.text.object,
            trail: PlanPage.trail(plan) + [("Questions et sourcing", PlanDeskPage.link(plan.key))],
            isHiddenFromSearch: true)
    }
}

/// The record as an OpenDocument text.
enum PlanRecordODT: CommunityResource {
    static let path = "/projets/:cle/sourcing.odt"
    static let reading: Access = .account
    static let condition = PlanFields.condition

    static func link(_ key: String) -> Link { Link(["projets", key, "sourcing.odt"]) }

    static func answer(_ context: Context) throws -> Answer {
        let text = try context.planRecord()
        return Answer(
            type: "application/vnd.oasis.opendocument.text",
            body: .bytes(text.document.openDocument), keeping: .none,
            headers: [("Content-Disposition", "attachment; filename=\"sourcing.odt\"")])
    }
}

/// The record as a PDF, made by WeasyPrint; where it is absent, the page itself prints well.
enum PlanRecordPDF: CommunityResource {
    static let path = "/projets/:cle/sourcing.pdf"
    static let reading: Access = .account
    static let condition = PlanFields.condition

    static func link(_ key: String) -> Link { Link(["projets", key, "sourcing.pdf"]) }

    static func answer(_ context: Context) throws -> Answer {
        let text = try context.planRecord()
        let now = text.made
        try context.limits?.admit(
            "pdf", String(context.members?.acting.person ?? 0), at: now, atMost: 20,
            inSeconds: 600)
        let html: HTML = """
            <!DOCTYPE html>
            <html lang="fr"><head><meta charset="utf-8"><title>\(text.document.title)</title>
            <style>\(HTML(trusted: TrustedMarkup(markup: sheet)))</style></head>
            <body><h1>\(text.document.title)</h1>
            \(text.html(level: 2))</body></html>
            """
        do {
            let bytes = try Program(name: "weasyprint", seconds: 60).run(
                ["--encoding", "utf-8", "--pdf-variant", "pdf/ua-1", "-", "-"], input: html.bytes)
            return Answer(
                type: "application/pdf", body: .bytes(bytes), keeping: .none,
                headers: [("Content-Disposition", "inline; filename=\"sourcing.pdf\"")])
        } catch let failure as Program.Failure {
            throw Problem(
                status: 503, title: "PDF indisponible",
                detail:
                    "\(failure) Ouvrez le compte rendu et imprimez sa page\u{202F}: elle est faite pour cela."
            )
        }
    }

    private static let sheet = """
        @page{size:A4;margin:20mm;@bottom-right{content:counter(page) " / " counter(pages);font-size:9pt}}
        body{font:10pt/1.45 "DejaVu Sans","Liberation Sans",sans-serif;color:#1b1f27}
        h1{font-size:18pt;margin:0 0 6mm}h2{font-size:12.5pt;margin:7mm 0 2mm;break-after:avoid}
        table{border-collapse:collapse;width:100%;font-size:9pt}caption{display:none}
        th,td{border:.2mm solid #8a93a3;padding:1.5mm;text-align:left;vertical-align:top}
        thead th{background:#eef0f4}li{margin:.6mm 0}
        """
}
