import Community
import Law
import Procurement

/// What a buyer writes of a consultation, as one form.
enum ConsultationForm {
    /// The formulas of prices that the form offers, of those the tool of analysis knows.
    static let formulas: [(value: String, label: String)] = [
        ("inverse", "Proportionnelle inverse\u{202F}: prix le plus bas ÷ prix"),
        ("linear-2", "Linéaire sur l’écart au moins-disant"),
        ("quadratic", "Quadratique inverse"),
    ]

    static let buyerKinds: [(value: String, label: String)] = BuyerRole.allCases.map {
        ($0.rawValue, $0.label)
    }

    /// The parts of the form, with what is written now.
    static func html(
        _ context: Context, _ link: Link, _ content: ConsultationContent, buyers: [String],
        version: Int, isPublished: Bool
    ) -> HTML {
        let law = context.consultationLaw
        let button = isPublished ? "Publier la modification" : "Enregistrer le brouillon"
        return """
            \(context.faultSummary)\(context.formStart(link))
            \(part("Votre achat", what(content, buyers: buyers, isPublished: isPublished), context))\
            \(part("Ce que dit la loi", legal(content, isPublished: isPublished), context))\
            \(part("Le choix de l’offre", choice(content), context))\
            \(part("Ce que l’entreprise fournit", proofs(content, law), context))\
            \(FormField(key: "version", label: "", control: .hidden, value: String(version)).html(context))\
            \(isPublished ? change.html(context) : deadline(content).html(context))\
            <p class="agir"><button type="submit">\(button)</button></p>
            </form>

            """
    }

    private static func part(_ title: String, _ fields: [FormField], _ context: Context) -> HTML {
        "<h2>\(title)</h2>\n\(fields.map { $0.html(context) })"
    }

    private static func what(
        _ content: ConsultationContent, buyers: [String], isPublished: Bool
    ) -> [FormField] {
        var fields: [FormField] = []
        if isPublished {
            fields.append(
                FormField(key: "acheteur", label: "", control: .hidden, value: content.buyer))
        } else {
            fields.append(
                FormField(
                    key: "acheteur", label: "Acheteur", help: "Un SIRET pour lequel vous agissez.",
                    control: .choice(buyers.map { ($0, $0) }), value: content.buyer))
        }
        fields += [
            FormField(
                key: "acheteur_nom", label: "Nom de l’acheteur", control: .line(length: 120),
                value: content.buyerName),
            FormField(
                key: "acheteur_genre", label: "Genre d’acheteur",
                control: .choice(buyerKinds), value: content.buyerKind),
            FormField(
                key: "objet", label: "Objet", help: "Ce que vous achetez, en une phrase.",
                control: .line(length: 200), value: content.object),
            FormField(
                key: "description", label: "Description",
                help: "Quantités, contraintes, visite, délais d’exécution. En Markdown.",
                control: .text(rows: 8, length: 20_000), value: content.description,
                isRequired: false),
            FormField(
                key: "cpv", label: "Code CPV", help: "Huit chiffres, comme 45261210.",
                control: .line(length: 8), value: content.code, isRequired: false),
            FormField(
                key: "lieu", label: "Code postal du lieu d’exécution", control: .line(length: 5),
                value: content.place, isRequired: false),
            FormField(
                key: "mois", label: "Durée en mois", help: "Reconductions comprises.",
                control: .number(1...120), value: content.months.map { String($0) } ?? "",
                isRequired: false),
            FormField(
                key: "lots", label: "Lots",
                help:
                    "Un par ligne\u{202F}: son objet, puis, après un point-virgule, sa valeur estimée. "
                    + "Laissez vide si l’achat n’est pas alloti.",
                control: .text(rows: 4, length: 6_000), value: lotsText(content), isRequired: false),
        ]
        return fields
    }

    private static func legal(_ content: ConsultationContent, isPublished: Bool) -> [FormField] {
        let reception =
            isPublished
            ? FormField(
                key: "reception", label: "", control: .hidden, value: content.reception.rawValue)
            : FormField(
                key: "reception", label: "Réception des offres",
                help:
                    "Scellées\u{202F}: les clés se font avant la publication, depuis la page du brouillon.",
                control: .choice(
                    Consultation.Reception.allCases.map { ($0.rawValue, $0.label) }),
                value: content.reception.rawValue)
        return [
            reception,
            FormField(
                key: "achat", label: "Nature de l’achat",
                control: .choice(Consultation.Purchase.allCases.map { ($0.rawValue, $0.label) }),
                value: content.purchase.rawValue),
            FormField(
                key: "procedure", label: "Procédure",
                help: "Seule la demande de devis se fait ici.",
                control: .choice(ConsultationLaw.procedures), value: content.procedure),
            FormField(
                key: "estimation", label: "Valeur estimée de tout le besoin, en euros HT",
                help:
                    "Elle n’est jamais publiée. Tous les lots, toutes les années, options comprises.",
                control: .line(length: 20),
                value: content.estimateCents.map { TypedDecimal.typed($0, decimals: 2) } ?? ""),
        ]
    }

    private static func choice(_ content: ConsultationContent) -> [FormField] {
        let price = content.criteria.first(where: \.isPrice)?.weight
        let others = content.criteria.filter { !$0.isPrice }
        return [
            FormField(
                key: "poids_prix", label: "Poids du prix, en pour cent",
                control: .number(0...100),
                value: price.map { String($0) } ?? (content.criteria.isEmpty ? "60" : "0")),
            FormField(
                key: "criteres", label: "Autres critères",
                help:
                    "Un par ligne\u{202F}: son nom, un point-virgule, son poids en pour cent. Comme «\u{202F}"
                    + "Valeur technique\u{202F}; 30\u{202F}» puis «\u{202F}Environnement\u{202F}; 10\u{202F}».",
                control: .text(rows: 4, length: 2_000),
                value: others.map { "\($0.name)\u{202F}; \($0.weight)" }.joined(separator: "\n"),
                isRequired: false),
            FormField(
                key: "formule", label: "Notation du prix", control: .choice(formulas),
                value: content.formula),
        ]
    }

    private static func proofs(_ content: ConsultationContent, _ law: ConsultationLaw)
        -> [FormField]
    {
        [
            FormField(
                key: "preuves", label: "Preuves demandées",
                help:
                    "Le moins possible\u{202F}: ce que la loi ne permet pas est refusé, avec l’article. "
                    + "Identité, siège et activité viennent du registre\u{202F}: ne les demandez pas.",
                control: .boxes(ConsultationProof.allCases.map { ($0.rawValue, $0.label) }),
                values: content.proofs.map(\.rawValue), isRequired: false),
            FormField(
                key: "ca_minimal", label: "Chiffre d’affaires annuel minimal, en euros",
                help: "Laissez vide si vous n’en exigez pas. Il est plafonné par la loi.",
                control: .line(length: 20),
                value: content.turnoverCents.map { TypedDecimal.typed($0, decimals: 2) } ?? "",
                isRequired: false),
        ]
    }

    private static func deadline(_ content: ConsultationContent) -> FormField {
        FormField(
            key: "cloture", label: "Date limite de réponse", help: "Heure de Paris.",
            control: .moment, value: content.deadline.map(ParisTime.typed) ?? "", isRequired: false)
    }

    private static let change = FormField(
        key: "avis", label: "Ce qui change",
        help: "Publié, gardé dans l’historique et envoyé à ceux qui suivent ou ont répondu.",
        control: .text(rows: 3, length: 2_000))

    private static func lotsText(_ content: ConsultationContent) -> String {
        // A consultation of one lot is not divided: its lot is the whole.
        guard content.lots.count > 1 else { return "" }
        return content.lots.map { lot in
            lot.object
                + (lot.estimateCents.map {
                    "\u{202F}; " + TypedDecimal.typed($0, decimals: 2)
                } ?? "")
        }.joined(separator: "\n")
    }

    // MARK: Reading

    /// What was sent, checked by itself and by the law: every fault at once.
    static func read(_ form: SentForm, buyers: [String], _ law: ConsultationLaw) throws
        -> ConsultationContent
    {
        var check = FormCheck()
        var content = ConsultationContent()
        content.buyer = form["acheteur"]
        if !buyers.contains(content.buyer) {
            check.fault("acheteur", "Choisissez un acheteur pour lequel vous agissez.")
        }
        content.buyerName = form["acheteur_nom"]
        content.buyerKind =
            try check.read {
                try Entry.choice("acheteur_genre", form["acheteur_genre"], BuyerRole.self)
            }?
            .rawValue ?? ""
        content.object = form["objet"]
        _ = try check.read { try Entry.line("objet", form["objet"], 5...200) }
        _ = try check.read { try Entry.line("acheteur_nom", form["acheteur_nom"], 2...120) }
        content.description = form["description"]
        content.code = form["cpv"].filter { !$0.isWhitespace }
        content.place = form["lieu"].filter { !$0.isWhitespace }
        content.months = try check.read { try whole("mois", form["mois"], 1...120) } ?? nil
        if let purchase = try check.read({
            try Entry.choice("achat", form["achat"], Consultation.Purchase.self)
        }) {
            content.purchase = purchase
        }
        content.reception =
            try check.read {
                try Entry.choice("reception", form["reception"], Consultation.Reception.self)
            } ?? .site
        content.procedure = form["procedure"]
        if !ConsultationLaw.procedures.contains(where: { $0.value == content.procedure }) {
            check.fault("procedure", "Choisissez une procédure.")
        }
        content.formula = formulas.first { $0.value == form["formule"] }?.value ?? "inverse"
        content.estimateCents =
            try check.read {
                try TypedDecimal.readIfAny("estimation", form["estimation"], decimals: 2)
            } ?? nil
        content.turnoverCents =
            try check.read {
                try TypedDecimal.readIfAny("ca_minimal", form["ca_minimal"], decimals: 2)
            } ?? nil
        content.lots = try check.read { try lots(form["lots"]) } ?? []
        content.criteria = try check.read { try criteria(form) } ?? []
        content.proofs = form.all("preuves").compactMap { ConsultationProof(rawValue: $0) }
        if !form["cloture"].isEmpty {
            content.deadline = try check.read { try ParisTime.moment("cloture", form["cloture"]) }
        }
        for fault in law.faults(content) { check.fault(fault.field, fault.sentence) }
        try check.end()
        return content
    }

    private static func whole(_ field: String, _ text: String, _ range: ClosedRange<Int>)
        throws(CommunityRefusal) -> Int?
    {
        text.allSatisfy(\.isWhitespace) ? nil : try Entry.number(field, text, range)
    }

    /// A line and what stands after its last semicolon.
    private static func pair(_ line: Substring) -> (name: String, value: String?) {
        let parts = line.split(separator: ";", omittingEmptySubsequences: false)
        func trimmed(_ text: some StringProtocol) -> String {
            var text = text[...]
            while text.first?.isWhitespace == true { text = text.dropFirst() }
            while text.last?.isWhitespace == true { text = text.dropLast() }
            return String(text)
        }
        guard parts.count > 1, let last = parts.last else { return (trimmed(line), nil) }
        return (trimmed(parts.dropLast().joined(separator: ";")), trimmed(last))
    }

    private static func lots(_ text: String) throws(CommunityRefusal) -> [Consultation.Lot] {
        var lots: [Consultation.Lot] = []
        for line in text.split(whereSeparator: \.isNewline)
        where !line.allSatisfy(\.isWhitespace) {
            let (name, value) = pair(line)
            lots.append(
                Consultation.Lot(
                    number: lots.count + 1,
                    object: try Entry.line("lots", name, 2...200),
                    estimateCents: try TypedDecimal.readIfAny("lots", value ?? "", decimals: 2)))
        }
        return lots
    }

    private static func criteria(_ form: SentForm) throws(CommunityRefusal)
        -> [Consultation.Criterion]
    {
        var criteria: [Consultation.Criterion] = []
        let price = try Entry.number("poids_prix", form["poids_prix"], 0...100)
        if price > 0 {
            criteria.append(Consultation.Criterion(name: "Prix", isPrice: true, weight: price))
        }
        for line in form["criteres"].split(whereSeparator: \.isNewline)
        where !line.allSatisfy(\.isWhitespace) {
            let (name, value) = pair(line)
            guard let value else {
                throw .invalid(
                    field: "criteres", value: name,
                    sentence:
                        "Après «\u{202F}\(name.prefix(60))\u{202F}», écrivez un point-virgule et un poids."
                )
            }
            criteria.append(
                Consultation.Criterion(
                    name: try Entry.line("criteres", name, 2...80), isPrice: false,
                    weight: try Entry.number("criteres", value.filter { $0 != "%" }, 1...100)))
        }
        return criteria
    }
}
