import Columns

extension Indicator {
    /// PME titulaires.
    static let smallFirmContractors = Indicator(
        code: "PME-01", theme: .firms,
        title: "PME titulaires",
        question: "Quelle part des marchés va à des petites et moyennes entreprises ?",
        better: .higher,
        population:
            "Marchés ; les concessions sont à part. En montant : attributions hors plafonds.",
        amount: Amount.partText,
        formula:
            "Marchés dont au moins un titulaire est une PME / marchés dont la taille est connue ; montant réparti aux PME / montant réparti à des titulaires de taille connue.",
        sources: [
            "Tableau de bord du marché unique, indicateur 7 : vert au-delà de 60 %, rouge sous 45 % (seuils à confirmer)",
            "Observatoire économique de la commande publique",
            "INSEE, SIRENE, catégorie d'entreprise (décret 2008-1354)",
        ],
        caveats: [
            Caveat.size, Caveat.declared,
            "Un marché dont aucun titulaire connu n'est une PME, et dont un titulaire est de taille inconnue, est inconnu.",
            "La catégorie de l'INSEE compte la microentreprise parmi les PME ; le code de la commande publique renvoie à la recommandation 2003/361/CE, dont les bornes sont à confirmer.",
        ],
        examples: [
            Example(
                .counted, "Un marché gagné par une PME compte.", ["genre": "Marché", "pme": 1]),
            Example(
                .notCounted, "Un marché gagné par une grande entreprise est au dénominateur.",
                ["genre": "Marché", "pme": 0]),
            Example(.unknown, "Sans taille connue, on ne sait pas.", ["genre": "Marché"]),
        ]
    ) { _ in
        [
            NamedMeasure(
                "nombre", "Part des marchés, en nombre", .share,
                .share(of: .isTrue("pme"), weight: .rows), among: .isContract),
            NamedMeasure(
                "montant", "Part du montant", .share,
                .share(of: .isSME, weight: .column(Amount.part)), among: .isSpending,
                over: .awards),
            NamedMeasure(
                "taille_connue", "Part des attributions dont la taille est connue", .share,
                .share(of: .isKnown("titulaire_taille"), weight: .rows), among: .isContract,
                over: .awards),
        ]
    }
}
