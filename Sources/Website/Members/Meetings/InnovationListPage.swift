import Community
import Procurement

/// « Rencontres de l'innovation »: events to come and past.
enum InnovationListPage: CommunityPage {
    static let path = "/innovation"
    static let link = Link(["innovation"])

    /// What the observatory's page says of it: the events that are not over.
    static let block: @Sendable (Context, Members) throws -> HTML? = { _, members in
        let coming = try InnovationDay.announced(members).filter { $0.event.stage < .closed }
        let items = coming.map(\.line)
        let list: HTML? = items.isEmpty ? nil : "<ul class=\"liste\">\n\(items)</ul>\n"
        return """
            <h2>Rencontres de l’innovation</h2>
            \(list)<p><a href="\(link)">Toutes les rencontres de l’innovation</a></p>

            """
    }

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let events = try members.store.meetings.all().filter {
            $0.stage > .draft || Meetings.organises(members.visitor, $0)
        }
        let items = events.map { event -> HTML in
            """
            <li><a href="\(InnovationPage.link(to: event.key))"><strong>\(event.title)</strong></a>\
            <p>\(French.day(event.day)), \(event.place)</p>\
            <p><span class="etiquette">\(event.stage.label)</span></p></li>

            """
        }
        let list: HTML =
            items.isEmpty
            ? "<p>Aucune rencontre de l’innovation n’est encore annoncée.</p>\n"
            : "<ul class=\"cartes\">\n\(items)</ul>\n"
        let create: HTML? =
            members.visitor.isLead
            ? "<p><a class=\"bouton\" href=\"\(InnovationCreatePage.link)\">Préparer des rencontres</a></p>\n"
            : nil
        return Document(
            title: "Rencontres de l’innovation",
            summary:
                "Des acheteurs publics disent ce qu’ils cherchent, des entreprises ce qu’elles savent "
                + "faire\u{202F}: le programme les réunit table par table.",
            content: """
                <p class="chapo">Des acheteurs publics disent ce qu’ils cherchent, des entreprises ce \
                qu’elles savent faire. Chacun dit qui il veut rencontrer\u{202F}; le programme réunit autour \
                d’une table ceux qui le souhaitent, sans laisser personne de côté.</p>
                \(list)\(create)
                <h2>Comment cela se passe</h2>
                <ol class="etapes">
                <li>Les acheteurs déposent leurs besoins, les entreprises leurs solutions.</li>
                <li>Les besoins sont figés et publiés\u{202F}: tout le monde sait la même chose.</li>
                <li>Chacun dit qui il veut rencontrer, et combien. Personne ne voit les vœux des autres.</li>
                <li>Le programme est calculé, puis publié\u{202F}: chacun reçoit son agenda.</li>
                <li>Ce qu’un acheteur dit de plus en rendez-vous est noté et publié pour tous (article \
                R2111-2 du code de la commande publique).</li>
                </ol>
                """,
            section: .rencontres)
    }
}

/// Preparing an event.
enum InnovationCreatePage: FormPage {
    static let path = "/innovation/nouvelle"
    static let reading: Access = .lead
    static let writing: Access? = .lead
    static let condition = "rédaction, ou pilote du groupe choisi"
    static let link = Link(["innovation", "nouvelle"])

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let groups = try members.store.groups.all().filter { members.visitor.leads($0.id) }
        let choices =
            (members.visitor.isEditor ? [(value: "", label: "Aucun")] : [])
            + groups.map { (value: String($0.id), label: $0.name) }
        let innovation = groups.first { $0.key == "innovation" } ?? groups.first
        return Document(
            title: "Préparer des rencontres",
            summary: "Ouvrir des rencontres de l’innovation.",
            content: context.form(
                link,
                [
                    FormField(
                        key: "cle", label: "Adresse",
                        help: "Un mot en minuscules, comme innovation-2027.",
                        control: .line(length: 80)),
                    FormField(
                        key: "groupe", label: "Groupe organisateur",
                        help: "Ses pilotes organisent, avec la rédaction.",
                        control: .choice(choices), value: innovation.map { String($0.id) } ?? "",
                        isRequired: false),
                ] + EventFields.fields(nil, try members.store.events.all(withDrafts: true)),
                button: "Préparer"),
            section: .rencontres,
            trail: [("Rencontres de l’innovation", InnovationListPage.link)],
            isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        let group = Int64(form["groupe"])
        try members.visitor.require(
            members.visitor.isEditor || group.map(members.visitor.leads) == true,
            "Des rencontres se préparent par la rédaction, ou par le pilote de leur groupe.")
        var check = FormCheck()
        let key = try check.read { try AddressWord.read("cle", form["cle"]) }
        let said = try EventFields.read(form, &check)
        try check.end()
        guard let key, let said else { return link }
        _ = try members.store.meetings.add(key: key, said, group: group, members.acting)
        return InnovationOrganisationPage.link(to: key)
    }
}

/// What an organiser says of an event, as fields of a form.
enum EventFields {
    /// - Parameter events: those of the observatory that the day may be part of.
    static func fields(_ event: Meetings.Event?, _ events: [Event]) -> [FormField] {
        [
            FormField(
                key: "titre", label: "Titre", control: .line(length: 160),
                value: event?.title ?? ""),
            FormField(
                key: "jour", label: "Jour", control: .day,
                value: event.map { "\($0.day)" } ?? ""),
            FormField(
                key: "lieu", label: "Lieu", control: .line(length: 200), value: event?.place ?? ""),
            FormField(
                key: "rencontre", label: "Rencontre dont elles font partie",
                help: "Les deux pages se renvoient l’une à l’autre.",
                control: .choice(
                    [(value: "", label: "Aucune")] + events.map { (String($0.id), $0.title) }),
                value: event?.within.map { String($0) } ?? "", isRequired: false),
            FormField(
                key: "presentation", label: "Présentation", help: "En Markdown.",
                control: .text(rows: 6, length: 20_000), value: event?.presentation ?? "",
                isRequired: false),
            FormField(
                key: "plafond", label: "Rendez-vous au plus par participant",
                control: .number(1...40), value: String(event?.limit ?? 6)),
            FormField(
                key: "besoins_jusquau", label: "Besoins jusqu’au",
                help: "Date annoncée\u{202F}: vous figez les besoins vous-même.", control: .day,
                value: event?.needsUntil.map { "\($0)" } ?? "", isRequired: false),
            FormField(
                key: "voeux_jusquau", label: "Vœux jusqu’au",
                help: "Date annoncée\u{202F}: vous clôturez les vœux vous-même.", control: .day,
                value: event?.wishesUntil.map { "\($0)" } ?? "", isRequired: false),
            FormField(
                key: "voeux_simples", label: "Accorder aussi un vœu resté sans réponse",
                help: "Le silence compte alors comme un vœu de 1. Un refus n’est jamais accordé.",
                control: .box, values: event?.grantsOneSided ?? true ? ["oui"] : [],
                isRequired: false),
        ]
    }

    static func read(_ form: SentForm, _ check: inout FormCheck) throws -> Meetings.Description? {
        let title = try check.read { try Entry.line("titre", form["titre"], 3...160) }
        let place = try check.read { try Entry.line("lieu", form["lieu"], 2...200) }
        let limit = try check.read { try Entry.number("plafond", form["plafond"], 1...40) }
        func day(_ key: String, isRequired: Bool = false) -> Day? {
            let day = Day(form[key])
            if day == nil, isRequired || !form[key].isEmpty {
                check.fault(key, "Écrivez un jour, comme 2027-03-18.")
            }
            return day
        }
        let date = day("jour", isRequired: true)
        let needsUntil = day("besoins_jusquau")
        let wishesUntil = day("voeux_jusquau")
        guard let title, let place, let limit, let date else { return nil }
        return Meetings.Description(
            title: title, presentation: form["presentation"], place: place, day: date, limit: limit,
            grantsOneSided: form.isTicked("voeux_simples"), needsUntil: needsUntil,
            wishesUntil: wishesUntil, within: Int64(form["rencontre"]))
    }
}
