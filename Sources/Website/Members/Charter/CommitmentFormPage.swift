import Community
import Procurement

/// A commitment being written: its wording, and what measures it.
enum CommitmentFormPage: FormPage {
    static let path = "/observatoire/charte/redaction/engagements/:cle"
    static let reading: Access = .editor
    static let writing: Access? = .editor
    static let longestBody = 64 << 10
    /// Stands for one that is not yet.
    static let new = "nouveau"

    static func link(to key: String) -> Link {
        Link(["observatoire", "charte", "redaction", "engagements", key])
    }

    private static func former(_ context: Context) throws -> Commitment? {
        let key = context.argument("cle")
        return key == new ? nil : try context.community().store.charter.commitment(key)
    }

    static func document(_ context: Context) throws -> Document {
        let former = try former(context)
        let link = link(to: former?.key ?? new)
        var content: HTML = """
            <p class="chapo">Un engagement dit ce que fera le signataire. S’il est lié à un indicateur, chaque \
            édition dit où chacun en est.</p>
            \(context.forForm("enregistrer").form(link, try fields(context, former), button: "Enregistrer"))
            """
        if let former {
            content += """
                <h2>Clore l’engagement</h2>
                <p>Plus personne ne le signe\u{202F}; ce qui fut signé reste lisible.</p>
                \(context.forForm("clore").form(link, [
                    FormField(key: "action", label: "", control: .hidden, value: "clore"),
                    FormField(key: "motif", label: "Motif", control: .text(rows: 3, length: 1_000)),
                    FormField(key: "version", label: "", control: .hidden, value: String(former.version)),
                ], button: "Clore"))
                """
        }
        return Document(
            title: former?.title ?? "Nouvel engagement", summary: "Un engagement de la charte.",
            content: content, section: .observatoire,
            trail: CharterPage.trail + [
                ("La charte", CharterPage.link), ("Rédiger", CharterDraftPage.link),
            ], isHiddenFromSearch: true)
    }

    private static func fields(_ context: Context, _ former: Commitment?) throws -> [FormField] {
        let tie = former?.tie
        let editions = try context.figures.editions().map {
            (value: $0.id, label: "\($0.id), au \(French.day($0.day))")
        }
        var measures: [(value: String, label: String)] = [
            ("", "aucun\u{202F}: suivi par des preuves")
        ]
        for indicator in EditionFigures.catalogue where !indicator.isTerritorial {
            for measure in indicator.measures {
                measures.append(
                    (
                        "\(indicator.code)/\(measure.name)",
                        "\(indicator.code) · \(indicator.title) · \(measure.title)"
                    ))
            }
        }
        var fields = [FormField(key: "action", label: "", control: .hidden, value: "enregistrer")]
        if former == nil {
            fields.append(
                FormField(
                    key: "cle", label: "Mot de l’adresse", help: "Comme offre-unique.",
                    control: .line(length: 80)))
        }
        fields += [
            FormField(
                key: "titre", label: "Titre", control: .line(length: 160),
                value: former?.title ?? ""),
            FormField(
                key: "texte", label: "Texte (Markdown)", control: .text(rows: 8, length: 10_000),
                value: former?.text ?? ""),
            FormField(
                key: "theme", label: "Thème",
                control: .choice(CharterTheme.allCases.map { ($0.rawValue, $0.label) }),
                value: former?.theme.rawValue ?? CharterTheme.payment.rawValue),
            FormField(
                key: "indicateur", label: "Indicateur", help: CommitmentTie.territorialRefusal,
                control: .choice(measures),
                value: tie.map { "\($0.indicator)/\($0.measure)" } ?? "", isRequired: false),
        ]
        let sense = tie?.sense ?? .atMost
        fields += [
            FormField(
                key: "sens", label: "Sens de la cible",
                control: .choice(CommitmentTie.Sense.allCases.map { ($0.rawValue, $0.label) }),
                value: sense.rawValue, isRequired: false),
            FormField(
                key: "cible", label: "Cible",
                help:
                    "Dans l’unité de l’indicateur\u{202F}; en pourcentage pour une part, comme 12,5.",
                control: .line(length: 20), value: tie.map(typed) ?? "", isRequired: false),
            FormField(
                key: "echeance", label: "À atteindre d’ici au", control: .day,
                value: tie?.due?.description ?? "", isRequired: false),
            FormField(
                key: "edition_reference", label: "Édition de départ",
                control: .choice([("", "celle du jour de la signature")] + editions),
                value: tie?.baseline ?? "", isRequired: false),
            FormField(
                key: "place", label: "Le signataire y est",
                control: .choice(FigureQuestion.Place.allCases.map { ($0.rawValue, $0.label) }),
                value: (tie?.place ?? .buyer).rawValue, isRequired: false),
            FormField(
                key: "filtres", label: "Filtres",
                help:
                    "L’adresse d’une recherche de l’explorateur, comme type=Travaux. Ni acheteur, ni titulaire, ni "
                    + "lieu d’entreprise.",
                control: .line(length: 500), value: tie?.filters ?? "", isRequired: false),
            FormField(
                key: "version", label: "", control: .hidden, value: String(former?.version ?? 0)),
        ]
        return fields
    }

    private static func typed(_ tie: CommitmentTie) -> String {
        CharterText.unit(tie) == .share
            ? TypedDecimal.typed(tie.targetMillionths, decimals: 4)
            : TypedDecimal.typed(tie.targetMillionths, decimals: 6)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        let charter = members.store.charter
        let former = try former(context)
        if let former, form["action"] == "clore" {
            try charter.close(
                former.key, reason: form["motif"], version: try form.version(), members.acting)
            return CommitmentPage.link(to: former.key)
        }
        let draft = CommitmentDraft(
            title: form["titre"], text: form["texte"],
            theme: try Entry.choice("theme", form["theme"]), tie: try tie(form))
        if let former {
            try charter.reword(
                former.key, draft, figures: context.figures, version: try form.version(),
                members.acting)
            return CommitmentPage.link(to: former.key)
        }
        guard form["cle"] != new else {
            throw CommunityRefusal.invalid(
                field: "cle", value: new,
                sentence: "Ce mot est pris\u{202F}: choisissez-en un autre.")
        }
        let key = try AddressWord.read("cle", form["cle"])
        _ = try charter.add(key: key, draft, figures: context.figures, members.acting)
        return CommitmentPage.link(to: key)
    }

    private static func tie(_ form: SentForm) throws -> CommitmentTie? {
        let parts = form["indicateur"].split(separator: "/", maxSplits: 1).map(String.init)
        guard let code = parts.first else { return nil }
        let known = EditionFigures.catalogue.first { $0.code == code.uppercased() }
        let measure = parts.count > 1 ? parts[1] : known?.measures.first?.name ?? ""
        // Why it cannot be is told before what is missing beside it.
        if known?.isTerritorial ?? code.uppercased().hasPrefix("TER-") {
            throw CommunityRefusal.invalid(
                field: "indicateur", value: code, sentence: CommitmentTie.territorialRefusal)
        }
        let isShare = known?.measures.first { $0.name == measure }?.unit == .share
        var due: Day?
        if !form["echeance"].isEmpty {
            guard let day = Day(form["echeance"]) else {
                throw CommunityRefusal.invalid(
                    field: "echeance", value: form["echeance"],
                    sentence: "Écrivez un jour, comme 2027-12-31.")
            }
            due = day
        }
        return CommitmentTie(
            indicator: code, measure: measure, filters: form["filtres"],
            place: try Entry.choice("place", form["place"].nonEmpty ?? "acheteur"),
            baseline: form["edition_reference"].nonEmpty,
            sense: try Entry.choice("sens", form["sens"]),
            targetMillionths: try TypedDecimal.read(
                "cible", form["cible"], decimals: isShare ? 4 : 6), due: due)
    }
}
