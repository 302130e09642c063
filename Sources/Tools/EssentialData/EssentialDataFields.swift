import Procurement

/// Columns of the contracts to publish, named as the data are.
///
/// - Source: arrêté of 22 December 2022, schema 2.0.4 of `139bercy/format-commande-publique`.
enum EssentialDataFields {
    static let buyer = siret(
        "acheteur", "SIRET de l’acheteur", "Pour les contrats dont la ligne n’en dit pas d’autre."
    ).optional

    static let id = Field<String>(
        name: "id", label: "Identifiant", help: "Numéro d’ordre chez l’acheteur.",
        control: .text(lines: 1),
        expected: "1 à 16 caractères, sans espace, virgule, point-virgule ni guillemet",
        isRequired: true, example: "2026-0042",
        parse: { text in
            let isPlain = text.unicodeScalars.allSatisfy {
                $0.value > 0x20 && $0.value != 0x7F && !"&\"\\<,;".unicodeScalars.contains($0)
            }
            return (1...16).contains(text.count) && isPlain ? text : nil
        })
    static let rowBuyer = siret("acheteur_id", "SIRET de l’acheteur").optional
    static let object = Field<String>.text(
        "objet", "Objet", longest: 1_000, example: "Toiture de l’école")
    static let amount = Field<Money>.money(
        "montant", "Montant HT", "Sur toute la durée, reconductions et maximum compris.",
        example: "84500")
    static let need = Field<Money>.money(
        "besoin", "Valeur HT de tout le besoin",
        "Si le contrat est un lot d’un besoin plus grand\u{202F}: elle décide de la publication.",
        example: "96000"
    ).optional
    static let notified = Field<Day>.day(
        "dateNotification", "Notifié le", example: "2026-10-05")
    static let published = Field<Day>.day(
        "datePublicationDonnees", "Données publiées le", "Aujourd’hui si vide.",
        example: "2026-11-10"
    ).optional
    static let nature = label(
        "nature", "Nature", ["Marché", "Marché de partenariat", "Marché de défense ou de sécurité"])
    static let code = Field<String>(
        name: "codeCPV", label: "Code CPV", help: "", control: .text(lines: 1),
        expected: "huit chiffres, avec ou sans chiffre de contrôle, comme 45261210",
        isRequired: true, example: "45261210",
        parse: { text in
            let digits = text.prefix(8)
            guard digits.count == 8, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
                return nil
            }
            let rest = text.dropFirst(8).utf8
            guard
                rest.isEmpty
                    || rest.count == 2 && rest.first == 0x2D
                        && (0x30...0x39).contains(rest.last ?? 0)
            else { return nil }
            return String(digits)
        }
    ).optional
    static let procedure = label(
        "procedure", "Procédure",
        [
            "Procédure adaptée", "Appel d'offres ouvert", "Appel d'offres restreint",
            "Procédure avec négociation",
            "Marché passé sans publicité ni mise en concurrence préalable", "Dialogue compétitif",
        ])
    static let techniques = labels(
        "techniques", "Techniques", "«\u{202F}Sans objet\u{202F}» si vide.",
        [
            "Accord-cadre", "Concours", "Système de qualification",
            "Système d'acquisition dynamique", "Catalogue électronique", "Enchère électronique",
            "Sans objet",
        ], alone: "Sans objet")
    static let performance = labels(
        "modalitesExecution", "Modalités d’exécution", "«\u{202F}Sans objet\u{202F}» si vide.",
        ["Tranches", "Bons de commande", "Marchés subséquents", "Sans objet"], alone: "Sans objet")
    static let framework = Field<String>.text(
        "idAccordCadre", "Accord-cadre", longest: 16, example: "2025-AC-7"
    ).optional
    static let isInnovative = Field<Bool>.flag(
        "marcheInnovant", "Marché innovant", example: false
    ).optional
    static let generalTerms = label(
        "ccag", "CCAG",
        [
            // As the schema spells it.
            "Travaux", "Maitrise d'œuvre", "Fournitures courantes et services",
            "Marchés industriels", "Prestations intellectuelles",
            "Techniques de l'information et de la communication", "Pas de CCAG",
        ])
    static let tenders = Field<Int>.count(
        "offresRecues", "Offres reçues", unit: "", in: 1...10_000, example: 3
    ).optional
    static let hasAdvance = Field<Bool>.flag(
        "attributionAvance", "Avance accordée", example: false
    ).optional
    static let advance = share("tauxAvance", "Taux de l’avance", "Si une avance est accordée.")
    static let group = label(
        "typeGroupementOperateurs", "Groupement", ["Conjoint", "Solidaire", "Pas de groupement"])
    static let isSubcontracted = Field<Bool>.flag(
        "sousTraitanceDeclaree", "Sous-traitance déclarée", "Avant la notification.", example: false
    ).optional
    static let place = Field<String>.text(
        "lieuExecution_code", "Lieu\u{202F}: code", longest: 10, example: "59000"
    ).optional
    static let placeType = label(
        "lieuExecution_typeCode", "Lieu\u{202F}: type de code",
        [
            "Code postal", "Code commune", "Code arrondissement", "Code canton",
            "Code département", "Code région", "Code pays",
        ])
    static let months = Field<Int>.count(
        "dureeMois", "Durée", "Reconductions comprises, arrondie au mois supérieur.", unit: "mois",
        in: 1...1_200, example: 4
    ).optional
    static let priceTypes = labels(
        "typesPrix", "Types de prix", "",
        [
            "Définitif ferme", "Définitif actualisable", "Définitif révisable", "Provisoire",
        ], alone: nil)
    static let priceForm = label(
        "formePrix", "Forme du prix", ["Unitaire", "Forfaitaire", "Mixte"])
    static let europeanShare = share(
        "origineUE", "Part d’origine européenne", "Denrées, véhicules, santé, habillement.")
    static let frenchShare = share(
        "origineFrance", "Part d’origine française", "Au plus la part européenne.")
    static let suppliers = EssentialSuppliers.field
    static let social = labels(
        "considerationsSociales", "Considérations sociales", "",
        ["Clause sociale", "Critère social", "Marché réservé", "Pas de considération sociale"],
        alone: "Pas de considération sociale")
    static let environmental = labels(
        "considerationsEnvironnementales", "Considérations environnementales", "",
        [
            "Clause environnementale", "Critère environnemental",
            "Pas de considération environnementale",
        ], alone: "Pas de considération environnementale")
    static let supplierName = Field<String>.text(
        "titulaire_nom", "Nom du titulaire", "Pour la liste annuelle.", longest: 200,
        example: "Toits du Nord"
    ).optional
    static let supplierPlace = Field<String>.text(
        "titulaire_codePostal", "Code postal du titulaire", "Pour la liste annuelle.", longest: 10,
        example: "59000"
    ).optional

    static let columns: [any ToolField] = [
        id, rowBuyer, object, amount, need, notified, published, nature, code, procedure,
        techniques,
        performance, framework, isInnovative, generalTerms, tenders, hasAdvance, advance, group,
        isSubcontracted, place, placeType, months, priceTypes, priceForm, europeanShare,
        frenchShare,
        suppliers, social, environmental, supplierName, supplierPlace,
    ]

    private static func siret(_ name: String, _ label: String, _ help: String = "")
        -> Field<String>
    {
        Field(
            name: name, label: label, help: help, control: .text(lines: 1),
            expected: "un SIRET de quatorze chiffres, clé comprise", isRequired: true,
            example: "00000033100017",
            parse: { text in
                do {
                    return try Siret(text.filter { !$0.isWhitespace }).description
                } catch {
                    return nil
                }
            })
    }

    /// One of the labels of a list, letters compared without case or accents.
    private static func label(_ name: String, _ label: String, _ labels: [String])
        -> Field<String>
    {
        Field(
            name: name, label: label, help: "", control: .choice(labels.map { ($0, $0) }),
            expected: "l’une de ces valeurs\u{202F}: " + labels.joined(separator: ", "),
            isRequired: false, example: labels[0],
            parse: { text in EssentialDataLabels.find(text, in: labels) })
    }

    /// Several labels of a list, between bars or commas.
    private static func labels(
        _ name: String, _ label: String, _ help: String, _ labels: [String], alone: String?
    ) -> Field<[String]> {
        Field(
            name: name, label: label, help: help, control: .text(lines: 1),
            expected: "une ou plusieurs de ces valeurs, séparées par des barres\u{202F}: "
                + labels.joined(separator: ", "),
            isRequired: false, example: labels[0],
            parse: { text in
                var found: [String] = []
                for item in text.split(whereSeparator: { $0 == "|" || $0 == "," }) {
                    guard let label = EssentialDataLabels.find(String(item), in: labels) else {
                        return nil
                    }
                    if !found.contains(label) { found.append(label) }
                }
                // « None » beside something says two things at once.
                if let alone, found.contains(alone), found.count > 1 { return nil }
                return found.isEmpty ? nil : found
            })
    }

    /// A share from 0 to 1, or a percentage with its sign.
    private static func share(_ name: String, _ label: String, _ help: String)
        -> Field<LegalShare>
    {
        Field(
            name: name, label: label, help: help, control: .number(unit: ""),
            expected:
                "une part entre 0 et 1, comme 0,05, ou un pourcentage avec son signe, comme 5 %",
            isRequired: false, example: "0.05", parse: { LegalShare($0) })
    }
}
