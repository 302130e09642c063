import Law
import Procurement

/// Whether a criterion is the price or something else.
enum CriterionKind: String, Sendable, CaseIterable {
    case price, quality

    /// French.
    var label: String {
        switch self {
        case .price: "Prix"
        case .quality: "Autre que le prix"
        }
    }
}

/// What the analysis of offers asks.
enum OfferFields {
    static let formula = Field.choice(
        "formula", "Formule de notation du prix", "Proportionnelle inverse si vide.",
        example: PriceFormula.inverse, labels: \.label
    ).optional
    static let criterionName = Field<String>.text("name", "Critère", longest: 80, example: "Prix")
    static let weight = Field.number(
        "weight", "Poids", unit: "", from: LegalNumber(tenThousandths: 1), to: LegalNumber(10_000),
        example: "40")
    static let kind = Field.choice(
        "kind", "Nature", example: CriterionKind.price, labels: \.label
    ).optional
    static let parent = Field<String>.text(
        "parent", "Sous-critère de", longest: 80, example: "Valeur technique"
    ).optional
    static let greatest = Field.number(
        "maxMark", "Note la plus haute", unit: "", from: LegalNumber(tenThousandths: 1),
        to: LegalNumber(10_000), example: "20"
    ).optional
    static let criteria = TableField(
        "criteria", "Critères",
        "Les poids sont relatifs\u{202F}: 40 et 60, ou 2 et 3. Un sous-critère nomme son critère. Notes sur "
            + "20 si vide.",
        columns: [criterionName, weight, kind, parent, greatest], lines: 1...30,
        example: "name;weight;kind;maxMark\nPrix;40;price;20\nValeur technique;60;quality;20")

    static let offerName = Field<String>.text(
        "name", "Offre", longest: 60, example: "Offre A"
    ).optional
    static let price = Field.money("price", "Prix HT", example: "80000")
    static let offers = TableField(
        "offers", "Offres",
        "Sans nom, elles s’appellent Offre A, Offre B\u{202F}: le nom des entreprises n’est pas nécessaire.",
        columns: [offerName, price], lines: 1...60,
        example: "name;price\nOffre A;80000\nOffre B;100000\nOffre C;120000")

    static let markedCriterion = Field<String>.text(
        "criterion", "Critère", longest: 80, example: "Valeur technique")
    static let markedOffer = Field<String>.text("offer", "Offre", longest: 60, example: "Offre A")
    static let mark = Field.number(
        "mark", "Note", unit: "", from: LegalNumber(0), to: LegalNumber(10_000), example: "12")
    static let reason = Field<String>.text(
        "reason", "Motif", longest: 1_000, example: "Planning précis, moyens humains suffisants."
    ).optional
    static let marks = TableField(
        "marks", "Notes",
        "Une ligne par critère et par offre, hors prix\u{202F}: préparez la grille.",
        columns: [markedCriterion, markedOffer, mark, reason], lines: 0...1_800, isRequired: false,
        example: "criterion;offer;mark;reason\nValeur technique;Offre A;12;Moyens suffisants.")

    static let estimate = Field.money(
        "estimate", "Estimation de l’acheteur, HT", "Nécessaire à la formule par estimation.",
        example: "110000"
    ).optional
    static let coefficient = Field.number(
        "coefficient", "Coefficient n", "3, ou 2 avec l’estimation, si vide.", unit: "",
        from: LegalNumber(tenThousandths: 10_001), to: LegalNumber(100), example: "3"
    ).optional
    static let divisor = Field.number(
        "divisor", "Coefficient k", "1 si vide.", unit: "", from: LegalNumber(tenThousandths: 100),
        to: LegalNumber(100), example: "1"
    ).optional

    static let pastCase = Field<String>.text(
        "case", "Consultation", longest: 80, example: "2024-12")
    static let pastBidder = Field<String>.text(
        "bidder", "Candidat", longest: 80, example: "Offre A")
    static let pastPrice = Field.money("price", "Prix HT", example: "90000").optional
    static let pastWon = Field.flag("won", "Retenu", example: true)
    static let past = TableField(
        "past", "Consultations passées",
        "Pour voir si les mêmes candidats gagnent à tour de rôle. Avec les mêmes noms qu’aux offres.",
        columns: [pastCase, pastBidder, pastPrice, pastWon], lines: 1...2_000, isRequired: false,
        example: "case;bidder;price;won\n2024-12;Offre A;90000;oui\n2024-12;Offre B;95000;non")

    static let object = Field<String>.text(
        "object", "Objet du marché", example: "Réfection de la toiture de l’école"
    ).optional
    static let buyerName = Field<String>.text(
        "buyerName", "Nom de l’acheteur", example: "Commune de Villeneuve"
    ).optional
    static let isFormal = Field.flag(
        "formal", "Procédure formalisée", "Elle fixe l’attente avant de signer.", example: false
    ).optional
    static let day = Field.day(
        "on", "Consultation lancée le", "Aujourd’hui si vide.", example: "2026-10-01"
    ).optional
}
