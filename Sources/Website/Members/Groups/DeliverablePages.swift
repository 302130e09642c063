import Community
import Procurement

/// A deliverable: where it stands, and how it came there.
enum DeliverablePage: CommunityPage {
    static let path = "/groupes/:cle/livrables/:id"

    static func link(to id: Int64, of key: String, done: String? = nil) -> Link {
        Link(
            ["groupes", key, "livrables", String(id)],
            query: done.map { [("fait", $0)] } ?? [])
    }

    /// The deliverable that the address names, of the group that it names.
    static func deliverable(_ context: Context) throws -> (GroupSetting, WorkPlan.Deliverable) {
        let setting = try context.groupSetting()
        let deliverable = try setting.store.workPlan.deliverable(context.number("id"))
        guard deliverable.group == setting.group.id else {
            throw CommunityRefusal.absent("Ce livrable n’est pas de ce groupe.")
        }
        return (setting, deliverable)
    }

    /// A line of a group's work plan.
    static func row(_ item: WorkPlan.Deliverable, _ setting: GroupSetting, _ today: Day) -> [HTML] {
        [
            "<a href=\"\(link(to: item.id, of: setting.group.key))\">\(item.title)</a>",
            state(item, today), due(item), responsible(item, setting),
        ]
    }

    private static func state(_ item: WorkPlan.Deliverable, _ today: Day) -> HTML {
        let late: HTML? =
            item.isLate(on: today)
            ? " <span class=\"etiquette avertissement\">en retard</span>" : nil
        return "\(item.state.label)\(late)"
    }

    private static func due(_ item: WorkPlan.Deliverable) -> HTML {
        item.due.map { day -> HTML in
            "<time datetime=\"\(day.description)\">\(French.day(day))</time>"
        }
            ?? "<span class=\"inconnu\">sans échéance</span>"
    }

    private static func responsible(_ item: WorkPlan.Deliverable, _ setting: GroupSetting) -> HTML {
        guard let name = item.responsibleName else {
            return "<span class=\"inconnu\">personne</span>"
        }
        return setting.showsNames ? HTML(text: name) : "un membre du groupe"
    }

    static func document(_ context: Context) throws -> Document {
        let (setting, item) = try deliverable(context)
        var rows: [(term: String, note: String?, value: HTML)] = [
            ("État", nil, state(item, context.today)),
            ("Échéance", nil, due(item)),
            ("Responsable", nil, responsible(item, setting)),
        ]
        if item.state == .abandoned { rows.append(("Motif", nil, HTML(text: item.reason))) }
        if !item.link.isEmpty {
            rows.append(
                ("À lire", nil, "<a href=\"\(item.link)\" rel=\"noopener\">\(item.link)</a>"))
        }
        let edit: HTML? =
            setting.leads
            ? """
            <p><a class="bouton second" href="\(DeliverableEditPage.link(to: item.id, of: setting.group.key))">Modifier</a></p>

            """ : nil
        return Document(
            title: item.title, summary: "Un livrable de groupe de travail.",
            content: """
                \(context.notice(["enregistre": "Le livrable est enregistré."]))\(edit)\(Blocks.sheet(rows))\
                <div class="texte-long">\(Markdown.html(item.description, headings: 2))</div>
                <h2>Histoire</h2>
                \(try history(item, setting))
                """, section: .observatoire, kind: "Livrable", trail: setting.trail)
    }

    private static func history(_ item: WorkPlan.Deliverable, _ setting: GroupSetting) throws
        -> HTML
    {
        let entries = try setting.store.workPlan.history(of: item.id)
        let items = entries.map { entry -> HTML in
            var changes: [String] = []
            if entry.action == "ajout" { changes.append("ajouté au plan de travail") }
            if let change = entry.change(of: "etat"), entry.action != "ajout" {
                changes.append("\(stateLabel(change.before)) → \(stateLabel(change.after))")
            }
            if let change = entry.change(of: "echeance"), entry.action != "ajout" {
                changes.append(
                    "échéance\u{202F}: \(dayLabel(change.before)) → \(dayLabel(change.after))")
            }
            if entry.action != "ajout" {
                for (column, label) in [
                    ("titre", "titre"), ("description", "description"), ("lien", "lien"),
                    ("responsable", "responsable"),
                ] where entry.change(of: column) != nil { changes.append("\(label) changé") }
            }
            let text = changes.isEmpty ? "modifié" : changes.joined(separator: "\u{202F}; ")
            return "<li>\(ParisTime.html(entry.moment))\u{202F}: \(text)</li>\n"
        }
        return "<ol class=\"frise\">\n\(items)</ol>\n"
    }

    private static func stateLabel(_ written: String?) -> String {
        written.flatMap { WorkPlan.State(rawValue: $0)?.label } ?? "inconnu"
    }

    private static func dayLabel(_ written: String?) -> String {
        written.flatMap { Int32($0) }.map { French.day(Day(number: $0)) } ?? "aucune"
    }
}

/// « Ajouter un livrable ».
enum NewDeliverablePage: FormPage {
    static let path = "/groupes/:cle/livrables/nouveau"
    static let reading: Access = .lead
    static let writing: Access? = .lead
    static let condition = GroupSetting.leadCondition
    static let longestBody = 200_000

    static func link(to key: String) -> Link { Link(["groupes", key, "livrables", "nouveau"]) }

    static func document(_ context: Context) throws -> Document {
        let setting = try context.groupSetting()
        try setting.requireLead()
        return Document(
            title: "Ajouter un livrable", summary: "Un engagement du groupe.",
            content: context.form(
                link(to: setting.group.key), try fields(setting, nil), button: "Ajouter"),
            section: .observatoire, trail: setting.trail, isHiddenFromSearch: true)
    }

    static func fields(_ setting: GroupSetting, _ item: WorkPlan.Deliverable?) throws -> [FormField]
    {
        var people = try setting.store.groups.members(of: setting.group.id).map {
            (value: String($0.id), label: $0.name)
        }
        if let id = item?.responsible, !people.contains(where: { $0.value == String(id) }) {
            people.append((String(id), item?.responsibleName ?? ""))
        }
        let library = setting.store.publications
        let own = try library.latest(ofGroup: setting.group.id, atMost: 200)
        let others = try library.latest(atMost: 200).filter { other in
            !own.contains { $0.publication.id == other.publication.id }
        }
        let known = (own + others).map { record in
            (
                value: PublicationPage.link(to: record.publication.key).address,
                label: String(record.version.content.title.prefix(120))
            )
        }
        let isKnown = known.contains { $0.value == item?.link }
        return [
            FormField(
                key: "titre", label: "Titre", control: .line(length: 200), value: item?.title ?? ""),
            FormField(
                key: "description", label: "Description", help: "En Markdown.",
                control: .text(rows: 6, length: 20_000), value: item?.description ?? "",
                isRequired: false),
            FormField(
                key: "etat", label: "État",
                control: .choice(WorkPlan.State.allCases.map { ($0.rawValue, $0.label) }),
                value: item?.state.rawValue ?? "prevu"),
            FormField(
                key: "motif", label: "Motif de l’abandon",
                help: "Public\u{202F}; pour un livrable abandonné.",
                control: .line(length: 500), value: item?.reason ?? "", isRequired: false),
            FormField(
                key: "echeance", label: "Échéance", control: .day,
                value: item?.due.map { $0.description } ?? "", isRequired: false),
            FormField(
                key: "responsable", label: "Responsable",
                control: .choice([(value: "", label: "Personne pour l’instant")] + people),
                value: item?.responsible.map { String($0) } ?? "", isRequired: false),
            FormField(
                key: "publication", label: "Publication", help: "D’abord celles du groupe.",
                control: .choice([(value: "", label: "Aucune, ou une autre adresse")] + known),
                value: isKnown ? item?.link ?? "" : "", isRequired: false),
            FormField(
                key: "lien", label: "Autre adresse",
                help:
                    "Un chemin de ce site ou une adresse entière\u{202F}; vide quand une publication est choisie.",
                control: .line(length: 500), value: isKnown ? "" : item?.link ?? "",
                isRequired: false),
        ]
    }

    static func draft(_ form: SentForm) throws -> WorkPlan.Draft {
        var due: Day?
        if !form["echeance"].isEmpty {
            guard let day = Day(form["echeance"]) else {
                throw CommunityRefusal.invalid(
                    field: "echeance", value: form["echeance"],
                    sentence: "Écrivez un jour, comme 2026-09-30.")
            }
            due = day
        }
        return WorkPlan.Draft(
            title: form["titre"], description: form["description"],
            state: try Entry.choice("etat", form["etat"]), reason: form["motif"], due: due,
            responsible: Int64(form["responsable"]),
            link: form["publication"].isEmpty ? form["lien"] : form["publication"])
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let setting = try context.groupSetting()
        try setting.requireLead()
        let id = try setting.store.workPlan.add(
            to: setting.group.id, try draft(form), setting.acting)
        return DeliverablePage.link(to: id, of: setting.group.key, done: "enregistre")
    }
}

/// « Modifier le livrable ».
enum DeliverableEditPage: FormPage {
    static let path = "/groupes/:cle/livrables/:id/modifier"
    static let reading: Access = .lead
    static let writing: Access? = .lead
    static let condition = GroupSetting.leadCondition
    static let longestBody = 200_000

    static func link(to id: Int64, of key: String) -> Link {
        Link(["groupes", key, "livrables", String(id), "modifier"])
    }

    static func document(_ context: Context) throws -> Document {
        let (setting, item) = try DeliverablePage.deliverable(context)
        try setting.requireLead()
        return Document(
            title: "Modifier le livrable", summary: "Où en est un engagement du groupe.",
            content: VersionedForm.html(
                context, link(to: item.id, of: setting.group.key),
                try NewDeliverablePage.fields(setting, item), version: item.version,
                saved: [
                    ("titre", "Titre", item.title), ("etat", "État", item.state.rawValue),
                    ("description", "Description", item.description),
                ]), section: .observatoire, kind: item.title, trail: setting.trail,
            isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let (setting, item) = try DeliverablePage.deliverable(context)
        try setting.requireLead()
        try setting.store.workPlan.change(
            item.id, try NewDeliverablePage.draft(form), version: try form.version(),
            setting.acting)
        return DeliverablePage.link(to: item.id, of: setting.group.key, done: "enregistre")
    }
}
