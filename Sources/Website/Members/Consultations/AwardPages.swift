import Community
import Law
import Procurement
import Tools

/// « Attribution et lettres »: a decision per lot, then its publication.
enum AwardPage: FormPage {
    static let path = "/consultations/:cle/attribution"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = ConsultationSetting.agentCondition

    /// What the form sends for a lot that is awarded to nobody.
    private static let nobody = "aucun"

    static func link(_ key: String, done: String? = nil) -> Link {
        Link(["consultations", key, "attribution"], query: done.map { [("fait", $0)] } ?? [])
    }

    static func document(_ context: Context) throws -> Document {
        let setting = try context.agentSetting()
        guard setting.consultation.state != .draft, setting.consultation.state != .published else {
            throw CommunityRefusal.untimely("Ouvrez d’abord l’analyse des offres.")
        }
        let papers = try ConsultationPapers(context, setting)
        let isOpen = setting.consultation.state == .opened
        var html = HTML()
        for analysis in papers.analyses {
            html += "<h2>\(setting.title(analysis.lot, of: papers.analyses.count))</h2>\n"
            if let award = papers.awards.first(where: { $0.lot == analysis.lot.number }) {
                html += decided(context, setting, analysis, award, isOpen: isOpen)
            } else if isOpen {
                html += choosing(context, setting, analysis, papers.law)
            }
        }
        let publish: HTML? =
            isOpen && papers.awards.count == papers.analyses.count
            ? """
            <h2>Publier</h2>
            <p>Les lettres sont datées d’aujourd’hui\u{202F}: envoyez-les le jour même. Le nom du titulaire et le montant \
            deviennent publics.</p>
            \(context.button(link(setting.key), "Publier l’attribution", fields: [("geste", "publier")]))
            """ : nil
        return Document(
            title: "Attribution et lettres", summary: "Ce que l’acheteur décide pour chaque lot.",
            content: """
                \(context.notice([
                    "decide": "La décision est enregistrée\u{202F}; personne n’en est encore averti.",
                    "repris": "La décision est reprise.",
                ]))\(context.faultSummary)\(html)\(try letters(setting, papers))\(publish)
                """, section: .observatoire, trail: setting.trail, isHiddenFromSearch: true)
    }

    private static func choosing(
        _ context: Context, _ setting: ConsultationSetting, _ analysis: LotAnalysis,
        _ law: ConsultationLaw
    ) -> HTML {
        var own = context
        if own.sent?["lot"] != String(analysis.lot.number) {
            own.sent = nil
            own.faults = nil
        }
        let answer: ToolAnswer?
        do {
            answer = try analysis.answer()
        } catch {
            answer = nil
        }
        let missing = analysis.missing.map { "<li>\($0)</li>\n" as HTML }
        let warning: HTML? =
            missing.isEmpty
            ? nil : "<ul class=\"liste\">\n\(missing)</ul>\n"
        var choices = analysis.admitted.filter { $0.priceCents != nil }.map { offer in
            let standing = answer.flatMap { analysis.standing(offer, in: $0) }
            return (
                place: standing?.place ?? Int.max,
                choice: (
                    value: String(offer.id),
                    label: "\(offer.name)"
                        + (standing.map { ", \($0.rank), \($0.total)/100" } ?? "")
                )
            )
        }
        choices.sort { $0.place < $1.place }
        let number = analysis.lot.number
        let fields = [
            FormField(
                key: "offre-\(number)", label: "Titulaire",
                control: .choice(choices.map(\.choice) + [(nobody, "Lot non attribué")]),
                value: choices.first?.choice.value ?? nobody),
            FormField(
                key: "motif-\(number)", label: "Motif",
                help: analysis.offers.isEmpty
                    ? "Aucune offre n’est arrivée\u{202F}: dites-le, et ce que vous ferez."
                    : "Nécessaire si le lot n’est pas attribué, utile si ce n’est pas la première.",
                control: .text(rows: 3, length: 2_000),
                value: analysis.offers.isEmpty ? "Aucune offre n’a été reçue pour ce lot." : "",
                isRequired: false),
            FormField(
                key: "attente-\(number)", label: "Attente avant de signer",
                control: .choice(waits(law))),
        ]
        return """
            \(warning)\(verifications(setting, analysis.admitted))\(context.formStart(link(setting.key)))\
            <input type="hidden" name="lot" value="\(number)">
            \(fields.map { $0.html(own) })<p class="agir"><button type="submit">Décider\
            \(analysis.offers.isEmpty ? " sans titulaire" : "")</button></p></form>

            """
    }

    /// The way to what the buyer verifies of each candidate, before it decides.
    private static func verifications(
        _ setting: ConsultationSetting, _ offers: [Consultation.Offer]
    ) -> HTML? {
        guard !offers.isEmpty else { return nil }
        let items = offers.map { offer -> HTML in
            "<li>\(VerificationPage.door(offer.siret, offer.name, setting.consultation.buyer))</li>\n"
        }
        return "<ul class=\"liste\">\n\(items)</ul>\n"
    }

    private static func waits(_ law: ConsultationLaw) -> [(value: String, label: String)] {
        var waits = [
            (
                value: "0",
                label: "Aucune\u{202F}: le délai ne vaut qu’en procédure formalisée"
            )
        ]
        if let wait = law.voluntaryWait {
            waits.append((String(wait.days), "\(wait.days) jours, par choix (\(wait.article))"))
        }
        return waits
    }

    private static func decided(
        _ context: Context, _ setting: ConsultationSetting, _ analysis: LotAnalysis,
        _ award: Consultation.Award, isOpen: Bool
    ) -> HTML {
        let winner = award.offer.flatMap { id in analysis.offers.first { $0.id == id } }
        var items: [(String, String?, HTML)] = [
            (
                "Titulaire", nil,
                winner.map { "\($0.name) (SIRET \($0.siret))" } ?? "Lot non attribué"
            )
        ]
        for offer in analysis.offers {
            let door = VerificationPage.door(
                offer.siret, offer.name, setting.consultation.buyer)
            items.append(("Vérification", nil, door))
        }
        if let price = winner?.priceCents {
            items.append(("Montant HT", nil, "\(Money(cents: price).french)"))
        }
        if !award.reason.isEmpty { items.append(("Motif", nil, "\(award.reason)")) }
        if let told = award.told { items.append(("Lettres datées du", nil, "\(French.day(told))")) }
        if winner != nil, let first = award.mayBeSigned {
            items.append(("Signature possible à partir du", nil, "\(French.day(first))"))
        }
        if let notified = award.notified {
            items.append(("Marché notifié le", nil, "\(French.day(notified))"))
        }
        let back: HTML? =
            isOpen
            ? context.button(
                link(setting.key),
                "Revenir sur la décision"
                    + (analysis.lot.number > 1 ? " du lot \(analysis.lot.number)" : ""),
                fields: [("geste", "reprendre"), ("lot", String(analysis.lot.number))],
                isSecond: true) : nil
        return "\(Blocks.sheet(items))\(back)"
    }

    private static func letters(_ setting: ConsultationSetting, _ papers: ConsultationPapers) throws
        -> HTML?
    {
        let documents: [ToolDocument]
        do {
            documents = try papers.all()
        } catch {
            return "<p class=\"encart alerte\">\(error.description)</p>\n"
        }
        guard !documents.isEmpty else { return nil }
        let items = documents.map { document -> HTML in
            """
            <li><a href="\(ConsultationLetterFile.link(setting.key, document.name))">\(document.title)</a> \
            <span class="petit">texte OpenDocument</span></li>

            """
        }
        return """
            <h2>Rapports et lettres</h2>
            <p>Relisez-les et complétez ce qui est entre crochets. Chaque candidat écarté est averti sans délai \
            (\(papers.law.article(.rejectionNotice))).</p>
            <ul class="liste">
            \(items)</ul>

            """
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let setting = try context.agentSetting()
        let id = setting.consultation.id
        if form["geste"] == "publier" {
            try setting.consultations.publishAward(
                id, today: context.today, setting.acting,
                letters: ConsultationLetters.notice(context))
            return ConsultationPage.link(setting.key, done: "attribue")
        }
        let lot = try Entry.number("lot", form["lot"], 1...Consultations.mostLots)
        if form["geste"] == "reprendre" {
            try setting.consultations.takeBack(id, lot: lot, setting.acting)
            return link(setting.key, done: "repris")
        }
        let offer = form["offre-\(lot)"]
        let wait = Int(form["attente-\(lot)"]) ?? 0
        guard wait == 0 || wait == context.consultationLaw.voluntaryWait?.days else {
            throw CommunityRefusal.invalid(
                field: "attente-\(lot)", value: "", sentence: "Choisissez une attente de la liste.")
        }
        do {
            try setting.consultations.award(
                id, lot: lot, to: offer == nobody ? nil : Int64(offer) ?? 0,
                reason: form["motif-\(lot)"], waitDays: wait, setting.acting)
        } catch CommunityRefusal.invalid(let field, let value, let sentence) {
            throw CommunityRefusal.invalid(
                field: "\(field)-\(lot)", value: value, sentence: sentence)
        }
        return link(setting.key, done: "decide")
    }
}
