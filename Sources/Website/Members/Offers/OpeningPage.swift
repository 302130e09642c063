import Community

/// « Ouverture des offres »: what was received, who opens, what was opened.
enum OpeningPage: FormPage {
    static let path = "/consultations/:cle/ouverture"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = "agent de l’acheteur"

    static func link(_ call: Offers.Call, done: String? = nil) -> Link {
        link(to: call.key, done: done)
    }

    static func link(to key: String, done: String? = nil) -> Link {
        Link(["consultations", key, "ouverture"], query: done.map { [("fait", $0)] } ?? [])
    }

    static func document(_ context: Context) throws -> Document {
        let visit = try context.offerVisit()
        try visit.requireBuyer()
        let isOver = visit.call.closing.map { visit.members.acting.now > $0 } ?? false
        let body = isOver ? try after(context, visit) : try before(visit)
        return Document(
            title: "Ouverture des offres", summary: "Ouvrir les offres reçues, à plusieurs.",
            content: """
                \(context.notice([
                    "part": "Votre phrase est acceptée. On attend les autres agents, un quart d’heure au plus.",
                    "ouvert": "Les offres sont ouvertes. Le registre est ci-dessous, et l’analyse est prête.",
                    "decide": "La décision est notée.", "copie": "La copie de sauvegarde est inscrite.",
                    "sort": "Le sort de la copie est noté.",
                ]))\(context.faultSummary)\(body)\
                \(try SafeguardBlock.html(context, visit, link: link(visit.call)))
                """, section: .observatoire, kind: visit.call.object, trail: visit.trail(),
            isHiddenFromSearch: true)
    }

    /// What was opened or set aside goes straight to the analysis.
    private static func takeIn(_ visit: OfferVisit) throws {
        let consultations = visit.members.store.consultations
        // An admitted one that is still sealed comes with its own opening.
        guard try consultations.offers.opened(consultation: visit.call.id) != nil else { return }
        try consultations.open(visit.call.id, visit.members.acting)
    }

    private static func before(_ visit: OfferVisit) throws -> HTML {
        let count = try visit.offers.register(of: visit.call, visit.members.acting).count {
            $0.deposit.state == .received
        }
        return """
            \(DepositListPage.closing(visit.call, at: visit.members.acting.now))\
            <p>\(French.count(count, "offre reçue", "offres reçues")) à ce jour. Avant l’heure limite, aucune page ne dit \
            de qui elles viennent, ni à vous ni à l’administration du site, et rien ne peut être ouvert. Seules les copies de \
            sauvegarde que vous inscrivez ci-dessous disent leur SIRET.</p>

            """
    }

    private static func after(_ context: Context, _ visit: OfferVisit) throws -> HTML {
        let register = try visit.offers.register(of: visit.call, visit.members.acting)
        let undecided = register.filter {
            $0.deposit.state == .received && $0.deposit.opened == nil
                && ($0.deposit.isLate || $0.deposit.isDoubtful)
        }
        let toOpen = register.count { $0.deposit.isToOpen && $0.deposit.opened == nil }
        let openings = try visit.offers.openings(of: visit.call)
        let isFirst = openings.isEmpty
        let ceremony: HTML? =
            toOpen > 0 || isFirst ? try ceremony(context, visit, toOpen: toOpen) : nil
        let archive: HTML? =
            register.contains { $0.deposit.opened != nil && $0.deposit.destroyed == nil }
            ? """
            <p class="agir"><a class="bouton" href="\(OpenedArchive.link(visit.call))">Tous les fichiers (ZIP)</a> \
            <a href="\(OpeningRegisterPage.link(visit.call))">Registre à imprimer</a> \
            <a href="\(OpeningRegisterFile.link(visit.call))">Registre en CSV</a> \
            <a href="\(AnalysisPage.link(visit.call.key))">Analyser les offres</a></p>

            """ : nil
        return """
            \(late(context, undecided.map(\.deposit), visit))\(ceremony)\
            <h2>Registre</h2>
            \(archive)\(try OpeningRegister(visit).html)
            """
    }

    private static func late(
        _ context: Context, _ deposits: [Offers.Deposit], _ visit: OfferVisit
    ) -> HTML? {
        guard !deposits.isEmpty else { return nil }
        let blocks = deposits.map { deposit -> HTML in
            let judgement = Receipt(deposit, visit.call).judgement.map { text -> HTML in
                "<p>\(text)</p>\n"
            }
            let decided: HTML? = deposit.isAdmitted.map { isAdmitted -> HTML in
                "<p><strong>\(isAdmitted ? "Admise" : "Écartée")</strong>\u{202F}: \(deposit.admissionReason)</p>\n"
            }
            let id = "motif-\(deposit.id)"
            return """
                <section class="encart"><h3>Dépôt n°\u{A0}\(deposit.number ?? 0), SIRET \(deposit.siret)</h3>
                <p>\(VerificationPage.door(deposit.siret, "l’entreprise", visit.call.buyer))</p>
                \(judgement)\(decided)\(context.formStart(link(visit.call)))
                <input type="hidden" name="action" value="decider">
                <input type="hidden" name="depot" value="\(deposit.id)">
                <p class="champ"><label for="\(id)">Motif de la décision</label>\
                <textarea id="\(id)" name="motif" rows="3" maxlength="1000" required></textarea></p>
                <p class="agir"><button type="submit" name="admis" value="non">Écarter, laisser scellée</button> \
                <button type="submit" class="bouton second" name="admis" value="oui">Admettre</button></p>
                </form></section>

                """
        }
        return """
            <h2>Offres hors délai ou à apprécier</h2>
            <p>Une offre arrivée hors délai est éliminée (R2151-5), sauf si l’acheteur établit que le retard vient \
            de la plateforme. Elle reste scellée tant que personne ne l’admet.</p>
            \(blocks)
            """
    }

    private static func ceremony(_ context: Context, _ visit: OfferVisit, toOpen: Int) throws
        -> HTML
    {
        guard let key = try visit.offers.key(of: visit.call) else {
            return
                "<p>Cette consultation n’a pas de clé\u{202F}: elle ne reçoit pas d’offre ici.</p>\n"
        }
        let given = visit.offers.contributors(
            of: visit.call, toOpening: true, at: visit.members.acting.now)
        let names = given.compactMap { item in
            key.holders.first { $0.agent.id == item.person }?.agent.name
        }
        let mayGive = key.holders.contains { $0.agent.id == visit.members.acting.person }
        let form: HTML =
            mayGive
            ? """
            \(context.formStart(link(visit.call)))
            <input type="hidden" name="action" value="ouvrir">
            \(OfferText.secret(
                context, key: "phrase", label: "Votre phrase secrète",
                help: "Celle de votre clé d’agent. Elle n’est gardée nulle part."))\
            <p class="agir"><button type="submit">Donner ma part à l’ouverture</button></p>
            </form>

            """
            : "<p>Vous n’avez pas de part de cette clé\u{202F}: les agents qui en ont une ouvrent.</p>\n"
        let how =
            key.needed == 1
            ? "il donne sa phrase, et ouvre"
            : "chacun donne sa phrase dans sa propre session, en moins d’un quart d’heure\u{202F}; le dernier ouvre"
        let waiting: HTML? =
            names.isEmpty
            ? nil
            : "<p role=\"status\">Ont donné leur part\u{202F}: \(names.joined(separator: ", ")).</p>\n"
        return """
            <h2>Ouvrir</h2>
            <p>\(French.count(toOpen, "offre à ouvrir", "offres à ouvrir")). Il faut \(OfferText.quorum(key))\u{202F}: \
            \(how). Parts données en ce moment\u{202F}: \(given.count) sur \(key.needed).</p>
            \(waiting)\(form)<details><summary>Ouvrir par la clé de secours imprimée</summary>
            \(context.formStart(link(visit.call)))
            <input type="hidden" name="action" value="secours">
            \(OfferText.secret(
                context, key: "secours", label: "Clé de secours",
                help: "Huit groupes de cinq caractères, sur la feuille gardée au coffre.", isVisible: true))\
            <p class="agir"><button type="submit" class="bouton second">Ouvrir par la clé de secours</button></p>
            </form></details>

            """
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let visit = try context.offerVisit()
        try visit.requireBuyer()
        let (call, acting, time) = (visit.call, visit.members.acting, visit.members.time)
        switch form["action"] {
        case "ouvrir", "secours":
            try context.limits?.admit(
                "phrase", String(acting.person ?? 0), at: acting.now, atMost: 20, inSeconds: 900)
            let outcome =
                form["action"] == "ouvrir"
                ? try visit.offers.open(call, passphrase: form["phrase"], at: time, acting)
                : try visit.offers.open(call, recovery: form["secours"], at: time, acting)
            if case .waiting = outcome { return link(call, done: "part") }
            try takeIn(visit)
            return link(call, done: "ouvert")
        case "decider":
            try visit.offers.decide(
                Int64(form["depot"]) ?? 0, of: call, isAdmitted: form["admis"] == "oui",
                reason: form["motif"], acting)
            if call.state == "ouverte" { try takeIn(visit) }
            return link(call, done: "decide")
        default:
            return link(call, done: try SafeguardBlock.act(form, visit))
        }
    }
}

/// Safeguard copies on the opening's page: their register and its forms.
enum SafeguardBlock {
    static func html(_ context: Context, _ visit: OfferVisit, link: Link) throws -> HTML {
        let copies = try visit.offers.copies(of: visit.call, visit.members.acting)
        let items = copies.map { copy -> HTML in
            let late: HTML? =
                copy.isLate(visit.call.closing) ? ", <strong>hors délai</strong>" : nil
            let reference: HTML? =
                copy.reference.isEmpty ? nil : ", «\u{202F}\(copy.reference)\u{202F}»"
            let fate: HTML =
                copy.fate.map { fate -> HTML in
                    "<p>\(fate.label)\u{202F}: \(copy.reason)</p>\n"
                } ?? settle(context, copy, link)
            return """
                <section class="encart"><h3>\(copy.medium.label), SIRET \(copy.siret)</h3>
                <p>Reçue le \(OfferText.html(copy.received))\(late)\(reference).</p>
                \(fate)</section>

                """
        }
        return """
            <h2>Copies de sauvegarde</h2>
            <p>Une copie sur papier ou sur un support, sous pli scellé, que l’entreprise peut envoyer dans le délai. \
            Elle ne s’ouvre que si l’offre électronique porte un programme malveillant, n’est pas parvenue à temps \
            par un aléa, ou ne peut être ouverte.</p>
            \(items)<details><summary>Inscrire une copie reçue</summary>
            \(context.formStart(link))\([
                FormField(key: "action", label: "", control: .hidden, value: "copie"),
                FormField(key: "siret", label: "SIRET de l’entreprise", control: .line(length: 20)),
                FormField(
                    key: "recue", label: "Reçue le", control: .moment,
                    value: ParisTime.typed(visit.members.acting.now)),
                FormField(
                    key: "support", label: "Support",
                    control: .choice(Offers.SafeguardCopy.Medium.allCases.map { ($0.rawValue, $0.label) })),
                FormField(
                    key: "reference", label: "Mention portée sur le pli", control: .line(length: 200),
                    isRequired: false),
            ].map { $0.html(context) })\
            <p class="agir"><button type="submit">Inscrire la copie</button></p>
            </form></details>

            """
    }

    private static func settle(_ context: Context, _ copy: Offers.SafeguardCopy, _ link: Link)
        -> HTML
    {
        let id = "motif-copie-\(copy.id)"
        let buttons = Offers.SafeguardCopy.Fate.allCases.map { fate -> HTML in
            "<button type=\"submit\" class=\"bouton second\" name=\"issue\" value=\"\(fate.rawValue)\">\(fate.label)</button> "
        }
        return """
            \(context.formStart(link))
            <input type="hidden" name="action" value="sort">
            <input type="hidden" name="copie" value="\(copy.id)">
            <p class="champ"><label for="\(id)">Motif de ce qui en est fait</label>\
            <textarea id="\(id)" name="motif" rows="2" maxlength="1000" required></textarea></p>
            <p class="agir">\(buttons)</p>
            </form>

            """
    }

    /// What was done, as a word for the notice.
    static func act(_ form: SentForm, _ visit: OfferVisit) throws -> String {
        let acting = visit.members.acting
        if form["action"] == "copie" {
            try visit.offers.addCopy(
                siret: form["siret"].filter { !$0.isWhitespace },
                received: try ParisTime.moment("recue", form["recue"]),
                medium: try Entry.choice("support", form["support"]), reference: form["reference"],
                to: visit.call, acting)
            return "copie"
        }
        try visit.offers.settleCopy(
            Int64(form["copie"]) ?? 0, of: visit.call, try Entry.choice("issue", form["issue"]),
            reason: form["motif"], acting)
        return "sort"
    }
}
