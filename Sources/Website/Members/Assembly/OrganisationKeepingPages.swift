import Community
import Procurement

/// « Organismes », for administrators: all of them, and adding one.
enum OrganisationKeepingPage: FormPage {
    static let path = "/administration/organisations"
    static let reading: Access = .administrator
    static let writing: Access? = .administrator
    static let link = Link(["administration", "organisations"])
    static let trail = [(label: "Administration", link: AdministrationPage.link)]

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let representatives = Dictionary(
            grouping: try members.store.organisations.representatives(), by: \.organisation)
        let rows = try members.store.organisations.current().map { organisation -> [HTML] in
            [
                "<a href=\"\(OrganisationEditPage.link(to: organisation.id))\">\(organisation.name)</a>",
                HTML(text: organisation.college.label), HTML(text: organisation.territory),
                HTML(text: French.integer(representatives[organisation.id]?.count ?? 0)),
            ]
        }
        let former = try members.store.organisations.former().map { organisation -> HTML in
            """
            <li><a href="\(OrganisationEditPage.link(to: organisation.id))">\(organisation.name)</a>, jusqu’au \
            \(organisation.until.map { ParisTime.dayText($0) })</li>

            """
        }
        let ended: HTML? =
            former.isEmpty
            ? nil : "<h2>Anciens organismes</h2>\n<ul class=\"liste\">\n\(former)</ul>\n"
        return Document(
            title: "Organismes", summary: "Les organismes de l’observatoire.",
            content: """
                \(context.notice([
                    "ajoute": "L’organisme est ajouté.", "fini": "La participation de l’organisme est finie.",
                ]))\
                <p><a href="\(OrganisationImportPage.link)">Importer une liste (CSV)</a></p>
                \(Blocks.table("Organismes", heads: ["Nom", "Collège", "Territoire", "Représentants"], rows: rows, numbers: [3], isCaptionHidden: true))\
                \(ended)<h2>Ajouter un organisme</h2>
                \(context.form(link, fields(nil), button: "Ajouter"))
                """, trail: trail, isHiddenFromSearch: true)
    }

    static func fields(_ known: Organisations.Organisation?) -> [FormField] {
        [
            FormField(
                key: "nom", label: "Nom", control: .line(length: 200), value: known?.name ?? "",
                autocomplete: "organization"),
            FormField(
                key: "college", label: "Collège",
                control: .choice(College.allCases.map { ($0.rawValue, $0.label) }),
                value: known?.college.rawValue ?? ""),
            FormField(
                key: "siret", label: "SIRET", help: "Quatorze chiffres.",
                control: .line(length: 20), value: known?.siret ?? "", isRequired: false),
            FormField(
                key: "territoire", label: "Territoire",
                help: "Comme «\u{202F}Pas-de-Calais\u{202F}».",
                control: .line(length: 120), value: known?.territory ?? "", isRequired: false),
            FormField(
                key: "site", label: "Adresse du site", control: .line(length: 300),
                value: known?.site ?? "", isRequired: false, autocomplete: "url"),
            FormField(
                key: "presentation", label: "Présentation", help: "En Markdown.",
                control: .text(rows: 6, length: 5_000), value: known?.presentation ?? "",
                isRequired: false),
        ]
    }

    static func description(_ form: SentForm) throws -> Organisations.Description {
        Organisations.Description(
            name: form["nom"], siret: form["siret"],
            college: try Entry.choice("college", form["college"]), territory: form["territoire"],
            site: form["site"], presentation: form["presentation"])
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        let id = try members.store.organisations.add(try description(form), members.acting)
        return Link(["administration", "organisations", String(id)], query: [("fait", "ajoute")])
    }
}

/// One organisation, for administrators: what is said of it, and its end.
enum OrganisationEditPage: FormPage {
    static let path = "/administration/organisations/:id"
    static let reading: Access = .administrator
    static let writing: Access? = .administrator

    static func link(to id: Int64) -> Link {
        Link(["administration", "organisations", String(id)])
    }

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let organisation = try members.store.organisations.organisation(
            Int64(context.argument("id")) ?? 0)
        let version = FormField(
            key: "version", label: "", control: .hidden, value: String(organisation.version))
        let end: HTML? =
            organisation.until != nil
            ? nil
            : """
            <h2>Mettre fin à sa participation</h2>
            <p>Ses représentants ne le représentent plus. Ses votes passés restent.</p>
            \(context.button(link(to: organisation.id), "Mettre fin", fields: [("action", "finir"), ("version", String(organisation.version))], isSecond: true))
            """
        return Document(
            title: organisation.name, summary: "Un organisme, pour l’administration.",
            content: """
                \(context.notice([
                    "ajoute": "L’organisme est ajouté.", "enregistre": "Les changements sont enregistrés.",
                ]))\
                <p><a href="\(RepresentativesPage.link(to: organisation.id))">Ses représentants</a> · \
                <a href="\(OrganisationPage.link(to: organisation.id))">Sa page publique</a></p>
                \(context.form(link(to: organisation.id), OrganisationKeepingPage.fields(organisation) + [version], button: "Enregistrer"))\
                \(end)
                """,
            trail: OrganisationKeepingPage.trail + [("Organismes", OrganisationKeepingPage.link)],
            isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        let id = Int64(context.argument("id")) ?? 0
        if form["action"] == "finir" {
            try members.store.organisations.end(id, version: try form.version(), members.acting)
            return Link(["administration", "organisations"], query: [("fait", "fini")])
        }
        try members.store.organisations.change(
            id, try OrganisationKeepingPage.description(form), version: try form.version(),
            members.acting)
        return Link(
            ["administration", "organisations", String(id)], query: [("fait", "enregistre")])
    }
}

/// Who represents an organisation, from when to when.
enum RepresentativesPage: FormPage {
    static let path = "/administration/organisations/:id/representants"
    static let reading: Access = .administrator
    static let writing: Access? = .administrator

    static func link(to id: Int64) -> Link {
        Link(["administration", "organisations", String(id), "representants"])
    }

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let organisation = try members.store.organisations.organisation(
            Int64(context.argument("id")) ?? 0)
        let address = link(to: organisation.id)
        let rows = try members.store.organisations.representations(of: organisation.id).map {
            one -> [HTML] in
            [
                "<a href=\"\(PersonPage.link(to: one.person))\">\(AssemblyText.name(one.name, one.person))</a>",
                HTML(text: one.isDeputy ? "Suppléance" : "Titulaire"),
                HTML(text: ParisTime.dayText(one.since)),
                one.until.map { HTML(text: ParisTime.dayText($0)) }
                    ?? context.button(
                        address, "Mettre fin",
                        fields: [("action", "finir"), ("personne", String(one.person))],
                        isSecond: true),
            ]
        }
        return Document(
            title: "Représentants de \(organisation.name)",
            summary: "Qui représente un organisme.",
            content: """
                \(context.notice(["enregistre": "C’est enregistré."]))\
                \(Blocks.table("Représentants", heads: ["Personne", "Qualité", "Depuis", "Jusqu’au"], rows: rows, isCaptionHidden: true))
                <h2>Ajouter un représentant</h2>
                <p>La personne reçoit un compte si elle n’en a pas. Elle décide elle-même si son nom est montré.</p>
                \(context.form(address, [
                    FormField(key: "courriel", label: "Adresse de courriel", control: .email),
                    FormField(key: "nom", label: "Nom et prénom", control: .line(length: 120), isRequired: false),
                    FormField(key: "qualite", label: "Qualité", control: .choice([("titulaire", "Titulaire"), ("suppleant", "Suppléance")])),
                    FormField(key: "depuis", label: "Depuis le", control: .day, value: context.today.description),
                ], button: "Ajouter"))
                """,
            trail: OrganisationKeepingPage.trail + [
                ("Organismes", OrganisationKeepingPage.link),
                (organisation.name, OrganisationEditPage.link(to: organisation.id)),
            ], isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        let id = Int64(context.argument("id")) ?? 0
        let done = Link(
            ["administration", "organisations", String(id), "representants"],
            query: [("fait", "enregistre")])
        if form["action"] == "finir" {
            try members.store.organisations.endRepresentation(
                of: id, by: Int64(form["personne"]) ?? 0, members.acting)
            return done
        }
        let email = try EmailAddress(form["courriel"])
        let name = try Entry.line("nom", form["nom"], 0...120)
        guard let day = Day(form["depuis"]) else {
            throw CommunityRefusal.invalid(
                field: "depuis", value: form["depuis"], sentence: "Donnez un jour.")
        }
        let person = try members.store.accounts.invite(email, name: name, members.acting)
        try members.store.organisations.appoint(
            person.id, to: id, asDeputy: form["qualite"] == "suppleant",
            since: min(
                ParisTime.moment(day, hour: 0, minute: 0),
                day == context.today
                    ? members.acting.now : ParisTime.moment(day, hour: 0, minute: 0)),
            members.acting)
        return done
    }
}

/// Adding organisations from a list, tried first or written at once, with a finding for each row set
/// aside.
enum OrganisationImportPage: CommunityPage {
    static let path = "/administration/organisations/importer"
    static let reading: Access = .administrator
    static let writing: Access? = .administrator
    static let link = Link(["administration", "organisations", "importer"])
    static let longestBody = OrganisationList.longest * 3

    static func document(_ context: Context) throws -> Document { page(context, nil) }

    static func answer(_ context: Context) throws -> Answer {
        guard context.visit.method == .post, let form = context.sent else {
            return try shown(context)
        }
        return try answering(context) {
            let members = try context.community()
            let text: String
            if let file = form.file("fichier") {
                guard let decoded = String(validating: file.bytes, as: UTF8.self) else {
                    throw CommunityRefusal.invalid(
                        field: "fichier", value: file.name,
                        sentence:
                            "Le fichier n’est pas en UTF-8\u{202F}: enregistrez-le dans ce codage.")
                }
                text = decoded
            } else {
                text = form["liste"]
            }
            let done = try members.store.organisations.importList(
                try OrganisationList(text), isTrial: !form.isTicked("ecrire"), members.acting)
            let title = form.isTicked("ecrire") ? "ajoutés" : "à ajouter"
            let rows = done.lines.map { line -> [HTML] in
                [
                    HTML(text: String(line.number)), HTML(text: line.name),
                    HTML(text: line.finding ?? line.description?.college.label ?? ""),
                    HTML(text: line.finding == nil ? "Bon" : "Mis de côté"),
                ]
            }
            let result: HTML = """
                <div class="encart" role="status"><p><strong>\(French.count(done.added, "organisme")) \(title)</strong>, \
                \(French.count(done.setAside, "ligne")) de côté.</p></div>
                \(Blocks.table("Lignes de la liste", heads: ["Ligne", "Nom", "Constat", "Sort"], rows: rows))
                """
            var answer = Answer.page(context.layout.page(page(context, result)))
            answer.keeping = .none
            return answer
        }
    }

    private static func page(_ context: Context, _ result: HTML?) -> Document {
        Document(
            title: "Importer des organismes", summary: "Ajouter une liste d’organismes.",
            content: """
                \(result)<p>La liste est un fichier CSV en UTF-8. Sa première ligne nomme les colonnes\u{202F}: \
                <code>nom</code> et <code>college</code> (acheteurs, entreprises, partenaires, universitaires), puis, si \
                vous les avez, <code>siret</code>, <code>territoire</code>, <code>site</code>, <code>presentation</code>.</p>
                \(context.form(link, [
                    FormField(key: "fichier", label: "Fichier CSV", control: .file(accepted: ".csv,text/csv"), isRequired: false),
                    FormField(key: "liste", label: "Ou la liste elle-même", control: .text(rows: 8, length: OrganisationList.longest), isRequired: false),
                    FormField(key: "ecrire", label: "Ajouter pour de bon (sans cette case, la liste est seulement vérifiée)", control: .box, isRequired: false),
                ], button: "Envoyer", files: true))
                """,
            trail: OrganisationKeepingPage.trail + [("Organismes", OrganisationKeepingPage.link)],
            isHiddenFromSearch: true)
    }
}
