import Community
import Formats
import Testing
import Tools

@testable import Website

/// What an application says of a group, its members, a subcontractor and lots, in DUME and forms.
@Suite struct GroupApplicationTests {
    private func application(
        _ group: Applications.GroupForm?, lots: String = ""
    ) -> Applications.Application {
        DossierESPDTests.application(
            .init(
                buyer: "Commune inventée (SIRET 00000033100017)", object: "Toiture de l’école",
                lots: lots, group: group, ownShare: "La couverture",
                members: group == nil
                    ? []
                    : [
                        .init(
                            name: "Charpentes inventées", siret: "55208131766522",
                            share: "La charpente")
                    ],
                subcontractor: .init(
                    name: "Zinc inventé", siret: "35600000000048", address: "", works: "Zinguerie",
                    amount: nil)))
    }

    /// What a criterion is answered, in order.
    private func answers(_ code: String, _ document: ESPDDocument) -> [ESPDValue] {
        document.criteria.filter { $0.entry?.code == code }
            .flatMap(\.properties).flatMap(\.answers).flatMap(\.values)
    }

    @Test(arguments: [Applications.GroupForm.joint, .several])
    func `the DUME of a group breaks no rule, and names its members and its subcontractor`(
        group: Applications.GroupForm
    ) throws {
        for file in ApplicationESPD.files {
            let read = try ESPDReader.read(
                ApplicationESPD.bytes(application(group), version: file.version))

            #expect(
                ESPDCheck.faults(read).filter { $0.severity == .error } == [], "\(file.name)")
            #expect(read.groupName == "\(group.label) Toitures inventées")
            let together = answers("eo-group", read)
            #expect(together.contains(.indicator(true)))
            // Blanks are read as plain ones.
            #expect(
                together.contains(
                    .text([
                        "Charpentes inventées (SIRET 55208131766522) : La charpente"
                    ])))
            for code in ["relied", "subco-ent"] {
                let said = answers(code, read)
                #expect(said.contains(.indicator(true)), "\(file.name) \(code)")
                #expect(said.contains(.text(["Zinc inventé"])), "\(file.name) \(code)")
                // Version 2.1.1 asks no number of a subcontractor.
                let asksNumber = code == "relied" || file.version == .fourth
                #expect(said.contains(.identifier("35600000000048")) == asksNumber)
            }
        }
    }

    @Test func `who applies alone says no of the others`() throws {
        for file in ApplicationESPD.files {
            let read = try ESPDReader.read(
                ApplicationESPD.bytes(DossierESPDTests.application(), version: file.version))

            #expect(read.groupName.isEmpty)
            for code in ["eo-group", "relied", "subco-ent"] {
                #expect(answers(code, read).first == .indicator(false), "\(file.name) \(code)")
            }
        }
    }

    @Test func `without a request the DUME names the buyer, the object and the lots`() throws {
        for (lots, fourth, second) in [
            ("", ["LOT-0000"], ["0"]), ("2", ["LOT-0002"], ["2"]),
            ("2, 3", ["LOT-0000"], ["2", "3"]), ("2\u{202F}: Charpente 3D", ["LOT-0002"], ["2"]),
            ("Tous sauf 4", ["LOT-0000"], ["0"]),
        ] {
            for file in ApplicationESPD.files {
                let read = try ESPDReader.read(
                    ApplicationESPD.bytes(application(.joint, lots: lots), version: file.version))

                #expect(read.buyer.names == ["Commune inventée"])
                #expect(read.buyer.identifiers.map(\.value) == ["00000033100017"])
                #expect(read.procedure.title == "Toiture de l’école")
                #expect(read.procedure.lots == (file.version == .second ? second : fourth))
                #expect(read.procedure.description.hasSuffix(lots.replacing("\u{202F}", with: " ")))
                #expect(ESPDCheck.faults(read).filter { $0.severity == .error } == [])
            }
        }
    }

    private func text(_ name: String, _ application: Applications.Application) throws -> String {
        let document = try #require(
            ApplicationForms.all(application).first { $0.name == name })
        // An OpenDocument file stores its parts as they are.
        return String(decoding: document.openDocument, as: UTF8.self)
    }

    @Test func `the DC1 of a group that answers together names its form and each member`() throws {
        let several = try text("DC1", application(.several))
        let alone = try text("DC1", application(nil))

        #expect(several.contains("Groupement solidaire"))
        #expect(several.contains("tous les membres sont solidaires"))
        for said in ["Toitures inventées", "Charpentes inventées", "55208131766522"] {
            #expect(several.contains(said))
        }
        #expect(several.contains("Mandataire") && several.contains("Cotraitant"))
        #expect(!alone.contains("Groupement solidaire") && !alone.contains("Cotraitant"))
    }

    @Test func `an application to a lot names it in DC1 and DC4`() throws {
        for name in ["DC1", "DC4"] {
            let second = try text(name, application(.several, lots: "2"))
            let whole = try text(name, application(.several))

            #expect(second.contains("pour le ou les lots\u{202F}: 2."), "\(name)")
            #expect(whole.contains("pour le marché dans son ensemble."), "\(name)")
        }
    }
}
