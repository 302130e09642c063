import Law
import Procurement

/// The kind of procedure.
enum ProcedureKind: String, Sendable {
    case none
    case innovation
    case adapted
    case formal
    case unknown

    /// French.
    var label: String {
        switch self {
        case .none: "sans publicité ni mise en concurrence obligatoires"
        case .innovation: "achat innovant sans publicité ni mise en concurrence"
        case .adapted: "procédure adaptée"
        case .formal: "procédure formalisée"
        case .unknown: "inconnue pour ce jour"
        }
    }
}

/// One thing that the law of a day says of a purchase.
struct ProcedureLine: Sendable {
    /// Stable name of the result.
    let name: String
    let label: String
    let value: ToolValue
    /// A French sentence.
    let text: String
    let articles: [ToolArticle]
}

/// What the law of a day says of a purchase: the procedure, and all that follows from it.
///
/// - Source: code de la commande publique; each line bears its article.
struct ProcedureReading: Sendable {
    let need: PurchaseNeed
    let day: Day
    let law: LawBook
    let kind: ProcedureKind
    private(set) var lines: [ProcedureLine] = []

    /// Reads the law of a day.
    init(_ need: PurchaseNeed, on day: Day, _ law: LawBook) {
        self.need = need
        self.day = day
        self.law = law
        kind = Self.kind(need, on: day, law)
        guard kind != .unknown else { return }
        lines = [procedureLine, advertisingLine]
        lines += [timeLimitLine, standstillLine].compactMap(\.self)
        lines += ruleLines
        lines += guaranteeLines
        lines += sustainabilityLines
    }

    /// The kind of procedure that a value calls for.
    static func kind(_ need: PurchaseNeed, on day: Day, _ law: LawBook) -> ProcedureKind {
        let situation = need.situation(on: day)
        guard case .known(let dispensation) = law.rule(.dispensation).answer(in: situation),
            case .known(let european) = law.rule(.european).answer(in: situation),
            let least = dispensation.number, let greatest = european.number
        else { return .unknown }
        if need.number < least { return .none }
        if need.isInnovative, case .known(let fact) = law.rule(.innovation).answer(in: situation),
            let limit = fact.number, need.number < limit
        {
            return .innovation
        }
        // Social services keep an adapted procedure whatever they cost.
        if need.purchase == .socialServices { return .adapted }
        return need.number < greatest ? .adapted : .formal
    }

    /// One or two sentences that answer the question.
    var summary: String {
        let duty: String
        switch kind {
        case .none, .innovation: duty = ""
        case .adapted, .formal, .unknown:
            duty = " Publicité\u{202F}: \(advertisingLine.value.french)."
        }
        let words = kind.label.prefix(1).uppercased() + kind.label.dropFirst()
        return "\(words), pour \(need.value.french) HT le \(FrenchNumber.day(day)).\(duty)"
    }

    /// Whether nothing is published before the contract.
    var isUnpublished: Bool { kind == .none || kind == .innovation }

    private var situation: Situation { need.situation(on: day) }

    /// The number of a rule and its articles; nil when it is not known or does not concern the case.
    func known(_ name: RuleName, _ circumstance: Circumstance? = nil)
        -> (number: LegalNumber, article: ToolArticle, phrase: String)?
    {
        let rule = law.rule(name)
        guard
            case .known(let fact) = rule.answer(
                in: need.situation(on: day, circumstance: circumstance)),
            let number = fact.number
        else { return nil }
        return (number, ToolArticle(fact), rule.phrase(fact.value))
    }

    private func articles(_ name: RuleName) -> [ToolArticle] {
        if case .known(let fact) = law.rule(name).answer(in: situation) {
            return [ToolArticle(fact)]
        }
        return []
    }

    /// Whether the value reaches a rule's number.
    private func reaches(_ name: RuleName) -> Bool? { known(name).map { need.number >= $0.number } }

    private var procedureLine: ProcedureLine {
        let dispensation = known(.dispensation)
        let european = known(.european)
        let text: String
        var articles = [dispensation?.article, european?.article].compactMap(\.self)
        switch kind {
        case .none:
            text =
                "Moins de \(dispensation?.phrase ?? "")\u{202F}: l’acheteur choisit une offre pertinente, fait "
                + "bon usage des deniers publics et ne s’adresse pas toujours à la même entreprise."
            articles =
                [dispensation?.article].compactMap(\.self) + self.articles(.dispensationDuties)
        case .innovation:
            let limit = known(.innovation)
            text = "Achat innovant de moins de \(limit?.phrase ?? "")."
            articles = [limit?.article].compactMap(\.self)
        case .adapted:
            text =
                need.purchase == .socialServices
                ? "Services sociaux ou spécifiques\u{202F}: procédure adaptée quel que soit le montant."
                : "Entre \(dispensation?.phrase ?? "") et le seuil européen de "
                    + "\(european?.phrase ?? "")."
            articles += self.articles(.adaptedProcedure)
        case .formal:
            text = "Le seuil européen de \(european?.phrase ?? "") est atteint."
            articles += self.articles(.formalProcedure)
        case .unknown: text = "Seuils inconnus pour ce jour."
        }
        return ProcedureLine(
            name: "procedure", label: "Procédure", value: .text(kind.label), text: text,
            articles: articles)
    }

    private var advertisingLine: ProcedureLine {
        func line(_ value: String, _ text: String, _ articles: [ToolArticle]) -> ProcedureLine {
            ProcedureLine(
                name: "advertising", label: "Publicité", value: .text(value), text: text,
                articles: articles)
        }
        if isUnpublished {
            return line(
                "aucune", "Aucune publicité n’est obligatoire.", articles(.dispensationDuties))
        }
        if let social = known(.europeanSocial), need.purchase == .socialServices,
            need.number >= social.number
        {
            return line(
                "Journal officiel de l’Union européenne",
                "À partir de \(social.phrase), ces services sont annoncés au Journal officiel de l’Union "
                    + "européenne.", [social.article] + articles(.europeanAdvertising))
        }
        let national = known(.advertising)
        if kind == .formal {
            return line(
                national == nil
                    ? "Journal officiel de l’Union européenne"
                    : "BOAMP et Journal officiel de l’Union européenne",
                "L’avis paraît au Journal officiel de l’Union européenne"
                    + (national == nil ? "." : " et au BOAMP."),
                articles(.europeanAdvertising) + [national?.article].compactMap(\.self))
        }
        guard let national, need.number >= national.number else {
            return line(
                "libre, adaptée à l’achat",
                "L’acheteur choisit une publicité adaptée à l’objet et au montant"
                    + (national.map { "\u{202F}; elle change à partir de \($0.phrase)." } ?? "."),
                articles(.adaptedAdvertising))
        }
        return line(
            "BOAMP ou journal d’annonces légales",
            "À partir de \(national.phrase)\u{202F}: BOAMP ou journal d’annonces légales, et presse "
                + "spécialisée si l’objet le demande.", [national.article])
    }

    /// Days from the notice to the tenders.
    private var timeLimitLine: ProcedureLine? {
        if isUnpublished { return nil }
        guard kind == .formal else {
            return ProcedureLine(
                name: "timeLimitDays", label: "Délai pour répondre", value: .text("suffisant"),
                text:
                    "Aucun minimum\u{202F}: un délai suffisant au regard du montant et de la complexité.",
                articles: articles(.adaptedTenders))
        }
        guard let limit = known(.openTenders) else { return nil }
        var text = "Appel d’offres ouvert\u{202F}: \(limit.phrase) au moins"
        if let base = known(.openTenders, Circumstance.none), base.number != limit.number {
            text += " (\(base.phrase) sans abrègement)"
        }
        text += "."
        var articles = [limit.article]
        if let requests = known(.restrictedRequests), let tenders = known(.restrictedTenders) {
            text +=
                " Restreint\u{202F}: \(requests.phrase) pour les candidatures, puis \(tenders.phrase) pour "
                + "les offres."
            articles += [requests.article, tenders.article]
        }
        return ProcedureLine(
            name: "timeLimitDays", label: "Délai pour répondre",
            value: .number(limit.number, unit: "jours"), text: text, articles: articles)
    }

    private var standstillLine: ProcedureLine? {
        if isUnpublished { return nil }
        let circumstance: Circumstance = need.isElectronic ? .electronic : .none
        if kind == .formal, let days = known(.standstill, circumstance) {
            return ProcedureLine(
                name: "standstillDays", label: "Attente avant de signer",
                value: .number(days.number, unit: "jours"),
                text: "\(days.phrase) au moins entre l’envoi des lettres de rejet et la signature.",
                articles: [days.article])
        }
        guard let optional = known(.adaptedStandstill) else { return nil }
        return ProcedureLine(
            name: "standstillDays", label: "Attente avant de signer",
            value: .number(LegalNumber(0), unit: "jours"),
            text:
                "Aucune n’est obligatoire\u{202F}; \(optional.phrase) après un avis d’intention de "
                + "conclure ferment le référé contractuel.", articles: [optional.article])
    }

    /// Duties that a threshold decides.
    private var ruleLines: [ProcedureLine] {
        var lines: [ProcedureLine] = []
        func flag(
            _ name: String, _ label: String, _ rule: RuleName, _ yes: String, _ no: String,
            also isConcerned: Bool = true
        ) {
            guard let limit = known(rule) else { return }
            let holds = need.number >= limit.number && isConcerned
            lines.append(
                ProcedureLine(
                    name: name, label: label, value: .flag(holds),
                    text: holds
                        ? "\(yes) (à partir de \(limit.phrase))."
                        : "\(no) (à partir de \(limit.phrase)).",
                    articles: [limit.article]))
        }
        flag(
            "writtenForm", "Contrat écrit", .writtenForm, "Le contrat est écrit",
            "L’écrit n’est pas obligatoire")
        flag(
            "documentsOnline", "Documents en ligne", .documentsOnline,
            "Les documents de la consultation sont en accès libre sur le profil d’acheteur",
            "La mise en ligne n’est pas obligatoire", also: !isUnpublished)
        flag(
            "electronicExchanges", "Échanges électroniques", .electronicExchanges,
            "Questions, offres et décisions passent par voie électronique",
            "La voie électronique n’est pas obligatoire")
        lines += essentialData
        flag(
            "legalityControl", "Contrôle de légalité", .legalityControl,
            "Le contrat est transmis au préfet", "La transmission au préfet n’est pas obligatoire")
        if kind == .formal, let notice = known(.awardNotice) {
            lines.append(
                ProcedureLine(
                    name: "awardNotice", label: "Avis d’attribution", value: .flag(true),
                    text: "Il est envoyé dans les \(notice.phrase) de la signature.",
                    articles: [notice.article]))
            if !articles(.tenderCommittee).isEmpty {
                lines.append(
                    ProcedureLine(
                        name: "tenderCommittee", label: "Commission d’appel d’offres",
                        value: .flag(true), text: "Elle choisit le titulaire.",
                        articles: articles(.tenderCommittee)))
            }
        }
        if !isUnpublished {
            lines.append(
                ProcedureLine(
                    name: "allotment", label: "Allotissement", value: .flag(true),
                    text: "Le marché se découpe en lots, sauf motif écrit.",
                    articles: articles(.allotment)))
        }
        if !isUnpublished, let cap = known(.turnoverCap) {
            lines.append(
                ProcedureLine(
                    name: "turnoverCap", label: "Chiffre d’affaires exigible",
                    value: .number(cap.number, unit: "fois la valeur"),
                    text: "Au plus \(cap.phrase) la valeur estimée du marché ou du lot.",
                    articles: [cap.article]))
        }
        return lines
    }

    private var essentialData: [ProcedureLine] {
        guard let limit = known(.essentialData) else { return [] }
        func line(_ value: ToolValue, _ text: String, _ articles: [ToolArticle]) -> [ProcedureLine]
        {
            [
                ProcedureLine(
                    name: "essentialData", label: "Données essentielles", value: value, text: text,
                    articles: articles)
            ]
        }
        let delay = known(.essentialDataDelay)
        if need.number >= limit.number {
            return line(
                .flag(true),
                "Elles sont publiées dans les \(delay?.phrase ?? "deux mois") de la notification, pour "
                    + "chaque contrat d’au moins \(limit.phrase).",
                [limit.article, delay?.article].compactMap(\.self))
        }
        if isUnpublished, let list = known(.essentialDataList), need.number >= list.number {
            return line(
                .text("liste annuelle possible"),
                "À partir de \(list.phrase) sans publicité\u{202F}: données essentielles, ou liste annuelle "
                    + "publiée au premier trimestre.", [list.article])
        }
        return line(
            .flag(false), "Elles ne sont pas obligatoires sous \(limit.phrase).", [limit.article])
    }

    /// Advance and retention.
    private var guaranteeLines: [ProcedureLine] {
        var lines: [ProcedureLine] = []
        if let amount = known(.advanceAmount), let duration = known(.advanceDuration) {
            let isAbove = need.number > amount.number
            let value: ToolValue
            if let months = need.months {
                value = .flag(isAbove && months > duration.number)
            } else {
                value = isAbove ? .unknown("dites la durée d’exécution") : .flag(false)
            }
            lines.append(
                ProcedureLine(
                    name: "advance", label: "Avance obligatoire", value: value,
                    text:
                        "Elle l’est pour plus de \(amount.phrase) et plus de \(duration.phrase)\u{202F}; "
                        + "l’outil «\u{202F}Avance\u{202F}» donne le taux et la base.",
                    articles: [amount.article, duration.article]))
        }
        let facts = ContractFields.facts(law.rule(.retention).answer(in: situation))
        let rates = facts.compactMap(\.number)
        if !rates.isEmpty {
            lines.append(
                ProcedureLine(
                    name: "retention", label: "Retenue de garantie au plus",
                    value: ContractFields.either(rates.map { .number($0, unit: "%") }),
                    text: "Elle est facultative, et ne peut dépasser "
                        + rates.map { LegalUnit.percent.phrase($0) }.joined(separator: " ou ")
                        + (rates.count > 1
                            ? ", selon la taille de l’acheteur et de l’entreprise." : "."),
                    articles: facts.map { ToolArticle($0) }))
        }
        return lines
    }

    /// Environmental and social duties in force that day.
    private var sustainabilityLines: [ProcedureLine] {
        let isEuropean = reaches(.european) == true
        let duties: [(RuleName, String, String, Bool)] = [
            (
                .climateNeed, "environmentalNeed", "Énergie dans le besoin", isEuropean
            ),
            (
                .climateSpecifications, "environmentalSpecifications", "Spécifications durables",
                true
            ),
            (.climateExecution, "environmentalClause", "Clause environnementale", true),
            (
                .climateCriterion, "environmentalCriterion", "Critère environnemental",
                !isUnpublished
            ),
            (.socialCondition, "socialClause", "Condition sociale", isEuropean),
        ]
        return duties.map { name, result, label, concerns in
            let rule = law.rule(name)
            let next = rule.cases.first?.values.first
            guard case .known(let fact) = rule.answer(in: situation) else {
                let from = next?.from.map { " à partir du \(FrenchNumber.day($0))" } ?? ""
                return ProcedureLine(
                    name: result, label: label, value: .flag(false),
                    text: "Pas encore obligatoire ce jour-là\u{202F}; elle l’est\(from).",
                    articles: next.map { [ToolArticle($0)] } ?? [])
            }
            return ProcedureLine(
                name: result, label: label, value: .flag(concerns),
                text: concerns ? rule.title + "." : "Cet achat n’est pas concerné.",
                articles: [ToolArticle(fact)])
        }
    }
}
