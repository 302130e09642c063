import Community
import Procurement

/// « Attester »: the payment figures of a quarter, typed or read from the thermometer's summary.
enum AttestPage: FormPage {
    static let path = "/observatoire/delais-de-paiement/attester"
    static let reading: Access = .member
    static let writing: Access? = .member
    static let condition = "représente l’organisme"
    static let longestBody = 2 << 20
    static let link = Link(["observatoire", "delais-de-paiement", "attester"])

    static func answer(_ context: Context) throws -> Answer {
        guard context.visit.method == .post, let form = context.sent else {
            return try shown(context)
        }
        guard form["action"] == "lire" else {
            return try answering(context) { .seeOther(try act(context, form)) }
        }
        return try answering(context) {
            guard let file = form.file("fichier"),
                let text = String(validating: file.bytes, as: UTF8.self)
            else {
                throw CommunityRefusal.invalid(
                    field: "fichier", value: "", sentence: "Choisissez le fichier de la synthèse.")
            }
            let summary: FiledSummary
            do throws(CommunityRefusal) {
                summary = try FiledSummary(text)
            } catch {
                throw CommunityRefusal.invalid(
                    field: "fichier", value: "", sentence: error.description)
            }
            // The figures are shown before they are signed, in a form that nothing was typed in yet.
            var fresh = context
            fresh.sent = nil
            var answer = Answer.page(
                context.layout.page(try document(fresh, summary: summary)))
            answer.keeping = .none
            return answer
        }
    }

    static func document(_ context: Context) throws -> Document {
        // A summary that was read keeps standing in the form shown again.
        let sent = context.sent?["synthese"].nonEmpty
        return try document(context, summary: try sent.map { try FiledSummary($0) })
    }

    private static func document(_ context: Context, summary: FiledSummary?) throws -> Document {
        let members = try context.community()
        var content: HTML = """
            <p class="chapo">Un acte de votre organisme\u{202F}: des totaux d’un trimestre clos, datés et signés. Le \
            tableau public ne les montre que fondus avec ceux d’au moins deux autres organismes de même taille.</p>

            """
        if members.visitor.memberships.isEmpty {
            content +=
                "<p>Votre compte ne représente aucun organisme\u{202F}: demandez-le à l’administration.</p>\n"
        } else {
            if let summary {
                content += read(summary)
            } else {
                content += """
                    <h2>Depuis le thermomètre</h2>
                    <p>Le <a href="\(ToolPage.link(to: "payment-thermometer"))">thermomètre des délais de paiement</a> donne \
                    une synthèse (JSON) de votre registre\u{202F}: ses chiffres sont repris et son empreinte vérifiée.</p>
                    \(context.forForm("lire").form(link, [
                        FormField(key: "action", label: "", control: .hidden, value: "lire"),
                        FormField(key: "fichier", label: "Synthèse (JSON)", control: .file(accepted: ".json")),
                    ], button: "Lire la synthèse", files: true))
                    <h2>Ou à la main</h2>

                    """
            }
            content += context.forForm("deposer").form(
                link, try fields(members, context, summary), button: "Attester et déposer")
            content += try former(members)
        }
        return Document(
            title: "Attester des délais de paiement",
            summary: "Déposer les chiffres d’un trimestre.", content: content,
            section: .observatoire,
            trail: CharterPage.trail + [
                ("Délais de paiement attestés", PaymentBoardPage.link())
            ], isHiddenFromSearch: true)
    }

    private static func read(_ summary: FiledSummary) -> HTML {
        """
        <h2>Ce que dit la synthèse</h2>
        <p>Son empreinte est juste\u{202F}: <code>\(summary.digest)</code>. Elle va du \
        \(summary.from.map { French.day($0) } ?? "début du registre") au \
        \(summary.to.map { French.day($0) } ?? "bout du registre").</p>
        \(sheet(summary.figures))
        <p><a href="\(link)">Ne pas la reprendre</a></p>
        <h2>Signer</h2>

        """
    }

    /// Figures as a sheet.
    static func sheet(_ figures: PaymentFigures) -> HTML {
        func euros(_ cents: Int?) -> HTML {
            Blocks.value(cents.map { French.euros(cents: Int64($0)) })
        }
        return Blocks.sheet([
            ("Factures payées", nil, HTML(text: French.integer(figures.invoices))),
            ("Délai moyen", nil, HTML(text: PaymentBoardPage.days(figures.meanHundredths))),
            (
                "Délai médian", nil,
                Blocks.value(figures.medianHundredths.map(PaymentBoardPage.days))
            ),
            (
                "Part payée en retard", nil,
                HTML(text: PaymentBoardPage.percent(figures.lateTenThousandths))
            ),
            ("Intérêts et indemnités versés", nil, euros(figures.interestPaidCents)),
            (
                "Factures impayées en retard", nil,
                Blocks.value(figures.unpaidCount.map { French.integer($0) })
            ),
            ("Leur montant", nil, euros(figures.unpaidCents)),
        ])
    }

    private static func fields(_ members: Members, _ context: Context, _ summary: FiledSummary?)
        throws -> [FormField]
    {
        let person = try members.visitor.signedIn()
        var quarters = [Quarter(of: context.today).previous]
        while quarters.count < 8 { quarters.append(quarters[quarters.count - 1].previous) }
        let covered = summary?.from.map { Quarter(of: $0) }
        if let covered, !quarters.contains(covered) { quarters.append(covered) }
        var fields = [
            FormField(key: "action", label: "", control: .hidden, value: "deposer"),
            FormField(
                key: "organisation", label: "Organisme",
                control: .choice(
                    members.visitor.memberships.map { (String($0.organisation), $0.name) })),
            FormField(
                key: "trimestre", label: "Trimestre",
                control: .choice(quarters.map { ($0.description, $0.label) }),
                value: covered?.description ?? ""),
            FormField(
                key: "taille", label: "Effectif de l’organisme",
                control: .choice(SizeBand.allCases.map { ($0.rawValue, $0.label) })),
        ]
        if let summary {
            fields.append(
                FormField(key: "synthese", label: "", control: .hidden, value: summary.text))
        } else {
            fields += typed
        }
        fields += [
            FormField(
                key: "note", label: "Ce qu’il faut savoir pour lire ces chiffres",
                control: .text(rows: 3, length: 1_000), isRequired: false),
            FormField(
                key: "motif", label: "Motif de la correction",
                help:
                    "Quand ce trimestre est déjà déposé\u{202F}: le premier dépôt est gardé, marqué remplacé.",
                control: .line(length: 1_000), isRequired: false),
            FormField(
                key: "nom", label: "Nom et prénom", control: .line(length: 120), value: person.name,
                autocomplete: "name"),
            FormField(
                key: "fonction", label: "Fonction", control: .line(length: 160),
                value: person.occupation, autocomplete: "organization-title"),
            FormField(
                key: "declaration",
                label: "J’atteste que ces chiffres sont ceux de l’organisme que je représente.",
                control: .box),
        ]
        return fields
    }

    private static var typed: [FormField] {
        func line(_ key: String, _ label: String, help: String = "", isRequired: Bool = true)
            -> FormField
        {
            FormField(
                key: key, label: label, help: help, control: .line(length: 20),
                isRequired: isRequired)
        }
        return [
            FormField(
                key: "factures", label: "Factures payées dans le trimestre",
                control: .number(1...100_000_000)),
            line("delai_moyen", "Délai moyen, en jours", help: "Comme 27,4."),
            line("delai_median", "Délai médian, en jours", isRequired: false),
            line("part_retard", "Part payée en retard, en pourcentage", help: "Comme 12,5."),
            line(
                "interets_verses", "Intérêts et indemnités versés, en euros",
                help: "Vide si vous ne le savez pas\u{202F}; 0 si rien n’a été versé.",
                isRequired: false),
            line(
                "impayees", "Factures impayées en retard au dernier jour du trimestre",
                isRequired: false),
            line("impayees_montant", "Leur montant TTC, en euros", isRequired: false),
        ]
    }

    private static func former(_ members: Members) throws -> HTML {
        var html = HTML()
        for membership in members.visitor.memberships {
            let filings = try members.store.attestations.filings(of: membership.organisation)
            guard !filings.isEmpty else { continue }
            html += "<h2>Dépôts de \(membership.name)</h2>\n"
            html += Blocks.table(
                "Dépôts de \(membership.name)",
                heads: ["Trimestre", "Déposé", "Par", "Délai moyen", "En retard", "État"],
                rows: filings.map { filing in
                    let state =
                        filing.replaced.map { "remplacé le \(ParisTime.dayText($0))" }
                        ?? (filing.corrects == nil
                            ? "en vigueur" : "en vigueur, corrige\u{202F}: \(filing.reason)")
                    return [
                        HTML(text: filing.quarter.label),
                        HTML(text: ParisTime.dayText(filing.filed)),
                        HTML(
                            text: CharterText.signatory(
                                filing.signatoryName, filing.signatoryFunction)),
                        HTML(text: PaymentBoardPage.days(filing.figures.meanHundredths)),
                        HTML(text: PaymentBoardPage.percent(filing.figures.lateTenThousandths)),
                        HTML(
                            text: state
                                + (filing.digest == nil ? "" : "\u{202F}; synthèse vérifiée")),
                    ]
                }, numbers: [3, 4], isCaptionHidden: true)
        }
        return html
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        guard let quarter = Quarter(form["trimestre"]) else {
            throw CommunityRefusal.invalid(
                field: "trimestre", value: form["trimestre"], sentence: "Choisissez un trimestre.")
        }
        let summary = try form["synthese"].nonEmpty.map { try FiledSummary($0) }
        let figures = try summary?.figures ?? typed(form)
        _ = try members.store.attestations.file(
            .init(
                quarter: quarter, band: try Entry.choice("taille", form["taille"]),
                figures: figures, summary: summary, note: form["note"], reason: form["motif"]),
            for: Int64(form["organisation"]) ?? 0,
            by: Signatory(
                name: form["nom"], function: form["fonction"],
                isDeclared: form.isTicked("declaration")), members.acting)
        return Link(
            ["observatoire", "delais-de-paiement"],
            query: [("trimestre", quarter.description), ("fait", "depose")])
    }

    private static func typed(_ form: SentForm) throws -> PaymentFigures {
        var check = FormCheck()
        func number(_ key: String, _ decimals: Int) throws -> Int? {
            try check.read {
                Int(clamping: try TypedDecimal.read(key, form[key], decimals: decimals))
            }
        }
        func numberIfAny(_ key: String, _ decimals: Int) throws -> Int? {
            let read = try check.read {
                try TypedDecimal.readIfAny(key, form[key], decimals: decimals)
            }
            return read.flatMap { $0 }.map { Int(clamping: $0) }
        }
        let invoices = try number("factures", 0)
        let mean = try number("delai_moyen", 2)
        let late = try number("part_retard", 2)
        let figures = PaymentFigures(
            invoices: invoices ?? 0, meanHundredths: mean ?? 0,
            medianHundredths: try numberIfAny("delai_median", 2), lateTenThousandths: late ?? 0,
            interestPaidCents: try numberIfAny("interets_verses", 2),
            unpaidCount: try numberIfAny("impayees", 0),
            unpaidCents: try numberIfAny("impayees_montant", 2))
        try check.end()
        return figures
    }
}
