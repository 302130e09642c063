import Community
import Procurement
import Tools

/// « Analyse »: the offers by lot, whether each is admitted, and the way to the marks.
enum AnalysisPage: FormPage {
    static let path = "/consultations/:cle/analyse"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = ConsultationSetting.agentCondition

    static func link(_ key: String, done: String? = nil) -> Link {
        Link(["consultations", key, "analyse"], query: done.map { [("fait", $0)] } ?? [])
    }

    static func document(_ context: Context) throws -> Document {
        let setting = try context.agentSetting()
        let item = setting.consultation
        return Document(
            title: "Analyse des offres", summary: "Les offres d’une consultation.",
            content: """
                \(context.notice([
                    "ouverte": "L’analyse est ouverte.", "note": "L’offre est notée.",
                    "admission": "La décision est enregistrée.",
                ]))\(context.faultSummary)\(item.state == .published
                    ? try opening(context, setting) : try lots(context, setting))
                """, section: .observatoire, trail: setting.trail, isHiddenFromSearch: true)
    }

    private static func opening(_ context: Context, _ setting: ConsultationSetting) throws -> HTML {
        let item = setting.consultation
        guard !item.takesOffers(at: setting.acting.now) else {
            return """
                <p>Rien ne s’ouvre avant la date limite, le \(item.deadline.map(ParisTime.html)).</p>

                """
        }
        guard try setting.consultations.offers.opened(consultation: item.id) != nil else {
            return """
                <p>Les offres sont encore scellées\u{202F}: <a href="\(OpeningPage.link(to: item.key))">\
                procédez à leur ouverture</a>, puis revenez ici.</p>

                """
        }
        return """
            <p>La date limite est passée\u{202F}: les offres peuvent être analysées.</p>
            \(context.button(link(item.key), "Ouvrir l’analyse", fields: [("geste", "ouvrir")]))
            """
    }

    private static func lots(_ context: Context, _ setting: ConsultationSetting) throws -> HTML {
        let analyses = try setting.analyses(context)
        let isOpen = setting.consultation.state == .opened
        var html = HTML()
        for analysis in analyses {
            let title = setting.title(analysis.lot, of: analyses.count)
            html += "<h2>\(title)</h2>\n"
            if analysis.offers.isEmpty {
                html += "<p>Aucune offre.</p>\n"
            } else {
                html += table(analysis, setting.consultation.buyer)
                if isOpen {
                    for offer in analysis.offers { html += admission(context, setting, offer) }
                }
                html += """
                    <p class="boutons"><a class="bouton" href="\(LotAnalysisPage.link(setting.key, analysis.lot.number))">\
                    Prix et notes\(analyses.count > 1 ? " du lot \(analysis.lot.number)" : "")</a></p>

                    """
            }
        }
        if isOpen, setting.consultation.reception == .site {
            html += try sealed(context, setting, analyses)
        }
        if isOpen {
            html += try adding(context, setting, analyses)
            html += """
                <p><a href="\(AwardPage.link(setting.key))">Passer à l’attribution</a></p>

                """
        }
        return html
    }

    /// What is to know of the offers kept sealed, and the way to those that were not taken in.
    private static func sealed(
        _ context: Context, _ setting: ConsultationSetting, _ analyses: [LotAnalysis]
    ) throws -> HTML {
        let offers = setting.consultations.offers
        let id = setting.consultation.id
        let way = OpeningPage.link(to: setting.key)
        var html = HTML()
        if try offers.undecided(consultation: id) > 0 {
            html += """
                <p class="encart avis">Une offre arrivée hors délai attend votre décision, ou son ouverture\u{202F}: \
                <a href="\(way)">ouverture et registre</a>. Aucun lot ne s’attribue avant.</p>

                """
        } else {
            html += "<p><a href=\"\(way)\">Ouverture et registre</a></p>\n"
        }
        let known = Set(analyses.flatMap(\.offers).map { "\($0.lot) \($0.siret)" })
        let isBehind = try offers.opened(consultation: id)?.contains {
            $0.state != .withdrawn && $0.state != .replaced
                && !known.contains("\($0.lot) \($0.siret)")
        }
        // The opening takes them in itself, unless it was stopped halfway.
        if isBehind == true {
            html += context.button(
                link(setting.key), "Reprendre les offres ouvertes depuis",
                fields: [("geste", "ouvrir")], isSecond: true)
        }
        if analyses.count > 1,
            analyses.flatMap(\.offers).contains(where: {
                $0.isFromSite && $0.isLate && $0.admission == .setAside
            })
        {
            html += """
                <p class="petit">Une offre hors délai restée scellée ne dit pas ses lots\u{202F}: elle paraît à chacun. \
                Une seule lettre suffit.</p>

                """
        }
        return html
    }

    private static func table(_ analysis: LotAnalysis, _ buyer: String) -> HTML {
        Blocks.table(
            "Offres du lot \(analysis.lot.number)",
            heads: ["Entreprise", "SIRET", "Arrivée", "Décision"],
            rows: analysis.offers.map { offer in
                let late: HTML? =
                    offer.isLate ? " <span class=\"etiquette\">hors délai</span>" : nil
                let reason: HTML? =
                    offer.reason.isEmpty ? nil : "<br><span class=\"petit\">\(offer.reason)</span>"
                let arrival: HTML =
                    offer.received.map(ParisTime.html) ?? "reçue hors du site"
                return [
                    "\(offer.name)",
                    "\(offer.siret)<br>\(VerificationPage.door(offer.siret, offer.name, buyer))",
                    "\(arrival)\(late)",
                    "\(offer.admission.label)\(reason)",
                ]
            }, isCaptionHidden: true)
    }

    /// Whether an offer is analysed: a form folded under its name, open for those that wait.
    private static func admission(
        _ context: Context, _ setting: ConsultationSetting, _ offer: Consultation.Offer
    ) -> HTML {
        var own = context
        let isSent = own.sent?["offre"] == String(offer.id)
        if !isSent { own.sent = nil }
        let waits: HTML? = offer.admission == .undecided || isSent ? " open" : nil
        let fields = [
            FormField(
                key: "admission", label: "Décision",
                control: .choice(
                    Consultation.Offer.Admission.allCases.map { ($0.rawValue, $0.label) }),
                value: offer.admission.rawValue),
            FormField(
                key: "motif", label: "Motif",
                help: offer.isLate
                    ? "Nécessaire. Une offre hors délai s’écarte\u{202F}; l’admettre se justifie."
                    : "Nécessaire pour écarter une offre\u{202F}: irrégulière, inacceptable ou inappropriée.",
                control: .text(rows: 2, length: 1_000), value: offer.reason, isRequired: false,
                saysOptional: false),
        ]
        return """
            <details\(waits)><summary>Admettre ou écarter «\u{202F}\(offer.name)\u{202F}»</summary>
            \(context.formStart(link(setting.key)))\
            <input type="hidden" name="geste" value="admettre">
            <input type="hidden" name="offre" value="\(offer.id)">
            <input type="hidden" name="version" value="\(offer.version)">
            \(fields.map { numbered($0, offer.id, own) })\
            <p class="agir"><button type="submit">Enregistrer la décision</button></p></form></details>

            """
    }

    /// A field whose name bears the offer's number: several stand on one page.
    private static func numbered(_ field: FormField, _ id: Int64, _ context: Context) -> HTML {
        var field = field
        field.key += "-\(id)"
        return field.html(context)
    }

    private static func adding(
        _ context: Context, _ setting: ConsultationSetting, _ analyses: [LotAnalysis]
    ) throws -> HTML {
        var own = context
        if own.sent?["geste"] != "ajouter" { own.sent = nil }
        let lots = analyses.map { analysis in
            (String(analysis.lot.number), setting.title(analysis.lot, of: analyses.count))
        }
        let fields = [
            FormField(key: "lot", label: "Lot", control: .choice(lots)),
            FormField(
                key: "siret", label: "SIRET", help: "Quatorze chiffres.",
                control: .line(length: 20)),
            FormField(key: "nom", label: "Entreprise", control: .line(length: 60)),
            FormField(
                key: "tardive", label: "Elle est arrivée après la date limite", control: .box,
                isRequired: false),
        ]
        return """
            <h2>Noter une offre reçue autrement</h2>
            <p>Une copie de sauvegarde ouverte, un courrier, un courriel.</p>
            \(context.formStart(link(setting.key)))\
            <input type="hidden" name="geste" value="ajouter">
            \(fields.map { $0.html(own) })<p class="agir"><button type="submit" class="bouton second">Noter cette \
            offre</button></p></form>

            """
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let setting = try context.agentSetting()
        let id = setting.consultation.id
        switch form["geste"] {
        case "ouvrir":
            try setting.consultations.open(id, setting.acting)
            return link(setting.key, done: "ouverte")
        case "ajouter":
            try setting.consultations.addOffer(
                id, lot: try Entry.number("lot", form["lot"], 1...Consultations.mostLots),
                siret: form["siret"], name: form["nom"], isLate: form.isTicked("tardive"),
                setting.acting)
            return link(setting.key, done: "note")
        default:
            let offer = form["offre"]
            do {
                try setting.consultations.admit(
                    id, offer: Int64(offer) ?? 0,
                    try Entry.choice("admission", form["admission-\(offer)"]),
                    reason: form["motif-\(offer)"], version: try form.version(), setting.acting)
            } catch CommunityRefusal.invalid(let field, let value, let sentence) {
                // The summary of faults names no field: the sentence does.
                let isMissing = field == "motif" && form["motif-\(offer)"].isEmpty
                throw CommunityRefusal.invalid(
                    field: "\(field)-\(offer)", value: value,
                    sentence: isMissing ? "Écrivez le motif de cette décision." : sentence)
            }
            return link(setting.key, done: "admission")
        }
    }
}

/// « Prix et notes » of a lot, and what the tool of analysis answers.
enum LotAnalysisPage: FormPage {
    static let path = "/consultations/:cle/analyse/:lot"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = ConsultationSetting.agentCondition
    static let longestBody = 1_000_000

    static func link(_ key: String, _ lot: Int, done: String? = nil) -> Link {
        Link(
            ["consultations", key, "analyse", String(lot)],
            query: done.map { [("fait", $0)] } ?? [])
    }

    private static func analysis(_ context: Context) throws -> (
        ConsultationSetting, LotAnalysis, Int
    ) {
        let setting = try context.agentSetting()
        let analyses = try setting.analyses(context)
        guard
            let analysis = analyses.first(where: {
                String($0.lot.number) == context.argument("lot")
            })
        else { throw CommunityRefusal.absent("Cette consultation n’a pas ce lot.") }
        return (setting, analysis, analyses.count)
    }

    static func document(_ context: Context) throws -> Document {
        let (setting, analysis, count) = try analysis(context)
        let isOpen = setting.consultation.state == .opened
        return Document(
            title: setting.title(analysis.lot, of: count), summary: "Prix, notes et classement.",
            content: """
                \(context.notice(["note": "Les prix et les notes sont enregistrés."]))\
                \(isOpen ? form(context, setting, analysis) : nil)\(result(context, analysis))
                """, section: .observatoire, kind: "Analyse des offres",
            trail: setting.trail + [("Analyse", AnalysisPage.link(setting.key))],
            isHiddenFromSearch: true)
    }

    private static func form(
        _ context: Context, _ setting: ConsultationSetting, _ analysis: LotAnalysis
    ) -> HTML {
        guard !analysis.admitted.isEmpty else {
            return "<p>Aucune offre de ce lot n’est admise\u{202F}: il n’y a rien à noter.</p>\n"
        }
        var html = HTML()
        for offer in analysis.admitted {
            html += "<fieldset class=\"partie\"><legend>\(offer.name)</legend>\n"
            html += FormField(
                key: "prix-\(offer.id)", label: "Prix en euros HT", control: .line(length: 20),
                value: offer.priceCents.map { TypedDecimal.typed($0, decimals: 2) } ?? "",
                isRequired: false
            ).html(context)
            for criterion in analysis.criteria where !criterion.isPrice {
                let mark = offer.marks[criterion.id]
                html += FormField(
                    key: "note-\(offer.id)-\(criterion.id)",
                    label: "\(criterion.name), note sur 20", control: .line(length: 6),
                    value: mark.map {
                        TypedDecimal.typed(Int64($0.hundredths), decimals: 2)
                    } ?? "", isRequired: false
                ).html(context)
                html += FormField(
                    key: "motif-\(offer.id)-\(criterion.id)",
                    label: "\(criterion.name), motif",
                    help: "Repris dans le rapport et la lettre de rejet.",
                    control: .text(rows: 2, length: 1_000), value: mark?.reason ?? "",
                    isRequired: false
                ).html(context)
            }
            html += "</fieldset>\n"
        }
        return """
            \(context.faultSummary)\(context.formStart(link(setting.key, analysis.lot.number)))\(html)\
            <p class="agir"><button type="submit">Enregistrer et classer</button></p></form>

            """
    }

    /// What the tool answers, without the letters, which the award writes whole.
    private static func result(_ context: Context, _ analysis: LotAnalysis) -> HTML? {
        guard !analysis.admitted.isEmpty else { return nil }
        do {
            guard var answer = try analysis.answer() else {
                return """
                    <h2>Ce qui manque</h2>
                    <ul class="liste">
                    \(analysis.missing.map { "<li>\($0)</li>\n" as HTML })</ul>

                    """
            }
            answer.documents = answer.documents.filter {
                $0.name == "rapport-analyse" || $0.name.hasPrefix("precisions-")
            }
            return ToolAnswerSheet(
                tool: analysis.tool, values: analysis.values, answer: answer,
                operatorName: context.settings.name, today: context.today
            ).html
        } catch {
            return "<p class=\"encart alerte\">\(error.description)</p>\n"
        }
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let (setting, analysis, _) = try analysis(context)
        var check = FormCheck()
        var read: [(Int64, Int64?, [Int64: Consultation.Mark])] = []
        for offer in analysis.admitted {
            let field = "prix-\(offer.id)"
            let price = try check.read {
                try TypedDecimal.readIfAny(field, form[field], decimals: 2)
            }
            var marks: [Int64: Consultation.Mark] = [:]
            for criterion in analysis.criteria where !criterion.isPrice {
                let key = "note-\(offer.id)-\(criterion.id)"
                guard
                    let hundredths = try check.read({
                        try TypedDecimal.readIfAny(key, form[key], decimals: 2)
                    }) ?? nil
                else { continue }
                if hundredths > 2_000 { check.fault(key, "Écrivez une note de 0 à 20.") }
                marks[criterion.id] = Consultation.Mark(
                    hundredths: Int(min(hundredths, 2_000)),
                    reason: form["motif-\(offer.id)-\(criterion.id)"])
            }
            read.append((offer.id, price ?? nil, marks))
        }
        try check.end()
        for (offer, price, marks) in read {
            try setting.consultations.mark(
                setting.consultation.id, offer: offer, priceCents: price, marks: marks,
                setting.acting)
        }
        return link(setting.key, analysis.lot.number, done: "note")
    }
}
