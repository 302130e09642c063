import Procurement

extension EditionSchema {
    /// One row per notice, in order of publication (unknown first), then number.
    public static let notices = TableDefinition(
        name: "notices",
        columns: [
            .init("avis", .text, "Numéro de l'avis donné par le BOAMP ; son adresse."),
            .init(
                "nature", .dictionary,
                "Avis de marché, Attribution, Rectificatif… ; nul : inconnue."),
            .init("etat", .dictionary, "Initial, Rectificatif, Annulation ou Modification."),
            .init("famille", .dictionary, "Famille du journal : MAPA, FNS, JOUE ou DSP."),
            .init("objet", .text, "Objet, sur une ligne, coordonnées de personnes retirées."),
            .init("acheteur_nom", .dictionary, "Nom de l'acheteur."),
            .init("acheteur_id", .dictionary, "SIRET valide de l'acheteur."),
            .init("acheteur_siren", .dictionary, "SIREN valide de l'acheteur."),
            .init("acheteur_codePostal", .dictionary, "Code postal de l'acheteur."),
            .init("acheteur_commune", .dictionary, "Commune de l'acheteur, telle que publiée."),
            .init("acheteur_nuts", .dictionary, "Code NUTS de l'acheteur."),
            .init(
                "departements", .dictionary,
                "Départements de l'avis, séparés par un blanc ; à défaut celui du code postal."),
            .init("lieu_nuts", .dictionary, "Code NUTS du lieu d'exécution."),
            .init("type", .dictionary, "Travaux, Fournitures, Services ; plusieurs possibles."),
            .init("procedure", .dictionary, "Procédure de passation."),
            .init("codeCPV", .dictionary, "Code CPV principal à huit chiffres."),
            .init("cpv_division", .dictionary, "Deux premiers chiffres du code CPV principal."),
            .init(
                "codesCPV", .dictionary, "Tous les codes CPV, lots compris, le principal en tête."),
            .init("descripteurs_codes", .dictionary, "Codes des descripteurs du BOAMP."),
            .init("descripteurs", .dictionary, "Descripteurs du BOAMP."),
            .init("dateParution", .date, "Jour de parution."),
            .init("dateFinDiffusion", .date, "Dernier jour en ligne."),
            .init("dateLimite", .date, "Jour limite de réponse à Paris, rectificatifs appliqués."),
            .init(
                "limite_secondes", .int64, unit: "secondes",
                "Instant limite de réponse depuis 1970-01-01T00:00:00Z, rectificatifs appliqués ; fin du jour quand l'heure est inconnue."
            ),
            .init(
                "limite_initiale_secondes", .int64, unit: "secondes",
                "Instant limite tel que publié dans l'avis lui-même."),
            .init("heureLimiteConnue", .bool, "L'heure limite est publiée."),
            .init(
                "valeurEstimee_centimes", .int64, unit: "centimes",
                "Valeur estimée hors taxes ; somme des lots quand tous la donnent."),
            .init("lots", .uint16, "Nombre de lots décrits ; 0 : aucun."),
            .init("lots_intitules", .text, "Numéros et intitulés des lots."),
            .init(
                "criteres", .text, "Critères d'attribution, avec leur poids quand il est publié."),
            .init("considerations", .dictionary, "Critères sociaux ou environnementaux annoncés."),
            .init("profilAcheteur", .dictionary, "Adresse du profil d'acheteur, http ou https."),
            .init("adresseAvis", .text, "Adresse de l'avis au BOAMP."),
            .init("dossier", .dictionary, "Identifiant commun aux avis d'une même procédure."),
            .init("avisLies", .dictionary, "Numéros des avis antérieurs cités."),
            .init("appel", .uint32, "Ligne de l'avis d'appel dans `notices` ; la sienne à défaut."),
            .init("rectificatifs", .uint16, "Nombre de rectificatifs appliqués à cet appel."),
            .init("cloture", .dictionary, "Annulé, Attribué ou Sans suite ; nul sinon."),
            .init("cloture_avis", .uint32, "Ligne de l'avis qui le clôt dans `notices`."),
            .init("constats", .dictionary, "Codes des règles enfreintes, AVI-01 et suivantes."),
            .init("depot", .dictionary, "SHA-256 du dépôt de l'enregistrement retenu."),
            .init("membre", .uint32, "Membre de l'archive, 0 hors archive."),
            .init("position", .int64, unit: "octets", "Premier octet dans le membre décompressé."),
            .init("longueur", .uint32, unit: "octets", "Longueur."),
        ])
}
