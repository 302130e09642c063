import Community

/// « Signer »: the explicit act by which an organisation promises.
enum SignPage: FormPage {
    static let path = "/observatoire/charte/signer"
    static let reading: Access = .member
    static let writing: Access? = .member
    static let condition = "représente l’organisme"
    static let link = Link(["observatoire", "charte", "signer"])

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let charter = members.store.charter
        let person = try members.visitor.signedIn()
        let open = try charter.commitments().filter { $0.closed == nil }
        let content: HTML
        if members.visitor.memberships.isEmpty {
            content =
                "<p>Votre compte ne représente aucun organisme\u{202F}: demandez-le à l’administration.</p>\n"
        } else if let text = try charter.text(), !open.isEmpty {
            content = """
                <p class="chapo">Signer est un acte de votre organisme\u{202F}: il est daté, public, et gardé avec le \
                texte que vous signez.</p>
                <ul class="liste">
                <li>Vous signez la <a href="\(CharterTextPage.link(to: text.number))">version n°\u{A0}\(text.number) de la \
                charte</a>.</li>
                <li>Pour un engagement mesuré, la position de votre organisme est calculée à chaque édition sur vos \
                contrats publiés, et affichée avec sa base, ses inconnus et les contrats comptés. Vous pouvez la \
                commenter.</li>
                <li>Votre nom et votre fonction sont affichés. Une signature se retire, avec son motif\u{202F}; les deux \
                dates restent.</li>
                </ul>
                \(context.form(link, fields(members, person, open), button: "Signer"))
                """
        } else {
            content = "<p>La charte n’est pas encore publiée.</p>\n"
        }
        return Document(
            title: "Signer des engagements", summary: "Signer la charte au nom d’un organisme.",
            content: content, section: .observatoire,
            trail: CharterPage.trail + [("La charte", CharterPage.link)], isHiddenFromSearch: true)
    }

    private static func fields(_ members: Members, _ person: Person, _ open: [Commitment])
        -> [FormField]
    {
        [
            FormField(
                key: "organisation", label: "Organisme",
                control: .choice(
                    members.visitor.memberships.map { (String($0.organisation), $0.name) })),
            FormField(
                key: "engagements", label: "Engagements",
                control: .boxes(
                    open.map { commitment in
                        let target = commitment.tie.map { " (\(CharterText.target($0)))" } ?? ""
                        return (commitment.key, commitment.title + target)
                    })),
            FormField(
                key: "perimetre", label: "Contrats regardés",
                help: "D’après le SIRET de la fiche de l’organisme.",
                control: .choice(FigureQuestion.Scope.allCases.map { ($0.rawValue, $0.label) })),
            FormField(
                key: "nom", label: "Nom et prénom", control: .line(length: 120), value: person.name,
                autocomplete: "name"),
            FormField(
                key: "fonction", label: "Fonction", control: .line(length: 160),
                value: person.occupation, autocomplete: "organization-title"),
            FormField(
                key: "declaration",
                label: "Je déclare engager l’organisme que je représente, et en avoir le pouvoir.",
                control: .box),
        ]
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        let organisation = Int64(form["organisation"]) ?? 0
        let figures = context.figures
        _ = try members.store.charter.sign(
            form.all("engagements"), for: organisation,
            by: Signatory(
                name: form["nom"], function: form["fonction"],
                isDeclared: form.isTicked("declaration")),
            scope: try Entry.choice("perimetre", form["perimetre"]),
            edition: try figures.currentEdition()?.id, members.acting)
        _ = try members.store.charter.measure(figures, members.acting)
        return Link(
            ["observatoire", "charte", "signataires", String(organisation)],
            query: [("fait", "signe")])
    }
}

/// One signature, for who represents the signatory: comment, evidence, withdrawal.
enum SignaturePage: FormPage {
    static let path = "/observatoire/charte/signatures/:id"
    static let reading: Access = .member
    static let writing: Access? = .member
    static let condition = "représente le signataire"

    static func link(to id: Int64) -> Link {
        Link(["observatoire", "charte", "signatures", String(id)])
    }

    private static func signature(_ context: Context) throws -> Signature {
        let members = try context.community()
        let signature = try members.store.charter.signature(Int64(context.argument("id")) ?? 0)
        try members.visitor.require(
            members.represents(signature.organisation),
            "Seule une personne qui représente \(signature.organisationName) peut agir ici.")
        return signature
    }

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let signature = try signature(context)
        let standing = try members.store.charter.standings([signature])[0]
        let link = link(to: signature.id)
        var content = HTML()
        if let latest = standing.latest {
            let commenting = context.forForm("commenter")
            content += """
                <h2>Commenter une position</h2>
                <p>Votre position la plus récente\u{202F}: \(CharterText.position(latest))</p>
                \(commenting.form(link, [
                    FormField(key: "action", label: "", control: .hidden, value: "commenter"),
                    FormField(
                        key: "edition", label: "Position",
                        control: .choice(standing.positions.reversed().map { position in
                            (position.edition, "édition \(position.edition), au \(French.day(position.day))")
                        }), value: latest.edition),
                    FormField(
                        key: "commentaire", label: "Commentaire",
                        help: "Affiché à côté du chiffre. Il remplace un commentaire précédent sur la même édition.",
                        control: .text(rows: 5, length: 2_000),
                        value: standing.comments[latest.edition]?.text ?? ""),
                ], button: "Enregistrer le commentaire"))
                """
        }
        content += """
            <h2>Déposer une preuve</h2>
            \(context.forForm("prouver").form(link, [
                FormField(key: "action", label: "", control: .hidden, value: "prouver"),
                FormField(
                    key: "preuve", label: "Ce qui a été fait", help: "Publié, daté d’aujourd’hui.",
                    control: .text(rows: 4, length: 2_000)),
                FormField(
                    key: "adresse", label: "Adresse d’un document public", help: "Commence par https://",
                    control: .line(length: 500), isRequired: false),
            ], button: "Déposer la preuve"))
            <h2>Retirer la signature</h2>
            \(context.forForm("retirer").form(link, [
                FormField(key: "action", label: "", control: .hidden, value: "retirer"),
                FormField(
                    key: "motif", label: "Motif", help: "Publié à côté de la date du retrait.",
                    control: .text(rows: 3, length: 1_000)),
            ], button: "Retirer la signature"))
            """
        return Document(
            title: signature.commitment.title, summary: "Une signature de la charte.",
            content: content, section: .observatoire, kind: signature.organisationName,
            trail: CharterPage.trail + [
                ("La charte", CharterPage.link),
                (signature.organisationName, SignatoryPage.link(to: signature.organisation)),
            ], isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        let signature = try signature(context)
        let charter = members.store.charter
        let done: String
        switch form["action"] {
        case "commenter":
            try charter.comment(
                signature.id, edition: form["edition"], form["commentaire"], members.acting)
            done = "commente"
        case "prouver":
            try charter.file(
                evidence: form["preuve"], address: form["adresse"], for: signature.id,
                members.acting)
            done = "prouve"
        case "retirer":
            try charter.withdraw(signature.id, reason: form["motif"], members.acting)
            done = "retire"
        default:
            throw CommunityRefusal.untimely(
                "Ce bouton n’est plus celui de la page\u{202F}: rouvrez-la.")
        }
        return Link(
            ["observatoire", "charte", "signataires", String(signature.organisation)],
            query: [("fait", done)])
    }
}
