import Community

/// « Mes données »: what is kept about me, table by table, and the file of it.
enum PersonalFilePage: CommunityPage {
    static let path = "/compte/donnees"
    static let reading: Access = .account
    static let link = Link(["compte", "donnees"])

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let person = try members.visitor.signedIn()
        let rows = try members.store.accounts.everything(about: person.id).map { table -> [HTML] in
            [
                "<code>\(table.name)</code>", HTML(text: String(table.rows.count)),
                HTML(text: table.erasure),
            ]
        }
        return Document(
            title: "Mes données", summary: "Tout ce que l’observatoire garde sur vous.",
            content: """
                <p class="chapo">Voici ce que l’observatoire garde sur vous, et ce que l’effacement en ferait. \
                Le fichier en donne chaque ligne.</p>
                <p><a class="bouton" href="\(PersonalFile.link)">Emporter mes données (JSON)</a></p>
                \(Blocks.table("Ce qui est gardé", heads: ["Table", "Lignes", "À l’effacement"], rows: rows, numbers: [1], isCaptionHidden: true))
                <p><a href="\(ErasurePage.link)">Effacer mon compte</a></p>
                """, trail: [("Mon compte", AccountPage.link)], isHiddenFromSearch: true)
    }
}

/// The file of what is kept about me.
enum PersonalFile: CommunityResource {
    static let path = "/compte/donnees.json"
    static let reading: Access = .account
    static let link = Link(["compte", "donnees.json"])

    static func answer(_ context: Context) throws -> Answer {
        let members = try context.community()
        let person = try members.visitor.signedIn()
        let tables = try members.store.accounts.everything(about: person.id)
        var answer = Answer.json(
            .object([
                ("observatoire", .text(context.settings.name)),
                ("personne", .integer(person.id)),
                ("moment", .integer(members.acting.now.seconds)),
                (
                    "moments",
                    .text("Les moments sont des secondes depuis le 1er janvier 1970 à minuit UTC.")
                ),
                (
                    "tables",
                    .object(
                        tables.map { table in
                            (
                                table.name,
                                .object([
                                    ("effacement", .text(table.erasure)),
                                    (
                                        "lignes",
                                        .list(
                                            table.rows.map { row in
                                                .object(row.map { ($0.column, json($0.value)) })
                                            })
                                    ),
                                ])
                            )
                        })
                ),
            ]))
        answer.keeping = .none
        answer.headers.append(
            ("Content-Disposition", "attachment; filename=\"mes-donnees.json\""))
        return answer
    }

    private static func json(_ value: PersonalValue) -> JSON {
        switch value {
        case .null: .null
        case .integer(let number): .integer(number)
        case .number(let number): .number(number)
        case .text(let text): .text(text)
        case .bytes(let count): .text("(\(count) octets)")
        }
    }
}

/// « Effacer mon compte ».
enum ErasurePage: FormPage {
    static let path = "/compte/effacement"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let link = Link(["compte", "effacement"])

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        _ = try members.visitor.signedIn()
        return Document(
            title: "Effacer mon compte", summary: "Effacer ce que l’observatoire garde sur vous.",
            content: """
                <p class="chapo">L’effacement est immédiat et définitif. Votre nom, votre adresse, vos \
                inscriptions, vos courriels et vos sessions disparaissent.</p>
                <ul class="liste">
                <li>Le journal garde qu’un changement a eu lieu, sous un numéro, sans dire lequel.</li>
                <li>Les comptes rendus et ce qui est publié gardent ce que l’archivage impose\u{202F}: la page \
                <a href="\(PersonalFilePage.link)">Mes données</a> dit quoi, table par table.</li>
                <li>Les sauvegardes le gardent jusqu’à leur propre fin.</li>
                </ul>
                \(context.form(link, [
                    FormField(
                        key: "adresse", label: "Votre adresse de courriel, pour confirmer", control: .email,
                        autocomplete: "off")
                ], button: "Effacer définitivement mon compte"))
                """,
            trail: [("Mon compte", AccountPage.link), ("Mes données", PersonalFilePage.link)],
            isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        let person = try members.visitor.signedIn()
        let typed = try EmailAddress(form["adresse"], field: "adresse")
        guard typed.text.lowercased() == person.email?.lowercased() else {
            throw CommunityRefusal.invalid(
                field: "adresse", value: form["adresse"],
                sentence: "Ce n’est pas l’adresse de ce compte.")
        }
        try members.store.accounts.erase(person.id, members.acting)
        return Link(["connexion"], query: [("fait", "efface")])
    }

    static func answer(_ context: Context) throws -> Answer {
        guard context.visit.method == .post, let form = context.sent else {
            return try shown(context)
        }
        return try answering(context) {
            var answer = Answer.seeOther(try act(context, form))
            answer.headers.append(SessionCookie.ended)
            answer.headers.append(ProviderCookie.ended)
            return answer
        }
    }
}
