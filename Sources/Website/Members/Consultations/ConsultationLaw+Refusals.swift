import Community
import Law

/// Proofs that no consultation of this site asks.
extension ConsultationLaw {
    /// What is refused by the site's choice as much as by the law: the register gives it, a declaration
    /// stands for it, or it says nothing of what a candidate can do.
    static let neverAsked: Set<ConsultationProof> = [
        .companyExtract, .criminalRecord, .bankDetails,
    ]

    /// Why a proof is never asked, and what the buyer does instead; nil for the others.
    func ownRefusal(_ proof: ConsultationProof) -> String? {
        guard Self.neverAsked.contains(proof) else { return nil }
        switch proof {
        case .companyExtract:
            return "Vous l’obtenez vous-même, gratuitement, par le SIRET de l’entreprise "
                + "(\(text(of: "dites-le-une-fois")))"
        case .criminalRecord:
            // R2143-6 is known by heart; the guide has no obligation of its own for it.
            return
                "Une déclaration sur l’honneur suffit à prouver l’absence de condamnation\u{202F}: "
                + "demandez «\u{202F}\(ConsultationProof.exclusionDeclaration.label)\u{202F}» "
                + "(CCP R2143-6, à confirmer)"
        default:
            // That the list does not name it is known by heart, even where its article is found.
            return
                "Il sert à payer, et ne dit rien des capacités d’un candidat\u{202F}: demandez-le à "
                + "l’entreprise retenue, pour la payer "
                + "(\(text(of: "liste-pieces", isConfirmed: false)))"
        }
    }

    /// The article of an obligation, with how sure we are.
    private func text(of name: String, isConfirmed: Bool = true) -> String {
        guard let obligation = law.obligation(named: name) else { return "à confirmer" }
        let isSure = isConfirmed && obligation.confidence != .memory
        return obligation.article + (isSure ? "" : ", à confirmer")
    }
}
