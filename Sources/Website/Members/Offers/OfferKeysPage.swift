import Community

/// « Clés de la consultation »: who opens the offers, and the rehearsal before publication.
enum OfferKeysPage: FormPage {
    static let path = "/consultations/:cle/cles"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = "agent de l’acheteur"

    static func link(_ call: Offers.Call, done: String? = nil) -> Link {
        Link(["consultations", call.key, "cles"], query: done.map { [("fait", $0)] } ?? [])
    }

    static func document(_ context: Context) throws -> Document {
        let visit = try context.offerVisit()
        try visit.requireBuyer()
        let agents = try visit.offers.agents(of: visit.call)
        let own = agents.first { $0.id == visit.members.acting.person }
        let key = try visit.offers.key(of: visit.call)
        return Document(
            title: "Clés de la consultation",
            summary: "Qui ouvrira les offres, et la répétition de l’ouverture.",
            content: """
                \(context.notice([
                    "cle": "Votre clé est faite. Votre phrase n’est gardée nulle part\u{202F}: ne la perdez pas.",
                    "part": "Votre phrase est acceptée. On attend les autres agents, un quart d’heure au plus.",
                    "repetee": "La répétition a réussi\u{202F}: le message d’essai a été ouvert.",
                    "secours": "La clé de secours est juste\u{202F}: elle a ouvert le message d’essai.",
                ]))<p class="chapo">Les offres arrivent scellées\u{202F}: personne ne peut les lire, pas même qui \
                tient le serveur, avant que les agents choisis ici ne donnent leur phrase secrète.</p>
                \(readiness(try visit.offers.readiness(consultation: visit.call.id)))\
                <h2>1. Votre clé d’agent</h2>
                \(ownKey(own, visit.call))\
                <h2>2. La clé de la consultation</h2>
                \(callKey(key, agents, visit))\
                \(rehearsal(context, key, visit))
                """, section: .observatoire, trail: visit.trail(), isHiddenFromSearch: true)
    }

    private static func readiness(_ readiness: Offers.Readiness) -> HTML {
        if readiness.isReady {
            return """
                <p class="encart" role="status">Tout est prêt\u{202F}: la consultation peut être publiée.</p>

                """
        }
        return """
            <div class="encart"><p>Avant de publier\u{202F}:</p><ul>
            \(readiness.missing.map { sentence -> HTML in "<li>\(sentence)</li>\n" })</ul></div>

            """
    }

    private static func ownKey(_ own: Offers.Agent?, _ call: Offers.Call) -> HTML {
        let link = OwnKeyPage.link(call)
        guard let made = own?.keyMade else {
            return """
                <p>Vous n’avez pas encore de clé. Elle sert pour toutes les consultations de vos acheteurs.</p>
                <p class="agir"><a class="bouton" href="\(link)">Faire ma clé</a></p>

                """
        }
        return """
            <p>Vous avez une clé depuis le \(ParisTime.html(made)). <a href="\(link)">En faire une autre</a> si \
            vous avez perdu votre phrase\u{202F}: les consultations déjà publiées gardent l’ancienne.</p>

            """
    }

    private static func callKey(
        _ key: Offers.CallKey?, _ agents: [Offers.Agent], _ visit: OfferVisit
    ) -> HTML {
        let make: HTML? =
            visit.call.isDraft
            ? """
            <p class="agir"><a class="bouton\(key == nil ? "" : " second")" \
            href="\(OfferKeyCreationPage.link(visit.call))">\
            \(key == nil ? "Choisir les agents et faire la clé" : "Refaire la clé")</a></p>

            """ : nil
        guard let key else {
            return """
                <p>Elle n’est pas encore faite. Les agents de l’acheteur qui ont une clé\u{202F}: \
                \(agents.count { $0.keyMade != nil }) sur \(agents.count).</p>
                \(make)
                """
        }
        let checked: HTML =
            key.recoveryChecked.map { "vérifiée le \(ParisTime.html($0))" } ?? "pas encore vérifiée"
        let rehearsed: HTML = key.rehearsed.map { ParisTime.html($0) } ?? "pas encore"
        let names = key.holders.map { holder -> HTML in
            let former: HTML? = holder.isCurrent ? nil : " (a changé de clé depuis)"
            return "<li>\(holder.agent.name)\(former)</li>\n"
        }
        return """
            \(Blocks.sheet([
                ("Ouverture", nil, HTML(text: OfferText.quorum(key))),
                ("Faite", nil, ParisTime.html(key.made)),
                ("Répétition réussie", nil, rehearsed),
                ("Clé de secours", "imprimée à la création", checked),
            ]))<ul class="liste">
            \(names)</ul>
            \(make)
            """
    }

    private static func rehearsal(_ context: Context, _ key: Offers.CallKey?, _ visit: OfferVisit)
        -> HTML?
    {
        guard let key else { return nil }
        let given = visit.offers.contributors(
            of: visit.call, toOpening: false, at: visit.members.acting.now)
        let mayGive = key.holders.contains { $0.agent.id == visit.members.acting.person }
        let form: HTML =
            mayGive
            ? """
            \(context.formStart(link(visit.call), anchor: "repetition"))
            <input type="hidden" name="action" value="repeter">
            \(OfferText.secret(
                context, key: "phrase", label: "Votre phrase secrète",
                help: "Celle de votre clé d’agent. Elle n’est gardée nulle part."))\
            <p class="agir"><button type="submit">Donner ma part à la répétition</button></p>
            </form>

            """ : "<p>Vous n’avez pas de part de cette clé.</p>\n"
        return """
            <h2>3. La répétition</h2>
            \(context.faultSummary)<p>Un message d’essai a été scellé avec la clé. Chaque agent donne sa phrase, \
            dans sa propre session, en moins d’un quart d’heure\u{202F}; le dernier ouvre le message. \
            Parts données en ce moment\u{202F}: \(given.count) sur \(key.needed).</p>
            \(form)<h2>4. La clé de secours</h2>
            <p>Recopiez la feuille imprimée, pour être sûr qu’elle se lit\u{202F}: elle ouvre le même message.</p>
            \(context.formStart(link(visit.call), anchor: "secours"))
            <input type="hidden" name="action" value="verifier">
            \(OfferText.secret(
                context, key: "secours", label: "Clé de secours",
                help: "Huit groupes de cinq caractères. Majuscules et tirets ne comptent pas.",
                isVisible: true))\
            <p class="agir"><button type="submit" class="bouton second">Vérifier la clé de secours</button></p>
            </form>

            """
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let visit = try context.offerVisit()
        try visit.requireBuyer()
        let acting = visit.members.acting
        try context.limits?.admit(
            "phrase", String(acting.person ?? 0), at: acting.now, atMost: 20, inSeconds: 900)
        if form["action"] == "verifier" {
            try visit.offers.checkRecovery(visit.call, code: form["secours"], acting)
            return link(visit.call, done: "secours")
        }
        switch try visit.offers.rehearse(visit.call, passphrase: form["phrase"], acting) {
        case .waiting: return link(visit.call, done: "part")
        default: return link(visit.call, done: "repetee")
        }
    }
}

/// « Ma clé d’agent »: a pair of one's own, locked by a passphrase.
enum OwnKeyPage: FormPage {
    static let path = "/consultations/:cle/cles/ma-cle"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = "agent de l’acheteur"

    static func link(_ call: Offers.Call) -> Link {
        Link(["consultations", call.key, "cles", "ma-cle"])
    }

    static func document(_ context: Context) throws -> Document {
        let visit = try context.offerVisit()
        try visit.requireBuyer()
        return Document(
            title: "Ma clé d’agent",
            summary: "Une clé protégée par une phrase que vous seul connaissez.",
            content: """
                <p class="chapo">Choisissez une phrase que vous retiendrez et que personne ne devinera. Nous n’en \
                gardons rien\u{202F}: si vous la perdez, personne ne peut la retrouver.</p>
                <p>Une proposition, tirée au hasard à chaque affichage\u{202F}: \
                <strong class="secret">\(Offers.proposedPassphrase())</strong></p>
                \(context.faultSummary)\(context.formStart(link(visit.call)))
                \(OfferText.secret(
                    context, key: "phrase", label: "Phrase secrète",
                    help: "Au moins \(Offers.shortestPassphrase) caractères\u{202F}: plusieurs mots, ou la proposition."))\
                \(OfferText.secret(
                    context, key: "phrase_bis", label: "La même phrase, encore une fois",
                    help: "Pour être sûr qu’il n’y a pas de faute de frappe."))\
                <p class="agir"><button type="submit">Faire ma clé</button></p>
                </form>
                """, section: .observatoire,
            trail: visit.trail([("Clés", OfferKeysPage.link(visit.call))]), isHiddenFromSearch: true
        )
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let visit = try context.offerVisit()
        try visit.requireBuyer()
        let acting = visit.members.acting
        try context.limits?.admit(
            "phrase", String(acting.person ?? 0), at: acting.now, atMost: 20, inSeconds: 900)
        try visit.offers.makeAgentKey(
            passphrase: form["phrase"], again: form["phrase_bis"], acting)
        return OfferKeysPage.link(visit.call, done: "cle")
    }
}

/// « Faire la clé »: which agents, how many of them; then the recovery key, shown once.
enum OfferKeyCreationPage: CommunityPage {
    static let path = "/consultations/:cle/cles/creation"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = "agent de l’acheteur"

    static func link(_ call: Offers.Call) -> Link {
        Link(["consultations", call.key, "cles", "creation"])
    }

    static func answer(_ context: Context) throws -> Answer {
        guard context.visit.method == .post, let form = context.sent else {
            return try shown(context)
        }
        return try answering(context) { try made(context, form) }
    }

    static func document(_ context: Context) throws -> Document {
        let visit = try context.offerVisit()
        try visit.requireBuyer()
        let agents = try visit.offers.agents(of: visit.call)
        let able = agents.filter { $0.keyMade != nil }
        let others = agents.filter { $0.keyMade == nil }.map(\.name)
        let lacking: HTML? =
            others.isEmpty
            ? nil
            : "<p>N’ont pas encore de clé\u{202F}: \(others.joined(separator: ", ")). Invitez-les à la faire.</p>\n"
        let form: HTML =
            able.isEmpty
            ? "<p>Aucun agent n’a de clé\u{202F}: faites d’abord la vôtre.</p>\n"
            : context.form(
                link(visit.call),
                [
                    FormField(
                        key: "agents", label: "Agents qui recevront une part de la clé",
                        control: .boxes(able.map { (String($0.id), $0.name) }),
                        values: able.map { String($0.id) }),
                    FormField(
                        key: "seuil", label: "Combien d’entre eux suffisent pour ouvrir",
                        help:
                            "Deux sur trois, par exemple\u{202F}: l’ouverture ne dépend pas d’un seul, ni d’un absent.",
                        control: .number(1...max(1, able.count)),
                        value: String(min(2, able.count))),
                ], button: "Faire la clé et montrer la clé de secours")
        return Document(
            title: "Faire la clé de la consultation",
            summary: "Choisir les agents qui ouvriront les offres.",
            content: """
                <p class="chapo">La clé qui ouvre les offres est partagée entre les agents choisis\u{202F}; une clé \
                de secours, à imprimer, s’affichera une seule fois.</p>
                \(lacking)\(form)
                """, section: .observatoire,
            trail: visit.trail([("Clés", OfferKeysPage.link(visit.call))]), isHiddenFromSearch: true
        )
    }

    private static func made(_ context: Context, _ form: SentForm) throws -> Answer {
        let visit = try context.offerVisit()
        try visit.requireBuyer()
        let agents = form.all("agents").compactMap { Int64($0) }
        let needed = try Entry.number("seuil", form["seuil"], 1...Offers.mostHolders)
        let code = try visit.offers.makeKey(
            of: visit.call, agents: agents, needed: needed, visit.members.acting)
        let groups = code.split(separator: "-").enumerated().map { index, group -> HTML in
            "<li><span class=\"rang\">\(index + 1)</span> <strong>\(String(group))</strong></li>\n"
        }
        let page = Document(
            title: "Clé de secours",
            summary: "À imprimer maintenant\u{202F}: elle ne sera plus montrée.",
            content: """
                <p class="encart alerte"><strong>Imprimez cette page maintenant.</strong> Elle ne sera plus jamais \
                montrée, et rien de ce qui suit n’est gardé ici.</p>
                <p>Consultation\u{202F}: \(visit.call.object). Acheteur\u{202F}: \(visit.call.buyer). Faite le \
                \(OfferText.exact(visit.members.acting.now)).</p>
                <ol class="secours">
                \(groups)</ol>
                <p>Cette clé ouvre seule les offres, après l’heure limite, si les agents ne le peuvent plus. \
                Mettez-la sous enveloppe, dans un coffre, hors du service qui mène la consultation. Le cinquième \
                caractère de chaque groupe contrôle les quatre autres\u{202F}: une faute de copie se voit. Il n’y a \
                ni I, ni L, ni O, ni U.</p>
                <p class="agir"><a class="bouton" href="\(OfferKeysPage.link(visit.call))">C’est imprimé\u{202F}: \
                répéter l’ouverture</a></p>
                """, section: .observatoire, isHiddenFromSearch: true)
        var answer = Answer.page(context.layout.page(page))
        answer.keeping = .none
        return answer
    }
}
