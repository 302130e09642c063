/// Damage done to text by a wrong encoding.
extension FindingCatalogue {
    static let encoding: [FindingRule] = [
        FindingRule(
            .replacementCharacter, "ENC-01", .warning,
            title: "Caractères perdus à l'encodage",
            explanation:
                "Des lettres accentuées ont été remplacées par « � » avant la publication : "
                + "le mot d'origine ne peut plus être retrouvé avec certitude.",
            advice:
                "Exporter le fichier en UTF-8 d'un bout à l'autre de la chaîne, puis publier "
                + "de nouveau la donnée.",
            example: "Travaux de r�novation"),
        FindingRule(
            .lostLigature, "ENC-02", .warning,
            title: "Lettre perdue, remplacée par un point d'interrogation",
            explanation:
                "Une lettre (souvent « œ » ou une apostrophe) est devenue « ? » au milieu "
                + "d'un mot : la recherche par mots peut manquer ce contrat.",
            advice:
                "Exporter en UTF-8 plutôt qu'en Latin-1 ou Windows-1252, puis publier de "
                + "nouveau la donnée.",
            example: "Gros ?uvre"),
        FindingRule(
            .htmlEntity, "ENC-03", .note, effect: .repaired,
            title: "Entité HTML dans un texte",
            explanation:
                "Le texte contenait une écriture propre aux pages web ; elle a été remplacée "
                + "par le caractère qu'elle désigne.",
            advice: "Publier le caractère lui-même, non son écriture HTML.",
            example: "l&#8217;école"),
        FindingRule(
            .doubleEncoding, "ENC-04", .warning,
            title: "Texte encodé deux fois",
            explanation:
                "Un texte UTF-8 a été relu comme du Latin-1 : les accents apparaissent comme "
                + "« Ã© ». Le texte est conservé tel quel.",
            advice: "Retirer la seconde conversion de l'export et publier de nouveau la donnée.",
            example: "RÃ©fection de voirie"),
        FindingRule(
            .controlCharacter, "ENC-05", .note,
            title: "Caractère de commande dans un texte",
            explanation: "Un caractère invisible figure dans le texte ; il ne change pas le sens.",
            advice: "Nettoyer les textes collés depuis un traitement de texte.",
            example: "Lot 1 [U+000B] Gros œuvre"),
        FindingRule(
            .invalidUTF8, "ENC-06", .warning,
            title: "Octets qui ne sont pas de l'UTF-8",
            explanation:
                "Le fichier contient des octets illisibles dans l'encodage annoncé ; ils ont "
                + "été remplacés.",
            advice: "Déclarer l'encodage réel du fichier, ou l'exporter en UTF-8.",
            example: "R<E9>fection"),
        FindingRule(
            .windowsCharacter, "ENC-07", .note, effect: .repaired,
            title: "Signe de Windows-1252 publié sous son numéro",
            explanation:
                "Un « œ », une apostrophe ou un tiret est sorti de l'export comme un caractère "
                + "de commande invisible, celui du même numéro ; le signe que Windows-1252 lui "
                + "donne a été remis à sa place.",
            advice:
                "Lire la base de données en Windows-1252, non en Latin-1, avant d'écrire "
                + "l'export en UTF-8.",
            example: "Gros [U+009C]uvre"),
    ]
}
