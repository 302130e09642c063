/// Something buyers ask of companies, among what the guide of obligations can judge.
enum Demand: String, Sendable, CaseIterable {
    case taxCertificate = "tax-certificate"
    case socialCertificate = "social-certificate"
    case companyExtract = "company-extract"
    case alreadySent = "already-sent"
    case balanceSheets = "balance-sheets"
    case turnover
    case references
    case forms
    case otherPiece = "other-piece"
    case group
    case certificate
    case brand
    case wholeContract = "whole-contract"
    case paidFile = "paid-file"
    case paper
    case lowerPrice = "lower-price"
    case guarantee
    case unpricedWork = "unpriced-work"
    case interestWaiver = "interest-waiver"

    /// French.
    var label: String {
        switch self {
        case .taxCertificate: "Attestation fiscale"
        case .socialCertificate: "Attestation sociale (Urssaf)"
        case .companyExtract: "Extrait Kbis"
        case .alreadySent: "Pièce déjà transmise, ou accessible en ligne"
        case .balanceSheets: "Bilans"
        case .turnover: "Chiffre d’affaires minimal"
        case .references: "Références de marchés semblables"
        case .forms: "Formulaires DC1 et DC2"
        case .otherPiece: "Autre pièce\u{202F}: RIB, assurance, casier judiciaire…"
        case .group: "Une forme imposée de groupement"
        case .certificate: "Norme, label ou certification"
        case .brand: "Une marque précise"
        case .wholeContract: "Répondre à tout le marché, sans lots"
        case .paidFile: "Payer le dossier de consultation, ou le retirer sur place"
        case .paper: "Un envoi sur papier"
        case .lowerPrice: "Baisser son prix pendant un appel d’offres"
        case .guarantee: "Une retenue de garantie"
        case .unpricedWork: "Des travaux supplémentaires sans prix"
        case .interestWaiver: "Renoncer aux intérêts de retard"
        }
    }

    /// What to ask the buyer, in French, after « Pourriez-vous ».
    var request: String {
        switch self {
        case .taxCertificate, .socialCertificate:
            "nous confirmer qu’une attestation sur l’honneur suffit au dépôt"
        case .companyExtract, .alreadySent:
            "nous confirmer que vous pouvez obtenir cette pièce par [lien, ou marché pour lequel elle a "
                + "été transmise]"
        case .balanceSheets, .otherPiece:
            "nous indiquer à quel point de la liste réglementaire cette pièce correspond"
        case .turnover:
            "nous indiquer la justification de ce niveau, ou le ramener au plafond pour tous les candidats"
        case .references:
            "nous confirmer que d’autres preuves de notre capacité seront examinées"
        case .forms: "nous confirmer qu’une candidature par DUME sera acceptée"
        case .group: "nous confirmer qu’aucune forme n’est imposée au dépôt des offres"
        case .certificate, .brand:
            "nous confirmer que l’équivalent est accepté, et comment le prouver"
        case .wholeContract: "nous communiquer les motifs de l’absence de lots"
        case .paidFile: "nous indiquer l’adresse où le dossier est accessible gratuitement"
        case .paper: "nous confirmer que l’envoi électronique suffit"
        case .lowerPrice:
            "nous indiquer sur quelle disposition repose cette demande, ou en limiter l’objet à des précisions"
        case .guarantee:
            "nous confirmer le taux appliqué et la possibilité de le remplacer par une caution"
        case .unpricedWork: "nous adresser un ordre de service valorisé"
        case .interestWaiver: "nous confirmer que cette clause ne sera pas appliquée"
        }
    }

    /// What the guide says of it.
    struct Ruling: Sendable {
        /// The obligation that answers.
        let obligation: String
        let verdict: DemandVerdict
        /// Why, in French.
        let reason: String
        /// Obligations to read besides.
        var besides: [String] = []
    }

    /// What the guide says of it at a stage; nil is not known.
    func ruling(at stage: DemandStage?) -> Ruling {
        switch self {
        case .taxCertificate, .socialCertificate: certificateRuling(stage)
        case .group:
            stage == .tender
                ? Ruling(
                    obligation: "groupement", verdict: .no,
                    reason: "au dépôt, la forme du groupement est libre")
                : Ruling(
                    obligation: "groupement", verdict: .depends,
                    reason:
                        "jamais au dépôt\u{202F}; après l’attribution, seulement si c’est nécessaire"
                )
        default: plainRuling
        }
    }

    /// Attestations follow the moment.
    private func certificateRuling(_ stage: DemandStage?) -> Ruling {
        let besides =
            self == .socialCertificate
            ? ["dites-le-une-fois", "vigilance-travail"] : ["dites-le-une-fois"]
        switch stage {
        case .tender:
            return Ruling(
                obligation: "preuves-attributaire", verdict: .no,
                reason: "seule l’entreprise pressentie doit la fournir", besides: besides)
        case .award:
            return Ruling(
                obligation: "preuves-attributaire", verdict: .yes,
                reason: "elle se demande à l’entreprise pressentie", besides: besides)
        case .performance where self == .socialCertificate:
            return Ruling(
                obligation: "vigilance-travail", verdict: .yes,
                reason: "l’acheteur la vérifie pendant le marché",
                besides: ["dites-le-une-fois"])
        case .performance, nil:
            return Ruling(
                obligation: "preuves-attributaire", verdict: .depends,
                reason: "pas au dépôt de la candidature\u{202F}; oui à l’entreprise pressentie",
                besides: besides)
        }
    }

    /// What does not follow the moment.
    private var plainRuling: Ruling {
        switch self {
        case .companyExtract:
            Ruling(
                obligation: "dites-le-une-fois", verdict: .depends,
                reason: "pas si l’acheteur peut l’obtenir gratuitement par un système officiel",
                besides: ["liste-pieces"])
        case .alreadySent:
            Ruling(
                obligation: "dites-le-une-fois", verdict: .no,
                reason:
                    "une pièce valable, déjà transmise ou accessible gratuitement, ne se redemande pas"
            )
        case .balanceSheets, .otherPiece:
            Ruling(
                obligation: "liste-pieces", verdict: .depends,
                reason:
                    "oui si la pièce figure dans la liste réglementaire, non sinon\u{202F}; cette liste "
                    + "n’est pas reproduite ici", besides: ["preuves-attributaire"])
        case .references:
            Ruling(
                obligation: "capacites-lien", verdict: .depends,
                reason:
                    "elles doivent rester proportionnées, et leur absence n’exclut pas à elle seule"
            )
        case .forms:
            Ruling(
                obligation: "dume", verdict: .depends,
                reason: "ils peuvent être proposés, mais le DUME doit être accepté",
                besides: ["liste-pieces"])
        case .certificate:
            Ruling(
                obligation: "specs-equivalence", verdict: .depends,
                reason: "l’acheteur peut la citer, mais doit accepter l’équivalent prouvé",
                besides: ["capacites-lien"])
        case .brand:
            Ruling(
                obligation: "specs-neutres", verdict: .depends,
                reason:
                    "pas si elle favorise quelqu’un, sauf par exception avec «\u{202F}ou équivalent\u{202F}»",
                besides: ["specs-equivalence"])
        case .wholeContract:
            Ruling(
                obligation: "allotir", verdict: .depends,
                reason:
                    "seulement si les prestations ne sont pas distinctes ou si une dérogation est motivée",
                besides: ["allotir-motiver"])
        case .paidFile:
            Ruling(
                obligation: "dce-gratuit", verdict: .no,
                reason: "l’accès au dossier est libre, direct et gratuit dès l’avis")
        case .paper:
            Ruling(
                obligation: "dematerialisation", verdict: .no,
                reason: "les échanges se font par voie électronique")
        case .lowerPrice:
            Ruling(
                obligation: "pas-de-negociation", verdict: .no,
                reason: "en appel d’offres, seules des précisions sont admises",
                besides: ["negociation-annoncee"])
        case .guarantee:
            Ruling(
                obligation: "retenue", verdict: .depends,
                reason: "oui dans la limite du plafond, et vous pouvez la remplacer",
                besides: ["liberation-garantie"])
        case .unpricedWork:
            Ruling(
                obligation: "ordre-service-prix", verdict: .no,
                reason: "un ordre de service sans prix peut être refusé")
        case .interestWaiver:
            Ruling(
                obligation: "clause-nulle", verdict: .no,
                reason: "une telle clause est réputée non écrite", besides: ["interets"])
        case .turnover, .taxCertificate, .socialCertificate, .group:
            preconditionFailure("\(self) is judged elsewhere.")
        }
    }
}
