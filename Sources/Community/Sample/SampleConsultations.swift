extension CommunitySample {
    /// An invented buyer, and its consultation, open for three weeks.
    static func addConsultations(to store: CommunityStore, _ acting: Acting) throws {
        var content = ConsultationContent()
        content.reception = .elsewhere
        content.buyer = "00000033100017"
        content.buyerName = "Commune de Villeneuve-l’Exemple (inventée)"
        content.buyerKind = "local-authority"
        content.object = "Rénovation des menuiseries de l’école inventée Jean-Exemple"
        content.description = """
            **Exemple inventé**\u{202F}: cette commune n’existe pas.

            Remplacer douze fenêtres en bois du rez-de-chaussée, dépose comprise, pendant les vacances. Une \
            visite est possible sur rendez-vous auprès de la mairie inventée.

            Dites vos délais, l’origine du bois et ce que deviennent les anciennes fenêtres.
            """
        content.purchase = .works
        content.code = "45421000"
        content.place = "59000"
        content.months = 3
        content.estimateCents = 4_800_000
        content.lots = [
            Consultation.Lot(number: 1, object: "Menuiseries", estimateCents: 4_000_000),
            Consultation.Lot(number: 2, object: "Peinture", estimateCents: 800_000),
        ]
        content.criteria = [
            Consultation.Criterion(name: "Prix", isPrice: true, weight: 50),
            Consultation.Criterion(name: "Valeur technique", isPrice: false, weight: 30),
            Consultation.Criterion(name: "Environnement", isPrice: false, weight: 20),
        ]
        content.proofs = [.exclusionDeclaration, .references]
        content.deadline = acting.now.adding(days: 21)
        let consultations = store.consultations
        let key = try consultations.create(content, isExample: true, acting)
        let draft = try consultations.consultation(key)
        try consultations.addPiece(
            draft.id,
            Array(
                "Plan inventé de l’école Jean-Exemple\u{202F}: douze fenêtres de 120 × 140 cm.\n"
                    .utf8),
            kind: .txt, name: "Liste des fenêtres.txt", label: "Liste des fenêtres", acting
        ) { _, _, _, _ in nil }
        let ruling = ConsultationRuling(
            refusals: [],
            basis: ["Exemple inventé\u{202F}: rien n’a été vérifié, personne n’achète."])
        try consultations.publish(
            draft.id, version: try consultations.consultation(key).version, ruling: ruling, acting)
    }
}
