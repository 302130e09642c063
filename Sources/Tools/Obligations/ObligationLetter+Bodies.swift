extension ObligationLetter {
    /// Letters by obligation.
    static let bodies: [String: Body] = award.merging(tendering) { first, _ in first }
        .merging(payment) { first, _ in first }
        .merging(openness) { first, _ in first }

    private static let contract =
        "le marché «\u{202F}[objet du marché]\u{202F}» (référence [référence])"
    private static let consultation =
        "la consultation «\u{202F}[objet]\u{202F}» (référence [référence], publiée le [date])"

    private static let rejection = Body(
        title: "Demander les motifs d’un rejet",
        subject: "demande des motifs du rejet de notre offre",
        opening:
            "Par courrier du [date], vous nous avez informés que notre offre pour \(consultation), "
            + "lot [numéro], n’avait pas été retenue.",
        requests: [
            "nous indiquer les motifs détaillés du rejet de notre offre\u{202F};",
            "nous communiquer nos notes et celles de l’attributaire, critère par critère\u{202F};",
            "nous indiquer le nom de l’attributaire et les raisons du choix de son offre, dans le respect "
                + "du secret des affaires.",
        ],
        closing:
            "Ces éléments nous aideront à améliorer nos prochaines réponses. Je reste à votre disposition "
            + "pour un échange.")

    private static let award = ["rejet-motive-pf": rejection, "rejet-motive-mapa": rejection]

    private static let tendering = [
        "preuves-attributaire": Body(
            title: "Attestations demandées à tous les candidats",
            subject: "attestations demandées au dépôt des candidatures",
            opening:
                "Candidats à \(consultation), nous lisons que les attestations [fiscale, sociale] sont "
                + "demandées dès le dépôt, à tous les candidats.",
            requests: [
                "nous confirmer qu’une attestation sur l’honneur suffit à ce stade\u{202F};",
                "si c’est le cas, en informer les autres candidats dans les mêmes termes.",
            ],
            closing:
                "Nous transmettrons bien sûr ces attestations si notre offre est pressentie."),
        "liste-pieces": Body(
            title: "Pièce qui ne paraît pas pouvoir être demandée",
            subject: "pièce demandée à l’appui des candidatures",
            opening:
                "Candidats à \(consultation), nous lisons que la pièce suivante est demandée\u{202F}: [pièce].",
            requests: [
                "nous indiquer à quel point de la liste réglementaire cette pièce correspond\u{202F};",
                "à défaut, nous confirmer qu’elle n’est pas nécessaire, et en informer les autres candidats.",
            ],
            closing: "Nous souhaitons seulement remettre une candidature complète."),
        "dites-le-une-fois": Body(
            title: "Pièce déjà transmise ou accessible en ligne",
            subject: "pièce déjà transmise ou accessible gratuitement",
            opening:
                "Candidats à \(consultation), nous lisons que la pièce suivante est demandée\u{202F}: [pièce]. "
                + "[Elle vous a été transmise le … pour le marché … / Elle est accessible gratuitement à "
                + "l’adresse …].",
            requests: [
                "nous confirmer que vous pouvez l’obtenir par ce moyen\u{202F};",
                "ne pas écarter notre candidature pour l’absence de cette pièce.",
            ],
            closing: "Si l’accès ne fonctionnait pas, nous vous l’adresserions aussitôt."),
        "dume": Body(
            title: "Candidater avec le DUME",
            subject: "candidature présentée au moyen du DUME",
            opening:
                "Candidats à \(consultation), nous lisons que seuls certains formulaires sont acceptés. Nous "
                + "souhaitons présenter notre candidature avec le document unique de marché européen "
                + "(DUME).",
            requests: [
                "nous confirmer que notre candidature sera acceptée sous cette forme\u{202F};",
                "nous préciser, s’il y a lieu, comment le déposer sur votre profil d’acheteur.",
            ],
            closing: "Nous vous remercions de votre réponse avant la date limite de remise."),
        "allotir-motiver": Body(
            title: "Demander pourquoi le marché n’est pas alloti",
            subject: "motifs de l’absence d’allotissement",
            opening:
                "Nous étudions \(consultation). Elle n’est pas divisée en lots, et nous n’avons pas trouvé les "
                + "motifs de ce choix dans les documents.",
            requests: [
                "nous communiquer les motifs de l’absence d’allotissement, ou nous indiquer où ils figurent\u{202F};",
                "nous dire s’il est envisagé d’allotir, notamment pour [prestation que votre entreprise "
                    + "pourrait assurer].",
            ],
            closing:
                "Un lot portant sur cette prestation nous permettrait de vous remettre une offre."),
        "ca-plafond": Body(
            title: "Chiffre d’affaires exigé trop élevé",
            subject: "niveau minimal de chiffre d’affaires exigé",
            opening:
                "Candidats à \(consultation), nous lisons qu’un chiffre d’affaires annuel d’au moins [montant "
                + "exigé] est demandé, pour un marché ou un lot estimé à [valeur estimée].",
            requests: [
                "nous indiquer la valeur estimée retenue pour fixer ce niveau\u{202F};",
                "si le plafond est dépassé, nous communiquer la justification tirée de l’objet ou des conditions "
                    + "d’exécution, ou bien ramener l’exigence au plafond et en informer tous les candidats.",
            ],
            closing:
                "Notre entreprise a l’expérience de ces prestations et souhaite pouvoir candidater."
        ),
        "infos-egales": Body(
            title: "Poser une question pendant la consultation",
            subject: "demande de renseignements complémentaires",
            opening:
                "Nous préparons une offre pour \(consultation), dont la date limite est le [date]. Une "
                + "précision nous manque\u{202F}: [votre question, avec la page du document].",
            requests: [
                "répondre à cette question, à tous les candidats à la fois\u{202F};",
                "si la réponse ne peut être donnée assez tôt, reporter la date limite de remise.",
            ],
            closing: "Nous vous remercions de publier la réponse sur votre profil d’acheteur."),
        "specs-neutres": Body(
            title: "Marque citée dans le cahier des charges",
            subject: "référence à une marque dans les spécifications",
            opening:
                "Candidats à \(consultation), nous lisons que le cahier des charges cite la marque ou le "
                + "procédé [nom], à l’article [numéro].",
            requests: [
                "nous confirmer qu’un produit équivalent est accepté\u{202F};",
                "nous indiquer les caractéristiques qui permettront de juger de l’équivalence.",
            ],
            closing: "Nous proposons [produit], dont la fiche technique est jointe."),
    ]

    private static let payment = [
        "avance": Body(
            title: "Demander l’avance",
            subject: "versement de l’avance",
            opening:
                "Nous exécutons \(contract), notifié le [date], pour un montant de [montant HT] et "
                + "une durée de [durée]. L’avance ne nous a pas été versée.",
            requests: [
                "mandater l’avance dans le délai prévu\u{202F};",
                "nous indiquer, s’il y a lieu, la pièce qui manquerait au dossier.",
            ],
            closing: "Nous n’avons pas renoncé à cette avance."),
        "liberation-garantie": Body(
            title: "Demander la restitution de la retenue de garantie",
            subject: "remboursement de la retenue de garantie",
            opening:
                "Pour \(contract), la réception a été prononcée le [date] et le délai de garantie a expiré le "
                + "[date]. La retenue de garantie de [montant] ne nous a pas été remboursée.",
            requests: [
                "rembourser cette retenue, ou libérer la garantie ou la caution qui la remplace\u{202F};",
                "nous communiquer, si elles existent, les réserves notifiées pendant le délai de garantie.",
            ],
            closing: "À défaut de réponse, le présent courrier vaut mise en demeure."),
        "delai-paiement": Body(
            title: "Relancer une facture en retard",
            subject: "facture [numéro], délai de paiement dépassé",
            opening:
                "Notre facture [numéro] du [date], d’un montant de [montant TTC], déposée le [date] pour "
                + "\(contract), n’est pas réglée. Le délai de paiement a expiré le [date].",
            requests: [
                "régler cette facture\u{202F};",
                "y joindre les intérêts moratoires et l’indemnité forfaitaire, dont le calcul est joint\u{202F};",
                "nous indiquer, s’il y a lieu, la pièce manquante et la date à laquelle elle nous a été demandée.",
            ],
            closing: "Je reste à votre disposition pour débloquer ce dossier."),
        "interets": Body(
            title: "Réclamer les intérêts moratoires",
            subject: "intérêts moratoires de la facture [numéro]",
            opening:
                "Notre facture [numéro], de [montant TTC], déposée le [date] pour \(contract), a été réglée le "
                + "[date], après l’expiration du délai de paiement le [date].",
            requests: [
                "verser les intérêts moratoires, soit [montant], selon le calcul joint\u{202F};",
                "verser l’indemnité forfaitaire de recouvrement.",
            ],
            closing: "Ces sommes sont dues sans qu’il soit besoin d’une mise en demeure."),
        "sous-traitance-paiement": Body(
            title: "Demander le paiement direct du sous-traitant",
            subject: "demande de paiement direct",
            opening:
                "Sous-traitants acceptés le [date] pour \(contract), dont le titulaire est [entreprise], nous avons "
                + "exécuté [prestations] et demandons le paiement de [montant].",
            requests: [
                "payer directement cette somme\u{202F};",
                "nous confirmer la date de réception de cette demande, adressée aussi au titulaire.",
            ],
            closing: "La facture et la preuve de l’envoi au titulaire sont jointes."),
    ]

    private static let openness = [
        "cada": Body(
            title: "Demander la communication de documents",
            subject: "demande de communication de documents administratifs",
            opening:
                "Je souhaite obtenir communication de documents qui concernent \(contract), attribué à "
                + "[entreprise].",
            requests: [
                "me communiquer l’acte d’engagement signé, avec son prix global\u{202F};",
                "me communiquer le rapport d’analyse des offres, après occultation de ce que protège le secret "
                    + "des affaires\u{202F};",
                "me les adresser par courriel à [adresse].",
            ],
            closing:
                "À défaut de réponse, je pourrai saisir la Commission d’accès aux documents administratifs."
        ),
        "decp": Body(
            title: "Demander la publication des données essentielles",
            subject: "publication des données essentielles d’un marché",
            opening:
                "Vous avez notifié \(contract) le [date]. Nous n’en avons pas trouvé les données essentielles "
                + "sur le portail national.",
            requests: [
                "les publier\u{202F};",
                "à défaut, nous indiquer où elles sont consultables.",
            ],
            closing: "Nous vous remercions de l’attention portée à cette demande."),
    ]
}
