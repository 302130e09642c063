import Community

/// The register of an opening: who opened, when, and everything that was received.
struct OpeningRegister {
    let visit: OfferVisit
    let openings: [Offers.Opening]
    let deposits: [Offers.OpenedDeposit]

    init(_ visit: OfferVisit) throws {
        self.visit = visit
        openings = try visit.offers.openings(of: visit.call)
        deposits = try visit.offers.register(of: visit.call, visit.members.acting)
        let isOver = visit.call.closing.map { visit.members.acting.now > $0 } ?? false
        guard isOver else {
            throw CommunityRefusal.untimely("Le registre se lit après l’heure limite.")
        }
    }

    /// For a page.
    var html: HTML {
        let opened = openings.map { opening -> HTML in
            let how: HTML = opening.isByRecovery ? "par la clé de secours, par " : "par "
            return """
                <li>\(OfferText.html(opening.moment.wall))\u{202F}: \
                \(French.count(opening.count, "offre ouverte", "offres ouvertes")) \
                \(how)\(opening.agents.joined(separator: ", ")).</li>

                """
        }
        let acts: HTML =
            opened.isEmpty
            ? "<p>Rien n’a encore été ouvert.</p>\n" : "<ul class=\"liste\">\n\(opened)</ul>\n"
        guard !deposits.isEmpty else { return "\(acts)<p>Aucune offre n’a été reçue.</p>\n" }
        return "\(acts)\(deposits.map { entry($0) })"
    }

    private func entry(_ item: Offers.OpenedDeposit) -> HTML {
        let deposit = item.deposit
        let rows: [[HTML]] =
            item.files.isEmpty
            ? deposit.files.map { file in
                [
                    "Fichier n°\u{A0}\(file.id), scellé", "—",
                    HTML(text: French.bytes(Int(file.size ?? 0))),
                    file.digest.map { OfferText.digest($0) } ?? HTML(),
                ]
            }
            : item.files.map { file in
                let name: HTML =
                    deposit.destroyed == nil
                    ? "<a href=\"\(OpenedFileResource.link(visit.call, file))\">\(file.name)</a>"
                    : HTML(text: file.name)
                return [
                    name, HTML(text: file.lot == 0 ? "Tous" : "Lot \(file.lot)"),
                    HTML(text: French.bytes(Int(file.size))), OfferText.digest(file.digest),
                ]
            }
        var facts: [(term: String, note: String?, value: HTML)] = [
            ("État", nil, HTML(text: OfferText.state(deposit))),
            (
                "Candidature", nil,
                VerificationPage.door(
                    deposit.siret, "le SIRET \(deposit.siret)", visit.call.buyer)
            ),
            ("Début de l’envoi", nil, OfferText.html(deposit.begun.wall)),
        ]
        if let ended = deposit.ended {
            facts.append(("Fin de l’envoi", nil, OfferText.html(ended.wall)))
            if abs(ended.shiftSeconds) > 2 {
                facts.append(
                    (
                        "Fin d’après le temps écoulé", "horloge déplacée",
                        OfferText.html(ended.steady)
                    ))
            }
        }
        if !deposit.admissionReason.isEmpty {
            facts.append(("Motif de la décision", nil, HTML(text: deposit.admissionReason)))
        }
        if let destroyed = deposit.destroyed {
            facts.append(("Fichiers détruits", nil, ParisTime.html(destroyed)))
        }
        return """
            <h2>Dépôt n°\u{A0}\(deposit.number ?? 0), SIRET \(deposit.siret)</h2>
            \(Blocks.sheet(facts))\
            \(Blocks.table(
                "Fichiers du dépôt n°\u{A0}\(deposit.number ?? 0)",
                heads: ["Fichier", "Lot", "Taille", "SHA-256"], rows: rows, isCaptionHidden: true))
            """
    }

    /// One line per file, for a spreadsheet.
    var csv: [UInt8] {
        var lines = [
            "depot;siret;etat;debut_envoi;fin_envoi;fin_temps_ecoule;hors_delai;lot;fichier;taille;sha256"
        ]
        for item in deposits {
            let deposit = item.deposit
            let head = [
                String(deposit.number ?? 0), deposit.siret, OfferText.state(deposit),
                ParisTime.machine(deposit.begun.wall),
                deposit.ended.map { ParisTime.machine($0.wall) } ?? "",
                deposit.ended.map { ParisTime.machine($0.steady) } ?? "",
                deposit.isLate ? "oui" : "non",
            ]
            for file in deposit.files {
                let opened = item.files.first { $0.number == file.id }
                lines.append(
                    (head + [
                        opened.map { String($0.lot) } ?? "", opened?.name ?? "scellé",
                        String(file.size ?? 0), file.digest ?? "",
                    ]).map { OpeningRegister.cell($0) }.joined(separator: ";"))
            }
        }
        return Array(("\u{FEFF}" + lines.joined(separator: "\r\n") + "\r\n").utf8)
    }

    /// A cell that no spreadsheet takes for a formula.
    private static func cell(_ text: String) -> String {
        var text = text
        if let first = text.first, "=+-@\t\r".contains(first) { text = "'" + text }
        guard text.contains(where: { $0 == ";" || $0 == "\"" || $0.isNewline }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}

/// The register, to print.
enum OpeningRegisterPage: CommunityPage {
    static let path = "/consultations/:cle/ouverture/registre"
    static let reading: Access = .account
    static let condition = "agent de l’acheteur"

    static func link(_ call: Offers.Call) -> Link {
        Link(["consultations", call.key, "ouverture", "registre"])
    }

    static func document(_ context: Context) throws -> Document {
        let visit = try context.offerVisit()
        try visit.requireBuyer()
        let copies = try visit.offers.copies(of: visit.call, visit.members.acting).map {
            copy -> HTML in
            """
            <li>\(copy.medium.label), SIRET \(copy.siret), reçue le \(OfferText.html(copy.received))\u{202F}: \
            \(copy.fate?.label ?? "sous pli fermé").</li>

            """
        }
        let list: HTML? =
            copies.isEmpty
            ? nil : "<h2>Copies de sauvegarde</h2>\n<ul class=\"liste\">\n\(copies)</ul>\n"
        return Document(
            title: "Registre de l’ouverture",
            summary: "Ce qui a été reçu, ce qui a été ouvert, par qui et quand.",
            content: """
                <p>Acheteur\u{202F}: \(OfferText.buyer(visit.call)). Heure limite\u{202F}: \
                \(visit.call.closing.map { OfferText.html($0) } ?? HTML()).</p>
                \(try OpeningRegister(visit).html)\(list)<p class="petit">\(OfferText.clockNote)</p>
                """, section: .observatoire, kind: visit.call.object,
            trail: visit.trail([("Ouverture", OpeningPage.link(visit.call))]),
            isHiddenFromSearch: true)
    }
}

/// The register as CSV.
enum OpeningRegisterFile: CommunityResource {
    static let path = "/consultations/:cle/ouverture/registre.csv"
    static let reading: Access = .account
    static let condition = "agent de l’acheteur"

    static func link(_ call: Offers.Call) -> Link {
        Link(["consultations", call.key, "ouverture", "registre.csv"])
    }

    static func answer(_ context: Context) throws -> Answer {
        let visit = try context.offerVisit()
        try visit.requireBuyer()
        var answer = Answer(
            type: "text/csv; charset=utf-8", body: .bytes(try OpeningRegister(visit).csv),
            keeping: .none)
        answer.headers.append(
            ("Content-Disposition", "attachment; filename=\"registre-\(visit.call.key).csv\""))
        return answer
    }
}
