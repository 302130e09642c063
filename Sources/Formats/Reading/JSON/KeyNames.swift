/// Every way the formats spell their keys.
///
/// - Source: JSON schemas and XSD of versions 1.5 to 2.0.4, and published files.
enum KeyNames {
    /// Names and the key they stand for.
    static let all: [(String, Key)] = scalars + structures + nested

    private static let scalars: [(String, Key)] = [
        ("id", .id), ("uid", .uid), ("uuid", .uuid), ("source", .source), ("nature", .nature),
        ("objet", .objet), ("codeCPV", .codeCPV), ("CPV", .codeCPV), ("procedure", .procedure),
        ("dureeMois", .dureeMois), ("dateNotification", .dateNotification),
        ("datePublicationDonnees", .datePublicationDonnees), ("montant", .montant),
        ("formePrix", .formePrix), ("idAccordCadre", .idAccordCadre),
        ("marcheInnovant", .marcheInnovant), ("ccag", .ccag), ("offresRecues", .offresRecues),
        ("attributionAvance", .attributionAvance), ("tauxAvance", .tauxAvance),
        ("typeGroupementOperateurs", .typeGroupementOperateurs),
        ("sousTraitanceDeclaree", .sousTraitanceDeclaree), ("origineUE", .origineUE),
        ("origineFrance", .origineFrance), ("dateSignature", .dateSignature),
        ("dateDebutExecution", .dateDebutExecution), ("valeurGlobale", .valeurGlobale),
        ("montantSubventionPublique", .montantSubventionPublique), ("type", .type),
        ("_type", .declaredKind), ("typeContrat", .declaredKind),
        ("acheteur.id", .acheteurId), ("acheteur_id", .acheteurId), ("idAcheteur", .acheteurId),
        ("autoriteConcedante.id", .acheteurId), ("autoriteConcedante_id", .acheteurId),
        ("acheteur.nom", .acheteurNom), ("acheteur_nom", .acheteurNom),
        ("autoriteConcedante.nom", .acheteurNom), ("nomAcheteur", .acheteurNom),
        ("lieuExecution.code", .lieuCode), ("lieuExecution_code", .lieuCode),
        ("lieuExecution.typeCode", .lieuTypeCode), ("lieuExecution_typeCode", .lieuTypeCode),
        ("lieuExecution.nom", .lieuNom), ("lieuExecution_nom", .lieuNom),
    ]

    private static let structures: [(String, Key)] = [
        ("acheteur", .acheteur), ("autoriteConcedante", .acheteur),
        ("lieuExecution", .lieuExecution),
        ("titulaires", .titulaires), ("titulaire", .titulaires),
        ("concessionnaires", .titulaires), ("concessionnaire", .titulaires),
        ("modifications", .modifications), ("modification", .modifications),
        ("actesSousTraitance", .acts), ("acteSousTraitance", .acts),
        ("modificationsActesSousTraitance", .actChanges),
        ("modificationActesSousTraitance", .actChanges),
        ("modificationActeSousTraitance", .actChanges),
        ("techniques", .techniques), ("technique", .techniques),
        ("modalitesExecution", .modalites), ("modaliteExecution", .modalites),
        ("typesPrix", .typesPrix), ("typePrix", .typesPrix), ("typeprix", .typesPrix),
        ("considerationsSociales", .sociales), ("considerationSociale", .sociales),
        ("considerationsEnvironnementales", .environnementales),
        ("considerationEnvironnementale", .environnementales),
        ("donneesExecution", .executions), ("donneesAnnuelles", .executions),
        ("donneeExecution", .executions),
    ]

    private static let nested: [(String, Key)] = [
        ("nom", .nom), ("denominationSociale", .nom), ("code", .code), ("typeCode", .typeCode),
        ("typeIdentifiant", .typeIdentifiant),
        ("objetModification", .objetModification),
        ("dateNotificationModification", .dateModification),
        ("dateSignatureModification", .dateSignatureModification),
        ("datePublicationDonneesModification", .publicationModification),
        ("sousTraitant", .sousTraitant), ("variationPrix", .variationPrix),
        ("dateNotificationModificationSousTraitance", .dateChange),
        ("dateNotificationModificationSousTraitanceModificationActeSousTraitance", .dateChange),
        ("datePublicationDonneesModificationSousTraitance", .publicationModification),
        ("datePublicationDonneesExecution", .publicationExecution),
        ("depensesInvestissement", .depenses), ("tarifs", .tarifs), ("tarif", .tarif),
        ("intituleTarif", .intituleTarif),
    ]
}
