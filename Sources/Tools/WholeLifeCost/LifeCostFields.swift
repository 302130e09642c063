import Law
import Procurement

/// What the whole-life cost asks.
enum LifeCostFields {
    private static func euros(_ name: String, _ label: String, example: String)
        -> Field<LegalNumber>
    {
        Field.number(
            name, label, unit: "€", from: LegalNumber(0), to: LegalNumber(10_000_000_000),
            example: example)
    }

    private static func percent(
        _ name: String, _ label: String, _ help: String, from least: Int64 = 0,
        to greatest: Int64 = 100, example: String
    ) -> Field<LegalNumber> {
        Field.number(
            name, label, help, unit: "%", from: LegalNumber(least), to: LegalNumber(greatest),
            example: example
        ).optional
    }

    static let years = Field.count(
        "years", "Période d’étude", "La même pour toutes les offres.", unit: "ans", in: 1...60,
        example: 12)
    static let start = Field.count(
        "start", "Première année", "L’année en cours si vide.", unit: "", in: 2000...2100,
        example: 2026
    ).optional

    static let acquisition = euros("acquisition", "Acquisition", example: "9000")
    static let usedEnergy = Field.choice(
        "energy", "Énergie", example: Energy.electricity, labels: \.label
    ).optional
    static let quantity = Field.number(
        "quantity", "Consommation par an", unit: "unités", from: LegalNumber(0),
        to: LegalNumber(10_000_000_000), example: "1800"
    ).optional
    static let consumables = euros("consumables", "Consommables par an", example: "0").optional
    static let maintenance = euros("maintenance", "Maintenance par an", example: "150").optional
    static let staff = euros("staff", "Personnel par an", example: "0").optional
    static let replacement = euros("replacement", "Renouvellement", example: "3000").optional
    static let lifetime = Field.count(
        "lifetime", "Renouvelé tous les", unit: "ans", in: 1...60, example: 8
    ).optional
    static let endOfLife = euros("endOfLife", "Fin de vie", example: "200").optional
    static let residual = euros("residual", "Valeur résiduelle", example: "0").optional
    static let otherEmissions = Field.number(
        "emissions", "Émissions à la fabrication", unit: "kg CO₂e", from: LegalNumber(0),
        to: LegalNumber(10_000_000_000), example: "0"
    ).optional
    static let offers = TableField(
        "offers", "Offres", "En euros constants, hors taxes. Ce qui est vide vaut zéro.",
        columns: [
            OfferFields.offerName, acquisition, usedEnergy, quantity, consumables, maintenance,
            staff, replacement, lifetime, endOfLife, residual, otherEmissions,
        ], lines: 1...20,
        example: "name;acquisition;energy;quantity;maintenance\nOffre A;9000;electricity;1800;150\n"
            + "Offre B;11500;electricity;1100;150")

    static let energy = Field.choice(
        "energy", "Énergie", example: Energy.electricity, labels: \.label)
    static let unitPrice = Field.number(
        "price", "Prix de l’unité", unit: "€", from: LegalNumber(0), to: LegalNumber(100_000),
        example: "0.2")
    static let energyEscalation = percent(
        "escalation", "Hausse par an, au-delà de l’inflation", "", from: -20, to: 30, example: "2")
    static let emissionFactor = Field.number(
        "emissions", "Émissions de l’unité", unit: "kg CO₂e", from: LegalNumber(0),
        to: LegalNumber(10_000), example: "0.052"
    ).optional
    static let source = Field<String>.text(
        "source", "Source du prix", longest: 120, example: "Facture de mars 2026"
    ).optional
    static let energies = TableField(
        "energies", "Énergies",
        "Leur prix, avec sa date et sa source\u{202F}: aucun n’est dans la bibliothèque. Sans émissions "
            + "données, celles de la bibliothèque.",
        columns: [energy, unitPrice, energyEscalation, emissionFactor, source], lines: 1...7,
        isRequired: false, example: "energy;price;escalation\nelectricity;0,20;2")

    static let rate = percent(
        "rate", "Taux d’actualisation réel", "Celui de l’État si vide.", from: 0, to: 20,
        example: "3.2")
    static let escalation = percent(
        "escalation", "Hausse des autres coûts", "Au-delà de l’inflation\u{202F}: zéro si vide.",
        from: -20, to: 30, example: "0")
    static let carbonValue = Field.number(
        "carbonValue", "Valeur de la tonne de CO₂e",
        "Celle de France Stratégie, année par année, si vide.",
        unit: "€", from: LegalNumber(0), to: LegalNumber(10_000), example: "300"
    ).optional
    static let energyUncertainty = percent(
        "energyUncertainty", "Incertitude sur l’énergie", "20 si vide.", example: "20")
    static let costUncertainty = percent(
        "costUncertainty", "Incertitude sur les autres coûts", "10 si vide.", example: "10")
    static let carbonUncertainty = percent(
        "carbonUncertainty", "Incertitude sur le carbone", "30 si vide.", example: "30")
    static let draws = Field.count(
        "draws", "Tirages", "2 000 si vide.", unit: "", in: 100...10_000, example: 2_000
    ).optional
    static let seed = Field.count(
        "seed", "Graine", "Le même nombre redonne les mêmes tirages\u{202F}: 1 si vide.", unit: "",
        in: 0...1_000_000_000, example: 1
    ).optional
}
