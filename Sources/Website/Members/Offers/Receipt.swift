import Community

/// What a receipt says: the same on the page, on paper and in the letter.
struct Receipt {
    let deposit: Offers.Deposit
    let call: Offers.Call
    /// Names of files by number, once the seal let them be read; none before.
    let names: [Int: String]

    /// The receipt as it stands: with the names of files once the offer is opened.
    init(_ deposit: Offers.Deposit, _ visit: OfferVisit) throws {
        let opened =
            deposit.opened == nil
            ? nil
            : try visit.offers.opened(consultation: visit.call.id).first {
                $0.deposit.id == deposit.id
            }
        self.deposit = deposit
        call = visit.call
        names = Dictionary(
            (opened?.files ?? []).map { ($0.number, $0.name) }, uniquingKeysWith: { $1 })
    }

    /// The receipt of a deposit that is sealed.
    init(_ deposit: Offers.Deposit, _ call: Offers.Call) {
        self.deposit = deposit
        self.call = call
        names = [:]
    }

    /// How a file is named: as it was sent where that can be read, else by its number.
    private func name(_ file: Offers.File) -> String {
        names[file.id] ?? "Fichier n°\u{A0}\(file.id)"
    }

    /// Why there are no names, and what stands for them.
    private var namesNote: String {
        names.isEmpty
            ? "Les noms de vos fichiers ont été scellés à leur arrivée, comme leur contenu\u{202F}: le serveur ne "
                + "peut plus les lire avant l’ouverture, et ne peut donc pas les écrire ici. Chaque document se "
                + "reconnaît à sa taille et à son empreinte SHA-256, que vous pouvez recalculer."
            : "Les noms sont ceux que vous avez donnés\u{202F}; ils se lisent depuis l’ouverture."
    }

    /// What is to be known of the end of the transmission, in sentences.
    var judgement: [String] {
        guard let ended = deposit.ended, let closing = deposit.closing else { return [] }
        if deposit.isDoubtful {
            return [
                "D’après l’horloge du serveur, l’envoi s’est terminé le \(OfferText.exact(ended.wall))\u{202F}; d’après "
                    + "le temps écoulé depuis son démarrage, le \(OfferText.exact(ended.steady)). L’horloge a été "
                    + "déplacée, ou retarde sur un dépôt déjà reçu\u{202F}: nous ne pouvons pas affirmer de quel côté de "
                    + "l’heure limite se trouve cet envoi. L’offre est reçue et gardée scellée\u{202F}; l’acheteur apprécie."
            ]
        }
        var sentences = [
            deposit.isLate
                ? "L’envoi s’est terminé \(OfferText.left(ended.wall.since(closing))) après l’heure limite\u{202F}: "
                    + "l’offre est reçue, gardée scellée et marquée hors délai. L’acheteur décide."
                : "L’envoi s’est terminé avant l’heure limite, dernière seconde comprise."
        ]
        if abs(deposit.clockShiftSeconds) > 2 {
            sentences.append(
                "L’horloge du serveur a été déplacée de \(deposit.clockShiftSeconds) secondes pendant l’envoi, sans "
                    + "effet sur le respect de l’heure limite.")
        }
        return sentences
    }

    /// Terms and values, in order.
    private var facts: [(term: String, value: String)] {
        var facts = [
            ("Consultation", call.object), ("Acheteur", OfferText.buyer(call)),
            ("Entreprise", "SIRET \(deposit.siret)"),
            ("Dépôt", "n°\u{A0}\(deposit.number ?? 0), référence \(deposit.key)"),
            ("État", OfferText.state(deposit)),
            ("Début de l’envoi", OfferText.exact(deposit.begun.wall)),
        ]
        if let ended = deposit.ended {
            facts.append(("Fin de l’envoi", OfferText.exact(ended.wall)))
        }
        if let closing = deposit.closing {
            facts.append(("Heure limite", OfferText.exact(closing)))
        }
        if let withdrawn = deposit.withdrawn {
            facts.append(("Retrait", OfferText.exact(withdrawn)))
        }
        return facts
    }

    /// For a page.
    var html: HTML {
        let rows = deposit.files.map { file -> [HTML] in
            [
                HTML(text: name(file)),
                "\(French.bytes(Int(file.size ?? 0))) (\(French.integer(Int(file.size ?? 0))) octets)",
                file.digest.map { OfferText.digest($0) } ?? HTML(text: "incomplet"),
                file.ended.map { OfferText.html($0) } ?? HTML(),
            ]
        }
        let late: HTML? = deposit.isLate || deposit.isDoubtful ? " alerte" : nil
        return """
            <div class="encart\(late)">
            \(judgement.map { sentence -> HTML in "<p>\(sentence)</p>\n" })</div>
            \(Blocks.sheet(facts.map { ($0.term, nil, HTML(text: $0.value)) }))\
            \(Blocks.table(
                "Fichiers tels qu’envoyés", heads: ["Fichier", "Taille", "SHA-256", "Arrivé"], rows: rows))\
            <p class="petit">\(OfferText.clockNote) L’empreinte SHA-256 est celle du fichier que vous avez envoyé, \
            avant chiffrement. \(namesNote)</p>

            """
    }

    /// For a letter: lines.
    var text: String {
        var lines = facts.map { "\($0.term)\u{202F}: \($0.value)" }
        lines += [""] + judgement + [""]
        for file in deposit.files {
            lines.append(
                "\(name(file))\u{202F}: \(French.integer(Int(file.size ?? 0))) octets, SHA-256"
            )
            lines.append(file.digest ?? "")
        }
        return (lines + ["", namesNote, "", OfferText.clockNote]).joined(separator: "\n")
    }
}

/// « Accusé de réception », to print.
enum ReceiptPage: CommunityPage {
    static let path = "/consultations/:cle/depots/:depot/accuse"
    static let reading: Access = .account
    static let condition = "agit pour l’entreprise"

    static func link(_ call: Offers.Call, _ deposit: String) -> Link {
        Link(["consultations", call.key, "depots", deposit, "accuse"])
    }

    /// The deposit of the address, once received.
    static func found(_ context: Context) throws -> (Offers.Deposit, OfferVisit) {
        let visit = try context.offerVisit()
        let deposit = try visit.offers.deposit(
            context.argument("depot"), of: visit.call, visit.members.acting)
        guard deposit.ended != nil else {
            throw CommunityRefusal.absent("Ce dépôt n’est pas envoyé\u{202F}: il n’a pas d’accusé.")
        }
        return (deposit, visit)
    }

    static func document(_ context: Context) throws -> Document {
        let (deposit, visit) = try found(context)
        return Document(
            title: "Accusé de réception", summary: "Ce qui a été reçu, et quand.",
            content: """
                \(try Receipt(deposit, visit).html)\
                <p class="agir"><a href="\(ReceiptFile.link(visit.call, deposit.key))">Le même en PDF</a></p>
                """, section: .observatoire,
            trail: visit.trail([("Mon dépôt", DepositPage.link(visit.call, deposit.key))]),
            isHiddenFromSearch: true)
    }
}

/// The receipt as PDF.
enum ReceiptFile: CommunityResource {
    static let path = "/consultations/:cle/depots/:depot/accuse.pdf"
    static let reading: Access = .account
    static let condition = "agit pour l’entreprise"

    static func link(_ call: Offers.Call, _ deposit: String) -> Link {
        Link(["consultations", call.key, "depots", deposit, "accuse.pdf"])
    }

    static func answer(_ context: Context) throws -> Answer {
        let (deposit, visit) = try ReceiptPage.found(context)
        return try OfferPrint.pdf(
            context, title: "Accusé de réception", body: try Receipt(deposit, visit).html,
            name: "accuse-depot-\(deposit.number ?? 0).pdf", visit)
    }
}

/// Pages of offers made into PDF by WeasyPrint.
enum OfferPrint {
    static func pdf(
        _ context: Context, title: String, body: HTML, name: String, _ visit: OfferVisit
    ) throws -> Answer {
        let acting = visit.members.acting
        try context.limits?.admit(
            "pdf", String(acting.person ?? 0), at: acting.now, atMost: 20, inSeconds: 600)
        let html: HTML = """
            <!DOCTYPE html>
            <html lang="fr"><head><meta charset="utf-8"><title>\(title), \(visit.call.object)</title>
            <style>\(HTML(trusted: TrustedMarkup(markup: sheet)))</style></head>
            <body><p class="nom">\(context.settings.name)</p><h1>\(title)</h1>
            \(body)</body></html>
            """
        do {
            let bytes = try Program(name: "weasyprint", seconds: 60).run(
                ["--encoding", "utf-8", "--pdf-variant", "pdf/ua-1", "-", "-"], input: html.bytes)
            var answer = Answer(type: "application/pdf", body: .bytes(bytes), keeping: .none)
            answer.headers.append(("Content-Disposition", "inline; filename=\"\(name)\""))
            return answer
        } catch is Program.Failure {
            throw Problem(
                status: 503, title: "PDF indisponible",
                detail:
                    "Le PDF ne peut pas être fait pour l’instant\u{202F}: imprimez la page, elle dit la même chose.",
                retryAfter: 600)
        }
    }

    private static let sheet = """
        @page{size:A4;margin:2cm}body{font:10pt sans-serif;line-height:1.4}.nom{color:#555}
        h1{font-size:16pt}table{width:100%;border-collapse:collapse}th,td{border:.5pt solid #999;
        padding:3pt;text-align:left;vertical-align:top}code{font-size:8pt;overflow-wrap:anywhere}
        .encart{border:1pt solid #999;padding:6pt}dl div{display:flex}dt{width:35%;color:#555}
        dd{margin:0}.petit{font-size:8.5pt;color:#444}
        """
}

/// Letters about deposits.
struct OfferLetters {
    let site: SiteSettings
    let call: Offers.Call

    init(_ site: SiteSettings, _ call: Offers.Call) {
        self.site = site
        self.call = call
    }

    /// The receipt.
    func receipt(_ deposit: Offers.Deposit, to address: EmailAddress) -> MailMessage {
        let page = site.publicAddress + ReceiptPage.link(call, deposit.key).address
        return MailMessage(
            to: address,
            subject: "Accusé de réception de votre offre, dépôt n°\u{A0}\(deposit.number ?? 0)",
            text: """
                Bonjour,

                \(Receipt(deposit, call).text)

                Cet accusé reste à votre disposition\u{202F}: \(page)

                """, once: "offre-accuse-\(deposit.key)")
    }

    /// The withdrawal.
    func withdrawal(_ deposit: Offers.Deposit, to address: EmailAddress) -> MailMessage {
        MailMessage(
            to: address, subject: "Votre offre est retirée, dépôt n°\u{A0}\(deposit.number ?? 0)",
            text: """
                Bonjour,

                À votre demande, l’offre suivante est retirée et ses fichiers sont détruits.

                \(Receipt(deposit, call).text)

                """, once: "offre-retrait-\(deposit.key)")
    }
}
