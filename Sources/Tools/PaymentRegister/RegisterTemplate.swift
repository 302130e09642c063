/// Registers to start from.
enum RegisterTemplate {
    /// The template: the names of the columns and lines to be replaced.
    static let short = """
        Numéro de facture;Facture reçue le;Interruption notifiée le;Pièces complètes reçues le;Motif de l’interruption;Mandatée le;Payée le;Montant TTC;Service;Taille du fournisseur
        F-2026-101;06/05/2026;;;;13/06/2026;16/06/2026;1500,00;Voirie;micro
        F-2026-107;11/06/2026;19/06/2026;28/06/2026;Bon de commande absent;09/07/2026;15/07/2026;8400,00;Voirie;micro
        F-2026-121;03/09/2026;;;;15/09/2026;;8400,00;Espaces verts;ETI
        """

    /// A register that shows what the answer holds: thirty invoices of three services.
    static let example = """
        Numéro de facture;Facture reçue le;Interruption notifiée le;Pièces complètes reçues le;Motif de l’interruption;Mandatée le;Payée le;Montant TTC;Service;Taille du fournisseur
        F-2026-101;06/05/2026;;;;13/06/2026;16/06/2026;1500,00;Voirie;micro
        F-2026-102;10/05/2026;;;;16/05/2026;28/05/2026;8400,00;Écoles;PME
        F-2026-103;16/05/2026;;;;22/05/2026;27/05/2026;1500,00;Espaces verts;ETI
        F-2026-104;25/05/2026;;;;12/06/2026;15/06/2026;10080,00;Voirie;micro
        F-2026-105;28/05/2026;;;;12/06/2026;15/06/2026;8400,00;Écoles;PME
        F-2026-106;04/06/2026;;;;13/06/2026;25/06/2026;1500,00;Espaces verts;
        F-2026-107;11/06/2026;19/06/2026;28/06/2026;Bon de commande absent;09/07/2026;15/07/2026;8400,00;Voirie;micro
        F-2026-108;15/06/2026;;;;21/06/2026;03/07/2026;576,00;Écoles;PME
        F-2026-109;22/06/2026;;;;10/07/2026;19/07/2026;640,15;Espaces verts;ETI
        F-2026-110;30/06/2026;;;;09/07/2026;14/07/2026;8400,00;Voirie;micro
        F-2026-111;05/07/2026;;;;17/07/2026;26/07/2026;14400,00;Écoles;PME
        F-2026-112;09/07/2026;;;;24/07/2026;29/07/2026;640,15;Espaces verts;
        F-2026-113;18/07/2026;;;;09/08/2026;12/08/2026;6252,00;Voirie;micro
        F-2026-114;23/07/2026;;;;04/08/2026;16/08/2026;116,16;Écoles;PME
        F-2026-115;30/07/2026;;;;05/08/2026;12/08/2026;116,16;Espaces verts;ETI
        F-2026-116;02/08/2026;10/08/2026;31/08/2026;RIB manquant;11/09/2026;17/09/2026;96,80;Voirie;micro
        F-2026-117;11/08/2026;;;;18/09/2026;21/09/2026;96,80;Écoles;PME
        F-2026-118;15/08/2026;;;;30/08/2026;02/09/2026;8400,00;Espaces verts;
        F-2026-119;21/08/2026;;;;05/09/2026;14/09/2026;96,80;Voirie;micro
        F-2026-120;27/08/2026;;;;14/09/2026;21/09/2026;3120,40;Écoles;PME
        F-2026-121;03/09/2026;;;;15/09/2026;;8400,00;Espaces verts;ETI
        F-2026-122;07/09/2026;;;;16/09/2026;21/09/2026;480,00;Voirie;micro
        F-2026-123;14/09/2026;22/09/2026;06/10/2026;Bon de commande absent;17/10/2026;23/10/2026;5210,00;Écoles;PME
        F-2026-124;21/09/2026;;;;;;480,00;Espaces verts;
        F-2026-125;28/09/2026;;;;13/10/2026;16/10/2026;116,16;Voirie;micro
        F-2026-126;04/10/2026;;;;10/10/2026;15/10/2026;96,80;Écoles;PME
        F-2026-127;07/10/2026;;;;13/10/2026;16/10/2026;576,00;Espaces verts;ETI
        F-2026-128;14/10/2026;;;;26/10/2026;07/11/2026;480,00;Voirie;micro
        F-2026-129;20/10/2026;;;;29/10/2026;05/11/2026;768,18;Écoles;PME
        F-2026-130;27/10/2026;;;;02/11/2026;;96,80;Espaces verts;
        """

    /// The template as a file that spreadsheets open.
    static var file: ToolFile {
        ToolFile(
            name: "modele-registre.csv", title: "Modèle de registre à remplir",
            type: "text/csv; charset=utf-8",
            bytes: [0xEF, 0xBB, 0xBF] + Array(short.replacing("\n", with: "\r\n").utf8)
                + [0x0D, 0x0A])
    }
}
