import Community
import Foundation
import Procurement

/// Words shared by the pages on proofs.
enum VerificationText {
    /// The article of a proof, and whether it was read.
    static func basis(_ proof: AdministrationProof, _ context: Context) -> HTML {
        let doubt: HTML? =
            proof.isConfirmed(context.law, on: context.today)
            ? nil : " <span class=\"petit\">à confirmer</span>"
        return "\(proof.basis)\(doubt)"
    }

    /// The buyer that a page is about: the address's, among those the person acts for, else the first.
    ///
    /// - Throws: `.forbidden` when the person acts for no buyer.
    static func buyer(_ context: Context, _ members: Members) throws -> String {
        let buyers = members.visitor.agencies.filter(\.isBuyer).map(\.siret)
        guard let first = buyers.first else {
            throw CommunityRefusal.forbidden(
                "Cette page est réservée aux agents d’un acheteur, une fois leur rattachement confirmé."
            )
        }
        let wanted = context.sent?["acheteur"] ?? context.visit.value("acheteur") ?? ""
        return buyers.contains(wanted) ? wanted : first
    }

    /// The choice of a buyer, where the person acts for several.
    static func choice(_ buyer: String, _ members: Members, _ link: Link) -> HTML? {
        let others = members.visitor.agencies.filter { $0.isBuyer && $0.siret != buyer }
        guard !others.isEmpty else { return nil }
        let items = others.map { other -> HTML in
            let address = Link(written: link.address + "?acheteur=" + other.siret)
            return "<a href=\"\(address)\">SIRET \(other.siret)</a> "
        }
        return
            "<p class=\"petit\">Vous agissez pour l’acheteur \(buyer). Changer\u{202F}: \(items)</p>\n"
    }
}

/// « Vérifier une entreprise »: an agent names the company; the buyer's token is given here too.
enum VerificationListPage: FormPage {
    static let path = "/dossier/verification"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = "agent d’un acheteur"
    static let link = Link(["dossier", "verification"])

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let person = try members.visitor.signedIn()
        let buyer = try VerificationText.buyer(context, members)
        let given = try members.store.buyerChecks.tokenGiven(buyer, by: person.id)
        return Document(
            title: "Vérifier une entreprise", summary: "Ce que l’administration détient déjà.",
            content: """
                \(context.notice([
                    "jeton": "Le jeton est gardé, chiffré.", "oubli": "Le jeton est effacé.",
                ]))<p class="chapo">Ce qu’une administration détient ne se demande pas à l’entreprise\u{202F}: vous le \
                vérifiez vous-même.</p>
                \(VerificationText.choice(buyer, members, link))\
                \(context.form(link, [
                    FormField(key: "action", label: "", control: .hidden, value: "verifier"),
                    FormField(key: "acheteur", label: "", control: .hidden, value: buyer),
                    FormField(key: "siret", label: "SIRET de l’entreprise", control: .line(length: 20)),
                ], button: "Voir quoi vérifier"))
                <h2>Le jeton d’API Entreprise de votre organisme</h2>
                \(token(context, buyer, given))
                """, kind: "Acheteur \(buyer)", trail: DossierListPage.trail,
            isHiddenFromSearch: true)
    }

    private static func token(_ context: Context, _ buyer: String, _ given: Moment?) -> HTML {
        guard context.settings.tokenKey != nil else {
            return
                "<p>Ce serveur ne garde pas de jeton\u{202F}: vérifiez chaque preuve à la main.</p>\n"
        }
        let rule: HTML = """
            <p>Le jeton est celui de votre organisme, obtenu par son habilitation. Il est gardé chiffré, sert à \
            vos seules demandes, et ses réponses ne sont vues que des agents de votre organisme.</p>

            """
        if let given {
            return """
                \(rule)<p>Un jeton est en place depuis le \(ParisTime.dayText(given)). Il n’est jamais réaffiché.</p>
                \(context.button(link, "Effacer le jeton", fields: [("action", "oublier"), ("acheteur", buyer)], isSecond: true))
                """
        }
        let fields = [
            FormField(key: "action", label: "", control: .hidden, value: "jeton"),
            FormField(key: "acheteur", label: "", control: .hidden, value: buyer),
            FormField(key: "jeton_api", label: "Jeton", control: .line(length: 4_000)),
        ].map { $0.html(context) }
        return """
            \(rule)\(context.formStart(link, anchor: "jeton"))\(fields)\
            <p class="agir"><button type="submit">Garder le jeton</button></p>
            </form>

            """
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        let buyer = try VerificationText.buyer(context, members)
        switch form["action"] {
        case "jeton", "oublier":
            guard let key = context.settings.tokenKey else {
                throw CommunityRefusal.untimely("Ce serveur ne garde pas de jeton.")
            }
            let isGiven = form["action"] == "jeton"
            try members.store.buyerChecks.keepToken(
                isGiven ? form["jeton_api"] : nil, of: buyer, key: key, members.acting)
            return Link(
                ["dossier", "verification"],
                query: [("acheteur", buyer), ("fait", isGiven ? "jeton" : "oubli")])
        default:
            do {
                let siret = try Siret(form["siret"])
                return VerificationPage.link(to: siret.description, buyer: buyer)
            } catch {
                throw CommunityRefusal.invalid(
                    field: "siret", value: form["siret"], sentence: error.message)
            }
        }
    }
}

/// What a buyer verifies of one company: by its token, or by hand; seen by its agents only.
enum VerificationPage: FormPage, OutgoingResource {
    static let path = "/dossier/verification/:siret"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = "agent d’un acheteur"

    static func link(to siret: String, buyer: String, notice: String? = nil) -> Link {
        Link(
            ["dossier", "verification", siret],
            query: [("acheteur", buyer)] + (notice.map { [("fait", $0)] } ?? []))
    }

    /// The way to it from where a buyer reads of a company.
    static func door(_ siret: String, _ name: String, _ buyer: String) -> HTML {
        "<a href=\"\(link(to: siret, buyer: buyer))\">Vérifier \(name)</a>"
    }

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let person = try members.visitor.signedIn()
        let buyer = try VerificationText.buyer(context, members)
        let siret = try company(context)
        let hasToken =
            try context.settings.tokenKey.map {
                try members.store.buyerChecks.token(of: buyer, key: $0, by: person.id) != nil
            } ?? false
        let checks = try members.store.buyerChecks.latest(
            of: siret.description, for: buyer, by: person.id)
        let cards = AdministrationProof.all.map { proof in
            card(context, proof, siret, buyer, checks[proof.code], hasToken: hasToken)
        }
        let name = CompanyRegisters.card(siret.description, context).known["nom"]?.value
        let how: HTML =
            hasToken
            ? context.button(
                link(to: siret.description, buyer: buyer), "Tout interroger",
                fields: [("action", "tout"), ("acheteur", buyer)])
            : """
            <p>Aucun jeton\u{202F}: voici quoi vérifier, et où. \
            <a href="\(VerificationListPage.link)#jeton">Donner le jeton de votre organisme</a></p>

            """
        return Document(
            title: name ?? "SIRET \(siret)", summary: "Ce que l’acheteur vérifie lui-même.",
            content: """
                \(context.faultSummary)\(context.notice([
                    "interroge": "Les réponses sont ci-dessous.", "note": "La vérification est notée.",
                ]))<p class="chapo">Ne demandez pas ces preuves à l’entreprise. Les attestations fiscales et sociales \
                ne s’exigent que de l’attributaire pressenti (R2144-4).</p>
                \(how)\(cards)
                """, kind: "Vérification pour l’acheteur \(buyer)",
            trail: DossierListPage.trail + [("Vérifier", VerificationListPage.link)],
            isHiddenFromSearch: true)
    }

    private static func company(_ context: Context) throws -> Siret {
        do {
            return try Siret(context.argument("siret"))
        } catch {
            throw CommunityRefusal.absent(error.message)
        }
    }

    private static func card(
        _ context: Context, _ proof: AdministrationProof, _ siret: Siret, _ buyer: String,
        _ check: BuyerChecks.Check?, hasToken: Bool
    ) -> HTML {
        let page = link(to: siret.description, buyer: buyer)
        let address: HTML =
            proof.path.map { path -> HTML in "<code>\(path)</code>" }
            ?? "Aucune adresse ne la sert."
        let fields = [("preuve", proof.code), ("acheteur", buyer)]
        let ask: HTML? =
            hasToken && proof.path != nil
            ? context.button(
                page, "Interroger (\(proof.holder))", fields: fields + [("action", "interroger")],
                isSecond: true) : nil
        let site: HTML =
            proof.site.isEmpty
            ? HTML(text: proof.byHand)
            : "<a href=\"\(proof.site)\" rel=\"noopener noreferrer\">\(proof.byHand)</a>"
        return """
            <section class="carte" aria-labelledby="preuve-\(proof.code)">
            <h2 id="preuve-\(proof.code)">\(proof.title)</h2>
            \(Blocks.sheet([
                ("Base légale", nil, VerificationText.basis(proof, context)),
                ("Détenue par", nil, HTML(text: proof.holder)),
                ("API Entreprise", nil, address),
                ("Sans jeton", nil, site),
            ]))\(check.map { outcome($0) })<div class="boutons">\(ask)\
            \(context.button(page, "J’ai vérifié à la main", fields: fields + [("action", "noter")], isSecond: true))</div>
            </section>

            """
    }

    private static func outcome(_ check: BuyerChecks.Check) -> HTML {
        if check.manner == .hand {
            return "<p class=\"encart\">Vérifié à la main le \(ParisTime.text(check.moment)).</p>\n"
        }
        // What the program itself wrote; anything else is shown as no answer.
        guard
            let answer = try? JSONDecoder().decode(
                EntrepriseAnswer.self, from: Data(check.content.utf8))
        else { return HTML() }
        let facts = answer.facts.map { fact -> HTML in
            "<li>\(fact.label)\u{202F}: \(fact.value)</li>\n"
        }
        let document = answer.document.map { address -> HTML in
            "<p><a href=\"\(address)\" rel=\"noopener noreferrer\">Ouvrir le document</a> (lien valable peu de temps)</p>\n"
        }
        let sentence: HTML? = answer.sentence.isEmpty ? nil : "<p>\(answer.sentence)</p>\n"
        return """
            <div class="encart"><p><strong>\(answer.verdict.label)</strong>, par API Entreprise le \
            \(ParisTime.text(check.moment)).</p>
            \(sentence)<ul>
            \(facts)</ul>\(document)</div>

            """
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        let buyer = try VerificationText.buyer(context, members)
        let siret = try company(context)
        if form["action"] == "noter" {
            guard let proof = AdministrationProof.of(form["preuve"]) else {
                throw CommunityRefusal.absent("Il n’y a pas de telle preuve.")
            }
            try members.store.buyerChecks.note(
                proof.code, of: siret.description, for: buyer, .hand, members.acting)
            return link(to: siret.description, buyer: buyer, notice: "note")
        }
        let proofs =
            form["action"] == "tout"
            ? AdministrationProof.all.filter { $0.path != nil }
            : [AdministrationProof.of(form["preuve"])].compactMap(\.self)
        try ask(proofs, siret, buyer, context, members)
        return link(to: siret.description, buyer: buyer, notice: "interroge")
    }

    /// Asks for proofs one after another; the first that finds nobody at the other end stops the rest.
    private static func ask(
        _ proofs: [AdministrationProof], _ siret: Siret, _ buyer: String, _ context: Context,
        _ members: Members
    ) throws {
        let person = try members.visitor.signedIn()
        guard let key = context.settings.tokenKey,
            let token = try members.store.buyerChecks.token(of: buyer, key: key, by: person.id)
        else {
            throw CommunityRefusal.untimely(
                "Votre organisme n’a pas donné de jeton d’API Entreprise.")
        }
        try context.limits?.admit(
            "api-entreprise", buyer, at: members.acting.now, atMost: 60, inSeconds: 600)
        let service = EntrepriseAPI(
            base: context.settings.entrepriseAddress, caller: NetworkOpenIDCaller())
        let asker = try Siret(buyer)
        for proof in proofs {
            let reply: EntrepriseAPI.Reply?
            do {
                reply = try service.ask(
                    proof, of: siret, for: asker, token: token, on: context.today)
            } catch is OpenIDFailure {
                throw CommunityRefusal.untimely(
                    "API Entreprise ne répond pas\u{202F}: réessayez plus tard, ou vérifiez à la main."
                )
            }
            guard let reply else { continue }
            let kept = try JSONEncoder().encode(reply.answer)
            try members.store.buyerChecks.note(
                proof.code, of: siret.description, for: buyer, .api, status: reply.status,
                content: String(decoding: kept, as: UTF8.self), members.acting)
        }
    }
}
