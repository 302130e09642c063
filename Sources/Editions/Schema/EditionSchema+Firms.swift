extension EditionSchema {
    /// What SIRENE's lists say of the firm of an award, at the contract's year.
    static let ofFirms: [ColumnDefinition] = [
        .init(
            "titulaire_taille", .dictionary, since: 6,
            "Catégorie d'entreprise (PME, ETI ou GE) que l'INSEE donne au SIREN, groupe compris : celle de l'année du contrat ou de la plus proche avant, sinon de la plus proche après, sinon d'une liste sans année ; nul si inconnue."
        ),
        .init(
            "titulaire_taille_annee", .uint16, since: 6,
            "Année de validité de cette catégorie, dite par la ligne, sinon par le nom de la liste."
        ),
        .init(
            "titulaire_taille_choix", .dictionary, since: 6,
            "Comment cette année a été choisie : même année ou avant, après, sans année."),
        .init(
            "titulaire_taille_liste", .dictionary, since: 6,
            "Nom de la liste de référence qui donne la catégorie."),
        .init(
            "titulaire_effectif", .dictionary, unit: "salariés", since: 6,
            "Classe d'effectif de l'unité légale seule, d'après sa tranche ; une unité non employeuse est dans la première."
        ),
        .init(
            "titulaire_tranche_effectifs", .dictionary, since: 6,
            "Code INSEE de la tranche d'effectif de l'unité légale, choisie comme la catégorie."),
        .init(
            "titulaire_effectif_annee", .uint16, since: 6, "Année de validité de cette tranche."),
        .init(
            "titulaire_naf", .dictionary, since: 6,
            "Activité principale (NAF, révision 2) de l'établissement, sinon de l'unité légale au jour du contrat, sinon aujourd'hui."
        ),
        .init(
            "retour_24_mois", .bool, since: 6,
            "À la première attribution d'un titulaire nouveau : il gagne un autre jour dans les 730 jours ; nul ailleurs et quand l'édition ne suit pas 730 jours."
        ),
        .init(
            "retour_jours", .int32, unit: "jours", since: 6,
            "À la première attribution d'un titulaire nouveau : jours jusqu'à la suivante ; nul s'il n'y en a pas encore."
        ),
        .init(
            "retour_suivi", .int32, unit: "jours", since: 6,
            "À la première attribution d'un titulaire nouveau : jours suivis, jusqu'à l'attribution suivante ou la fin de l'édition."
        ),
        .init(
            "retour_poids", .int32, unit: "dix-millièmes", since: 6,
            "À la première attribution d'un titulaire nouveau : son poids de Kaplan-Meier dans les retours en 730 jours, calculé parmi les titulaires de même taille ; 0 sans retour."
        ),
    ]

    /// What SIRENE's lists say of a supplier, of the latest year known.
    static let latestOfFirms: [ColumnDefinition] = [
        .init(
            "titulaire_taille", .dictionary, since: 6,
            "Dernière catégorie d'entreprise connue (INSEE) : PME, ETI ou GE."),
        .init("titulaire_taille_annee", .uint16, since: 6, "Année de cette catégorie."),
        .init(
            "titulaire_effectif", .dictionary, unit: "salariés", since: 6,
            "Dernière classe d'effectif connue de l'unité légale."),
        .init(
            "titulaire_tranche_effectifs", .dictionary, since: 6,
            "Code INSEE de la dernière tranche d'effectif connue."),
        .init("titulaire_effectif_annee", .uint16, since: 6, "Année de cette tranche."),
        .init(
            "titulaire_naf", .dictionary, since: 6,
            "Activité principale (NAF, révision 2) de l'établissement, sinon de l'unité légale."),
    ]
}
