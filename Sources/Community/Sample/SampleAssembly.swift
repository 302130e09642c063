import Procurement

extension CommunitySample {
    /// Invented organisations in the four colleges, a bureau, a session held and one to come.
    static func addAssembly(to store: CommunityStore, _ acting: Acting) throws {
        let long = Acting(
            person: nil, now: acting.now.adding(days: -120), chance: acting.chance)
        var people: [(organisation: Int64, person: Int64, college: College)] = []
        for (index, said) in organisations.enumerated() {
            let organisation = try store.organisations.add(
                .init(
                    name: said.name, college: said.college, territory: said.territory,
                    presentation: said.what + "\n\n*Organisme inventé pour la démonstration.*"),
                long)
            let person = try store.accounts.invite(
                try EmailAddress("representant\(index + 1)@exemple.fr"), name: said.person, long)
            try store.organisations.appoint(
                person.id, to: organisation, asDeputy: false, since: long.now, long)
            people.append((organisation, person.id, said.college))
            for one in try store.organisations.representations(by: person.id) where index < 4 {
                try store.organisations.show(one.id, true, person: person.id, long)
            }
        }
        let offices: [(Assembly.Office, Int)] = [
            (.president, 0), (.vicePresident, 3), (.secretary, 6),
        ]
        for (office, index) in offices {
            try store.assembly.appoint(
                people[index].person, office: office, organisation: people[index].organisation,
                since: long.now.day, long)
            try store.assembly.showMandates(of: people[index].person, true, long)
        }
        try addPast(store, people.map { ($0.organisation, $0.person) }, acting)
        try addNext(store, people[0].person, acting)
    }

    private static let organisations:
        [(name: String, college: College, territory: String, what: String, person: String)] = [
            (
                "Ville de Grandmarais (exemple)", .buyers, "Nord",
                "Une ville de 40\u{202F}000 habitants et ses écoles.", "Claire Exemple"
            ),
            (
                "Communauté d’agglomération des Trois-Vallées (exemple)", .buyers, "Pas-de-Calais",
                "Eau, déchets et transports de trente communes.", "Hugo Exemple"
            ),
            (
                "Centre hospitalier de Belleclairière (exemple)", .buyers, "Somme",
                "Un hôpital qui achète pour trois établissements.", "Inès Exemple"
            ),
            (
                "Fédération inventée du bâtiment", .companies, "Hauts-de-France",
                "Artisans et entreprises du bâtiment.", "Marc Exemple"
            ),
            (
                "Union inventée des petites entreprises", .companies, "Hauts-de-France",
                "Petites entreprises de services et de commerce.", "Nora Exemple"
            ),
            (
                "Club inventé du numérique", .companies, "Nord",
                "Jeunes entreprises du logiciel.", "Omar Exemple"
            ),
            (
                "Chambre consulaire inventée", .partners, "Hauts-de-France",
                "Accompagne les entreprises qui répondent aux marchés.", "Paule Exemple"
            ),
            (
                "Institut inventé d’études publiques", .academics, "Nord",
                "Enseigne et étudie l’action publique.", "Rémi Exemple"
            ),
        ]

    /// A session held three months ago, its vote and its signed minutes.
    private static func addPast(
        _ store: CommunityStore, _ people: [(organisation: Int64, person: Int64)], _ acting: Acting
    ) throws {
        func at(_ days: Int, hour: Int64 = 0) -> Acting {
            Acting(
                person: nil, now: acting.now.adding(days: days).adding(seconds: hour * 3_600),
                chance: acting.chance)
        }
        let session = try store.assembly.prepare(
            .init(
                title: "Assemblée d’installation (exemple)", place: "Grandmarais, salle du Beffroi",
                begins: at(-90).now, president: people[0].person), at(-115))
        try store.assembly.addPoint(
            to: session, title: "Élection du bureau et programme de l’année", text: "", at(-115))
        let resolution = try store.assembly.propose(
            .init(
                title: "Adopter le programme de travail",
                text: "L’assemblée adopte le programme de travail des sept groupes.",
                majority: .absolute), to: session, at(-115))
        _ = try store.assembly.convoke(session, at(-110)) { session, _, one in
            MailMessage(
                to: one.email, subject: "Convocation\u{202F}: \(session.title)",
                text: "Exemple inventé pour la démonstration.\n")
        }
        try store.assembly.open(session, at(-90))
        for one in people.dropLast() {
            try store.assembly.checkIn(
                one.organisation, at: session, person: one.person, isBySelf: false, at(-90))
        }
        try store.assembly.openVote(resolution, at(-90))
        let answers = Dictionary(
            uniqueKeysWithValues: people.dropLast().enumerated().map { index, one in
                (one.organisation, Choice?.some(index == 4 ? .against : .favour))
            })
        try store.assembly.record(answers, on: resolution, at(-90))
        _ = try store.assembly.closeVote(resolution, at(-90, hour: 1))
        try store.assembly.close(session, at(-90, hour: 2))
        try store.assembly.keepMinutes(
            of: session,
            text: """
                *Exemple inventé pour la démonstration.*

                Séance présidée par \(Assembly.Minutes.mention(people[0].person)).

                # Résolution

                Le programme de travail des sept groupes est **adopté**.
                """, version: 0, at(-85))
        try store.assembly.sign(session, version: 1, person: people[0].person, at(-80))
    }

    /// A session to come, already convoked.
    private static func addNext(_ store: CommunityStore, _ president: Int64, _ acting: Acting)
        throws
    {
        let session = try store.assembly.prepare(
            .init(
                title: "Assemblée ordinaire (exemple)", place: "Grandmarais, salle du Beffroi",
                begins: Moment(day: tuesday(acting, after: 30), hour: 13), president: president),
            acting)
        for title in [
            "Où en sont les sept groupes", "Les délais de paiement, mesurés", "Questions",
        ] {
            try store.assembly.addPoint(to: session, title: title, text: "", acting)
        }
        _ = try store.assembly.propose(
            .init(
                title: "Publier chaque trimestre les délais de paiement attestés",
                text:
                    "L’assemblée invite ses membres à déposer leurs délais de paiement chaque trimestre.",
                majority: .twoThirds, kind: .secret), to: session, acting)
        _ = try store.assembly.convoke(session, acting) { session, _, one in
            MailMessage(
                to: one.email, subject: "Convocation\u{202F}: \(session.title)",
                text: "Exemple inventé pour la démonstration.\n")
        }
    }
}
