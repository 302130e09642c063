import Community
import Procurement

/// « Dossiers d’entreprise »: the companies a person acts for, and what a buyer's agent may verify.
enum DossierListPage: CommunityPage {
    static let path = "/dossier"
    static let reading: Access = .account
    static let link = Link(["dossier"])
    static let trail = [(label: "Dossiers d’entreprise", link: link)]

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let person = try members.visitor.signedIn()
        let agencies = members.visitor.agencies
        let companies = try agencies.filter { !$0.isBuyer }.map { agency -> HTML in
            let dossier = try members.store.dossiers.dossier(agency.siret, by: person.id)
            let name = dossier.value(.identity, "nom")
            let ending = dossier.ending(on: context.today).count
            let near: HTML? =
                ending == 0
                ? nil : " · <strong>\(French.count(ending, "échéance")) à revoir</strong>"
            return """
                <li><a href="\(DossierPage.link(to: agency.siret))">\(name.isEmpty ? "Remplir le dossier" : name)</a>, \
                SIRET \(agency.siret)\(near)</li>

                """
        }
        let own: HTML =
            companies.isEmpty
            ? """
            <p>Vous n’agissez encore pour aucune entreprise. <a href="\(AttachmentPage.link)">Demandez à agir \
            pour son SIRET</a>\u{202F}: l’administration vérifie, puis confirme par courriel.</p>

            """
            : """
            <ul class="liste">
            \(companies)</ul>
            <p class="agir"><a class="bouton" href="\(CandidaturePage.link)">Préparer une candidature</a></p>

            """
        let buyer: HTML? =
            agencies.contains { $0.isBuyer }
            ? """
            <h2>Vérifier une entreprise</h2>
            <p><a href="\(VerificationListPage.link)">Ce que l’administration détient déjà sur un candidat</a>, \
            pour les agents de l’acheteur.</p>

            """ : nil
        return Document(
            title: "Dossiers d’entreprise", summary: "Ce qu’une entreprise dit une fois.",
            content: """
                <p class="chapo">Ce que votre entreprise dit une fois, l’observatoire le garde et le reprend\u{202F}: \
                rien ne se tape deux fois.</p>
                \(own)\(buyer)
                """, section: .entreprises, trail: [("Mon compte", AccountPage.link)],
            isHiddenFromSearch: true)
    }

    /// What stands on a person's account.
    @Sendable static func block(_ context: Context, _ members: Members, _ person: Person) throws
        -> HTML?
    {
        guard !members.visitor.agencies.isEmpty else { return nil }
        return """
            <h2>Dossiers et candidatures</h2>
            <p><a href="\(link)">Dossiers d’entreprise</a> · <a href="\(CandidaturePage.link)">Candidatures</a></p>

            """
    }

    /// What stands on the page of the observatory.
    @Sendable static func door(_ context: Context, _ members: Members) throws -> HTML? {
        """
        <h2>Répondre à un marché</h2>
        <p>Votre entreprise dit une fois qui elle est et ce qu’elle sait faire\u{202F}; vous repartez avec une \
        candidature complète (DC1, DC2, DC4), prête à déposer sur le profil de l’acheteur.</p>
        <p><a href="\(CandidaturePage.link)">Préparer une candidature</a> · <a href="\(link)">Mon dossier \
        d’entreprise</a></p>

        """
    }
}

/// « Dossier »: what one company says once.
enum DossierPage: FormPage {
    static let path = "/dossier/:siret"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = "rattaché à l’entreprise"
    static let longestBody = 1 << 20
    // The public register may be asked.
    static let callsOut = true

    static func link(to siret: String, next: String = "") -> Link {
        Link(["dossier", siret], query: next.isEmpty ? [] : [("suite", next)])
    }

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let person = try members.visitor.signedIn()
        let siret = context.argument("siret")
        let dossier = try members.store.dossiers.dossier(siret, by: person.id)
        let form = DossierForm(
            dossier: dossier, register: CompanyRegisters.card(siret, context), person: person,
            today: context.today)
        let next = context.sent?["suite"] ?? context.visit.value("suite") ?? ""
        let name = dossier.value(.identity, "nom")
        let apply: HTML? =
            dossier.version == 0
            ? nil
            : """
            <p class="agir"><a class="bouton" href="\(CandidaturePage.link(for: siret))">Préparer une candidature</a> \
            <a class="bouton second" href="\(DossierHistoryPage.link(to: siret))">Historique</a></p>

            """
        let reprise: HTML = """
            <p class="petit">Vous avez déjà un DUME\u{202F}? <a href="\(DossierESPDPage.link(to: siret))">Reprenez-le</a>.</p>

            """
        return Document(
            title: name.isEmpty ? "Votre dossier" : name,
            summary: "Ce que l’entreprise dit une fois.",
            content: """
                \(context.notice(["enregistre": "Le dossier est enregistré. Il servira à toutes vos candidatures.",
                    "repris": "Ce que le DUME disait de plus est repris\u{202F}: relisez-le.",
                ]))\
                \(lead(dossier, siret))\(endings(dossier, context.today))\(apply)\(reprise)<h2>Ce que vous dites une fois</h2>
                <p class="petit">Tout est facultatif, sauf la dénomination et un courriel.</p>
                \(form.html(context, next: next))<h2>Ce que vous n’avez pas à donner</h2>
                <p>L’acheteur l’obtient lui-même par votre SIRET. Vos coordonnées bancaires ne sont pas demandées \
                pour candidater.</p>
                \(held(context))
                """, section: .entreprises, kind: "Dossier d’entreprise, SIRET \(siret)",
            trail: DossierListPage.trail,
            isHiddenFromSearch: true)
    }

    private static func lead(_ dossier: Dossier, _ siret: String) -> HTML {
        if dossier.version == 0 {
            return """
                <p class="chapo">Remplissez ce que vous savez\u{202F}: vous pourrez compléter plus tard.</p>

                """
        }
        let missing = dossier.missing
        return missing.isEmpty
            ? """
            <p class="chapo">Le dossier a ce qu’il faut pour une candidature. Dernier changement le \
            \(dossier.changed.map { ParisTime.dayText($0) }).</p>

            """
            : "<p class=\"chapo\">Il manque encore \(missing.joined(separator: ", ")).</p>\n"
    }

    /// What ends soon, or is over.
    static func endings(_ dossier: Dossier, _ today: Day) -> HTML? {
        let items = dossier.ending(on: today).map { statement -> HTML in
            let name = DossierText.name(statement)
            let end = statement.end.map { French.day($0) } ?? ""
            return statement.standing(on: today) == .over
                ? "<li><strong>\(name)</strong>\u{202F}: n’est plus valable depuis le \(end).</li>\n"
                : "<li><strong>\(name)</strong>\u{202F}: valable jusqu’au \(end).</li>\n"
        }
        guard !items.isEmpty else { return nil }
        let isOver = dossier.ending(on: today).contains { $0.standing(on: today) == .over }
        return """
            <div class="encart \(isOver ? "alerte" : "avis")"><p><strong>À renouveler</strong></p>
            <ul>
            \(items)</ul></div>

            """
    }

    private static func held(_ context: Context) -> HTML {
        let rows = AdministrationProof.all.map { proof -> [HTML] in
            [
                HTML(text: proof.title), HTML(text: proof.holder),
                VerificationText.basis(proof, context),
            ]
        }
        return Blocks.table(
            "Ce que l’administration détient déjà",
            heads: ["Preuve", "Qui la détient", "Base légale"],
            rows: rows, isCaptionHidden: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        let siret = context.argument("siret")
        let entries = try DossierForm.read(form)
        try members.store.dossiers.say(
            siret, entries, register: CompanyRegisters.card(siret, context).values,
            version: try form.version(), members.acting)
        let next = SignInPage.localPath(form["suite"])
        return next.isEmpty
            ? Link(["dossier", siret], query: [("fait", "enregistre")]) : Link(written: next)
    }
}

/// Names of what a dossier holds, for people.
enum DossierText {
    /// What a statement is about, in a few words.
    static func name(_ statement: Dossier.Statement) -> String {
        let values = statement.values
        switch statement.part {
        case .insurances:
            return [values["nature"], values["assureur"]].compactMap(\.self).joined(separator: ", ")
        case .qualifications: return values["nom"] ?? statement.part.rowLabel
        case .references:
            return [values["objet"], values["client"]].compactMap(\.self).joined(separator: ", ")
        case .years: return "Exercice \(values["annee"] ?? "")"
        case .identity, .contact, .means:
            return statement.part.fields.first { $0.key == statement.field }?.label ?? ""
        }
    }

    /// Every value, as `Année: 2025 ; Effectif: 6`.
    static func values(_ statement: Dossier.Statement) -> String {
        statement.part.fields.compactMap { field in
            statement.values[field.key].map { value in
                let shown: String? =
                    switch field.kind {
                    case .end: Day(value).map { French.day($0) }
                    case .euros: Int64(value).map { French.integer($0) }
                    default: nil
                    }
                return statement.part.isList
                    ? "\(field.label)\u{202F}: \(shown ?? value)" : shown ?? value
            }
        }.joined(separator: "\u{202F}; ")
    }
}

/// « Historique »: everything a company ever said, since when, until when.
enum DossierHistoryPage: CommunityPage {
    static let path = "/dossier/:siret/historique"
    static let reading: Access = .account
    static let condition = "rattaché à l’entreprise"

    static func link(to siret: String) -> Link { Link(["dossier", siret, "historique"]) }

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let person = try members.visitor.signedIn()
        let siret = context.argument("siret")
        let rows = try members.store.dossiers.history(siret, by: person.id).map {
            statement -> [HTML] in
            [
                HTML(text: DossierText.name(statement)),
                HTML(text: DossierText.values(statement)), HTML(text: statement.source.label),
                ParisTime.html(statement.since),
                statement.replaced.map { ParisTime.html($0) } ?? HTML(text: "toujours valable"),
            ]
        }
        return Document(
            title: "Historique du dossier", summary: "Tout ce que l’entreprise a dit.",
            content: rows.isEmpty
                ? "<p>Rien n’a encore été dit.</p>\n"
                : Blocks.table(
                    "Ce que l’entreprise a dit",
                    heads: ["Quoi", "Valeur", "Source", "Dit le", "Remplacé le"],
                    rows: rows, isCaptionHidden: true),
            section: .entreprises, kind: "SIRET \(siret)",
            trail: DossierListPage.trail + [("Dossier", DossierPage.link(to: siret))],
            isHiddenFromSearch: true)
    }
}
