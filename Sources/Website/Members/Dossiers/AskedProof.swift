import Community
import Procurement

/// A proof that a consultation asks for, and how it is met: the company gives nothing that somebody holds.
///
/// - Shape: codes are those of `ConsultationProof`, the one list; `AdministrationProof` bears the same.
struct AskedProof: Sendable {
    /// How it is met.
    enum Standing: Sendable {
        /// The buyer verifies it itself.
        case verifiedByBuyer(AdministrationProof)
        /// The application holds it, until a day where it has an end.
        case inDossier(until: Day?)
        /// The company affirms it with the application.
        case affirmed
        /// The company gives it; the day after which what it had said is over, where it is.
        case toGive(over: Day?)
    }

    let proof: ConsultationProof
    let standing: Standing

    /// A proof asked, as a dossier meets it on a day.
    init(_ proof: ConsultationProof, _ dossier: Dossier, on day: Day) {
        self.proof = proof
        standing = AskedProof.standing(proof, dossier, on: day)
    }

    private static func standing(
        _ proof: ConsultationProof, _ dossier: Dossier, on day: Day
    ) -> Standing {
        let rows: [Dossier.Statement]
        switch proof {
        case .exclusionDeclaration: return .affirmed
        case .turnover: rows = dossier.rows(.years).filter { $0.values["chiffre"] != nil }
        case .staff:
            rows =
                dossier.rows(.years).filter { $0.values["effectif"] != nil }
                + [dossier.statement(.means, "materiel")].compactMap(\.self)
        case .references: rows = dossier.rows(.references)
        case .insurance: rows = dossier.rows(.insurances)
        case .qualification: rows = dossier.rows(.qualifications)
        case .balanceSheets, .taxCertificate, .socialCertificate, .companyExtract, .criminalRecord,
            .bankDetails:
            rows = []
        }
        let valid = rows.filter { $0.standing(on: day) != .over }
        if !valid.isEmpty {
            // What has no end lasts longest.
            let ends = valid.map(\.end)
            return .inDossier(until: ends.contains(nil) ? nil : ends.compactMap(\.self).max())
        }
        if let administration = AdministrationProof.of(proof.rawValue) {
            return .verifiedByBuyer(administration)
        }
        return .toGive(over: rows.compactMap(\.end).max())
    }

    /// How it is met, for the company.
    func html(_ context: Context) -> HTML {
        switch standing {
        case .verifiedByBuyer(let proof):
            let service: HTML =
                proof.path.map { "API Entreprise, <code>\($0)</code>" }
                ?? HTML(text: proof.byHand)
            return """
                <strong>Vérifié par l’acheteur</strong>, rien à joindre. \(VerificationText.basis(proof, context))\
                \u{202F}; \(proof.holder), \(service).
                """
        case .inDossier(let end):
            let until: HTML? = end.map { ", valable jusqu’au \(French.day($0))" }
            return "<strong>Déjà dans votre dossier</strong>, joint à la candidature\(until)."
        case .affirmed:
            return
                "<strong>Dans la candidature</strong> (DC1)\u{202F}: confirmée par la case à cocher."
        case .toGive(let end):
            let over: HTML? = end.map {
                " Ce que dit votre dossier n’est plus valable depuis le \(French.day($0))."
            }
            return "<strong>À joindre</strong> à votre offre, ou à ajouter à votre dossier.\(over)"
        }
    }

    /// What a consultation asks, proof by proof; nil when it asks for nothing.
    static func table(_ consultation: Int64, _ dossier: Dossier, _ context: Context) throws -> HTML?
    {
        let consultations = try context.community().store.consultations
        var rows = try consultations.proofs(consultation).map { proof -> [HTML] in
            let asked = AskedProof(proof, dossier, on: context.today)
            return [HTML(text: proof.label), asked.html(context)]
        }
        if let least = try consultations.leastTurnover(consultation) {
            let said = dossier.answers.lastTurnover
            rows.append([
                "Chiffre d’affaires annuel d’au moins \(Money(cents: least).frenchWhole)",
                said.map {
                    "Dans votre dossier\u{202F}: \(French.integer(Int64($0)))\u{202F}€."
                } ?? "<strong>À dire</strong> dans votre dossier.",
            ])
        }
        guard !rows.isEmpty else { return nil }
        return """
            <h2>Ce que cette consultation demande</h2>
            \(Blocks.table(
                "Ce que cette consultation demande", heads: ["Preuve", "Comment elle est donnée"],
                rows: rows, isCaptionHidden: true))
            """
    }
}
