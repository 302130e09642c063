import Community
import Law
import Procurement
import Tools

/// What the essential data say of a contract, beyond what the consultation knows.
struct ConsultationData: Sendable {
    /// A choice of the regulation: its column, its label, its values as the schema spells them.
    struct Choice: Sendable {
        let column: String
        let label: String
        let values: [String]
    }

    static let choices: [Choice] = [
        Choice(
            column: "typesPrix", label: "Type de prix",
            values: [
                "Définitif ferme", "Définitif actualisable", "Définitif révisable", "Provisoire",
            ]),
        Choice(
            column: "formePrix", label: "Forme du prix",
            values: ["Forfaitaire", "Unitaire", "Mixte"]),
        Choice(
            column: "ccag", label: "CCAG",
            values: [
                "Pas de CCAG", "Travaux", "Fournitures courantes et services", "Maitrise d'œuvre",
                "Prestations intellectuelles", "Techniques de l'information et de la communication",
                "Marchés industriels",
            ]),
        Choice(
            column: "typeGroupementOperateurs", label: "Groupement",
            values: ["Pas de groupement", "Conjoint", "Solidaire"]),
        Choice(
            column: "sousTraitanceDeclaree", label: "Sous-traitance déclarée",
            values: ["non", "oui"]),
        Choice(
            column: "considerationsSociales", label: "Considérations sociales",
            values: [
                "Pas de considération sociale", "Clause sociale", "Critère social",
                "Marché réservé",
            ]),
        Choice(
            column: "considerationsEnvironnementales", label: "Considérations environnementales",
            values: [
                "Pas de considération environnementale", "Clause environnementale",
                "Critère environnemental",
            ]),
    ]

    /// Columns and values of details, a line each.
    static func written(_ values: [(String, String)]) -> String {
        values.map { "\($0.0)=\($0.1)" }.joined(separator: "\n")
    }

    /// What was written.
    static func read(_ text: String) -> [String: String] {
        var values: [String: String] = [:]
        for line in text.split(separator: "\n") {
            let pair = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if pair.count == 2 { values[String(pair[0])] = String(pair[1]) }
        }
        return values
    }

    /// Offers received for a lot. A late one left sealed does not say its lot: it counts for none.
    private static func received(_ offers: [Consultation.Offer], lot: Int) -> Int {
        offers.count { offer in
            offer.lot == lot
                && !(offer.isFromSite && offer.isLate && offer.admission == .setAside)
        }
    }

    /// The answer of the tool « Données essentielles » about the contracts notified; nil when none is.
    ///
    /// - Throws: `ToolRefusal` for what the format makes necessary and is missing.
    static func answer(_ context: Context, _ setting: ConsultationSetting) throws -> ToolAnswer? {
        let item = setting.consultation
        let awards = try setting.consultations.awards(item.id).filter { $0.notified != nil }
        guard !awards.isEmpty else { return nil }
        let offers = try setting.consultations.analysed(item.id)
        let lots = try setting.consultations.lots(item.id)
        var rows: [[String]] = []
        let columns = [
            "id", "objet", "montant", "besoin", "dateNotification", "nature", "codeCPV",
            "procedure",
            "marcheInnovant", "offresRecues", "attributionAvance", "tauxAvance",
            "lieuExecution_code", "lieuExecution_typeCode", "dureeMois", "titulaires",
            "titulaire_nom", "titulaire_codePostal",
        ]
        for award in awards {
            guard let offer = offers.first(where: { $0.id == award.offer }),
                let price = offer.priceCents, let notified = award.notified
            else { continue }
            let details = read(award.details)
            let lot = lots.first { $0.number == award.lot }?.object ?? item.object
            let object =
                lots.count > 1 ? "\(item.object), lot \(award.lot)\u{202F}: \(lot)" : item.object
            let advance = details["tauxAvance"] ?? ""
            rows.append(
                [
                    award.number, object, Money(cents: price).description,
                    Money(cents: max(item.estimateCents ?? 0, price)).description,
                    notified.description, "Marché", item.code,
                    "Marché passé sans publicité ni mise en concurrence préalable", "non",
                    String(received(offers, lot: award.lot)), advance.isEmpty ? "non" : "oui",
                    advance.isEmpty ? "" : advance + "%", item.place,
                    item.place.isEmpty ? "" : "Code postal", item.months.map { String($0) } ?? "",
                    ([offer.siret] + ConsultationHolders.known(details)).joined(separator: "|"),
                    offer.name, details["titulaire_codePostal"] ?? "",
                ] + choices.map { details[$0.column] ?? "" })
        }
        return try EssentialData().answer(
            to: [
                "acheteur": item.buyer,
                "contracts": TableField.text([columns + choices.map(\.column)] + rows),
            ], context.toolSetting)
    }
}
