import Community
import Law
import Procurement
import Tools

/// The letters and reports of a consultation, as documents that word processors open.
struct ConsultationPapers: Sendable {
    let setting: ConsultationSetting
    let analyses: [LotAnalysis]
    let awards: [Consultation.Award]
    let law: ConsultationLaw

    init(_ context: Context, _ setting: ConsultationSetting) throws {
        self.setting = setting
        analyses = try setting.analyses(context)
        awards = try setting.consultations.awards(setting.consultation.id)
        law = context.consultationLaw
    }

    private var consultation: Consultation { setting.consultation }

    /// Every paper of the decisions taken, lot after lot; names are unique.
    func all() throws(ToolRefusal) -> [ToolDocument] {
        var documents: [ToolDocument] = []
        for analysis in analyses {
            guard let award = awards.first(where: { $0.lot == analysis.lot.number }) else {
                continue
            }
            let answer = try analysis.answer()
            if let report = answer?.documents.first(where: { $0.name == "rapport-analyse" }) {
                documents.append(
                    ToolDocument(
                        name: "lot-\(award.lot)-rapport-analyse",
                        title: "Rapport d’analyse, \(title(analysis))", blocks: report.blocks))
            }
            let winner = award.offer.flatMap { id in analysis.offers.first { $0.id == id } }
            for offer in analysis.offers where offer.id != winner?.id {
                documents.append(
                    offer.admission == .setAside
                        ? setAside(offer, analysis, award)
                        : rejection(offer, winner: winner, analysis, award, answer))
            }
            if let winner { documents.append(retained(winner, analysis, answer)) }
        }
        return documents
    }

    private func title(_ analysis: LotAnalysis) -> String {
        setting.title(analysis.lot, of: analyses.count)
    }

    private func name(_ kind: String, _ offer: Consultation.Offer) -> String {
        "lot-\(offer.lot)-\(kind)-\(offer.siret)"
    }

    private func head(_ offer: Consultation.Offer, _ subject: String, _ analysis: LotAnalysis)
        -> [ToolDocument.Block]
    {
        var object = consultation.object
        if analyses.count > 1 { object += ", \(title(analysis))" }
        return [
            .lines([
                consultation.buyerName, "SIRET \(consultation.buyer)", "", "À \(offer.name)",
                "SIRET \(offer.siret)",
            ]),
            .lines(["Objet\u{202F}: \(object) — \(subject)"]),
            .paragraph("Madame, Monsieur,"),
        ]
    }

    private static let foot: [ToolDocument.Block] = [
        .paragraph("Nous vous prions d’agréer, Madame, Monsieur, nos salutations distinguées."),
        .lines(["Fait à [lieu], le [date]", "[Nom, qualité et signature]"]),
    ]

    /// When the contract may be signed, with what imposes it or does not.
    private func standstill(_ award: Consultation.Award) -> String {
        let first = award.mayBeSigned.map { FrenchNumber.day($0) } ?? "[date de publication]"
        guard award.waitDays > 0 else {
            return
                "Ce marché, passé sous le seuil de dispense, n’est pas soumis au délai des procédures "
                + "formalisées (\(law.standstillArticle)). Il sera signé à partir du \(first)."
        }
        let article = law.voluntaryWait.map { " (\($0.article))" } ?? ""
        return "Le marché ne sera pas signé avant le \(first)\u{202F}: l’acheteur attend "
            + "\(award.waitDays)\u{A0}jours après l’envoi de cette lettre\(article)."
    }

    private static let appeal =
        "Recours\u{202F}: [tribunal administratif compétent et son adresse, à compléter]."

    private func rejection(
        _ offer: Consultation.Offer, winner: Consultation.Offer?, _ analysis: LotAnalysis,
        _ award: Consultation.Award, _ answer: ToolAnswer?
    ) -> ToolDocument {
        var blocks = head(offer, "rejet de votre offre", analysis)
        let standing = answer.flatMap { analysis.standing(offer, in: $0) }
        let place =
            standing.map {
                ", classée \($0.rank) sur \(analysis.admitted.count) avec \($0.total) points sur 100,"
            } ?? ""
        blocks.append(
            .paragraph(
                "Nous vous remercions de votre offre. Elle n’a pas été retenue\(place.isEmpty ? "." : place + " au terme de l’analyse.")"
            ))
        if let winner, let answer {
            let best = analysis.standing(winner, in: answer)
            blocks.append(
                .paragraph(
                    "Le marché est attribué à \(winner.name) (SIRET \(winner.siret))"
                        + (best.map { ", avec \($0.total) points sur 100" } ?? "") + "."))
            blocks.append(
                .table(
                    head: ["Critère", "Poids", "Votre note", "Note de l’attributaire"],
                    rows: analysis.criteria.map { criterion in
                        [
                            criterion.name, "\(criterion.weight)\u{202F}%",
                            analysis.mark(offer, criterion, in: answer).mark,
                            analysis.mark(winner, criterion, in: answer).mark,
                        ]
                    }))
            let reasons = analysis.criteria.compactMap { criterion -> String? in
                let reason = analysis.mark(offer, criterion, in: answer).reason
                return reason.isEmpty ? nil : "\(criterion.name)\u{202F}: \(reason)"
            }
            if !reasons.isEmpty {
                blocks += [.paragraph("Motifs de vos notes\u{202F}:"), .list(reasons)]
            }
            if !award.reason.isEmpty {
                blocks.append(.paragraph("Motif du choix\u{202F}: \(award.reason)"))
            }
            blocks.append(.paragraph(standstill(award)))
        } else {
            blocks.append(
                .paragraph("Ce lot n’est attribué à personne. Motif\u{202F}: \(award.reason)"))
        }
        blocks.append(.paragraph(Self.appeal))
        return ToolDocument(
            name: name("rejet", offer), title: "Lettre de rejet, \(offer.name), \(title(analysis))",
            blocks: blocks + Self.foot)
    }

    private func setAside(
        _ offer: Consultation.Offer, _ analysis: LotAnalysis, _ award: Consultation.Award
    ) -> ToolDocument {
        var blocks = head(offer, "votre offre n’a pas été examinée", analysis)
        blocks.append(
            .paragraph(
                offer.isLate
                    ? "Votre offre est arrivée après la date limite"
                        + (offer.received.map { ", le \(ParisTime.text($0))" } ?? "")
                        + "\u{202F}; la limite était le "
                        + (consultation.deadline.map(ParisTime.text) ?? "[date]")
                        + ", heure de Paris. Elle n’a pas été examinée."
                    : "Votre offre a été écartée sans être classée."))
        blocks.append(.paragraph("Motif\u{202F}: \(offer.reason)"))
        if award.offer != nil { blocks.append(.paragraph(standstill(award))) }
        blocks.append(.paragraph(Self.appeal))
        return ToolDocument(
            name: name("ecartee", offer),
            title: "Lettre d’offre écartée, \(offer.name), \(title(analysis))",
            blocks: blocks + Self.foot)
    }

    private func retained(
        _ winner: Consultation.Offer, _ analysis: LotAnalysis, _ answer: ToolAnswer?
    ) -> ToolDocument {
        var blocks = head(winner, "votre offre est retenue", analysis)
        let total = answer.flatMap { analysis.standing(winner, in: $0) }?.total
        blocks.append(
            .paragraph(
                "Votre offre, d’un montant de "
                    + (winner.priceCents.map { Money(cents: $0).french } ?? "[montant]")
                    + " hors taxes, est retenue"
                    + (total.map { " avec \($0) points sur 100" } ?? "") + "."))
        blocks.append(
            .paragraph(
                "Merci de nous transmettre avant le [date, à compléter] les seules preuves que nous ne pouvons "
                    + "obtenir nous-mêmes\u{202F}: [liste, à compléter]. Cette lettre n’est pas la notification "
                    + "du marché\u{202F}: ne commencez rien avant elle."))
        return ToolDocument(
            name: name("attribution", winner),
            title: "Lettre d’attribution, \(winner.name), \(title(analysis))",
            blocks: blocks + Self.foot)
    }
}

/// A letter or a report, as an OpenDocument file.
enum ConsultationLetterFile: CommunityResource {
    static let path = "/consultations/:cle/lettres/:nom"
    static let reading: Access = .account
    static let condition = ConsultationSetting.agentCondition

    static func link(_ key: String, _ name: String) -> Link {
        Link(["consultations", key, "lettres", name + ".odt"])
    }

    static func answer(_ context: Context) throws -> Answer {
        let setting = try context.agentSetting()
        let documents = try ConsultationPapers(context, setting).all()
        guard
            let document = documents.first(where: { $0.name + ".odt" == context.argument("nom") })
        else { throw Problem.absent("Cette consultation n’a pas de telle lettre.") }
        return Answer(
            type: FileKind.odt.mediaType, body: .bytes(document.openDocument), keeping: .none,
            headers: [
                // The name is made of letters, digits, dashes.
                ("Content-Disposition", "attachment; filename=\"\(document.name).odt\"")
            ])
    }
}
