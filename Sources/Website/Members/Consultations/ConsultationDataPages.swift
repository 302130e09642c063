import Community
import Law
import Procurement
import Tools

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
            let group = offer.flatMap { ConsultationHolders.said(by: $0, setting) }
            forms += form(context, setting, award, postcode: postcode, group: group)
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
        postcode: String, group: ConsultationHolders.Group?
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
                    value: details[choice.column]
                        ?? (choice.column == ConsultationHolders.choice ? group?.form : nil)
                        ?? choice.values[0]))
        }
        fields.append(
            FormField(
                key: "\(ConsultationHolders.column)-\(award.lot)",
                label: "SIRET des autres membres du groupement",
                help:
                    "Un par ligne, ou séparés par des virgules ou des espaces. Sans groupement, vide.",
                control: .text(rows: 2, length: 2_000),
                value: (details[ConsultationHolders.column] == nil
                    ? group?.others ?? [] : ConsultationHolders.known(details))
                    .joined(separator: "\n"),
                isRequired: false))
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
        let award = try setting.consultations.awards(setting.consultation.id)
            .first { $0.lot == lot }?.offer
        let winner = try setting.consultations.analysed(setting.consultation.id, lot: lot)
            .first { $0.id == award }?.siret
        do {
            let others = try ConsultationHolders.read(
                form["\(ConsultationHolders.column)-\(lot)"], besides: winner,
                group: form["\(ConsultationHolders.choice)-\(lot)"])
            details.append((ConsultationHolders.column, others.joined(separator: " ")))
        } catch {
            check.fault("\(ConsultationHolders.column)-\(lot)", error.sentence)
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
