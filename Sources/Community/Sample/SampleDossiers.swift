import Procurement

extension CommunitySample {
    /// A roofing company that is invented, with its dossier and an application.
    static func addDossiers(to store: CommunityStore, _ acting: Acting) throws {
        let siret = "73282932000074"
        let owner = try store.accounts.invite(
            try EmailAddress("gerante-toitures@invente.example"), name: "Gérante (exemple)", acting)
        try store.attachments.ask(
            owner.id, siret: siret, kind: .company, reason: "Exemple inventé de rattachement.",
            acting)
        guard let asked = try store.attachments.of(owner.id).first else { return }
        try store.attachments.decide(
            asked.id, isConfirmed: true, askedAt: asked.asked, acting
        ) { _, address in
            MailMessage(
                to: address, subject: "Rattachement (exemple)", text: "Exemple.",
                category: .reminders)
        }
        let acting = Acting(person: owner.id, now: acting.now, chance: acting.chance)
        let year = acting.now.day.year
        try store.dossiers.say(
            siret,
            [
                .init(
                    part: .identity,
                    values: [
                        "nom": "Toitures Inventées (exemple)", "forme": "SARL",
                        "adresse": "3 rue des Ardoises", "code_postal": "62000",
                        "commune": "Arras", "activite": "43.91B Travaux de couverture",
                        "taille": "Micro-entreprise",
                    ]),
                .init(
                    part: .contact, values: ["courriel": "gerante-toitures@invente.example"]),
                .init(
                    part: .years, row: 1_000,
                    values: [
                        "annee": String(year - 1), "chiffre": "612000", "effectif": "6",
                    ]),
                .init(
                    part: .years, row: 1_001,
                    values: ["annee": String(year - 2), "chiffre": "580500"]),
                .init(
                    part: .insurances, row: 1_000,
                    values: [
                        "nature": "Responsabilité décennale", "assureur": "Assureur inventé",
                        "numero": "EX-1", "fin": acting.now.day.adding(days: 45).description,
                    ]),
                .init(
                    part: .references, row: 1_000,
                    values: [
                        "objet": "Toit d’un gymnase (exemple)", "client": "Bourg inventé",
                        "annee": String(year - 1), "montant": "84300",
                    ]),
            ], version: 0, acting)
        _ = try store.applications.make(
            .init(
                buyer: "Ville inventée", object: "Réfection d’une toiture (exemple)", lots: "2"),
            for: siret, isAffirmed: true, acting)
    }
}
