import Community
import Law
import Procurement
import Tools

/// What the essential data say of a contract, beyond what the consultation knows.
struct ConsultationData: Sendable {
    /// A choice of the regulation: its column, its label, its values as the schema spells them.
    struct Choice: Sendable {
        let column: String
        let label: String
        let values: [String]
    }

    static let choices: [Choice] = [
        Choice(
            column: "typesPrix", label: "Type de prix",
            values: [
                "Définitif ferme", "Définitif actualisable", "Définitif révisable", "Provisoire",
            ]),
        Choice(
            column: "formePrix", label: "Forme du prix",
            values: ["Forfaitaire", "Unitaire", "Mixte"]),
        Choice(
            column: "ccag", label: "CCAG",
            values: [
                "Pas de CCAG", "Travaux", "Fournitures courantes et services", "Maitrise d'œuvre",
                "Prestations intellectuelles", "Techniques de l'information et de la communication",
                "Marchés industriels",
            ]),
        Choice(
            column: "typeGroupementOperateurs", label: "Groupement",
            values: ["Pas de groupement", "Conjoint", "Solidaire"]),
        Choice(
            column: "sousTraitanceDeclaree", label: "Sous-traitance déclarée",
            values: ["non", "oui"]),
        Choice(
            column: "considerationsSociales", label: "Considérations sociales",
            values: [
                "Pas de considération sociale", "Clause sociale", "Critère social",
                "Marché réservé",
            ]),
        Choice(
            column: "considerationsEnvironnementales", label: "Considérations environnementales",
            values: [
                "Pas de considération environnementale", "Clause environnementale",
                "Critère environnemental",
            ]),
    ]

    /// Columns and values of details, a line each.
    static func written(_ values: [(String, String)]) -> String {
        values.map { "\($0.0)=\($0.1)" }.joined(separator: "\n")
    }

    /// What was written.
    static func read(_ text: String) -> [String: String] {
        var values: [String: String] = [:]
        for line in text.split(separator: "\n") {
            let pair = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if pair.count == 2 { values[String(pair[0])] = String(pair[1]) }
        }
        return values
    }

    /// Offers received for a lot. A late one left sealed does not say its lot: it counts for none.
    private static func received(_ offers: [Consultation.Offer], lot: Int) -> Int {
        offers.count { offer in
            offer.lot == lot
                && !(offer.isFromSite && offer.isLate && offer.admission == .setAside)
        }
    }

    /// The answer of the tool « Données essentielles » about the contracts notified; nil when none is.
    ///
    /// - Throws: `ToolRefusal` for what the format makes necessary and is missing.
    static func answer(_ context: Context, _ setting: ConsultationSetting) throws -> ToolAnswer? {
        let item = setting.consultation
        let awards = try setting.consultations.awards(item.id).filter { $0.notified != nil }
        guard !awards.isEmpty else { return nil }
        let offers = try setting.consultations.analysed(item.id)
        let lots = try setting.consultations.lots(item.id)
        var rows: [[String]] = []
        let columns = [
            "id", "objet", "montant", "besoin", "dateNotification", "nature", "codeCPV",
            "procedure",
            "marcheInnovant", "offresRecues", "attributionAvance", "tauxAvance",
            "lieuExecution_code", "lieuExecution_typeCode", "dureeMois", "titulaires",
            "titulaire_nom", "titulaire_codePostal",
        ]
        for award in awards {
            guard let offer = offers.first(where: { $0.id == award.offer }),
                let price = offer.priceCents, let notified = award.notified
            else { continue }
            let details = read(award.details)
            let lot = lots.first { $0.number == award.lot }?.object ?? item.object
            let object =
                lots.count > 1 ? "\(item.object), lot \(award.lot)\u{202F}: \(lot)" : item.object
            let advance = details["tauxAvance"] ?? ""
            rows.append(
                [
                    award.number, object, Money(cents: price).description,
                    Money(cents: max(item.estimateCents ?? 0, price)).description,
                    notified.description, "Marché", item.code,
                    "Marché passé sans publicité ni mise en concurrence préalable", "non",
                    String(received(offers, lot: award.lot)), advance.isEmpty ? "non" : "oui",
                    advance.isEmpty ? "" : advance + "%", item.place,
                    item.place.isEmpty ? "" : "Code postal", item.months.map { String($0) } ?? "",
                    offer.siret, offer.name, details["titulaire_codePostal"] ?? "",
                ] + choices.map { details[$0.column] ?? "" })
        }
        return try EssentialData().answer(
            to: [
                "acheteur": item.buyer,
                "contracts": TableField.text([columns + choices.map(\.column)] + rows),
            ], context.toolSetting)
    }
}

/// « Données essentielles »: each contract once notified, then the file of the regulation.
enum ConsultationDataPage: FormPage {
    static let path = "/consultations/:cle/donnees"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = ConsultationSetting.agentCondition

    static func link(_ key: String, done: String? = nil) -> Link {
        Link(["consultations", key, "donnees"], query: done.map { [("fait", $0)] } ?? [])
    }

    static func document(_ context: Context) throws -> Document {
        let setting = try context.agentSetting()
        guard setting.consultation.state == .awarded else {
            throw CommunityRefusal.untimely("Publiez d’abord l’attribution.")
        }
        let lots = try setting.consultations.lots(setting.consultation.id)
        let awards = try setting.consultations.awards(setting.consultation.id)
        var forms = HTML()
        for award in awards where award.offer != nil {
            guard let lot = lots.first(where: { $0.number == award.lot }) else { continue }
            forms += "<h2>\(setting.title(lot, of: lots.count))</h2>\n"
            let offer = try setting.consultations.analysed(setting.consultation.id, lot: award.lot)
                .first { $0.id == award.offer }
            // What the company said in its dossier is not asked again.
            var postcode = ""
            if let offer, offer.isFromSite {
                postcode = try context.community().store.dossiers.postcode(of: offer.siret)
            }
            forms += form(context, setting, award, postcode: postcode)
        }
        return Document(
            title: "Données essentielles",
            summary: "Les contrats notifiés, au format réglementaire.",
            content: """
                \(context.notice(["enregistre": "La notification est enregistrée."]))\(context.faultSummary)\
                \(try result(context, setting))\(forms)
                """, section: .observatoire, trail: setting.trail, isHiddenFromSearch: true)
    }

    private static func form(
        _ context: Context, _ setting: ConsultationSetting, _ award: Consultation.Award,
        postcode: String
    ) -> HTML {
        var own = context
        if own.sent?["lot"] != String(award.lot) {
            own.sent = nil
            own.faults = nil
        }
        let details = ConsultationData.read(award.details)
        let first = award.mayBeSigned.map { "Pas avant le \(French.day($0))." } ?? ""
        var fields = [
            FormField(
                key: "identifiant-\(award.lot)", label: "Numéro du marché",
                help: "Chez vous\u{202F}: 1 à 16 caractères, sans espace.",
                control: .line(length: 16),
                value: award.number),
            FormField(
                key: "notification-\(award.lot)", label: "Marché notifié le", help: first,
                control: .day, value: award.notified?.description ?? ""),
            FormField(
                key: "titulaire_codePostal-\(award.lot)", label: "Code postal du titulaire",
                help: "Nécessaire sous le seuil où seule une liste annuelle est due.",
                control: .line(length: 5), value: details["titulaire_codePostal"] ?? postcode,
                isRequired: false),
            FormField(
                key: "tauxAvance-\(award.lot)", label: "Taux de l’avance, en pour cent",
                help: "Laissez vide s’il n’y en a pas.", control: .line(length: 5),
                value: details["tauxAvance"] ?? "", isRequired: false),
        ]
        for choice in ConsultationData.choices {
            fields.append(
                FormField(
                    key: "\(choice.column)-\(award.lot)", label: choice.label,
                    control: .choice(choice.values.map { ($0, $0) }),
                    value: details[choice.column] ?? choice.values[0]))
        }
        return """
            \(context.formStart(link(setting.key)))<input type="hidden" name="lot" value="\(award.lot)">
            \(fields.map { $0.html(own) })<p class="agir"><button type="submit">Enregistrer la notification\
            </button></p></form>

            """
    }

    /// What the tool says of the contracts notified, and the file.
    private static func result(_ context: Context, _ setting: ConsultationSetting) throws -> HTML? {
        do {
            guard let answer = try ConsultationData.answer(context, setting) else { return nil }
            let files = answer.files.map { file -> HTML in
                "<li>\(ToolAnswerSheet.link(file.title, file.name, file.type, file.bytes))</li>\n"
            }
            let list: HTML? = files.isEmpty ? nil : "<ul class=\"liste\">\n\(files)</ul>\n"
            let warnings = answer.warnings.map { "<p class=\"encart avis\">\($0)</p>\n" as HTML }
            return """
                <h2>À publier</h2>
                <p><strong>\(answer.summary)</strong></p>
                \(warnings)\(list)
                """
        } catch let refusal as ToolRefusal {
            return """
                <p class="encart alerte">Les données ne sont pas encore complètes. \(refusal.description) \
                Le code CPV, le lieu et la durée viennent de la consultation.</p>

                """
        }
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let setting = try context.agentSetting()
        let lot = try Entry.number("lot", form["lot"], 1...Consultations.mostLots)
        var check = FormCheck()
        let key = "notification-\(lot)"
        let day = Day(form[key])
        if day == nil { check.fault(key, "Écrivez un jour, comme 2026-11-26.") }
        let number = form["identifiant-\(lot)"]
        if number.contains(where: { $0.isWhitespace || "&\"\\<,;".contains($0) }) {
            check.fault(
                "identifiant-\(lot)",
                "Écrivez-le sans espace, virgule, point-virgule ni guillemet, comme 2026-0042.")
        }
        if let day, day > context.today { check.fault(key, "Ce jour est à venir.") }
        var details: [(String, String)] = []
        let advance = try check.read {
            try TypedDecimal.readIfAny("tauxAvance-\(lot)", form["tauxAvance-\(lot)"], decimals: 2)
        }
        if let advance = advance ?? nil, advance > 0 {
            details.append(("tauxAvance", TypedDecimal.typed(advance, decimals: 2)))
        }
        let place = form["titulaire_codePostal-\(lot)"].filter { !$0.isWhitespace }
        if !place.isEmpty {
            if place.utf8.count != 5 || !place.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
                check.fault("titulaire_codePostal-\(lot)", "Écrivez cinq chiffres, comme 59000.")
            }
            details.append(("titulaire_codePostal", place))
        }
        for choice in ConsultationData.choices {
            let value = form["\(choice.column)-\(lot)"]
            if !choice.values.contains(value) {
                check.fault("\(choice.column)-\(lot)", "Choisissez une valeur de la liste.")
            }
            details.append((choice.column, value))
        }
        try check.end()
        guard let day else { return link(setting.key) }
        do {
            try setting.consultations.notified(
                setting.consultation.id, lot: lot, number: number, on: day,
                details: ConsultationData.written(details), setting.acting)
        } catch CommunityRefusal.invalid(let field, let value, let sentence) {
            throw CommunityRefusal.invalid(
                field: "\(field)-\(lot)", value: value, sentence: sentence)
        }
        return link(setting.key, done: "enregistre")
    }
}

/// The essential data of a consultation's contracts, for everybody.
enum ConsultationDataFile: CommunityResource {
    static let path = "/consultations/:cle/donnees.json"
    static let condition = "brouillon\u{202F}: agent de l’acheteur"

    static func link(_ key: String) -> Link { Link(["consultations", key, "donnees.json"]) }

    static func answer(_ context: Context) throws -> Answer {
        let setting = try context.consultationSetting()
        let absent = Problem.absent(
            "Cette consultation n’a pas de données essentielles à publier.")
        guard setting.consultation.state == .awarded else { throw absent }
        do {
            let answer = try ConsultationData.answer(context, setting)
            guard let file = answer?.files.first(where: { $0.name == "decp.json" }) else {
                throw absent
            }
            return Answer(
                type: "application/json; charset=utf-8", body: .bytes(file.bytes), keeping: .none,
                headers: [
                    (
                        "Content-Disposition",
                        "attachment; filename=\"decp-\(setting.key).json\""
                    )
                ])
        } catch is ToolRefusal {
            throw absent
        }
    }
}
