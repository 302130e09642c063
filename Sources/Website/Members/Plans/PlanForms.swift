import Community
import Procurement

/// What a buyer writes of a plan, as fields of a form.
enum PlanFields {
    /// The fields, filled from a plan when there is one.
    static func all(_ text: PlanText?, today: Day) -> [FormField] {
        func value(_ key: String) -> String { text?.value(key).kept ?? "" }
        func field(
            _ key: String, _ control: FormField.Control, help: String = "", isRequired: Bool = false
        ) -> FormField {
            FormField(
                key: key, label: PlanPage.label(key), help: help, control: control,
                value: value(key), isRequired: isRequired)
        }
        func choices<Kind: CaseIterable & RawRepresentable<String>>(
            _ kind: Kind.Type, _ label: (Kind) -> String
        ) -> [(value: String, label: String)] {
            Kind.allCases.map { ($0.rawValue, label($0)) }
        }
        var year = field(
            "annee", .number(today.year...today.year + 10), isRequired: true)
        if year.value.isEmpty { year.value = String(today.year) }
        return [
            field(
                "objet", .line(length: 200), help: "Comme on le dirait à une entreprise du métier.",
                isRequired: true),
            field(
                "description", .text(rows: 6, length: 4_000),
                help:
                    "Le besoin\u{202F}: l’usage, les quantités, ce qui est attendu. Aucun nom de personne."
            ),
            field(
                "cpv", .line(length: 14), help: "De deux à huit chiffres, comme 45261.",
                isRequired: true),
            field(
                "departement",
                .choice(
                    [("", "Choisir…")]
                        + Territory.departments.map { ($0.code, "\($0.code) \($0.name)") }),
                isRequired: true),
            field("commune", .line(length: 80)),
            field(
                "tranche", .choice([("", "Choisir…")] + choices(ValueBand.self, \.label)),
                help: "Une tranche ne dit pas votre estimation.", isRequired: true),
            year,
            field(
                "trimestre",
                .choice([("", "Choisir…")] + (1...4).map { (String($0), "Trimestre \($0)") }),
                help: "Quand la consultation devrait être lancée.", isRequired: true),
            field("procedure", .choice(choices(ForeseenProcedure.self, \.label)), isRequired: true),
            field("allotissement", .choice(choices(Allotment.self, \.label)), isRequired: true),
            field("lots", .text(rows: 3, length: 2_000), help: "Un lot par ligne."),
            field(
                "social", .text(rows: 2, length: 1_000),
                help: "Insertion, marché réservé, formation…"),
            field(
                "environnement", .text(rows: 2, length: 1_000),
                help: "Réemploi, sobriété, matériaux, livraisons…"),
            field(
                "innovation", .text(rows: 2, length: 1_000),
                help: "Ce que le marché ne sait pas encore bien faire."),
        ]
    }

    /// What the form says.
    ///
    /// - Throws: `FormFaults` with every fault.
    static func read(_ form: SentForm, _ context: Context, mayBePast: Bool) throws -> PlanText {
        let (text, refusals) = PlanText.read(
            today: mayBePast ? nil : context.today, knows: context.cpvKnowledge
        ) { form[$0] }
        guard let text else { throw FormFaults(refusals) }
        return text
    }

    /// The choice of the buyer, among those a person acts for.
    static func buyer(_ visitor: Visitor, _ context: Context) -> FormField {
        FormField(
            key: "acheteur", label: "Acheteur",
            control: .choice(
                visitor.buyers.map { siret in
                    (
                        siret,
                        context.name(ofSiret: siret, isBuyer: true).map { "\($0) (\(siret))" }
                            ?? siret
                    )
                }))
    }

    /// The name of the buyer, asked where the edition does not know it.
    static func buyerName(_ visitor: Visitor, _ context: Context) -> FormField {
        FormField(
            key: "nom", label: "Nom de l’acheteur",
            help: "Comme il sera affiché.", control: .line(length: 200),
            value: visitor.buyers.first.flatMap { context.name(ofSiret: $0, isBuyer: true) }
                ?? visitor.memberships.first?.name ?? "")
    }

    static let condition = "agent rattaché à l’acheteur"

    /// What to do before posting, for whom acts for no buyer.
    static let notAgent: HTML = """
        <p class="encart">Un projet d’achat est annoncé par un agent rattaché au SIRET de l’acheteur. \
        <a href="\(AttachmentPage.link)">Demandez votre rattachement</a>\u{202F}: l’administration le confirme.</p>

        """
}

/// Announcing a plan.
enum PlanNewPage: FormPage {
    static let path = "/projets/nouveau"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = PlanFields.condition
    static let longestBody = 65_536
    static let link = Link(["projets", "nouveau"])

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let isAgent = !members.visitor.buyers.isEmpty
        let content: HTML =
            isAgent
            ? context.form(
                link,
                [
                    PlanFields.buyer(members.visitor, context),
                    PlanFields.buyerName(members.visitor, context),
                ] + PlanFields.all(nil, today: context.today), button: "Annoncer")
            : PlanFields.notAgent
        return Document(
            title: "Annoncer un projet d’achat",
            summary: "Dire ce qu’un acheteur envisage d’acheter.",
            content: """
                <p>Le projet est public dès qu’il est annoncé. Chaque modification laisse une trace publique.</p>
                \(content)
                """, section: .observatoire, trail: [("Projets d’achat", PlanListPage.link)],
            isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        try members.visitor.require(
            members.visitor.buyers.contains(form["acheteur"]),
            "Seuls les agents rattachés à cet acheteur le font.")
        let text = try PlanFields.read(form, context, mayBePast: false)
        let keys = try members.store.plans.post(
            [text], for: form["acheteur"],
            named: try Entry.line("nom", form["nom"], 2...200), members.acting)
        return PlanPage.link(keys.first ?? "", done: "annonce")
    }
}

/// Changing a plan.
enum PlanEditPage: FormPage {
    static let path = "/projets/:cle/modifier"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = PlanFields.condition
    static let longestBody = 65_536

    static func link(_ key: String) -> Link { Link(["projets", key, "modifier"]) }

    static func document(_ context: Context) throws -> Document {
        let (_, plan) = try context.ownPlan()
        let version = FormField(
            key: "version", label: "", control: .hidden, value: String(plan.version))
        return Document(
            title: "Modifier le projet", summary: plan.text.object,
            content: """
                <p>Chaque champ modifié apparaît dans l’historique public, avec ce qu’il disait avant.</p>
                \(context.form(
                    link(plan.key), PlanFields.all(plan.text, today: context.today) + [version],
                    button: "Enregistrer"))
                """, section: .observatoire, trail: PlanPage.trail(plan), isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let (members, plan) = try context.ownPlan()
        let isSamePeriod =
            form["annee"] == String(plan.text.year)
            && form["trimestre"] == String(plan.text.quarter)
        let text = try PlanFields.read(form, context, mayBePast: isSamePeriod)
        try members.store.plans.edit(
            plan, text, version: try form.version(), members.acting)
        return PlanPage.link(plan.key, done: "modifie")
    }
}

/// Moving a plan: sourcing, launched, abandoned.
enum PlanStatePage: FormPage {
    static let path = "/projets/:cle/etat"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = PlanFields.condition

    static func link(_ key: String) -> Link { Link(["projets", key, "etat"]) }

    static func document(_ context: Context) throws -> Document {
        let (_, plan) = try context.ownPlan()
        let states = Plan.State.allCases.filter { $0 != plan.state }
        return Document(
            title: "Changer l’état du projet", summary: plan.text.object,
            content: """
                <p>Le projet est aujourd’hui\u{202F}: <strong>\(plan.state.label)</strong>.</p>
                \(context.form(link(plan.key), [
                    FormField(
                        key: "etat", label: "Nouvel état",
                        control: .choice(states.map { ($0.rawValue, $0.label) })),
                    FormField(
                        key: "consultation", label: "Adresse de la consultation",
                        help: "Pour une consultation lancée\u{202F}: sa page sur le profil d’acheteur.",
                        control: .line(length: 500), isRequired: false),
                    FormField(
                        key: "motif", label: "Raison de l’abandon",
                        help: "Pour un projet abandonné\u{202F}; elle est publique.",
                        control: .text(rows: 3, length: 1_000), isRequired: false),
                    FormField(key: "version", label: "", control: .hidden, value: String(plan.version)),
                ], button: "Changer l’état"))
                """, section: .observatoire, trail: PlanPage.trail(plan), isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let (members, plan) = try context.ownPlan()
        try members.store.plans.move(
            plan, to: try Entry.choice("etat", form["etat"]), consultation: form["consultation"],
            reason: form["motif"], version: try form.version(), members.acting)
        return PlanPage.link(plan.key, done: "modifie")
    }
}
