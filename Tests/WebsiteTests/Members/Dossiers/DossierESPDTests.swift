import Formats
import Testing

@testable import Community
@testable import Website

/// The dossier writes ESPD responses and reads them back.
@Suite struct DossierESPDTests {
    static func application(
        _ call: Applications.Call = .init(buyer: "Commune inventée", object: "Toiture")
    ) -> Applications.Application {
        var company = CompanyAnswers(
            siret: "00000033100017", name: "Toitures inventées", legalForm: "SARL",
            address: "1 rue de l’Exemple", postalCode: "59000", town: "Lille",
            activity: "43.91B Couverture", size: "PME", register: "RCS Lille inventé",
            years: [
                .init(year: 2025, turnover: 620_000, share: 90, headcount: 6),
                .init(year: 2024, turnover: 540_000, share: nil, headcount: 5),
            ],
            insurances: [
                .init(
                    kind: "Responsabilité décennale", insurer: "Assureur, inventé – Nord",
                    number: "DEC-42", end: "2026-12-31"),
                .init(kind: "Autre", insurer: "Mutuelle inventée", number: "", end: "2027-01-31"),
            ],
            references: [
                .init(
                    object: "Toiture d’école", client: "Commune inventée", year: 2024,
                    amount: 48_000)
            ],
            qualifications: [
                .init(name: "Qualibat 3101", body: "Qualibat", number: "7", end: "2027-05-01"),
                .init(name: "Un label", body: "", number: "", end: ""),
            ], equipment: "Nacelle\net échafaudages", managers: 1, exclusions: nil)
        company.exclusions = .init(
            affirmed: ExclusionGround.allCases, precisions: "", momentSeconds: 1_795_000_000)
        return Applications.Application(
            id: 3, siret: company.siret, consultation: nil,
            content: .init(call: call, company: company),
            signatory: .init(
                name: "Camille Exemple", occupation: "Gérante", email: "contact@exemple.fr",
                telephone: "03 20 00 00 00"),
            made: Moment(seconds: 1_795_000_000))
    }

    @Test func `an application is a valid response in both versions, always the same`() throws {
        for file in ApplicationESPD.files {
            let bytes = ApplicationESPD.bytes(Self.application(), version: file.version)
            let again = ApplicationESPD.bytes(Self.application(), version: file.version)

            let read = try ESPDReader.read(bytes)

            #expect(bytes == again)
            #expect(read.kind == .response && read.version == file.version)
            #expect(ESPDCheck.faults(read).isEmpty, "\(file.name)")
            #expect(read.tenderers.first?.party.names == ["Toitures inventées"])
        }
    }

    @Test func `a response fills an empty dossier, and changes nothing that was said`() throws {
        let empty = Dossier(
            siret: "00000033100017", created: nil, changed: nil, version: 0, statements: [])
        for file in ApplicationESPD.files {
            let bytes = ApplicationESPD.bytes(Self.application(), version: file.version)

            let found = DossierESPD(try ESPDReader.read(bytes), into: empty)

            let identity = try #require(found.entries.first { $0.part == .identity })
            let years = found.entries.filter { $0.part == .years }
            let references = found.entries.filter { $0.part == .references }
            #expect(identity.values["nom"] == "Toitures inventées")
            #expect(identity.values["taille"] == "PME")
            #expect(years.map { $0.values["annee"] } == ["2025", "2024"])
            #expect(years.map { $0.values["chiffre"] } == ["620000", "540000"])
            #expect(years.map { $0.values["effectif"] } == ["6", "5"])
            #expect(references.first?.values["objet"] == "Toiture d’école")
            #expect(references.first?.values["client"] == "Commune inventée")
            #expect(references.first?.values["montant"] == "48000")
        }
    }

    @Test func `what the dossier writes it reads again, insurances, qualifications and means too`()
        throws
    {
        let empty = Dossier(
            siret: "00000033100017", created: nil, changed: nil, version: 0, statements: [])
        for file in ApplicationESPD.files {
            let bytes = ApplicationESPD.bytes(Self.application(), version: file.version)

            let found = DossierESPD(try ESPDReader.read(bytes), into: empty)

            func rows(_ part: DossierPart) -> [[String: String]] {
                found.entries.filter { $0.part == part }.map { entry in
                    entry.values.filter { !$0.value.isEmpty }
                }
            }
            #expect(
                rows(.identity) == [
                    [
                        "nom": "Toitures inventées", "adresse": "1 rue de l’Exemple",
                        "code_postal": "59000", "commune": "Lille", "taille": "PME",
                        "registre": "RCS Lille inventé",
                    ]
                ], "\(file.name)")
            #expect(rows(.years).first?["part"] == "90")
            #expect(
                rows(.insurances) == [
                    [
                        "nature": "Responsabilité décennale",
                        "assureur": "Assureur, inventé – Nord", "numero": "DEC-42",
                        "fin": "2026-12-31",
                    ],
                    ["nature": "Autre", "assureur": "Mutuelle inventée", "fin": "2027-01-31"],
                ], "\(file.name)")
            #expect(
                rows(.qualifications) == [
                    [
                        "nom": "Qualibat 3101", "organisme": "Qualibat", "numero": "7",
                        "fin": "2027-05-01",
                    ], ["nom": "Un label"],
                ], "\(file.name)")
            #expect(
                rows(.means) == [["materiel": "Nacelle\net échafaudages", "encadrement": "1"]],
                "\(file.name)")
        }
    }

    @Test
    func `a text that somebody else wrote is one qualification, and no insurance without end`() {
        #expect(
            StatedRow.rows("Certificat d’un autre pays, n. 4") == [
                StatedRow(names: ["Certificat d’un autre pays, n. 4"], number: "", end: "")
            ])
    }
}
