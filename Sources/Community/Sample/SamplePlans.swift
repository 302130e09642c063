import GRDB
import Procurement

extension CommunitySample {
    /// Three invented plans of an invented buyer: one announced, one being sourced with a question and a
    /// precision, one given up.
    static func addPlans(to store: CommunityStore, _ acting: Acting) throws {
        let siret = "00000001800028"
        let person = try store.accounts.invite(
            try EmailAddress("projets.exemple@exemple.fr"), name: "Acheteuse Inventée", acting)
        let agent = Acting(person: person.id, now: acting.now, chance: acting.chance)
        // Confirmed without letter: nobody is written to by a demonstration.
        try store.write(acting) { database in
            try database.execute(
                sql: """
                    INSERT INTO rattachement (personne, siret, genre, motif, etat, demande, decide)
                    VALUES (?, ?, 'acheteur', 'Exemple inventé', 'confirme', ?, ?)
                    """,
                arguments: [person.id, siret, acting.now.seconds, acting.now.seconds])
        }
        let keys = try store.plans.post(
            try texts(acting.now.day), for: siret,
            named: "Ville de Bourg-Fictif-la-Chimère (exemple)", agent)
        let plans = try keys.map { try store.plans.plan($0) }
        guard plans.count == 3 else { return }
        try addExchange(to: plans[1], store, agent)
        try store.plans.move(
            plans[2], to: .abandoned,
            reason: "Exemple\u{202F}: l’achat est regroupé avec celui de l’agglomération.",
            version: plans[2].version, agent)
    }

    private static func texts(_ today: Day) throws -> [PlanText] {
        let next = today.adding(months: 4)
        let shared = [
            "departement": "59", "commune": "Bourg-Fictif-la-Chimère", "annee": String(next.year),
            "trimestre": String((next.parts.month + 2) / 3),
        ]
        let said: [[String: String]] = [
            [
                "objet": "Réfection de la toiture de l’école du Beffroi (exemple)",
                "description":
                    "Exemple inventé. Couverture en tuiles de 640\u{202F}m², isolation comprise, école occupée\u{202F}: "
                    + "travaux pendant les vacances d’été.",
                "cpv": "45261", "tranche": "100-000-a-200-000", "procedure": "adaptee",
                "allotissement": "en-lots", "lots": "Charpente\nCouverture\nIsolation",
                "social": "Heures d’insertion sur le lot couverture.",
                "environnement": "Réemploi des tuiles saines, isolants biosourcés.",
            ],
            [
                "objet": "Capteurs pour suivre le chauffage des écoles (exemple)",
                "description":
                    "Exemple inventé. Savoir quelles salles chauffent quand elles sont vides, sans câblage nouveau.",
                "cpv": "38420", "tranche": "60-000-a-100-000", "procedure": "achat-innovant",
                "allotissement": "marche-unique",
                "innovation": "Capteurs sans pile, données gardées par la ville.",
            ],
            [
                "objet": "Entretien des vélos de service (exemple)",
                "description": "Exemple inventé. Quarante vélos, deux révisions par an.",
                "cpv": "50", "tranche": "moins-de-40-000", "procedure": "sans-publicite",
                "allotissement": "marche-unique",
                "social": "Réservable à une structure d’insertion.",
            ],
        ]
        return said.compactMap { said in
            PlanText.read(today: nil, knows: { _ in nil }) { said[$0] ?? shared[$0] ?? "" }.text
        }
    }

    /// A question with its answer, asked by nobody in particular, and a precision.
    private static func addExchange(to plan: Plan, _ store: CommunityStore, _ agent: Acting) throws
    {
        try store.plans.move(plan, to: .sourcing, version: plan.version, agent)
        try store.write(agent) { database in
            try database.execute(
                sql: """
                    INSERT INTO projet_question
                      (projet, recue, etat, question, reponse, est_reecrite, publiee)
                    VALUES (?, ?, 'publiee', ?, ?, 1, ?)
                    """,
                arguments: [
                    plan.id, agent.now.seconds,
                    "Exemple\u{202F}: les écoles ont-elles un réseau sans fil ouvert aux capteurs\u{202F}?",
                    "Exemple\u{202F}: non. Le titulaire apporte le sien, ou s’en passe.",
                    agent.now.seconds,
                ])
            try Plans.note(
                plan.id, .question, question: database.lastInsertedRowID, agent, database)
            try Plans.note(
                plan.id, .complement,
                after: "Exemple\u{202F}: neuf écoles sont concernées, soit cent douze salles.",
                agent,
                database)
        }
    }
}
