import Community
import Law
import Procurement
import Tools

/// What the law says of a simplified consultation on a day: whether it may be held without a buyer's
/// profile, and what it may ask of companies.
///
/// - Source: the facts of `Law`, read on the day; decision 0154 says where we choose to be stricter.
struct ConsultationLaw: Sendable {
    let law: LawBook
    let day: Day

    /// The kinds of procedure that the form offers; all but the first are refused, with the article.
    static let procedures: [(value: String, label: String)] = [
        ("devis", "Demande de devis, sous le seuil de dispense"),
        ("adaptee", "Procédure adaptée, avec un avis de publicité"),
        ("innovant", "Achat innovant sans mise en concurrence"),
        ("petit-lot", "Petit lot d’une opération plus grande"),
        ("formalisee", "Procédure formalisée"),
        ("concession", "Concession"),
        ("reseaux-defense", "Opérateur de réseaux, défense ou sécurité"),
    ]

    /// Why a field cannot be what it is.
    struct Fault: Sendable, Hashable {
        /// The form's field.
        let field: String
        /// French, with the article.
        let sentence: String
    }

    /// Everything the law refuses in a consultation.
    func faults(_ content: ConsultationContent) -> [Fault] {
        var faults: [Fault] = []
        if let fault = procedureFault(content) { faults.append(fault) }
        faults += amountFaults(content)
        faults += proofFaults(content)
        return faults
    }

    /// The answer that publication keeps.
    func ruling(_ content: ConsultationContent) -> ConsultationRuling {
        ConsultationRuling(
            refusals: faults(content).map(\.sentence), basis: basis(content))
    }

    // MARK: The procedure

    private func procedureFault(_ content: ConsultationContent) -> Fault? {
        func fault(_ sentence: String) -> Fault { Fault(field: "procedure", sentence: sentence) }
        switch content.procedure {
        case "devis": return nil
        case "adaptee":
            return fault(
                "Une procédure adaptée publie un avis, et ses documents sont mis en ligne sur le profil "
                    + "d’acheteur\u{202F}: passez par votre profil (\(article(.documentsOnline)))."
            )
        case "innovant":
            return fault(
                "L’achat innovant a sa propre dispense (\(article(.innovation)))\u{202F}: seules les "
                    + "demandes de devis sous le seuil général se font ici."
            )
        case "petit-lot":
            return fault(
                "Un petit lot suit la valeur de toute l’opération (\(article(.needValue)))\u{202F}: sa "
                    + "procédure passe par le profil d’acheteur (\(article(.smallLotsDispensation)))."
            )
        case "formalisee":
            return fault(
                "Une procédure formalisée passe par le profil d’acheteur "
                    + "(\(article(.formalProcedure))\u{202F}; \(article(.documentsOnline)))."
            )
        case "concession":
            return fault(
                "Une concession n’est pas un marché\u{202F}: la dispense ne vaut que pour les marchés "
                    + "(\(article(.dispensation, .services)))."
            )
        default:
            return fault(
                "La dispense étudiée ici est celle du droit commun (\(article(.dispensation, .services)))"
                    + "\u{202F}: pas les opérateurs de réseaux, ni la défense ou la sécurité.")
        }
    }

    // MARK: The amount

    private func amountFaults(_ content: ConsultationContent) -> [Fault] {
        guard let cents = content.estimateCents else {
            return [
                Fault(
                    field: "estimation",
                    sentence:
                        "Estimez la valeur de tout le besoin (\(article(.needValue)))\u{202F}: "
                        + "elle décide de la procédure.")
            ]
        }
        var faults: [Fault] = []
        let amount = LegalNumber(tenThousandths: cents * 100)
        let purchase = Self.purchase(content.purchase)
        switch limit(.dispensation, purchase) {
        case let (fact, limit)? where amount >= limit:
            faults.append(
                Fault(
                    field: "estimation",
                    sentence:
                        "Le besoin est estimé à \(Money(cents: cents).frenchWhole) HT\u{202F}: au "
                        + "\(FrenchNumber.day(day)), la dispense s’arrête sous "
                        + "\(LegalUnit.eurosExcludingTax.phrase(limit)) pour \(noun(content.purchase)) "
                        + "(\(Self.text(fact))). Passez par votre profil d’acheteur."))
        case nil: faults.append(unknown(.dispensation))
        default: break
        }
        // The public page is an advertisement: what may not be published outside a profile is refused.
        switch limit(.documentsOnline, purchase) {
        case let (fact, limit)? where amount >= limit && faults.isEmpty:
            faults.append(
                Fault(
                    field: "estimation",
                    sentence:
                        "À partir de \(LegalUnit.eurosExcludingTax.phrase(limit)), ce qui est publié l’est "
                        + "sur un profil d’acheteur (\(Self.text(fact)))\u{202F}: une page publique n’en "
                        + "tient pas lieu."))
        case nil: faults.append(unknown(.documentsOnline))
        default: break
        }
        return faults
    }

    private func unknown(_ rule: RuleName) -> Fault {
        Fault(
            field: "estimation",
            sentence: "La règle «\u{202F}\(law.rule(rule).title)\u{202F}» n’est pas connue ici au "
                + "\(FrenchNumber.day(day))\u{202F}: passez par votre profil d’acheteur.")
    }

    /// The fact of the day and its limit.
    private func limit(_ rule: RuleName, _ purchase: PurchaseType) -> (DatedFact, LegalNumber)? {
        guard case .known(let fact) = answer(rule, purchase), let number = fact.number else {
            return nil
        }
        return (fact, number)
    }

    private func answer(_ rule: RuleName, _ purchase: PurchaseType?) -> LegalRule.Answer {
        law.rule(rule).answer(in: Situation(on: day, purchase: purchase))
    }

    // MARK: The proofs

    /// What the law says of a proof, with the article.
    func verdict(_ proof: ConsultationProof) -> (isRefused: Bool, sentence: String) {
        if let sentence = ownRefusal(proof) { return (true, sentence) }
        guard let demand = Self.demands[proof], let answer = asked(["what": demand]) else {
            let article = law.obligation(named: "liste-pieces").map { obligation in
                " (\(obligation.article))"
            }
            return (false, "dans la liste réglementaire\(article ?? "")")
        }
        let isRefused = answer.value("verdict") == .text("non")
        let first = answer.steps.first?.articles.first
        let label = first?.confidence.label.map { ", \($0)" } ?? ""
        let article = first.map { " (\($0.text)\(label))" } ?? ""
        let summary =
            answer.summary.hasSuffix(".") ? String(answer.summary.dropLast()) : answer.summary
        return (isRefused, summary + article)
    }

    private static let demands: [ConsultationProof: String] = [
        .references: "references", .balanceSheets: "balance-sheets",
        .taxCertificate: "tax-certificate", .socialCertificate: "social-certificate",
        .insurance: "other-piece", .qualification: "certificate",
    ]

    /// The answer of the tool « Peut-on me demander ça ? » at the deposit of a tender.
    private func asked(_ values: [String: String]) -> ToolAnswer? {
        var values = values
        values["stage"] = "tender"
        values["on"] = day.description
        // The tool refuses nothing of a case written here; a refusal would only leave the proof unjudged.
        return try? CanTheyAsk().answer(to: values, ToolSetting(law: law, today: day))
    }

    private func proofFaults(_ content: ConsultationContent) -> [Fault] {
        var faults: [Fault] = []
        let refused = content.proofs.compactMap { proof -> String? in
            let verdict = verdict(proof)
            return verdict.isRefused
                ? "«\u{202F}\(proof.label)\u{202F}» ne se demande pas. \(verdict.sentence)." : nil
        }
        if !refused.isEmpty {
            faults.append(Fault(field: "preuves", sentence: refused.joined(separator: " ")))
        }
        if let turnover = content.turnoverCents, let base = Self.turnoverBase(content),
            let answer = asked([
                "what": "turnover", "amount": Money(cents: base).description,
                "turnover": Money(cents: turnover).description,
            ]), answer.value("verdict") == .text("non")
        {
            let article = answer.steps.first?.articles.first.map { " (\($0.text))" } ?? ""
            faults.append(
                Fault(field: "ca_minimal", sentence: answer.summary + article))
        }
        return faults
    }

    /// What the cap is counted on: the smallest lot whose value is said, else the whole need.
    private static func turnoverBase(_ content: ConsultationContent) -> Int64? {
        content.lots.compactMap(\.estimateCents).min() ?? content.estimateCents
    }

    // MARK: What is said

    /// What was verified, for everybody to read: it tells no more of the amount than the threshold.
    func basis(_ content: ConsultationContent) -> [String] {
        let purchase = Self.purchase(content.purchase)
        var lines: [String] = []
        if let (fact, limit) = limit(.dispensation, purchase) {
            lines.append(
                "Au \(FrenchNumber.day(day)), \(noun(content.purchase)) de moins de "
                    + "\(LegalUnit.eurosExcludingTax.phrase(limit)) sont dispensés de publicité et de mise en "
                    + "concurrence (\(Self.text(fact))).")
        }
        if let (fact, limit) = limit(.documentsOnline, purchase) {
            lines.append(
                "Le profil d’acheteur n’est imposé qu’à partir de "
                    + "\(LegalUnit.eurosExcludingTax.phrase(limit)) (\(Self.text(fact))).")
        }
        lines.append(
            "L’acheteur a estimé tout son besoin sous ces seuils, sans le découper "
                + "(\(article(.needValue))), et doit choisir une offre pertinente "
                + "(\(article(.dispensationDuties))).")
        return lines
    }

    /// What a buyer must know before publishing, that refuses nothing.
    func advice(_ content: ConsultationContent) -> [String] {
        var lines: [String] = []
        let amount = content.estimateCents.map { LegalNumber(tenThousandths: $0 * 100) }
        func reaches(_ rule: RuleName) -> String? {
            guard let amount, case .known(let fact) = answer(rule, Self.purchase(content.purchase)),
                let limit = fact.number, amount >= limit
            else { return nil }
            return "à partir de \(LegalUnit.eurosExcludingTax.phrase(limit)) (\(Self.text(fact)))"
        }
        if let text = reaches(.writtenForm) { lines.append("Le marché sera écrit, \(text).") }
        if let text = reaches(.electronicExchanges) {
            lines.append("Les échanges se font par voie électronique, \(text).")
        }
        if let text = reaches(.essentialData) {
            lines.append("Les données essentielles seront à publier, \(text).")
        }
        if content.criteria.allSatisfy(\.isPrice),
            case .known(let fact) = answer(.climateCriterion, nil)
        {
            lines.append(
                "Le prix seul ne suffit plus à choisir\u{202F}: au moins un critère regarde l’environnement "
                    + "(\(Self.text(fact))). Que la règle vaille aussi sous le seuil de dispense est à "
                    + "confirmer.")
        }
        if case .known(let fact) = answer(.adaptedTenders, nil) {
            lines.append(
                "Le délai doit suffire pour répondre, au regard du montant et de la complexité "
                    + "(\(Self.text(fact))).")
        }
        return lines
    }

    /// Days the law gives for an intention to conclude, as a choice before signing: the fact and its
    /// number of days.
    var voluntaryWait: (days: Int, article: String)? {
        guard case .known(let fact) = answer(.adaptedStandstill, nil), let number = fact.number
        else {
            return nil
        }
        return (Int(number.whole), Self.text(fact))
    }

    /// The article of the wait that formal procedures have, and this one has not.
    var standstillArticle: String {
        guard
            case .known(let fact) = law.rule(.standstill).answer(
                in: Situation(on: day, circumstance: .electronic))
        else { return "CCP R2182-1" }
        return Self.text(fact)
    }

    /// How long papers are kept, by the guide of obligations.
    var keepingArticle: String {
        law.obligation(named: "archives").map { obligation in
            obligation.article + (obligation.confidence == .memory ? ", à confirmer" : "")
        } ?? "à confirmer"
    }

    /// The article of a rule on the day, with how sure we are.
    func article(_ rule: RuleName, _ purchase: PurchaseType? = nil) -> String {
        switch answer(rule, purchase) {
        case .known(let fact): Self.text(fact)
        case .several(let facts): facts.first.map(Self.text) ?? law.rule(rule).title
        case .unknown, .notConcerned: law.rule(rule).title
        }
    }

    private static func text(_ fact: DatedFact) -> String {
        fact.article.replacing("'", with: "’") + (fact.confidence.label.map { ", \($0)" } ?? "")
    }

    private func noun(_ purchase: Consultation.Purchase) -> String {
        switch purchase {
        case .works: "des travaux"
        case .supplies: "des fournitures"
        case .services: "des services"
        case .socialServices: "des services sociaux"
        }
    }

    static func purchase(_ purchase: Consultation.Purchase) -> PurchaseType {
        switch purchase {
        case .works: .works
        case .supplies: .supplies
        case .services: .services
        case .socialServices: .socialServices
        }
    }
}
