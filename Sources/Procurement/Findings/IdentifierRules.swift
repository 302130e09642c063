/// Identifiers of buyers, suppliers and contracts.
extension FindingCatalogue {
    static let identifiers: [FindingRule] = [
        FindingRule(
            .buyerMissing, "IDE-01", .error, effect: .missing,
            title: "Identifiant de l'acheteur absent",
            explanation: "Le contrat ne peut être rattaché à aucun acheteur.",
            advice: "Renseigner le SIRET de l'acheteur.",
            example: "(absent)"),
        FindingRule(
            .buyerSiretLength, "IDE-02", .error, effect: .invalidCode,
            title: "SIRET d'acheteur mal formé",
            explanation:
                "Un SIRET compte quatorze chiffres ; l'acheteur reste désigné par la valeur "
                + "publiée.",
            advice:
                "Renseigner les quatorze chiffres du SIRET, comme un texte et non comme un "
                + "nombre.",
            example: "2159016380001"),
        FindingRule(
            .buyerSiretCheck, "IDE-03", .error, effect: .invalidCode,
            title: "SIRET d'acheteur à la clé fausse",
            explanation: "La clé de contrôle ne correspond pas : un chiffre au moins est faux.",
            advice: "Recopier le SIRET depuis l'avis de situation de l'INSEE.",
            example: "21590163800018"),
        FindingRule(
            .identifierBlanks, "IDE-04", .note, effect: .repaired,
            title: "Blancs dans un identifiant",
            explanation: "Les blancs autour ou à l'intérieur de l'identifiant ont été retirés.",
            advice: "Publier l'identifiant sans blancs.",
            example: " 413 782 509 00017"),
        FindingRule(
            .sirenForSiret, "IDE-05", .error, effect: .invalidCode,
            title: "SIREN à la place d'un SIRET",
            explanation:
                "Neuf chiffres désignent l'entreprise, non l'établissement ; celui-ci reste "
                + "inconnu.",
            advice: "Renseigner le SIRET de l'établissement signataire.",
            example: "356000000"),
        FindingRule(
            .lostLeadingZero, "IDE-06", .error, effect: .invalidCode,
            title: "SIRET de treize chiffres",
            explanation:
                "Un zéro initial a sans doute été perdu par un tableur. Il n'est pas "
                + "rétabli : la clé seule ne suffit pas à en être certain.",
            advice: "Exporter les identifiants comme du texte.",
            example: "5880501300017"),
        FindingRule(
            .supplierIdMissing, "IDE-07", .error, effect: .missing,
            title: "Identifiant de titulaire absent",
            explanation: "Le titulaire ne peut pas être suivi d'un contrat à l'autre.",
            advice: "Renseigner l'identifiant du titulaire.",
            example: "(absent)"),
        FindingRule(
            .supplierSiretLength, "IDE-08", .error, effect: .invalidCode,
            title: "SIRET de titulaire mal formé",
            explanation:
                "Un SIRET compte quatorze chiffres ; le titulaire reste désigné par la "
                + "valeur publiée.",
            advice: "Renseigner les quatorze chiffres, ou le bon type d'identifiant.",
            example: "40210099000016X"),
        FindingRule(
            .supplierSiretCheck, "IDE-09", .error, effect: .invalidCode,
            title: "SIRET de titulaire à la clé fausse",
            explanation: "La clé de contrôle ne correspond pas : un chiffre au moins est faux.",
            advice: "Recopier le SIRET depuis l'acte d'engagement.",
            example: "41378250900018"),
        FindingRule(
            .identifierTypeMissing, "IDE-10", .note,
            title: "Type d'identifiant absent",
            explanation:
                "Quatorze chiffres à la clé juste ont été lus comme un SIRET ; sinon le type "
                + "reste inconnu.",
            advice: "Renseigner le type d'identifiant.",
            example: "(absent)"),
        FindingRule(
            .identifierTypeUnknown, "IDE-11", .error, effect: .invalidCode,
            title: "Type d'identifiant inconnu",
            explanation: "Ce type n'est dans aucune version du format ; il est tenu pour inconnu.",
            advice: "Choisir SIRET, TVA, TAHITI, RIDET, FRWF, IREP ou HORS-UE.",
            example: "AUTRE"),
        FindingRule(
            .identifierTypeOld, "IDE-12", .note, effect: .repaired,
            title: "Ancienne écriture d'un type d'identifiant",
            explanation: "L'écriture a été ramenée à celle de la réglementation en vigueur.",
            advice: "Écrire le type comme dans le référentiel.",
            example: "TVA_INTRACOMMUNAUTAIRE"),
        FindingRule(
            .identifierTypeMismatch, "IDE-13", .warning, effect: .invalidCode,
            title: "Identifiant contraire à son type",
            explanation: "La forme de l'identifiant n'est pas celle du type annoncé.",
            advice: "Corriger le type ou l'identifiant.",
            example: "TAHITI : 12345"),
        FindingRule(
            .placeholderIdentifier, "IDE-14", .error, effect: .invalidCode,
            title: "Identifiant de remplissage",
            explanation: "Un même chiffre répété ne désigne personne.",
            advice: "Renseigner l'identifiant véritable.",
            example: "00000000000000"),
        FindingRule(
            .contractIdMissing, "IDE-15", .error, effect: .missing,
            title: "Identifiant du contrat absent",
            explanation: "Le contrat ne peut être suivi que par son contenu.",
            advice: "Donner à chaque contrat un identifiant propre à l'acheteur.",
            example: "(absent)"),
        FindingRule(
            .contractIdTooLong, "IDE-16", .warning,
            title: "Identifiant de contrat de plus de seize caractères",
            explanation: "L'identifiant est conservé en entier.",
            advice: "Se tenir à seize caractères.",
            example: "2021-TRAVAUX-ECOLE-LOT-04"),
        FindingRule(
            .contractIdCharacters, "IDE-17", .warning,
            title: "Caractères inattendus dans l'identifiant du contrat",
            explanation: "L'identifiant est conservé, mais d'autres outils peuvent le refuser.",
            advice: "N'employer que lettres sans accent, chiffres, tirets et barres.",
            example: "2021/Lot n°4"),
    ]
}
