import Procurement

extension CommunitySample {
    /// A charter, signatories among the invented buyers, attested payment figures, news.
    static func addCharter(to store: CommunityStore, _ acting: Acting) throws {
        let signatories = try addSignatories(to: store, acting)
        try writeCharter(store, acting)
        let past = Acting(person: nil, now: acting.now.adding(days: -40), chance: acting.chance)
        for (index, signatory) in signatories.enumerated() {
            let signing = Acting(person: signatory.person, now: past.now, chance: past.chance)
            let who = Signatory(
                name: signatory.name, function: "Direction des achats", isDeclared: true)
            let keys = commitments.map(\.key)
            _ = try store.charter.sign(
                index == 3 ? [keys[0]] : Array(keys.prefix(6 - index)), for: signatory.organisation,
                by: who, scope: .unit, edition: nil, signing)
            try attest(store, signatory, index, who, acting)
        }
        if let first = try store.charter.signatures().first(where: { $0.commitment.tie == nil }) {
            let signing = Acting(
                person: signatories.first { $0.organisation == first.organisation }?.person,
                now: acting.now, chance: acting.chance)
            try store.charter.file(
                evidence:
                    "Exemple inventé\u{202F}: les factures sont mandatées sous quinze jours depuis le "
                    + "printemps, d’après une note de service interne.",
                address: "", for: first.id, signing)
        }
        try addNews(to: store, acting)
    }

    private struct SampleSignatory {
        let organisation: Int64
        let person: Int64
        let name: String
        let band: SizeBand
    }

    /// Buyers of the invented contracts, by the SIRET that `orcp sample` gives them.
    private static func addSignatories(to store: CommunityStore, _ acting: Acting) throws
        -> [SampleSignatory]
    {
        let buyers: [(siret: String, name: String, band: SizeBand)] = [
            ("00000001800028", "Ville de Bourg-Fictif-la-Chimère", .under5000),
            (
                "00000002600013", "Communauté de communes fictive de Bois-Fictif-aux-Contes",
                .under5000
            ),
            (
                "00000003400074", "Office public de l’habitat fictif de Pont-Fictif-la-Chimère",
                .under5000
            ),
            ("00000004200028", "Ville de Marais-Fictif-la-Chimère", .under250),
        ]
        let names = ["Alix Exemple", "Camille Exemple", "Dominique Exemple", "Sacha Exemple"]
        let known = try store.organisations.current()
        return try buyers.enumerated().map { index, buyer in
            let organisation =
                try known.first { $0.siret == buyer.siret }?.id
                ?? store.organisations.add(
                    name: buyer.name, siret: buyer.siret, college: .buyers,
                    territory: "Territoire inventé", acting)
            let person = try store.accounts.invite(
                try EmailAddress("achats\(index + 1)@exemple.fr"), name: names[index], acting)
            try store.organisations.represent(organisation, by: person.id, acting)
            return SampleSignatory(
                organisation: organisation, person: person.id, name: names[index],
                band: buyer.band)
        }
    }

    private static let commitments: [(key: String, draft: CommitmentDraft)] = [
        (
            "payer-a-l-heure",
            CommitmentDraft(
                title: "Payer à l’heure et le faire savoir",
                text:
                    "Le signataire paie ses factures dans les délais, verse les intérêts dus sans qu’on les "
                    + "réclame, et atteste ses délais chaque trimestre.", theme: .payment)
        ),
        measured(
            "offre-unique", "Faire venir plus d’une offre",
            "Le signataire prépare ses consultations pour que l’offre unique reste l’exception.",
            .competition, "CON-01", "part", .atMost, 100_000),
        measured(
            "avances", "Donner des avances",
            "Le signataire prévoit une avance là où elle aide une petite entreprise à répondre.",
            .access, "PME-09", "part", .atLeast, 300_000),
        measured(
            "clauses-sociales", "Des considérations sociales utiles",
            "Le signataire introduit des clauses ou des critères sociaux en lien avec l’objet du marché.",
            .society, "SOC-01", "nombre", .atLeast, 300_000),
        measured(
            "clauses-environnementales", "Une considération environnementale par marché",
            "Le signataire demande une considération environnementale proportionnée et vérifiable.",
            .environment, "ENV-01", "nombre", .atLeast, 800_000),
        measured(
            "publier-a-temps", "Publier ses données dans les deux mois",
            "Le signataire publie les données essentielles de ses marchés sans retard.",
            .data, "QUA-05", "part", .atMost, 50_000),
    ]

    private static func measured(
        _ key: String, _ title: String, _ text: String, _ theme: CharterTheme, _ code: String,
        _ measure: String, _ sense: CommitmentTie.Sense, _ target: Int64
    ) -> (key: String, draft: CommitmentDraft) {
        (
            key,
            CommitmentDraft(
                title: title, text: text, theme: theme,
                tie: CommitmentTie(
                    indicator: code, measure: measure, sense: sense, targetMillionths: target,
                    due: Day(year: 2028, month: 12, day: 31)))
        )
    }

    /// The indicators of the sample's commitments, without editions.
    private struct SampleFigures: CharterFigures {
        var indicators: [ObservedIndicator] {
            commitments.compactMap(\.draft.tie).map { tie in
                ObservedIndicator(
                    code: tie.indicator, title: tie.indicator, better: .neutral,
                    isTerritorial: false,
                    measures: [.init(name: tie.measure, title: tie.measure, unit: .share)])
            }
        }
        func currentEdition() throws -> ObservedEdition? { nil }
        func editions() throws -> [ObservedEdition] { [] }
        func canonical(_ filters: String, field: String) throws -> String { filters }
        func figure(_ question: FigureQuestion, edition: String) throws -> ObservedFigure {
            ObservedFigure(state: .notApplicable, unit: .share, selection: "")
        }
    }

    private static func writeCharter(_ store: CommunityStore, _ acting: Acting) throws {
        try store.charter.write(
            """
            *Exemple inventé pour la démonstration.*

            Les signataires veulent des achats publics ouverts, payés à l’heure, utiles à tous. Ils choisissent leurs \
            engagements, les signent par leur représentant, et acceptent que leur position soit mesurée à chaque \
            édition sur les données publiées.

            ## Ce que la charte ne fait pas

            Elle ne promet aucune part d’achats locaux\u{202F}: la préférence locale est contraire à l’égalité de \
            traitement. Elle ne classe personne.
            """, changes: "Premier texte.", version: 0, acting)
        let version = try store.charter.draft()?.version ?? 1
        _ = try store.charter.publish(version: version, acting)
        for commitment in commitments {
            _ = try store.charter.add(
                key: commitment.key, commitment.draft, figures: SampleFigures(), acting)
        }
    }

    private static func attest(
        _ store: CommunityStore, _ signatory: SampleSignatory, _ index: Int, _ who: Signatory,
        _ acting: Acting
    ) throws {
        let filing = Acting(person: signatory.person, now: acting.now, chance: acting.chance)
        let last = Quarter(of: acting.now.day).previous
        for (back, quarter) in [last, last.previous].enumerated() {
            _ = try store.attestations.file(
                .init(
                    quarter: quarter, band: signatory.band,
                    figures: PaymentFigures(
                        invoices: 900 + 340 * index + 25 * back,
                        meanHundredths: 2_150 + 260 * index + 90 * back,
                        medianHundredths: 1_900 + 220 * index + 80 * back,
                        lateTenThousandths: 640 + 310 * index + 70 * back,
                        interestPaidCents: 18_400 * index, unpaidCount: 12 + 9 * index,
                        unpaidCents: 1_840_000 + 760_000 * index),
                    note: "Chiffres inventés pour la démonstration."),
                for: signatory.organisation, by: who, filing)
        }
    }

    private static func addNews(to store: CommunityStore, _ acting: Acting) throws {
        let items = [
            NewsDraft(
                kind: .release, title: "La charte de l’achat public est publiée",
                summary:
                    "Quatre acheteurs inventés la signent et acceptent d’être mesurés à chaque édition.",
                text:
                    "Les engagements vont des délais de paiement aux clauses sociales et environnementales. "
                    + "Chaque position est publiée avec sa base et ses inconnus.\n\n*Exemple inventé.*"
            ),
            NewsDraft(
                kind: .news, title: "Le tableau trimestriel des délais de paiement est ouvert",
                summary:
                    "Les membres attestent leurs délais chaque trimestre\u{202F}; le tableau les montre par "
                    + "taille, jamais un par un.",
                text:
                    "Le thermomètre des délais de paiement calcule les totaux d’un registre de factures sans "
                    + "que celui-ci quitte l’ordinateur.\n\n*Exemple inventé.*"),
        ]
        for (index, draft) in items.enumerated() {
            let writing = Acting(
                person: nil, now: acting.now.adding(days: index * 6 - 12), chance: acting.chance)
            let key = try store.news.add(draft, writing)
            _ = try store.news.publish(key, version: 1, writing)
        }
        for (key, value) in [
            ("presse.nom", "Secrétariat de l’observatoire (exemple inventé)"),
            ("presse.courriel", "presse@exemple.fr"),
            (
                "presse.presentation",
                "L’observatoire réunit acheteurs publics et entreprises autour de données fiables. *Texte "
                    + "d’exemple.*"
            ),
        ] { try store.decide(key, value, acting) }
    }
}
