import Procurement

extension CommunitySample {
    /// What one invented group is given.
    private struct InventedGroup {
        var key: String
        var name: String
        var theme: String
        var mandate: String
        var lead: String
        var member: String
        var meeting: String
        var agenda: String
        var minutes: String
        /// Title, state, days from today.
        var deliverables: [(title: String, state: WorkPlan.State, days: Int)]
        var question: String
        var answer: String
    }

    /// The seven groups of the founders' themes, each with people, a meeting and its minutes, a work
    /// plan and a question. All of it is invented and says so.
    static func addGroups(to store: CommunityStore, _ acting: Acting) throws {
        for invented in inventedGroups { try add(invented, to: store, acting) }
    }

    private static func add(
        _ invented: InventedGroup, to store: CommunityStore, _ acting: Acting
    ) throws {
        let group = try store.groups.add(
            key: invented.key, name: invented.name,
            mandate: invented.mandate + "\n\n*Exemple inventé pour la démonstration.*", acting)
        try store.groups.describe(
            group, name: invented.name, theme: invented.theme,
            mandate: invented.mandate + "\n\n*Exemple inventé pour la démonstration.*", version: 1,
            acting)
        let lead = try store.accounts.invite(
            try EmailAddress("responsable-\(invented.key)@invente.example"),
            name: invented.lead + " (exemple)", acting)
        let member = try store.accounts.invite(
            try EmailAddress("membre-\(invented.key)@invente.example"),
            name: invented.member + " (exemple)", acting)
        try store.groups.join(group, person: lead.id, asLead: true, acting)
        try store.groups.join(group, person: member.id, acting)
        let leading = Acting(person: lead.id, now: acting.now, chance: acting.chance)
        try meet(invented, group, lead.id, member.id, store, leading)
        for deliverable in invented.deliverables {
            _ = try store.workPlan.add(
                to: group,
                .init(
                    title: deliverable.title + " (exemple)", state: deliverable.state,
                    reason: deliverable.state == .abandoned
                        ? "Exemple d’abandon\u{202F}: déjà couvert par un autre groupe." : "",
                    due: acting.now.adding(days: deliverable.days).day, responsible: lead.id),
                leading)
        }
        let asking = Acting(person: member.id, now: acting.now, chance: acting.chance)
        let question = try store.questions.ask(
            group, title: invented.question, text: "Question inventée pour la démonstration.",
            asking)
        guard !invented.answer.isEmpty else { return }
        try store.questions.answer(
            question, text: invented.answer, version: 1, leading, letter: { _ in nil })
    }

    private static func meet(
        _ invented: InventedGroup, _ group: Int64, _ lead: Int64, _ member: Int64,
        _ store: CommunityStore, _ leading: Acting
    ) throws {
        func draft(_ title: String, days: Int) -> GroupMeetings.Draft {
            GroupMeetings.Draft(
                title: title + " (exemple)",
                start: Moment(day: tuesday(leading, after: days), hour: 13), minutesLong: 120,
                place: "Salle d’exemple, Lille", link: "", agenda: invented.agenda)
        }
        let past = try store.groupMeetings.add(
            to: group, draft(invented.meeting, days: -21), leading)
        try store.groupMeetings.minute(
            past, text: invented.minutes + "\n\n*Compte rendu inventé.*", otherPresent: "",
            attendance: [(lead, .present), (member, .excused)], version: 1, leading)
        try store.groupMeetings.approve(past, version: 2, leading)
        _ = try store.groupMeetings.add(to: group, draft("Réunion suivante", days: 35), leading)
    }

    /// An invented study over an edition, from the question of a group.
    static func addStudies(to store: CommunityStore, edition: String, _ acting: Acting) throws {
        let group = try store.groups.group("connaissance-de-la-commande-publique")
        let lead = try store.groups.members(of: group.id).first { $0.isLead }
        let leading = Acting(person: lead?.id, now: acting.now, chance: acting.chance)
        let question = try store.questions.all(of: group.id).first
        let study = try store.studies.open(
            in: group.id, from: question?.id,
            .init(
                title: "Combien de contrats ne reçoivent qu’une offre\u{202F}? (exemple)",
                summary:
                    "Exemple d’étude sur des données inventées\u{202F}: ses chiffres sont lus dans une édition "
                    + "fixée et s’ouvrent sur les contrats comptés.",
                authors: lead?.name ?? "Exemple", text: studyText, edition: edition,
                note: "Première version"), leading)
        try store.studies.publish(study, version: 1, leading)
    }

    private static let studyText = """
        *Étude inventée pour la démonstration.*

        ## Le constat

        Dans l’échantillon, la part des contrats à offre unique est de `figure CON-01`. Pour les seuls
        travaux, elle est de `figure CON-01 type=Travaux`.

        ## Au fil des années

        ```figure
        CON-01
        par=annee
        titre="Contrats à offre unique, par année"
        ```

        ## Ce que l’on ne peut pas en conclure

        Une offre unique n’est pas une faute\u{202F}: le marché peut être étroit. Le nombre d’offres manque
        aussi souvent qu’il est donné\u{202F}; les inconnus sont dits à côté de chaque chiffre.
        """

    private static let inventedGroups: [InventedGroup] = [
        InventedGroup(
            key: "performance-economique", name: "Performance économique",
            theme: "Acheter au juste prix sur toute la durée de vie",
            mandate:
                "Coût complet, analyse des offres, concurrence réelle\u{202F}: des méthodes que chacun peut "
                + "reprendre.",
            lead: "Claude Martin", member: "Dominique Petit", meeting: "Coût complet des véhicules",
            agenda: "1. Retour d’expérience\n2. Grille de calcul\n3. Suite",
            minutes:
                "Le groupe retient une grille de coût complet à essayer dans trois collectivités.",
            deliverables: [
                ("Grille de coût complet", .begun, 60),
                ("Fiche sur l’analyse des offres", .delivered, -30),
            ], question: "Comment comparer deux offres de durées différentes\u{202F}?",
            answer: "En ramenant chacune à un coût annuel, sur la même durée d’usage."),
        InventedGroup(
            key: "innovation", name: "Innovation",
            theme: "Faire se rencontrer acheteurs et innovateurs",
            mandate: "Préparer les rencontres de l’innovation, et suivre ce qui en sort.",
            lead: "Sacha Leroy", member: "Morgan Fontaine", meeting: "Préparer les rencontres",
            agenda: "1. Besoins publiés\n2. Calendrier",
            minutes: "Les besoins des acheteurs seront publiés deux mois avant les rencontres.",
            deliverables: [
                ("Guide du sourçage", .begun, 45), ("Bilan des rencontres", .planned, 150),
            ], question: "Un essai gratuit avant l’achat est-il permis\u{202F}?", answer: ""),
        InventedGroup(
            key: "acces-des-tpe-pme", name: "Accès des TPE et PME",
            theme: "Lever ce qui empêche une petite entreprise de répondre",
            mandate:
                "Allotissement, avances, candidature simplifiée\u{202F}: ce qui marche, mesuré.",
            lead: "Lou Girard", member: "Alix Mercier", meeting: "Les avances",
            agenda: "1. Taux d’avance constatés\n2. Clauses types",
            minutes: "Une clause type d’avance sera proposée aux membres.",
            deliverables: [
                ("Clause type d’avance", .delivered, -10),
                ("Enquête auprès de cent entreprises", .planned, 120),
            ], question: "Quels documents peut-on encore demander à une petite entreprise\u{202F}?",
            answer:
                "Ceux que l’acheteur ne peut pas obtenir lui-même\u{202F}: voyez le guide des obligations."
        ),
        InventedGroup(
            key: "delais-de-paiement", name: "Délais de paiement",
            theme: "Payer et être payé à l’heure",
            mandate: "Mesurer les délais réels et aider chacun à payer et à être payé à l’heure.",
            lead: "Charlie Renard", member: "Camille Moulin", meeting: "Premier baromètre",
            agenda: "1. Chiffres attestés\n2. Étapes d’un paiement",
            minutes: "Le baromètre paraîtra chaque trimestre, par taille d’acheteur.",
            deliverables: [
                ("Baromètre trimestriel", .begun, 20),
                ("Schéma des étapes d’un paiement", .delivered, -40),
            ], question: "Le délai court-il pendant une suspension\u{202F}?", answer: ""),
        InventedGroup(
            key: "responsabilite-sociale", name: "Responsabilité sociale",
            theme: "Insertion, réservations, égalité",
            mandate: "Ce qui se fait, ce qui marche, ce qui peut être repris.",
            lead: "Maxime Collin", member: "Noa Perrot", meeting: "Clauses d’insertion",
            agenda: "1. Heures réalisées\n2. Contrôle",
            minutes:
                "Le groupe recense les clauses réellement exécutées, et non les seules clauses écrites.",
            deliverables: [
                ("Recueil de clauses", .begun, 80), ("Annuaire des structures", .abandoned, 15),
            ],
            question: "Comment vérifier les heures d’insertion\u{202F}?", answer: ""),
        InventedGroup(
            key: "responsabilite-environnementale", name: "Responsabilité environnementale",
            theme: "Des considérations utiles, proportionnées et vérifiables",
            mandate: "Écrire des exigences qui peuvent être tenues et contrôlées.",
            lead: "Eden Gauthier", member: "Ange Roussel", meeting: "Critères vérifiables",
            agenda: "1. Exemples de critères\n2. Preuves",
            minutes:
                "Chaque critère proposé dira la preuve attendue et son coût pour l’entreprise.",
            deliverables: [("Vingt critères vérifiables", .planned, 100)],
            question: "Un label peut-il être exigé\u{202F}?",
            answer: "Oui, avec ses équivalents, et s’il a un lien avec l’objet du contrat."),
        InventedGroup(
            key: "connaissance-de-la-commande-publique",
            name: "Connaissance de la commande publique",
            theme: "Des données fiables, des études que l’on peut refaire",
            mandate:
                "Définitions partagées, qualité des données, études rejouées à chaque édition.",
            lead: "Jo Lambert", member: "Céleste Brunet", meeting: "Définir l’offre unique",
            agenda: "1. Définition\n2. Inconnus\n3. Une étude",
            minutes: "Le groupe ouvre une étude sur les contrats à offre unique.",
            deliverables: [
                ("Étude sur l’offre unique", .begun, 30), ("Glossaire commun", .delivered, -60),
            ], question: "Combien de contrats ne reçoivent qu’une offre\u{202F}?", answer: ""),
    ]
}
