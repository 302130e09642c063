import Foundation
import Procurement

/// API Entreprise, asked with a buyer's own token.
///
/// - Shape: one question, one answer; the network is an argument.
/// - Source: its public specification and test data: `GET /v3|v4/…` with `context`, `object`,
///   `recipient` (the SIRET of who asks) and `Authorization: Bearer`; answers `{data, links, meta}`,
///   faults `{errors: [{code, title, detail, meta}]}` (etalab/siade_staging_data, read on 2026-11-26).
struct EntrepriseAPI: Sendable {
    /// The production address.
    static let production = "https://entreprise.api.gouv.fr"

    let base: String
    let caller: any OpenIDCaller

    /// What came of a question.
    struct Reply: Sendable {
        let status: Int
        let answer: EntrepriseAnswer
    }

    /// Asks for one proof.
    ///
    /// - Parameters:
    ///   - buyer: whose token it is.
    ///   - day: the last whole year before it is asked about.
    /// - Returns: nil where no address serves the proof.
    /// - Throws: `OpenIDFailure.unreachable`.
    func ask(
        _ proof: AdministrationProof, of company: Siret, for buyer: Siret, token: String,
        on day: Day
    ) throws -> Reply? {
        guard let path = proof.path(for: company, on: day) else { return nil }
        let query = Link.query([
            ("context", "Marchés publics"), ("object", "Candidature \(company)"),
            ("recipient", buyer.description),
        ])
        let reply = try caller.call(
            OpenIDCall(
                address: "\(base)\(path)?\(query)",
                headers: [("Authorization", "Bearer \(token)")]))
        return Reply(
            status: reply.status,
            answer: EntrepriseAnswer(proof.code, status: reply.status, reply.bytes))
    }
}

/// An answer of API Entreprise, in the few words that are kept.
///
/// - Shape: persons' names that some answers hold are left out.
struct EntrepriseAnswer: Sendable, Hashable, Codable {
    /// What it says.
    enum Verdict: String, Sendable, Codable {
        case delivered = "delivre"
        /// The body refuses the attestation: the company is not in order.
        case refused = "refuse"
        /// Unknown, outside the body's perimeter, or not in order: the body does not tell which.
        case absent
        /// Nothing can be concluded.
        case failed = "echec"

        /// French.
        var label: String {
            switch self {
            case .delivered: "Obtenu"
            case .refused: "Refusé par l’organisme"
            case .absent: "Non trouvé"
            case .failed: "Sans réponse"
            }
        }
    }

    /// Something the answer says.
    struct Fact: Sendable, Hashable, Codable {
        let label: String
        let value: String
    }

    var verdict: Verdict
    /// One French sentence, where one is needed.
    var sentence: String
    var facts: [Fact]
    /// Where the document is, for a while; https only.
    var document: String?

    /// Reads an answer.
    init(_ proof: String, status: Int, _ bytes: [UInt8]) {
        // Not JSON: read as an empty object, whose status alone speaks.
        let object = (try? JSONSerialization.jsonObject(with: Data(bytes))) as? [String: Any] ?? [:]
        facts = []
        document = nil
        switch status {
        case 200:
            verdict = .delivered
            sentence = ""
            read(object["data"])
        case 404:
            verdict = .absent
            sentence =
                "Inconnu de l’organisme, hors de son périmètre, ou pas en règle\u{202F}: l’organisme ne dit "
                + "pas lequel. Interrogez l’entreprise avant de conclure."
        default:
            verdict = .failed
            sentence = EntrepriseAnswer.sentence(status)
        }
        if status != 200, let detail = EntrepriseAnswer.detail(object) {
            facts.append(Fact(label: "Réponse", value: detail))
        }
    }

    private mutating func read(_ data: Any?) {
        guard let data else {
            verdict = .failed
            sentence = "La réponse ne contient pas de données."
            return
        }
        let object = data as? [String: Any]
        let state = object?["entity_status"] as? [String: Any]
        if let code = state?["code"] as? String, code != "ok" {
            verdict = .refused
            sentence = state?["description"] as? String ?? state?["libelle"] as? String ?? ""
        }
        if let address = object?["document_url"] as? String, address.hasPrefix("https://") {
            document = address
        }
        collect(data, label: "", depth: 0)
    }

    /// Everything that is said in words, numbers and days, down to three levels.
    private mutating func collect(_ value: Any, label: String, depth: Int) {
        guard depth < 4, facts.count < 60 else { return }
        if let object = value as? [String: Any] {
            for key in object.keys.sorted() where !EntrepriseAnswer.leftOut.contains(key) {
                guard let inner = object[key] else { continue }
                let name = EntrepriseAnswer.labels[key] ?? key.replacing("_", with: " ")
                let path: String
                if EntrepriseAnswer.wrappers.contains(key) {
                    path = label
                } else if key == "libelle", !label.isEmpty {
                    path = label
                } else {
                    path = label.isEmpty ? name : "\(label), \(name)"
                }
                collect(inner, label: path, depth: depth + 1)
            }
        } else if let list = value as? [Any] {
            for inner in list.prefix(20) { collect(inner, label: label, depth: depth + 1) }
        } else if let text = EntrepriseAnswer.text(value) {
            facts.append(
                Fact(label: label.prefix(1).uppercased() + label.dropFirst(), value: text))
        }
    }

    private static func text(_ value: Any) -> String? {
        switch value {
        case let text as String:
            if text.isEmpty { return nil }
            if text.count == 10, let day = Day(text) { return French.day(day) }
            return String(text.prefix(500))
        case let number as NSNumber:
            if isTruth(number) { return number.boolValue ? "oui" : "non" }
            let value = number.doubleValue
            return value == value.rounded() && abs(value) < 1e15
                ? French.integer(Int64(value)) : French.decimal(value, decimals: 2)
        default: return nil
        }
    }

    /// Foundation gives booleans as numbers of the type `c`.
    private static func isTruth(_ number: NSNumber) -> Bool {
        String(cString: number.objCType) == "c"
    }

    private static func detail(_ object: [String: Any]) -> String? {
        let first = (object["errors"] as? [[String: Any]])?.first
        return (first?["detail"] as? String ?? first?["title"] as? String).map {
            String($0.prefix(500))
        }
    }

    private static func sentence(_ status: Int) -> String {
        switch status {
        case 401: "Le jeton est refusé\u{202F}: il est faux, ou n’est plus valable."
        case 403:
            "Le jeton ne donne pas droit à cette information\u{202F}: demandez-le dans votre habilitation."
        case 422: "La demande n’est pas admise pour ce SIRET."
        case 429: "Trop de demandes à la fois\u{202F}: réessayez dans une minute."
        case 451: "Cette information est protégée et ne peut être servie."
        default:
            "L’organisme n’a pas répondu (\(status))\u{202F}: réessayez, ou vérifiez à la main."
        }
    }

    /// Keys that say nothing of their own.
    private static let wrappers: Set<String> = ["data", "entity_status"]

    /// Names of natural persons, technical fields, and what is shown otherwise.
    private static let leftOut: Set<String> = [
        "personne_physique_attributs", "document_url", "document_url_expires_in", "expires_in",
        "description", "code", "links", "meta", "mandataires_sociaux", "personne_physique",
        "capital", "url",
    ]

    private static let labels: [String: String] = [
        "date_debut_validite": "valable du", "date_fin_validite": "valable jusqu’au",
        "code_securite": "code de sécurité", "libelle": "réponse",
        "date_delivrance_attestation": "délivrée le",
        "date_periode_analysee": "situation au", "chiffre_affaires": "chiffre d’affaires (€)",
        "date_fin_exercice": "exercice clos le", "effectifs_annuel": "effectif",
        "annee": "année", "value": "nombre", "regime": "régime",
        "date_derniere_mise_a_jour": "mis à jour le", "raison_sociale": "raison sociale",
        "personne_morale_attributs": "personne morale",
        "categorie_entreprise": "taille", "forme_juridique": "forme juridique",
        "activite_principale": "activité", "etat_administratif": "état administratif",
        "siret_siege_social": "SIRET du siège", "numero_certificat": "numéro de certificat",
        "date_delivrance_certificat": "délivré le",
        "duree_validite_certificat": "durée de validité", "nom": "qualification",
    ]
}
