import Editions
import Procurement

/// The pages that the law, or courtesy, asks of every public site; their texts come from the
/// operator's settings.
enum LegalPage {
    /// Which page.
    enum Kind: CaseIterable, Sendable {
        case mentions, donnees, accessibilite, licence, contact, plan

        var label: String {
            switch self {
            case .mentions: "Mentions légales"
            case .donnees: "Données personnelles"
            case .accessibilite: "Accessibilité\u{202F}: non conforme"
            case .licence: "Licence"
            case .contact: "Contact"
            case .plan: "Plan du site"
            }
        }

        var segment: String {
            switch self {
            case .mentions: "mentions-legales"
            case .donnees: "donnees-personnelles"
            case .accessibilite: "accessibilite"
            case .licence: "licence"
            case .contact: "contact"
            case .plan: "plan-du-site"
            }
        }
    }

    static func link(_ kind: Kind) -> Link { Link([kind.segment]) }

    /// A setting, or the word that it is not filled.
    static func setting(_ text: String) -> HTML {
        text.isEmpty
            ? "<span class=\"inconnu\">non renseigné (site de démonstration)</span>"
            : HTML(text: text)
    }

    /// An address to write to.
    static func email(_ text: String) -> HTML {
        text.isEmpty ? setting(text) : "<a href=\"mailto:\(text)\">\(text)</a>"
    }
}

/// Who publishes and who hosts (law of 21 June 2004, article 1-1).
enum LegalNoticePage: Page {
    static let path = "/mentions-legales"
    static func document(_ context: Context) throws -> Document {
        let settings = context.settings
        let content =
            Blocks.sheet([
                ("Éditeur", nil, LegalPage.setting(settings.publisher.nom)),
                ("Adresse", nil, LegalPage.setting(settings.publisher.adresse)),
                ("Téléphone", nil, LegalPage.setting(settings.publisher.telephone)),
                ("Courriel", nil, LegalPage.email(settings.email)),
                ("Direction de la publication", nil, LegalPage.setting(settings.director)),
                ("Hébergeur", nil, LegalPage.setting(settings.host.nom)),
                ("Adresse de l’hébergeur", nil, LegalPage.setting(settings.host.adresse)),
                ("Téléphone de l’hébergeur", nil, LegalPage.setting(settings.host.telephone)),
            ]) + """
                <p>Ce site est produit par le logiciel libre <em>orcp</em>, sous licence Apache 2.0. Il \
                n’utilise ni traceur, ni service tiers, ni mesure d’audience.</p>

                """
        return Document(
            title: "Mentions légales", summary: "Éditeur, direction de la publication, hébergeur.",
            content: content)
    }
}

/// What is done with personal data.
enum PersonalDataPage: Page {
    static let path = "/donnees-personnelles"

    static func document(_ context: Context) throws -> Document {
        let content: HTML = """
            <h2>Quand vous lisez ce site</h2>
            <p>Aucun traceur, aucun compte nécessaire, aucun service tiers\u{202F}; aucun cookie tant que vous ne vous connectez pas. Votre \
            adresse IP sert le temps de répondre et de limiter les abus\u{202F}; elle n’est pas enregistrée \
            par ce programme.</p>
            <h2>Quand vous signalez une erreur</h2>
            <p>Votre message, et si vous les donnez votre nom et votre courriel, sont gardés par \
            l’opérateur le temps de vous répondre. Seul le texte d’un droit de réponse peut être publié. \
            Fondement\u{202F}: l’intérêt légitime à publier des données exactes.</p>
            \(context.hasCommunity ? accounts : nil)<h2>Dans les données publiées</h2>
            <p>Les contrats publics nomment des entreprises\u{202F}; certaines portent le nom d’une \
            personne. Les noms de contact, courriels et téléphones présents dans les fichiers sources ne \
            sont ni repris, ni montrés. Les pages qui peuvent nommer un entrepreneur individuel portent \
            la mention <code>noindex</code>. Une entreprise dont la diffusion est restreinte au \
            répertoire SIRENE est montrée par son seul SIRET.</p>
            <h2>Vos droits</h2>
            <p>Accès, rectification, effacement, opposition\u{202F}: écrivez à \
            \(LegalPage.email(context.settings.dataProtectionEmail)). Vous pouvez aussi saisir la CNIL.</p>

            """
        return Document(
            title: "Données personnelles", summary: "Ce qui est fait des données personnelles.",
            content: content)
    }

    private static let accounts: HTML = """
        <h2>Quand vous avez un compte</h2>
        <p>Votre adresse de courriel, et ce que vous dites de vous, servent à vous écrire et à dire qui \
        participe. Un cookie tient votre session, sans rien suivre d’autre. Chaque changement est noté \
        dans un journal que seule l’administration lit. La page <a href="/compte/donnees">Mes \
        données</a> montre et donne tout ce qui est gardé sur vous\u{202F}; la page \
        <a href="/compte/effacement">Effacer mon compte</a> l’efface. Fondement\u{202F}: l’exécution de ce \
        que vous demandez, et pour le journal l’intérêt légitime à savoir qui a changé quoi.</p>

        """
}

/// The declaration of accessibility.
enum AccessibilityPage: Page {
    static let path = "/accessibilite"
    static func document(_ context: Context) throws -> Document {
        let content: HTML = """
            <p class="chapo">\(context.settings.name) est <strong>non conforme</strong> au référentiel \
            général d’amélioration de l’accessibilité (RGAA 4.1.2)\u{202F}: aucun audit de conformité \
            n’a encore été fait.</p>
            <h2>Ce qui est fait</h2>
            <ul class="liste">
            <li>Toutes les pages se lisent et s’utilisent sans script, au clavier et sans souris.</li>
            <li>Chaque graphique a un titre, une description et le tableau de ses valeurs.</li>
            <li>Les contrastes sont d’au moins 4,5\u{202F}; les couleurs ne portent jamais seules le sens.</li>
            <li>Chaque page type est vérifiée par un outil automatique (axe) et un validateur HTML à \
            chaque version. Ces outils ne voient qu’une partie des défauts.</li>
            </ul>
            <h2>Signaler une difficulté</h2>
            <p>Écrivez à \(LegalPage.email(context.settings.email))\u{202F}: nous vous donnerons \
            l’information sous une autre forme et corrigerons. Sans réponse, vous pouvez saisir le \
            Défenseur des droits.</p>

            """
        return Document(
            title: "Accessibilité\u{202F}: non conforme",
            summary: "Déclaration d’accessibilité\u{202F}: non conforme.", content: content)
    }
}

/// The licences of the data and of the program.
enum LicencePage: Page {
    static let path = "/licence"
    static func document(_ context: Context) throws -> Document {
        var content: HTML = """
            <p class="chapo">Vous pouvez réutiliser les données de ce site en citant leurs producteurs, \
            l’édition et sa date.</p>

            """
        if let edition = context.edition {
            content += Blocks.sheet([
                ("Licence de l’édition", nil, HTML(text: edition.facts.licence)),
                (
                    "Comment citer", nil,
                    """
                    \(context.settings.name), édition \(edition.facts.id)\
                    \(edition.facts.day.map { ", au " + French.day($0) }), d’après \
                    \(edition.facts.producers.joined(separator: ", "))
                    """
                ),
            ])
            content += Blocks.table(
                "Licence de chaque source",
                heads: ["Source", "Producteur", "Licence", "Mise à jour"],
                rows: edition.facts.sources.map {
                    [
                        HTML(text: $0.name), HTML(text: $0.producer), HTML(text: $0.licence),
                        Blocks.value(($0.lastUpdate ?? $0.received).map(French.day)),
                    ]
                })
        }
        content += "<p>Le programme <em>orcp</em> est sous licence Apache 2.0.</p>\n"
        return Document(
            title: "Licence", summary: "Réutiliser les données et le programme.", content: content)
    }
}

/// How to write to the operator.
enum ContactPage: Page {
    static let path = "/contact"
    static func document(_ context: Context) throws -> Document {
        let settings = context.settings
        let content =
            Blocks.sheet([
                ("Courriel", nil, LegalPage.email(settings.email)),
                ("Adresse", nil, LegalPage.setting(settings.publisher.adresse)),
                ("Téléphone", nil, LegalPage.setting(settings.publisher.telephone)),
            ]) + """
                <p>Une erreur dans les données d’un acheteur ou d’un titulaire se signale depuis sa page, \
                avec le bouton «\u{202F}Signaler une erreur, droit de réponse\u{202F}».</p>

                """
        return Document(
            title: "Contact", summary: "Écrire à l’opérateur de l’observatoire.", content: content)
    }
}

/// Every page one can reach.
enum SiteMapPage: Page {
    static let path = "/plan-du-site"
    static func document(_ context: Context) throws -> Document {
        var content: HTML = "<ul class=\"liste\">\n"
        for section in Section.allCases where context.hasCommunity || !section.isCommunity {
            content += "<li><a href=\"\(section.link)\">\(section.label)</a>"
            if section == .indicateurs, let answers = context.edition?.answers {
                content += "<ul>\n"
                for card in answers.indicators {
                    content +=
                        "<li><a href=\"\(IndicatorPage.link(to: card.code))\">\(card.title)</a></li>\n"
                }
                content += "</ul>"
            }
            if section == .explorer {
                content += """
                    <ul>
                    <li><a href="\(RenewalPage.link())">Renouvellements à venir</a></li>
                    <li><a href="\(MarketPage.link())">Du métier au marché</a></li>
                    </ul>
                    """
            }
            content += "</li>\n"
        }
        content += "<li><a href=\"\(OpenCallsPage.link())\">Marchés ouverts</a></li>\n"
        for kind in LegalPage.Kind.allCases where kind != .plan {
            content += "<li><a href=\"\(LegalPage.link(kind))\">\(kind.label)</a></li>\n"
        }
        content += "<li><a href=\"\(APIPage.link)\">API et données</a></li>\n</ul>\n"
        return Document(
            title: "Plan du site", summary: "Toutes les pages du site.", content: content)
    }
}
