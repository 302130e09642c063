import Community
import Law
import Procurement

/// A proof that an administration or a body already holds: what the buyer verifies itself, so that the
/// company is not asked for it.
///
/// - Shape: code (that of `ConsultationProof` where a consultation may ask for it), title, legal basis, the address of API Entreprise that serves it, where to verify
///   without a token.
/// - Source: addresses of API Entreprise as its public specification and its test data give them
///   (etalab/siade_staging_data, read on 2026-11-26), those marked `isFound`; the others, and the sites
///   for verifying by hand, are from memory.
struct AdministrationProof: Sendable {
    /// How the address of API Entreprise is known.
    enum Confidence: Sendable { case found, memory }

    let code: String
    let title: String
    /// Article, French.
    let basis: String
    /// The obligation of the law's data that says so, as `dites-le-une-fois`.
    let obligation: String
    /// Who holds it.
    let holder: String
    /// Path at API Entreprise; `{siren}`, `{siret}` and `{annee}` stand for the company's numbers and
    /// the last whole year. Nil where no address serves it.
    let path: String?
    let confidence: Confidence
    /// Where an agent verifies it without a token, French.
    let byHand: String
    /// The site for that; empty where there is none.
    let site: String

    private init(
        _ code: String, _ title: String, basis: String, obligation: String = "dites-le-une-fois",
        holder: String, path: String?, _ confidence: Confidence = .found, byHand: String,
        site: String = ""
    ) {
        self.code = code
        self.title = title
        self.basis = basis
        self.obligation = obligation
        self.holder = holder
        self.path = path
        self.confidence = confidence
        self.byHand = byHand
        self.site = site
    }

    /// Asked of everybody, then by trade.
    static let all: [AdministrationProof] = [
        AdministrationProof(
            "identite", "Identité, forme et activité (SIRENE)", basis: "R2143-13",
            holder: "Insee", path: "/v3/insee/sirene/unites_legales/{siren}",
            byHand: "Annuaire des entreprises, gratuit et sans compte",
            site: "https://annuaire-entreprises.data.gouv.fr"),
        AdministrationProof(
            "extrait-kbis", "Immatriculation au registre du commerce (extrait)",
            basis: "R2143-13, R2143-9", holder: "Infogreffe",
            path: "/v3/infogreffe/rcs/unites_legales/{siren}/extrait_kbis",
            byHand: "Annuaire des entreprises, extrait du registre national",
            site: "https://annuaire-entreprises.data.gouv.fr"),
        AdministrationProof(
            "attestation-fiscale", "Attestation de régularité fiscale",
            basis: "L2141-2, R2143-7, R2143-13", obligation: "preuves-attributaire",
            holder: "DGFiP", path: "/v4/dgfip/unites_legales/{siren}/attestation_fiscale",
            byHand:
                "À demander au seul attributaire pressenti, qui l’obtient dans son espace professionnel",
            site: "https://www.impots.gouv.fr"),
        AdministrationProof(
            "attestation-sociale", "Attestation de vigilance (Urssaf)",
            basis: "L2141-2, R2143-7, R2143-13", obligation: "preuves-attributaire",
            holder: "Urssaf", path: "/v4/urssaf/unites_legales/{siren}/attestation_vigilance",
            byHand: "À demander au seul attributaire pressenti, puis vérifier son code de sécurité",
            site: "https://www.urssaf.fr"),
        AdministrationProof(
            "chiffre-affaires", "Chiffres d’affaires des trois derniers exercices",
            basis: "R2142-7, R2143-13", holder: "DGFiP",
            path: "/v3/dgfip/etablissements/{siret}/chiffres_affaires",
            byHand: "Ce que le dossier de l’entreprise déclare (DC2) suffit au dépôt"),
        AdministrationProof(
            "effectifs", "Effectif annuel moyen", basis: "R2142-13, R2143-13", holder: "GIP-MDS",
            path: "/v3/gip_mds/unites_legales/{siren}/effectifs_annuels/{annee}",
            byHand: "Ce que le dossier de l’entreprise déclare (DC2) suffit au dépôt"),
        AdministrationProof(
            "conges-payes", "Cotisations de congés payés et chômage intempéries (bâtiment)",
            basis: "R2143-8, R2143-13", obligation: "preuves-attributaire", holder: "CIBTP",
            path: "/v3/cibtp/etablissements/{siret}/"
                + "attestation_cotisations_conges_payes_chomage_intemperies",
            byHand: "À demander au seul attributaire pressenti"),
        AdministrationProof(
            "retraite-btp", "Cotisations de retraite du bâtiment (Pro BTP)",
            basis: "R2143-7, R2143-13", obligation: "preuves-attributaire", holder: "Pro BTP",
            path: "/v3/probtp/etablissements/{siret}/conformite_cotisations_retraite",
            byHand: "À demander au seul attributaire pressenti"),
        AdministrationProof(
            "msa", "Cotisations de sécurité sociale agricole", basis: "R2143-7, R2143-13",
            obligation: "preuves-attributaire", holder: "MSA",
            path: "/v3/msa/etablissements/{siret}/conformite_cotisations",
            byHand: "À demander au seul attributaire pressenti"),
        AdministrationProof(
            "carte-travaux-publics", "Carte professionnelle de travaux publics",
            basis: "R2143-13", holder: "FNTP",
            path: "/v3/fntp/unites_legales/{siren}/carte_professionnelle_travaux_publics",
            byHand: "Ce que le dossier déclare, avec son numéro"),
        AdministrationProof(
            "qualibat", "Certification Qualibat", basis: "R2142-14, R2143-13", holder: "Qualibat",
            path: "/v4/qualibat/etablissements/{siret}/certification_batiment",
            byHand: "Annuaire public de Qualibat", site: "https://www.qualibat.com"),
        AdministrationProof(
            "qualifelec", "Certification Qualifelec", basis: "R2142-14, R2143-13",
            holder: "Qualifelec", path: "/v3/qualifelec/etablissements/{siret}/certificats",
            byHand: "Annuaire public de Qualifelec", site: "https://www.qualifelec.fr"),
        AdministrationProof(
            "rge", "Reconnu garant de l’environnement (RGE)", basis: "R2142-14, R2143-13",
            holder: "Ademe", path: "/v3/ademe/etablissements/{siret}/certification_rge",
            byHand: "Annuaire public des entreprises RGE",
            site: "https://france-renov.gouv.fr/annuaire-rge"),
        AdministrationProof(
            "opqibi", "Certification d’ingénierie OPQIBI", basis: "R2142-14, R2143-13",
            holder: "OPQIBI", path: "/v3/opqibi/unites_legales/{siren}/certification_ingenierie",
            byHand: "Annuaire public de l’OPQIBI", site: "https://www.opqibi.com"),
        AdministrationProof(
            "travailleurs-handicapes",
            "Obligation d’emploi de travailleurs handicapés", basis: "L2141-4, R2143-7",
            obligation: "preuves-attributaire", holder: "Urssaf", path: nil, .memory,
            byHand: "Déclaration sur l’honneur, comprise dans le DC1"),
    ]

    /// The proof of a code.
    static func of(_ code: String) -> AdministrationProof? { all.first { $0.code == code } }

    /// The address that API Entreprise is asked at, for a company, below its base.
    ///
    /// - Parameter day: the last whole year before it is asked about.
    func path(for company: Siret, on day: Day) -> String? {
        path?.replacing("{siren}", with: String(company.description.prefix(9)))
            .replacing("{siret}", with: company.description)
            .replacing("{annee}", with: String(day.year - 1))
    }

    /// Whether each article was read in a consulted source, as the law's data says: else the basis is
    /// shown « à confirmer ».
    func isConfirmed(_ law: LawBook, on day: Day) -> Bool {
        guard
            let known = law.obligations.first(where: {
                $0.id == obligation && $0.isInForce(on: day)
            }),
            known.confidence == .found
        else { return false }
        return basis.split(separator: ",").allSatisfy { article in
            known.article.contains(article.drop { $0 == " " })
        }
    }

    /// Whether a company of this activity is asked about it: what concerns one trade only is left out
    /// where the dossier shows another.
    static let byTrade: Set<String> = [
        "conges-payes", "retraite-btp", "msa", "carte-travaux-publics", "qualibat", "qualifelec",
        "rge", "opqibi",
    ]
}
