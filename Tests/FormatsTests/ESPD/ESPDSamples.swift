import Foundation

@testable import Formats

/// Published sample documents, and invented ones.
enum ESPDSamples {
    /// The folder of published samples, or nil.
    static let folder: String? = RealData.folder.map { $0 + "/espd" }.flatMap {
        FileManager.default.fileExists(atPath: $0) ? $0 : nil
    }

    /// Paths of the published samples, below the folder.
    static let paths: [String] = {
        guard let folder, let files = FileManager.default.enumerator(atPath: folder) else {
            return []
        }
        return files.compactMap { $0 as? String }.filter { $0.hasSuffix(".xml") }.sorted()
    }()

    /// The bytes of a published sample.
    static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: (folder ?? "") + "/" + path)))
    }

    /// What an invented company says of itself.
    static var company: ESPDApplication {
        var application = ESPDApplication()
        application.party.names = ["Toitures inventées SARL"]
        application.party.identifiers = [.init(value: "90000002700012", scheme: "NATIONAL")]
        application.party.street = "1 rue de l’Exemple"
        application.party.postcode = "59000"
        application.party.city = "Lille"
        application.party.country = "FR"
        application.party.size = "micro"
        application.party.contactName = "Personne inventée"
        application.party.email = "contact@exemple.fr"
        application.denyAllGrounds()
        application.grounds["tax-pay"] = .init(
            applies: true, facts: "Retard de paiement en 2024 <accord & échéancier>",
            measures: "Échéancier signé et tenu")
        application.turnovers = [
            .init(start: "2025-01-01", end: "2025-12-31", amountCents: 61_234_567),
            .init(start: "2024-01-01", end: "2024-12-31", amountCents: 58_000_000),
            .init(start: "2023-01-01", end: "2023-12-31", amountCents: 52_000_050),
        ]
        application.headcounts = [
            .init(year: 2025, persons: 6), .init(year: 2024, persons: 6),
            .init(year: 2023, persons: 5), .init(year: 2022, persons: 4),
        ]
        application.references = [
            .init(
                kind: .works, description: "Toiture de l’école inventée", amountCents: 8_450_000,
                start: "2024-03-01", end: "2024-06-30", recipient: "Commune inventée"),
            .init(
                kind: .works, description: "Charpente de la halle", amountCents: 4_000_000,
                start: "2023-03-01", end: "2023-06-30", recipient: "Autre commune inventée"),
        ]
        application.statements["trade-regist"] = .init(isYes: true, text: "RCS Lille 900 000 027")
        application.statements["indem-insu"] = .init(amountCents: 150_000_000)
        application.statements["shelt-worksh"] = .init(isYes: false)
        application.statements["suncont-port"] = .init(text: "Échafaudages, environ 10 %")
        var proof = ESPDEvidence()
        proof.title = "Attestation d’assurance"
        proof.address = "https://exemple.fr/attestation.pdf"
        application.evidences["indem-insu"] = proof
        return application
    }

    /// When invented responses are made.
    static let making = ESPDResponder.Making(
        uuid: "11111111-2222-4333-8444-555555555555", day: "2026-03-02", time: "10:00:00")
}
