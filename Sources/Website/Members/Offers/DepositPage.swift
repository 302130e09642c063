import Community

/// « Mon dépôt »: its files, then sent; afterwards its state, its receipt, its withdrawal.
enum DepositPage: FormPage {
    static let path = "/consultations/:cle/depots/:depot"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = "agit pour l’entreprise"

    static func link(_ call: Offers.Call, _ deposit: String, done: String? = nil) -> Link {
        Link(
            ["consultations", call.key, "depots", deposit],
            query: done.map { [("fait", $0)] } ?? [])
    }

    static func answer(_ context: Context) throws -> Answer {
        var answer: Answer
        if context.visit.method == .post, let form = context.sent {
            answer = try answering(context) { .seeOther(try act(context, form)) }
        } else {
            answer = try shown(context)
        }
        // The script of this page sends files in pieces: to this site only.
        answer.headers.append(OfferScript.policy)
        return answer
    }

    static func document(_ context: Context) throws -> Document {
        let visit = try context.offerVisit()
        let deposit = try visit.offers.deposit(
            context.argument("depot"), of: visit.call, visit.members.acting)
        let body =
            deposit.state == .underWay
            ? try draft(context, deposit, visit) : try sent(context, deposit, visit)
        return Document(
            title: deposit.number.map { "Dépôt n°\u{A0}\($0)" } ?? "Mon dépôt",
            summary: "Les fichiers d’une offre, scellés dès leur arrivée.",
            content: """
                \(context.notice([
                    "ajoute": "C’est arrivé et scellé. Rien n’est envoyé à l’acheteur tant que vous n’avez pas appuyé sur «\u{202F}Envoyer\u{202F}».",
                    "ote": "Le fichier est ôté et détruit.",
                    "envoye": "Votre offre est reçue. L’accusé est ci-dessous, et dans vos courriels.",
                    "retire": "Votre offre est retirée et ses fichiers sont détruits.",
                ]))\(context.faultSummary)\(body)
                """, section: .observatoire, kind: visit.call.object,
            trail: visit.trail([("Déposer une offre", DepositListPage.link(visit.call))]),
            isHiddenFromSearch: true,
            head: "<script src=\"\(OfferScript.asset.address)\" defer></script>\n")
    }

    // MARK: Before it is sent

    private static func draft(_ context: Context, _ deposit: Offers.Deposit, _ visit: OfferVisit)
        throws -> HTML
    {
        let call = visit.call
        let dossier = try visit.members.store.dossiers.dossier(
            deposit.siret, by: try visit.members.visitor.signedIn().id)
        let asked = try AskedProof.table(call.id, dossier, context)
        let isComplete = !deposit.files.isEmpty && deposit.files.allSatisfy(\.isWhole)
        let send: HTML? =
            isComplete
            ? """
            <h2>2. Envoyer</h2>
            <p>L’envoi est daté du moment où vous appuyez. Une offre déjà envoyée par votre entreprise sera \
            remplacée par celle-ci, si l’heure limite n’est pas passée.</p>
            \(context.button(link(call, deposit.key), "Envoyer mon offre", fields: [("action", "envoyer")]))
            """ : nil
        return """
            \(DepositListPage.closing(call, at: visit.members.acting.now))\
            <p>Entreprise\u{202F}: \(deposit.siret).</p>
            \(asked)<h2>1. Les fichiers</h2>
            \(files(context, deposit, visit))\(try adding(context, deposit, visit))\(send)\
            <h2>Abandonner</h2>
            \(context.button(
                link(call, deposit.key), "Abandonner ce dépôt et détruire ses fichiers",
                fields: [("action", "abandonner")], isSecond: true))
            """
    }

    private static func files(
        _ context: Context, _ deposit: Offers.Deposit, _ visit: OfferVisit
    ) -> HTML {
        guard !deposit.files.isEmpty else {
            return "<p>Aucun fichier n’est encore arrivé.</p>\n"
        }
        let rows = deposit.files.map { file -> [HTML] in
            let state: HTML =
                file.digest.map { OfferText.digest($0) }
                    ?? """
                    <strong>Incomplet</strong>\u{202F}: \(French.bytes(Int(file.received)))\(file.announced.map { " sur \(French.bytes(Int($0)))" } ?? ""). \
                    Choisissez de nouveau le même fichier pour reprendre, ou ôtez-le.
                    """
            return [
                "<span data-fichier=\"\(file.id)\">Fichier n°\u{A0}\(file.id)</span>",
                HTML(text: file.size.map { French.bytes(Int($0)) } ?? "—"), state,
                context.button(
                    link(visit.call, deposit.key), "Ôter",
                    fields: [("action", "oter"), ("numero", String(file.id))], isSecond: true),
            ]
        }
        return """
            \(Blocks.table(
                "Fichiers arrivés", heads: ["Fichier", "Taille", "SHA-256", "Action"], rows: rows))\
            <p class="petit">Les noms des fichiers sont scellés avec eux\u{202F}: nous ne pouvons pas les afficher \
            ici. Le SHA-256 est l’empreinte du fichier tel que vous l’avez envoyé\u{202F}; vous pouvez la recalculer.</p>

            """
    }

    private static func adding(
        _ context: Context, _ deposit: Offers.Deposit, _ visit: OfferVisit
    ) throws -> HTML {
        let call = visit.call
        let lots: HTML? =
            call.lots.isEmpty
            ? nil
            : FormField(
                key: "lot", label: "Ces fichiers concernent",
                control: .choice(
                    [("0", "Toute la consultation (candidature)")]
                        + call.lots.map {
                            (String($0.number), "Lot \($0.number)\u{202F}: \($0.object)")
                        })
            ).html(context)
        let longest = French.bytes(Int(try visit.offers.longestFile()))
        let ready: HTML? = OfferProviders.application.map { provider in
            context.button(
                link(call, deposit.key), provider.label, fields: [("action", "candidature")],
                isSecond: true)
        }
        return """
            \(ready)<div class="depot" data-annonce="\(DepositAnnounceEndpoint.link(call, deposit.key))" \
            data-envoi="\(DepositFilesResource.link(call, deposit.key))" \
            data-jeton="\(visit.members.formToken ?? "")" data-depot="\(deposit.key)">
            \(context.formStart(DepositFilesResource.link(call, deposit.key), files: true))\
            \(lots)<p class="champ"><label for="champ-fichiers">Fichiers à ajouter</label>\
            <span class="aide" id="champ-fichiers-aide">Tous formats, plusieurs à la fois, \(longest) au plus chacun. \
            Un envoi coupé reprend où il en était.</span>\
            <input type="file" id="champ-fichiers" name="fichiers" multiple required \
            aria-describedby="champ-fichiers-aide"></p>
            <p class="avancee" role="status" aria-live="polite"></p>
            <p class="agir"><button type="submit">Ajouter ces fichiers</button></p>
            </form></div>

            """
    }

    // MARK: Once sent

    private static func sent(_ context: Context, _ deposit: Offers.Deposit, _ visit: OfferVisit)
        throws -> HTML
    {
        let call = visit.call
        let now = visit.members.acting.now
        let isBefore = call.closing.map { now <= $0 } ?? true
        let withdraw: HTML? =
            deposit.state == .received && deposit.opened == nil && (isBefore || deposit.isLate)
            ? """
            <h2>Retirer cette offre</h2>
            <p>Ses fichiers seront détruits tout de suite\u{202F}; l’accusé reste.</p>
            \(context.button(
                link(call, deposit.key), "Retirer mon offre", fields: [("action", "retirer")],
                isSecond: true))
            """ : nil
        let replace: HTML? =
            deposit.state == .received && isBefore && call.isReceiving
            ? context.button(
                DepositListPage.link(call), "Remplacer par une nouvelle offre",
                fields: [("siret", deposit.siret)], isSecond: true) : nil
        return """
            \(try Receipt(deposit, visit).html)\
            <p class="agir"><a class="bouton" href="\(ReceiptPage.link(call, deposit.key))">Accusé à imprimer</a> \
            <a href="\(ReceiptFile.link(call, deposit.key))">Accusé en PDF</a></p>
            \(try keeping(context, deposit, visit))\(replace)\(withdraw)
            """
    }

    private static func keeping(
        _ context: Context, _ deposit: Offers.Deposit, _ visit: OfferVisit
    ) throws -> HTML? {
        if let destroyed = deposit.destroyed {
            return "<p>Les fichiers ont été détruits le \(ParisTime.html(destroyed)).</p>\n"
        }
        return try KeepingSentence.html(context, visit.members, visit.call.id)
    }

    // MARK: Acts

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let visit = try context.offerVisit()
        let (call, acting, time) = (visit.call, visit.members.acting, visit.members.time)
        let key = context.argument("depot")
        switch form["action"] {
        case "envoyer":
            _ = try visit.offers.end(key, of: call, at: time, acting) { deposit, address in
                OfferLetters(context.settings, call).receipt(deposit, to: address)
            }
            return link(call, key, done: "envoye")
        case "retirer":
            try visit.offers.withdraw(key, of: call, at: time, acting) { deposit, address in
                OfferLetters(context.settings, call).withdrawal(deposit, to: address)
            }
            return link(call, key, done: "retire")
        case "abandonner":
            try visit.offers.abandon(key, of: call, acting)
            return DepositListPage.link(call)
        case "candidature":
            try addApplication(key, visit)
            return link(call, key, done: "ajoute")
        case "oter":
            let number = try Entry.number("numero", form["numero"], 1...Offers.mostFiles * 10)
            try visit.offers.removeFile(number, of: key, call, acting)
            return link(call, key, done: "ote")
        default:
            throw CommunityRefusal.invalid(
                field: "action", value: "", sentence: "Choisissez ce qu’il faut faire.")
        }
    }

    private static func addApplication(_ key: String, _ visit: OfferVisit) throws {
        guard let provider = OfferProviders.application else {
            throw CommunityRefusal.untimely("Aucun dossier ne prépare de candidature ici.")
        }
        let (call, acting) = (visit.call, visit.members.acting)
        let deposit = try visit.offers.deposit(key, of: call, acting)
        for file in try provider.files(siret: deposit.siret, call: call, visit.members) {
            try visit.offers.add(
                file.bytes, named: file.name, lot: 0, to: key, of: call, at: visit.members.time,
                acting)
        }
    }
}
