import Community
import Procurement

/// « Règles de l’assemblée »: weights, quorum, notice, proxies.
enum AssemblyRulesPage: FormPage {
    static let path = "/administration/assemblee"
    static let reading: Access = .administrator
    static let writing: Access? = .administrator
    static let link = Link(["administration", "assemblee"])

    static func document(_ context: Context) throws -> Document {
        let assembly = try context.community().store.assembly
        let rules = try assembly.rules()
        var fields = College.allCases.map { college in
            FormField(
                key: "poids_" + college.rawValue,
                label: "Poids du collège «\u{202F}\(college.label)\u{202F}»",
                control: .number(0...1_000), value: String(rules.weight(college)))
        }
        fields += [
            FormField(
                key: "quorum", label: "Quorum de l’ensemble, en pour cent des organismes",
                control: .number(0...100), value: String(rules.quorum)),
            FormField(
                key: "quorum_college", label: "Quorum de chaque collège, en pour cent",
                control: .number(0...100), value: String(rules.collegeQuorum)),
            FormField(
                key: "seconde", label: "Seconde convocation",
                control: .choice([("libre", "sans quorum"), ("quorum", "avec le même quorum")]),
                value: rules.isSecondFree ? "libre" : "quorum"),
            FormField(
                key: "delai", label: "Délai de convocation, en jours", control: .number(0...365),
                value: String(rules.noticeDays)),
            FormField(
                key: "procurations", label: "Procurations par organisme, au plus",
                help: "Zéro\u{202F}: aucune procuration n’est admise.", control: .number(0...20),
                value: String(rules.mostProxies)),
        ]
        return Document(
            title: "Règles de l’assemblée", summary: "Poids, quorum, délais, procurations.",
            content: """
                \(context.notice(["enregistre": "Les règles sont enregistrées."]))\
                <p>Une séance garde les règles du jour de sa convocation\u{202F}: ce que vous changez ici vaut pour les \
                suivantes.</p>
                \(VersionedForm.html(context, link, fields, version: try assembly.rulesVersion()))
                """, trail: OrganisationKeepingPage.trail, isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        var check = FormCheck()
        func number(_ key: String, _ range: ClosedRange<Int>, _ check: inout FormCheck) throws
            -> Int
        {
            try check.read { try Entry.number(key, form[key], range) } ?? 0
        }
        var rules = AssemblyRules.usual
        for college in College.allCases {
            rules.weights[college.rawValue] = try number(
                "poids_" + college.rawValue, 0...1_000, &check)
        }
        rules.quorum = try number("quorum", 0...100, &check)
        rules.collegeQuorum = try number("quorum_college", 0...100, &check)
        rules.isSecondFree = form["seconde"] != "quorum"
        rules.noticeDays = try number("delai", 0...365, &check)
        rules.mostProxies = try number("procurations", 0...20, &check)
        try check.end()
        try members.store.assembly.decide(rules, version: try form.version(), members.acting)
        return Link(["administration", "assemblee"], query: [("fait", "enregistre")])
    }
}

/// « Bureau », for administrators: who is given which charge, and until when.
enum BureauKeepingPage: FormPage {
    static let path = "/administration/bureau"
    static let reading: Access = .administrator
    static let writing: Access? = .administrator
    static let link = Link(["administration", "bureau"])

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let rows = try members.store.assembly.mandates().map { mandate -> [HTML] in
            [
                HTML(text: mandate.office.label),
                HTML(text: AssemblyText.name(mandate.name, mandate.person)),
                HTML(text: mandate.organisationName ?? ""), HTML(text: French.day(mandate.since)),
                mandate.until.map { HTML(text: French.day($0)) }
                    ?? context.button(
                        link, "Finit aujourd’hui",
                        fields: [("action", "finir"), ("mandat", String(mandate.id))],
                        isSecond: true),
            ]
        }
        let people = try members.store.accounts.people().map {
            (value: String($0.id), label: $0.shownName)
        }
        let organisations =
            [(value: "", label: "Aucun")]
            + (try members.store.organisations.current().map {
                (value: String($0.id), label: $0.name)
            })
        return Document(
            title: "Bureau", summary: "Les mandats du bureau.",
            content: """
                \(context.notice(["enregistre": "C’est enregistré."]))\
                \(Blocks.table("Mandats", heads: ["Charge", "Personne", "Organisme", "Depuis", "Jusqu’au"], rows: rows, isCaptionHidden: true))
                <h2>Donner une charge</h2>
                \(context.form(link, [
                    FormField(key: "charge", label: "Charge", control: .choice(Assembly.Office.allCases.map { ($0.rawValue, $0.label) })),
                    FormField(key: "personne", label: "Personne", help: "Elle décide elle-même si son nom est montré.", control: .choice(people)),
                    FormField(key: "organisme", label: "Au titre de", control: .choice(organisations), isRequired: false),
                    FormField(key: "depuis", label: "Depuis le", control: .day, value: context.today.description),
                ], button: "Donner"))
                """, trail: OrganisationKeepingPage.trail, isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        if form["action"] == "finir" {
            try members.store.assembly.endMandate(
                Int64(form["mandat"]) ?? 0, on: context.today, members.acting)
        } else {
            guard let day = Day(form["depuis"]) else {
                throw CommunityRefusal.invalid(
                    field: "depuis", value: form["depuis"], sentence: "Donnez un jour.")
            }
            try members.store.assembly.appoint(
                Int64(form["personne"]) ?? 0,
                office: try Entry.choice("charge", form["charge"]),
                organisation: Int64(form["organisme"]), since: day, members.acting)
        }
        return Link(["administration", "bureau"], query: [("fait", "enregistre")])
    }
}
