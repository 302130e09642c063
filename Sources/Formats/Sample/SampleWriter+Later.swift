extension SampleWriter {
    /// Social and environmental considerations, more of them every year.
    mutating func considerations(reserved: StaticString = "Marché réservé") {
        let year = contract.notified.year - 2019
        out.put(",\"considerationsSociales\":{\"considerationSociale\":[\"")
        if contract.defect == .considerationContraire {
            out.put("Pas de considération sociale\",\"Clause sociale")
        } else if random.happens(perMille: 60 + 40 * year) {
            switch random.below(10) {
            case 0: out.put(reserved)
            case 1...3: out.put("Critère social")
            case 4: out.put("Clause sociale\",\"Critère social")
            default: out.put("Clause sociale")
            }
        } else {
            out.put("Pas de considération sociale")
        }
        out.put("\"]},\"considerationsEnvironnementales\":{\"considerationEnvironnementale\":[\"")
        if random.happens(perMille: 90 + 70 * year) {
            switch random.below(10) {
            case 0...4: out.put("Critère environnemental")
            case 5...7: out.put("Clause environnementale")
            default: out.put("Clause environnementale\",\"Critère environnemental")
            }
        } else {
            out.put("Pas de considération environnementale")
        }
        out.put("\"]}")
    }

    /// Sub-contracting acts, mostly of works, and changes of some.
    mutating func acts() {
        guard random.happens(perMille: contract.sector < 4 ? 90 : 8) else { return }
        let count = random.within(1, 3)
        let first = contract.notified.later(random.within(10, 90))
        guard first.later(400) < .last else { return }
        let pool = world.suppliers[contract.sector]
        out.put(",\"actesSousTraitance\":[")
        for act in 1...count {
            if act > 1 { out.put(",") }
            out.put("{\"acteSousTraitance\":{\"id\":")
            out.put(act)
            out.put(",\"sousTraitant\":{\"typeIdentifiant\":\"SIRET\",\"id\":\"")
            out.put(pool[random.below(pool.count)].siret)
            out.put("\"},\"dureeMois\":")
            out.put(max(1, contract.months / 2))
            out.put(",\"dateNotification\":")
            out.put(first.later(act * 20))
            out.put(",\"datePublicationDonnees\":")
            out.put(first.later(act * 20 + 40))
            out.put(",\"montant\":")
            out.put(cents: max(100, contract.cents / random.within(6, 30)))
            out.put(",\"variationPrix\":\"")
            out.put(random.happens(perMille: 600) ? "Ferme" : "Révisable")
            out.put("\"}}")
        }
        out.put("]")
        guard random.happens(perMille: 90) else { return }
        out.put(
            ",\"modificationsActesSousTraitance\":[{\"modificationActeSousTraitance\":{\"id\":1")
        out.put(",\"dateNotificationModificationSousTraitance\":")
        out.put(first.later(200))
        out.put(",\"datePublicationDonnees\":")
        out.put(first.later(230))
        out.put(",\"montant\":")
        out.put(cents: max(100, contract.cents / 5))
        out.put("}}]")
    }

    /// Modifications, whose amounts and durations are new totals.
    mutating func modifications() {
        let isForced = contract.defect == .modificationZero
        guard random.happens(perMille: 130) || isForced else { return }
        var day = contract.notified
        var cents = contract.cents
        var months = contract.months
        let first = isForced ? 0 : 1
        var written = 0
        for number in first..<(first + random.within(1, 3)) {
            day = day.later(random.within(20, 260))
            guard day.later(40) < .last || isForced else { break }
            out.put(written == 0 ? ",\"modifications\":[" : ",")
            written += 1
            out.put("{\"modification\":{\"id\":")
            out.put(number)
            out.put(",\"dateNotificationModification\":")
            out.put(day)
            out.put(",\"datePublicationDonneesModification\":")
            out.put(day.later(random.within(5, 40)))
            if random.happens(perMille: 450) {
                months += random.within(1, 12)
                out.put(",\"dureeMois\":")
                out.put(months)
            }
            if random.happens(perMille: 850) {
                cents = max(100, cents / 1000 * random.within(960, 1130))
                out.put(",\"montant\":")
                out.put(cents: cents)
            }
            out.put("}}")
        }
        if written > 0 { out.put("]") }
    }

    /// Appends one concession to `out`.
    mutating func concession(_ number: Int) {
        contract.draw(number, in: world, clean: true, &random)
        let signed = contract.notified
        out.put("{\"id\":\"")
        out.put(signed.year)
        out.put("-C")
        out.put(number + 1, width: 7)
        out.put("\",\"autoriteConcedante\":{\"id\":\"")
        out.put(world.buyers[contract.buyer].siret)
        out.put("\"},\"nature\":\"")
        let objects: [(StaticString, StaticString)] = [
            ("Délégation de service public", "Exploitation du réseau de chaleur Fictif"),
            (
                "Délégation de service public",
                "Exploitation du service public de l'eau potable Fictif"
            ),
            ("Concession de service", "Gestion du crématorium Fictif"),
            ("Concession de service public", "Exploitation du stationnement Fictif"),
            ("Concession de travaux", "Construction et exploitation d'un parc Fictif"),
        ]
        let (nature, object) = objects[random.below(objects.count)]
        out.put(nature)
        out.put("\",\"objet\":\"")
        out.put(object)
        out.put(" (exemple inventé)\",\"procedure\":\"")
        out.put(
            random.happens(perMille: 800)
                ? "Procédure négociée ouverte" : "Procédure négociée restreinte")
        out.put("\",\"dureeMois\":")
        out.put(random.within(5, 25) * 12)
        out.put(",\"dateSignature\":")
        out.put(signed)
        out.put(",\"datePublicationDonnees\":")
        out.put(contract.published)
        out.put(",\"dateDebutExecution\":")
        out.put(signed.later(60))
        out.put(",\"valeurGlobale\":")
        out.put(cents: contract.cents * 12)
        out.put(",\"montantSubventionPublique\":")
        out.put(random.happens(perMille: 700) ? 0 : contract.cents / 500)
        out.put(
            ",\"concessionnaires\":[{\"concessionnaire\":{\"typeIdentifiant\":\"SIRET\",\"id\":\"")
        out.put(world.suppliers[contract.sector][contract.suppliers.first ?? 0].siret)
        out.put("\"}}]")
        considerations(reserved: "Concession réservée")
        out.put("}")
    }
}
