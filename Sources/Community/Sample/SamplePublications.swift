import Procurement

extension CommunitySample {
    /// Four short texts of the library, written for the demonstration and marked as examples.
    static func addPublications(to store: CommunityStore, _ acting: Acting) throws {
        for text in texts {
            var content = PublicationContent(day: Day(text.day) ?? acting.now.day)
            content.kind = text.kind
            content.title = text.title
            content.summary = text.summary
            content.text = text.text
            content.institutions = ["Observatoire (exemple inventé)"]
            content.themes = text.themes
            content.isExample = true
            let key = try store.publications.draft(
                content, group: try store.groups.group(text.group).id, acting)
            let publication = try store.publications.publication(key)
            guard let version = try store.publications.pending(publication.id) else { continue }
            try store.publications.submit(version.id, acting)
            try store.publications.accept(version.id, comment: "", acting)
            try store.publications.publish(version.id, acting)
        }
    }

    private struct Text {
        let kind: PublicationKind
        let title: String
        let summary: String
        let group: String
        let themes: [String]
        let day: String
        let text: String
    }

    private static let texts: [Text] = [
        Text(
            kind: .guide, title: "Sourcer sans fausser la concurrence",
            summary:
                "Rencontrer les entreprises avant d’écrire un cahier des charges est permis et "
                + "utile. Ce guide dit comment le faire en gardant l’égalité entre elles.",
            group: "acces-des-tpe-pme", themes: ["Sourçage", "Relations acheteurs-entreprises"],
            day: "2026-09-14", text: sourcing),
        Text(
            kind: .sheet,
            title: "Analyser les offres\u{202F}: ce que fait vraiment une formule de prix",
            summary: "Deux formules qui donnent toutes deux la meilleure note au prix le plus bas "
                + "peuvent désigner deux lauréats. Une fiche pour choisir en connaissance de cause.",
            group: "performance-economique", themes: ["Analyse des offres"], day: "2026-09-28",
            text: analysis),
        Text(
            kind: .sheet, title: "Le coût du cycle de vie, en une page",
            summary:
                "Acheter, utiliser, entretenir, se défaire\u{202F}: comment comparer des offres sur "
                + "toute la durée de vie, et l’annoncer aux entreprises.",
            group: "performance-economique",
            themes: ["Coût du cycle de vie", "Analyse des offres"],
            day: "2026-10-12", text: lifeCost),
        Text(
            kind: .guide, title: "Acheter l’innovation\u{202F}: quel chemin choisir",
            summary:
                "Du besoin exprimé en résultats à l’achat sans mise en concurrence sous 100\u{202F}000 "
                + "euros, les voies ouvertes à un acheteur qui cherche une solution neuve.",
            group: "innovation", themes: ["Innovation", "Sourçage"], day: "2026-10-26",
            text: innovation),
    ]

    private static let sourcing = """
        ## De quoi s’agit-il\u{202F}?

        Le sourçage, c’est aller vers les entreprises avant de lancer une consultation\u{202F}: comprendre \
        ce qu’elles savent faire, à quel prix, dans quels délais, et ce qui les décourage de répondre. Le \
        code de la commande publique le permet expressément\u{202F}: l’acheteur peut réaliser des \
        consultations ou des études de marché, solliciter des avis, ou informer les entreprises de son \
        projet (article R2111-1). Rien n’impose un formalisme\u{202F}; tout impose de ne pas fausser la \
        concurrence.

        ## Avant\u{202F}: préparer les mêmes questions pour tous

        Écrivez une page qui dit le besoin, sans nommer de produit, et une grille de questions identiques\u{202F}: \
        l’offre et ses variantes, le prix et ce qui le fait varier, les délais, la capacité, les normes, \
        les engagements sociaux et environnementaux, la forme de contrat qui conviendrait, les obstacles \
        perçus. Choisissez les entreprises de façon à pouvoir expliquer ce choix\u{202F}: plusieurs tailles, \
        plusieurs techniques, et pas seulement le titulaire sortant. Une annonce publique ouvre la porte à \
        celles que vous ne connaissez pas.

        ## Pendant\u{202F}: écouter, et noter

        Dites d’emblée que l’échange ne promet rien. Ne remettez à l’une que ce que vous pourrez remettre à \
        toutes. Ne demandez pas de secret des affaires, et n’en répétez aucun. Tenez un registre\u{202F}: la \
        date, les participants, les informations données, les documents remis. Ce registre rejoint le \
        dossier du marché\u{202F}; il protège l’acheteur autant que les entreprises.

        ## Après\u{202F}: rétablir l’égalité

        Les résultats peuvent servir à condition de ne pas fausser la concurrence et de respecter les \
        principes de la commande publique. Si une entreprise a participé à la préparation du marché, \
        l’acheteur prend les mesures utiles pour que sa participation ne la favorise pas (article R2111-2)\u{202F}: \
        publier les informations échangées avec elle, laisser un délai de réponse suffisant. L’exclure n’est \
        possible que s’il n’y a pas d’autre moyen, et après l’avoir entendue (article L2141-8, 2°).

        Le besoin se définit ensuite avec précision (article L2111-1), sans marque ni procédé qui \
        favoriserait l’un, sauf exception assortie des mots «\u{202F}ou équivalent\u{202F}» (article R2111-7).

        ## Trois pièges

        1. **Le cahier des charges copié**\u{202F}: une exigence reprise d’une plaquette désigne son auteur.
        2. **La rencontre unique**\u{202F}: un seul avis n’est pas un marché.
        3. **La confidence**\u{202F}: ce qui est dit à une entreprise est dû aux autres.

        *Texte d’exemple écrit pour la démonstration\u{202F}: une information juridique, non un conseil.*
        """

    private static let analysis = """
        ## Les critères disent l’objet du marché

        L’offre retenue est l’offre économiquement la plus avantageuse, d’après des critères liés à l’objet \
        du marché ou à ses conditions d’exécution (article L2152-7). Ils sont annoncés, avec leur \
        pondération en procédure formalisée (articles R2152-11 et R2152-12). Depuis le 21 août 2026, l’un \
        d’eux au moins prend en compte les caractéristiques environnementales de l’offre, et le prix ne peut \
        plus être le seul\u{202F}; un critère unique reste possible s’il est le coût, par exemple celui du cycle \
        de vie (article R2152-7).

        ## La formule pèse autant que la pondération

        Prenons trois offres inventées, à 80\u{202F}000, 100\u{202F}000 et 120\u{202F}000 euros, et un critère du prix \
        noté sur 40 points.

        - **Proportionnelle inverse**, le prix le plus bas divisé par le prix de l’offre\u{202F}: 40, 32 et \
        26,67 points.
        - **Linéaire** sur l’écart au prix le plus bas\u{202F}: 40, 30 et 20 points.
        - **Entre extrêmes**, de la moins chère à la plus chère\u{202F}: 40, 20 et 0 point.

        La même pondération annoncée produit un écart de 13, de 20 ou de 40 points entre la première et la \
        dernière. Avec la troisième, un écart de prix minime entre deux offres prend toute la place, et les \
        autres critères n’en ont plus\u{202F}: le Conseil d’État s’est prononcé sur cette méthode le 24 mai 2017 \
        (n° 405787). Une formule doit aussi donner la meilleure note au prix le plus bas, ce que n’assure pas \
        une distance à la moyenne (29 octobre 2013, n° 370789).

        ## Essayer avant de publier

        Quatre questions à poser à toute formule, avec des prix inventés de part et d’autre de l’estimation\u{202F}:

        1. L’offre la moins chère a-t-elle toujours la note la plus haute\u{202F}?
        2. Une offre plus chère a-t-elle toujours une note plus basse\u{202F}?
        3. Aucune note n’est-elle négative\u{202F}?
        4. L’écart des notes de prix ressemble-t-il à celui des autres critères, au poids annoncé\u{202F}?

        Notez ensuite les critères techniques sur une échelle utilisée en entier. Des notes serrées entre 7 et \
        9 donnent au prix un poids que personne n’a décidé.

        ## Quand un prix paraît trop bas

        Une offre qui semble anormalement basse ne s’écarte pas d’office\u{202F}: l’acheteur demande des \
        justifications par écrit, les apprécie, et rejette l’offre si elles ne convainquent pas (articles \
        L2152-5, L2152-6, R2152-3 à R2152-5). Un écart de prix est un signal, jamais une preuve.

        *Texte d’exemple écrit pour la démonstration\u{202F}; les offres sont inventées.*
        """

    private static let lifeCost = """
        ## Le prix n’est que la première facture

        Une pompe, un véhicule, un logiciel ou une toiture coûtent à l’achat, puis chaque jour. Le code \
        permet de juger les offres sur le **coût du cycle de vie**\u{202F}: l’acquisition, l’utilisation (énergie et \
        autres ressources), la maintenance, la fin de vie, et les effets sur l’environnement quand leur valeur \
        peut être déterminée et vérifiée (article R2152-9). Depuis le 21 août 2026, un prix seul ne suffit plus\u{202F}; \
        un coût global le peut encore (article R2152-7).

        ## Annoncer la méthode

        Les documents de la consultation indiquent **les données que les entreprises fournissent** et **la \
        méthode** que l’acheteur appliquera (article R2152-10). Pour les effets sur l’environnement, elle \
        repose sur des critères objectifs et non discriminatoires, accessibles à tous, avec des données \
        qu’une entreprise normalement diligente peut fournir. Une grille à remplir, la même pour tous, vaut \
        mieux qu’un long mémoire.

        ## Un calcul, en quatre lignes

        Deux machines inventées, utilisées huit ans, sans actualisation pour rester lisible\u{202F}:

        - **A**\u{202F}: 10\u{202F}000 euros à l’achat, puis 1\u{202F}500 euros par an d’énergie et d’entretien. Total\u{202F}: \
        22\u{202F}000 euros.
        - **B**\u{202F}: 14\u{202F}000 euros à l’achat, puis 800 euros par an. Total\u{202F}: 20\u{202F}400 euros.

        B coûte 4\u{202F}000 euros de plus le premier jour et 1\u{202F}600 euros de moins à la fin. Le basculement vient \
        entre la cinquième et la sixième année\u{202F}: 4\u{202F}000 divisé par 700. Si la machine doit être remplacée \
        au bout de quatre ans, c’est A qu’il faut acheter. **La durée d’utilisation est donc la première \
        hypothèse à justifier.**

        ## Ce qui se discute, et qu’il faut écrire

        - **L’actualisation**\u{202F}: un euro dans dix ans ne pèse pas un euro d’aujourd’hui. Dites le taux, et \
        montrez le résultat avec et sans lui.
        - **Le prix de l’énergie**\u{202F}: retenez le même pour toutes les offres, et une hypothèse haute.
        - **La consommation**\u{202F}: exigez une mesure selon une norme, non une promesse.
        - **Le carbone**\u{202F}: si vous lui donnez une valeur, montrez les totaux avec et sans elle.
        - **La valeur de reprise**\u{202F}: elle se déduit, si quelqu’un s’y engage.

        ## Et pendant l’exécution

        Une consommation promise et jamais relevée ne vaut rien. Prévoyez de la mesurer, et dites ce qui se \
        passe si elle dépasse l’engagement. Ces relevés serviront à préparer le marché suivant.

        *Texte d’exemple écrit pour la démonstration\u{202F}; tous les chiffres sont inventés.*
        """

    private static let innovation = """
        ## Qu’est-ce qui est innovant\u{202F}?

        Sont innovants les travaux, fournitures ou services **nouveaux ou sensiblement améliorés**. \
        L’innovation peut tenir à un procédé de production ou de construction, à une méthode de \
        commercialisation, ou à une organisation nouvelle (article L2172-3). Ce n’est pas l’entreprise qui est \
        innovante, c’est ce qu’elle propose, pour ce besoin, à cette date. Écrivez en quelques lignes pourquoi, \
        et gardez-les au dossier.

        ## Dire le résultat, non la solution

        Un cahier des charges qui décrit une machine obtient cette machine. Un besoin exprimé en résultats — \
        moins de bruit, moins d’eau, moins d’attente — laisse les entreprises proposer. Autoriser les \
        variantes produit souvent le même effet, à condition de dire ce qu’elles doivent respecter.

        ## Quatre chemins

        1. **La rencontre.** Publier le besoin, écouter les entreprises, puis consulter. Ce que l’une apprend \
        pendant un échange est publié pour toutes (article R2111-2).
        2. **L’achat innovant de moins de 100\u{202F}000 euros hors taxes.** Il peut se passer de publicité et de mise \
        en concurrence (article R2122-9-1). La règle couvre aussi de petits lots d’un marché plus grand, de \
        moins de 80\u{202F}000 euros pour des fournitures ou des services et de 100\u{202F}000 euros pour des travaux, tant \
        que leur cumul ne dépasse pas 20\u{202F}% de la valeur de tous les lots. L’acheteur veille à une bonne \
        utilisation des deniers publics et n’appelle pas toujours la même entreprise.
        3. **La procédure avec négociation ou le dialogue compétitif.** Un besoin innovant est l’un des cas qui \
        y donnent accès (article R2124-3, 2°).
        4. **Le partenariat d’innovation.** Quand la solution n’existe pas encore, un seul contrat couvre la \
        recherche puis l’achat de ce qui en sort, par étapes que l’acheteur peut arrêter (article L2172-3).

        Depuis mai 2026, certains lots innovants peuvent en outre être réservés à de jeunes entreprises \
        innovantes, sous conditions et dans la limite de 15\u{202F}% (article L2113-17)\u{202F}: vérifiez le texte en \
        vigueur avant de vous en servir.

        ## Essayer petit, mesurer, décider

        - Fixez avant l’essai ce qui le fera réussir ou échouer, et qui le mesurera.
        - Réglez les droits sur les résultats et sur les données dès le premier contrat.
        - Payez l’essai\u{202F}: une jeune entreprise ne vit pas de démonstrations gratuites.
        - Publiez ce que vous avez appris, échecs compris\u{202F}: le suivant ira plus vite.

        ## La suite compte autant que l’essai

        Une innovation éprouvée n’ouvre pas un droit à acheter toujours au même fournisseur. Quand le besoin \
        dépasse les seuils, la mise en concurrence revient\u{202F}; préparez-la dès l’essai.

        *Texte d’exemple écrit pour la démonstration\u{202F}: une information juridique, non un conseil.*
        """
}
