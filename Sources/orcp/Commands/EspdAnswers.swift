import Formats
import Foundation

/// What a company says once, as a JSON file (`docs/espd.md`).
enum EspdAnswers {
    private struct File: Decodable {
        struct Company: Decodable {
            var nom: String
            var siret, tva, rue, codePostal, ville, pays, taille, site, contact, courriel,
                telephone: String?
            var representants: [Person]?
        }
        struct Person: Decodable { var prenom, nom: String, qualite, courriel, pays: String? }
        struct Ground: Decodable { var sapplique: Bool, faits, mesures: String? }
        struct Turnover: Decodable { var debut, fin: String, montant: Decimal }
        struct Headcount: Decodable { var annee, nombre: Int }
        struct Reference: Decodable {
            var genre, description: String
            var montant: Decimal
            var debut, fin, destinataire: String
        }
        struct Statement: Decodable {
            var oui: Bool?
            var texte: String?
            var montant: Decimal?
            var part: String?
        }
        struct Proof: Decodable { var titre, adresse, emetteur: String? }

        var entreprise: Company
        var role, groupement: String?
        var aucunMotifExclusion: Bool?
        var motifsExclusion: [String: Ground]?
        var chiffresAffaires, chiffresAffairesSpecifiques: [Turnover]?
        var effectifs, cadres: [Headcount]?
        var references: [Reference]?
        var declarations: [String: Statement]?
        var preuves: [String: Proof]?
    }

    /// Reads a file.
    ///
    /// - Throws: `Problem` naming what is missing or is not of its type.
    static func application(from bytes: [UInt8]) throws -> ESPDApplication {
        let file: File
        do {
            // The file's keys are words joined by `_`.
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            file = try decoder.decode(File.self, from: Data(bytes))
        } catch let error as DecodingError {
            throw Problem(
                outcome: .data, message: "Les réponses ne se lisent pas\u{202F}: \(told(error))")
        }
        var application = ESPDApplication()
        application.party = party(file.entreprise)
        application.role = file.role ?? "sole-tenderer"
        application.groupName = file.groupement ?? ""
        if file.aucunMotifExclusion == true { application.denyAllGrounds() }
        for (code, ground) in file.motifsExclusion ?? [:] {
            try check(code)
            application.grounds[code] = .init(
                applies: ground.sapplique, facts: ground.faits ?? "", measures: ground.mesures ?? ""
            )
        }
        func turnovers(_ list: [File.Turnover]?) throws -> [ESPDApplication.Turnover] {
            try (list ?? []).map {
                .init(start: $0.debut, end: $0.fin, amountCents: try cents($0.montant))
            }
        }
        application.turnovers = try turnovers(file.chiffresAffaires)
        application.specificTurnovers = try turnovers(file.chiffresAffairesSpecifiques)
        application.headcounts = (file.effectifs ?? []).map {
            .init(year: $0.annee, persons: $0.nombre)
        }
        application.managers = (file.cadres ?? []).map { .init(year: $0.annee, persons: $0.nombre) }
        application.references = try (file.references ?? []).map { try reference($0) }
        for (code, statement) in file.declarations ?? [:] {
            try check(code)
            application.statements[code] = .init(
                isYes: statement.oui, text: statement.texte ?? "",
                amountCents: try statement.montant.map { try cents($0) }, share: statement.part)
        }
        for (code, proof) in file.preuves ?? [:] {
            try check(code)
            var evidence = ESPDEvidence()
            evidence.title = proof.titre ?? ""
            evidence.address = proof.adresse ?? ""
            evidence.issuer = proof.emetteur ?? ""
            application.evidences[code] = evidence
        }
        return application
    }

    private static func party(_ company: File.Company) -> ESPDParty {
        var party = ESPDParty()
        party.names = [company.nom]
        if let siret = company.siret {
            party.identifiers.append(.init(value: siret, scheme: "NATIONAL"))
        }
        if let number = company.tva {
            party.identifiers.append(.init(value: number, scheme: "VAT"))
        }
        party.street = company.rue ?? ""
        party.postcode = company.codePostal ?? ""
        party.city = company.ville ?? ""
        party.country = company.pays ?? "FR"
        party.size = company.taille ?? ""
        party.website = company.site ?? ""
        party.contactName = company.contact ?? ""
        party.email = company.courriel ?? ""
        party.telephone = company.telephone ?? ""
        party.representatives = (company.representants ?? []).map { written in
            var person = ESPDParty.Person()
            person.firstName = written.prenom
            person.familyName = written.nom
            person.position = written.qualite ?? ""
            person.email = written.courriel ?? ""
            person.country = written.pays ?? "FR"
            return person
        }
        return party
    }

    private static func reference(_ written: File.Reference) throws -> ESPDApplication.Reference {
        let kinds: [String: ESPDApplication.Reference.Kind] = [
            "travaux": .works, "fournitures": .supplies, "services": .services,
        ]
        guard let kind = kinds[written.genre] else {
            throw Problem(
                outcome: .data,
                message: "Le genre d’une référence est travaux, fournitures ou services, "
                    + "pas «\u{202F}\(written.genre)\u{202F}».")
        }
        return .init(
            kind: kind, description: written.description, amountCents: try cents(written.montant),
            start: written.debut, end: written.fin, recipient: written.destinataire)
    }

    private static func cents(_ euros: Decimal) throws -> Int64 {
        var exact = euros * 100
        var rounded = Decimal()
        NSDecimalRound(&rounded, &exact, 0, .plain)
        guard rounded.magnitude < 1_000_000_000_000_000 else {
            throw Problem(outcome: .data, message: "Le montant \(euros) n’est pas plausible.")
        }
        return NSDecimalNumber(decimal: rounded).int64Value
    }

    private static func check(_ code: String) throws {
        guard ESPDCatalogue.entry(code: code) == nil else { return }
        throw Problem(
            outcome: .data,
            message:
                "Aucun critère n’a le code «\u{202F}\(code)\u{202F}»\u{202F}; voyez docs/espd.md.")
    }

    private static func told(_ error: DecodingError) -> String {
        func path(_ context: DecodingError.Context) -> String {
            context.codingPath.map(\.stringValue).joined(separator: ".")
        }
        return switch error {
        case .keyNotFound(let key, let context):
            "«\u{202F}\(key.stringValue)\u{202F}» manque dans «\u{202F}\(path(context))\u{202F}»."
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            "«\u{202F}\(path(context))\u{202F}» n’est pas du type attendu."
        default: "ce n’est pas un JSON bien formé."
        }
    }
}
