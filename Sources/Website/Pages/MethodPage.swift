import Procurement

/// About the observatory and its method.
enum MethodPage: Page {
    static let path = "/methode"
    static let link = Link(["methode"])

    static func document(_ context: Context) throws -> Document {
        let content: HTML = """
            <p class="chapo">D’où viennent les chiffres, comment ils sont faits, et ce qu’ils ne \
            disent pas.</p>
            <h2>Les données</h2>
            <p>Les acheteurs publics doivent publier les données essentielles de leurs contrats \
            (DECP)\u{202F}: objet, montant, durée, titulaires, procédure, modifications, \
            sous-traitance. L’observatoire lit ces fichiers tels que publiés, les garde mot pour mot \
            sous leur empreinte SHA-256, et en fait des <a href="\(EditionListPage.link)">éditions</a> \
            datées.</p>
            <h2>Un contrat, compté une fois</h2>
            <p>Un même contrat est souvent déclaré plusieurs fois, par plusieurs plateformes. Sont \
            réunies les déclarations de même acheteur et de même identifiant, dont l’objet, la date de \
            notification et les titulaires concordent. D’une déclaration à l’autre, chaque champ vient \
            de la publication la plus récente. Un contrat attribué à plusieurs entreprises compte une \
            fois\u{202F}; la part de chacune est une convention, à parts égales.</p>
            <h2>Trois montants</h2>
            <ul class="liste">
            <li><strong>Initial</strong>\u{202F}: celui de la première publication.</li>
            <li><strong>Courant</strong>\u{202F}: après les modifications, qui donnent de nouveaux \
            totaux.</li>
            <li><strong>Utilisable</strong>\u{202F}: le courant, ou rien et un motif quand il est \
            absent, hors bornes, ou manifestement aberrant. Jamais estimé.</li>
            </ul>
            <p>Le montant d’un accord-cadre est un plafond, non une dépense\u{202F}: les sommes le \
            laissent à part. Les concessions sont comptées à part.</p>
            <h2>Inconnu n’est pas non</h2>
            <p>Un taux se calcule sur les réponses connues, et dit combien sont inconnues. Il porte un \
            intervalle à 95\u{202F}% (Wilson). Sous vingt cas, il n’est pas donné. Les comparaisons \
            publiques portent sur des catégories et des territoires, en groupes que les intervalles \
            distinguent\u{202F}; jamais de palmarès d’acheteurs ou d’entreprises nommés.</p>
            <h2>Nouveau, local</h2>
            <p>Un titulaire est nouveau à sa première attribution dans l’édition\u{202F}; on ne peut pas \
            le dire des trente-six premiers mois. Une attribution est locale quand le département de \
            l’acheteur et celui du titulaire sont connus et égaux. Un SIRET seul ne dit pas le \
            département. Préférer une entreprise locale est interdit\u{202F}: ces chiffres observent.</p>
            <h2>Personnes</h2>
            <p>Les noms de contact, courriels et téléphones trouvés dans les fichiers ne sont ni gardés \
            dans les éditions, ni montrés. Les pages qui peuvent nommer un entrepreneur individuel \
            sont fermées aux moteurs de recherche.</p>
            <h2>Refaire les calculs</h2>
            <p>Chaque indicateur donne sa requête SQL\u{202F}; chaque liste s’exporte avec ses filtres et \
            son édition\u{202F}; les fichiers Arrow d’une édition, donnés sur \
            <a href="\(EditionListPage.link)">sa page</a>, s’ouvrent dans Polars, R, pandas ou DuckDB. Voir <a href="\(APIPage.link)">API et données</a>.</p>

            """
        return Document(
            title: "Méthode", summary: "D’où viennent les chiffres et ce qu’ils ne disent pas.",
            content: content, section: .methode)
    }
}
