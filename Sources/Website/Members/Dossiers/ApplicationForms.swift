import Community
import Procurement
import Tools

/// The forms of an application, filled in: DC1, DC2, DC4.
///
/// - Shape: an application in, a document out; the same words in ODT and PDF.
/// - Source: the ministry's forms DC1, DC2 and DC4 (versions of 2019): their letters and titles are from
///   memory, save what the notices of DC1 (grounds for exclusion; no signature when applying) say, which
///   was read. The layout is ours: the forms are models, not obligations.
enum ApplicationForms {
    /// The documents of an application, in order.
    static func all(_ application: Applications.Application) -> [ToolDocument] {
        var documents = [letter(application), declaration(application)]
        if let subcontracting = subcontracting(application) { documents.append(subcontracting) }
        return documents
    }

    /// Letter of application and appointment of the agent by the other members of the group (DC1).
    static func letter(_ application: Applications.Application) -> ToolDocument {
        let call = application.content.call
        let company = application.content.company
        var blocks = opening(application)
        blocks += [
            .heading("C - Objet de la candidature"),
            .paragraph("La candidature est présentée \(lots(call))."),
            .heading("D - Présentation du candidat"),
        ]
        if let group = call.group {
            blocks += [
                .paragraph("Le candidat est un groupement d’entreprises."),
                .table(
                    head: ["Forme du groupement", "Mandataire solidaire"],
                    rows: [
                        [
                            group.label,
                            group == .several
                                ? "Sans objet\u{202F}: tous les membres sont solidaires"
                                : call.agentAnswers ? "Oui" : "Non",
                        ]
                    ]),
            ]
        } else {
            blocks.append(.paragraph("Le candidat se présente seul."))
        }
        blocks.append(.table(head: ["Rubrique", "Candidat"], rows: identity(application)))
        blocks.append(
            .heading("E - Identification des membres du groupement et répartition des prestations"))
        if call.group == nil {
            blocks.append(.paragraph("Sans objet\u{202F}: le candidat se présente seul."))
        } else {
            let own = [company.name, company.siret, "Mandataire", call.ownShare]
            blocks.append(
                .table(
                    head: ["Dénomination", "SIRET", "Rôle", "Prestations"],
                    rows: [own]
                        + call.members.map { [$0.name, $0.siret, "Cotraitant", $0.share] }))
        }
        blocks += engagements(application)
        blocks.append(.heading("G - Désignation du mandataire"))
        blocks.append(
            .paragraph(
                call.group == nil
                    ? "Sans objet\u{202F}: le candidat se présente seul."
                    : "Les membres du groupement désignent comme mandataire\u{202F}: \(company.name), "
                        + "SIRET \(company.siret)."))
        blocks += signature(application)
        return ToolDocument(
            name: "DC1", title: "Lettre de candidature (DC1)", blocks: blocks)
    }

    /// Declaration of the applicant (DC2).
    static func declaration(_ application: Applications.Application) -> ToolDocument {
        let company = application.content.company
        var blocks = opening(application)
        blocks += [
            .heading("C - Identification du candidat individuel ou du membre du groupement"),
            .table(
                head: ["Rubrique", "Candidat"],
                rows: identity(application) + [
                    ["Forme juridique", company.legalForm],
                    ["Activité", company.activity],
                    ["Taille", company.size],
                    [
                        "Micro, petite ou moyenne entreprise",
                        company.isSmallOrMedium.map { $0 ? "Oui" : "Non" } ?? "",
                    ],
                ]),
            .heading("D - Aptitude à exercer l’activité professionnelle"),
            .paragraph(
                company.register.isEmpty
                    ? "Registre professionnel\u{202F}: l’acheteur le vérifie par le SIRET (R2143-13)."
                    : "Registre professionnel\u{202F}: \(company.register)."),
            .heading("E - Capacité économique et financière"),
        ]
        if company.years.isEmpty {
            blocks.append(.paragraph("Chiffre d’affaires\u{202F}: non renseigné."))
        } else {
            blocks.append(
                .table(
                    head: [
                        "Exercice clos en", "Chiffre d’affaires hors taxes",
                        "Dont activité du marché", "Effectif moyen",
                    ],
                    rows: company.years.map { year in
                        [
                            String(year.year), euros(year.turnover),
                            year.share.map { "\($0)\u{202F}%" } ?? "",
                            year.headcount.map { French.integer($0) } ?? "",
                        ]
                    }))
        }
        if !company.insurances.isEmpty {
            blocks.append(
                .table(
                    head: ["Assurance", "Assureur", "Numéro de contrat", "Valable jusqu’au"],
                    rows: company.insurances.map { [$0.kind, $0.insurer, $0.number, day($0.end)] }))
        }
        blocks += capacities(company)
        blocks += [
            .heading("G - Capacités d’autres opérateurs économiques"),
            .paragraph(
                application.content.call.subcontractor.map {
                    "Le candidat s’appuie sur \($0.name), SIRET \($0.siret), déclaré dans le DC4 joint."
                } ?? "Le candidat ne s’appuie sur les capacités d’aucun autre opérateur."),
        ]
        blocks += signature(application)
        return ToolDocument(
            name: "DC2", title: "Déclaration du candidat (DC2)", blocks: blocks)
    }

    /// Declaration of a subcontractor (DC4); nil where none is declared.
    static func subcontracting(_ application: Applications.Application) -> ToolDocument? {
        guard let other = application.content.call.subcontractor else { return nil }
        var blocks = opening(application)
        blocks += [
            .heading("C - Objet de la déclaration du sous-traitant"),
            .paragraph(
                "La déclaration est présentée avec la candidature, \(lots(application.content.call))."
            ),
            .heading("D - Identification du soumissionnaire"),
            .table(head: ["Rubrique", "Soumissionnaire"], rows: identity(application)),
            .heading("E - Identification du sous-traitant"),
            .table(
                head: ["Rubrique", "Sous-traitant"],
                rows: [
                    ["Dénomination", other.name], ["SIRET", other.siret],
                    ["Adresse", other.address],
                ]),
            .heading("F - Nature des prestations sous-traitées"),
            .paragraph(other.works),
            .heading("G - Prix des prestations sous-traitées"),
            .paragraph(
                "Montant maximal hors taxes\u{202F}: "
                    + (other.amount == nil ? "[à compléter avant l’offre]" : euros(other.amount))
                    + "."),
            .heading("H - Conditions de paiement"),
            .paragraph(
                """
                Le sous-traitant de premier rang est payé directement par l’acheteur dès que le montant de \
                son contrat atteint 600\u{202F}€ toutes taxes comprises (L2193-11, R2193-10, à confirmer). \
                Ses coordonnées bancaires ne sont demandées qu’après l’attribution.
                """),
            .heading("I - Capacités du sous-traitant"),
            .paragraph("Jointes par le sous-traitant si l’acheteur les demande."),
            .heading("J - Attestation sur l’honneur du sous-traitant"),
            .paragraph(
                """
                [À confirmer par le sous-traitant] Le sous-traitant déclare sur l’honneur n’entrer dans \
                aucun des cas d’exclusion prévus aux articles L2141-1 à L2141-5 et L2141-7 à L2141-10 du \
                code de la commande publique.
                """),
            .heading("K - Acceptation et agrément"),
            .lines([
                "Le sous-traitant\u{202F}: [nom, date, signature]",
                "Le soumissionnaire\u{202F}: \(application.signatory.name), \(application.content.company.name)",
                "L’acheteur\u{202F}: [date, signature]",
            ]),
        ]
        return ToolDocument(
            name: "DC4", title: "Déclaration de sous-traitance (DC4)", blocks: blocks)
    }

    /// Buyer and object, common to the three.
    private static func opening(_ application: Applications.Application) -> [ToolDocument.Block] {
        let call = application.content.call
        return [
            .heading("A - Identification de l’acheteur"), .paragraph(call.buyer),
            .heading("B - Objet de la consultation"),
            .paragraph(
                call.object + (call.reference.map { "\nRéférence\u{202F}: \($0)" } ?? "")),
        ]
    }

    private static func lots(_ call: Applications.Call) -> String {
        call.lots.isEmpty
            ? "pour le marché dans son ensemble" : "pour le ou les lots\u{202F}: \(call.lots)"
    }

    private static func identity(_ application: Applications.Application) -> [[String]] {
        let company = application.content.company
        let place = [company.postalCode, company.town].filter { !$0.isEmpty }.joined(
            separator: " ")
        return [
            ["Dénomination", company.name], ["SIRET", company.siret],
            [
                "Adresse",
                [company.address, place].filter { !$0.isEmpty }.joined(separator: ", "),
            ],
            ["Courriel", application.signatory.email],
            ["Téléphone", application.signatory.telephone],
        ]
    }

    /// Grounds for exclusion, proofs held elsewhere, capacities.
    private static func engagements(_ application: Applications.Application) -> [ToolDocument.Block]
    {
        let exclusions = application.content.company.exclusions
        var blocks: [ToolDocument.Block] = [
            .heading("F - Engagements du candidat"),
            .heading("F1 - Exclusions de la procédure"),
            .paragraph(ExclusionGround.recital),
            .list(
                ExclusionGround.allCases.map {
                    "\($0.article)\u{202F}: l’entreprise \($0.affirmation)."
                }),
        ]
        if let exclusions {
            blocks.append(
                .paragraph(
                    "Déclarations confirmées pour cette candidature le "
                        + ParisTime.text(Moment(seconds: exclusions.momentSeconds))
                        + " (heure de Paris)."))
            if !exclusions.precisions.isEmpty {
                blocks.append(
                    .paragraph("Précisions de l’entreprise\u{202F}: \(exclusions.precisions)"))
            }
        }
        blocks += [
            .heading("F2 - Documents de preuve disponibles en ligne"),
            .paragraph(
                """
                Identité, immatriculation, régularité fiscale et sociale\u{202F}: l’acheteur les obtient par \
                le SIRET \(application.siret), auprès d’API Entreprise \
                (https://entreprise.api.gouv.fr) ou de l’Annuaire des entreprises \
                (https://annuaire-entreprises.data.gouv.fr), comme le permet l’article R2143-13.
                """),
            .heading("F3 - Capacités"),
            .paragraph("Le candidat présente ses capacités dans le DC2 joint."),
        ]
        return blocks
    }

    private static func capacities(_ company: CompanyAnswers) -> [ToolDocument.Block] {
        var blocks: [ToolDocument.Block] = [
            .heading("F - Capacité technique et professionnelle")
        ]
        if !company.references.isEmpty {
            blocks.append(
                .table(
                    head: ["Référence", "Client", "Année", "Montant hors taxes"],
                    rows: company.references.map { reference in
                        [
                            reference.object, reference.client,
                            reference.year.map { String($0) } ?? "", euros(reference.amount),
                        ]
                    }))
        }
        if !company.qualifications.isEmpty {
            blocks.append(
                .table(
                    head: [
                        "Qualification ou certificat", "Organisme", "Numéro", "Valable jusqu’au",
                    ],
                    rows: company.qualifications.map { [$0.name, $0.body, $0.number, day($0.end)] })
            )
        }
        if !company.equipment.isEmpty {
            blocks.append(.paragraph("Moyens\u{202F}: \(company.equipment)"))
        }
        if let managers = company.managers {
            blocks.append(
                .paragraph("Personnes d’encadrement\u{202F}: \(French.integer(managers))."))
        }
        if blocks.count == 1 { blocks.append(.paragraph("Non renseignée.")) }
        return blocks
    }

    private static func signature(_ application: Applications.Application) -> [ToolDocument.Block] {
        let signatory = application.signatory
        let who = [signatory.name, signatory.occupation].filter { !$0.isEmpty }.joined(
            separator: ", ")
        return [
            .lines([
                "Fait le \(ParisTime.dayText(application.made))",
                "Pour \(application.content.company.name)\u{202F}: "
                    + (who.isEmpty ? "[nom et qualité]" : who),
                "Ce document n’a pas à être signé au stade de la candidature, sauf si le règlement de la "
                    + "consultation le demande.",
            ])
        ]
    }

    private static func euros(_ amount: Int?) -> String {
        amount.map { French.integer($0) + "\u{A0}€" } ?? ""
    }

    private static func day(_ written: String) -> String {
        Day(written).map { French.day($0) } ?? written
    }
}
