import Foundation
import Testing

@testable import Formats

/// Responses made from what a company says.
@Suite struct ESPDWritingTests {
    private func response(_ version: ESPDVersion, to request: ESPDDocument? = nil) throws
        -> ESPDDocument
    {
        let made = ESPDResponder(
            ESPDSamples.company, to: request, version: version, ESPDSamples.making
        ).document
        let read = try ESPDReader.read(made.bytes)
        #expect(
            read.criteria.flatMap(\.properties).count == made.criteria.flatMap(\.properties).count)
        return read
    }

    private func answers(_ code: String, of document: ESPDDocument) throws -> [ESPDValue] {
        let entry = try #require(ESPDCatalogue.entry(code: code))
        let criterion = try #require(document.criteria.first { $0.entry == entry })
        return criterion.properties.flatMap(\.answers).flatMap(\.values)
    }

    @Test(arguments: ESPDVersion.written.map(\.text))
    func `a response without request breaks no rule`(_ text: String) throws {
        let version: ESPDVersion = text == "2.1.1" ? .second : .fourth

        let document = try response(version)

        let faults = ESPDCheck.faults(document).filter { $0.severity == .error }
        #expect(faults == [])
        #expect(document.kind == .response)
        #expect(document.version == version)
        #expect(document.tenderers.first?.party == ESPDSamples.company.party)
        #expect(document.tenderers.first?.role == "sole-tenderer")
    }

    @Test(arguments: ESPDVersion.written.map(\.text))
    func `what the company says once stands where each version asks it`(_ text: String) throws {
        let document = try response(text == "2.1.1" ? .second : .fourth)

        #expect(try answers("crime-org", of: document) == [.indicator(false), .indicator(false)])
        let taxes = try answers("tax-pay", of: document)
        #expect(taxes.first == .indicator(true))
        let turnovers = try answers("gen-year-to", of: document)
        #expect(turnovers.contains(.amount("612345.67", currency: "EUR")))
        #expect(turnovers.contains(.amount("520000.50", currency: "EUR")))
        #expect(
            turnovers.filter { if case .period = $0 { true } else { false } }.count == 3)
        let persons = try answers("year-manpower", of: document)
        #expect(persons.contains(.quantity("2022", unit: "YEAR")))
        #expect(persons.filter { $0 == .quantity("6", unit: "") }.count == 2)
        let works = try answers("work-perform", of: document)
        #expect(works.contains(.text(["Toiture de l’école inventée"])))
        #expect(works.contains(.text(["Autre commune inventée"])))
        #expect(
            try answers("trade-regist", of: document).contains(
                // The basic form of 2.1.1 asks yes or no alone.
                text == "2.1.1" ? .indicator(true) : .text(["RCS Lille 900 000 027"])))
        let insurance = try answers("indem-insu", of: document)
        #expect(insurance.contains(.amount("1500000.00", currency: "EUR")))
        #expect(insurance.contains(.evidence(["PREUVE-indem-insu"])))
        #expect(document.evidences.map(\.address) == ["https://exemple.fr/attestation.pdf"])
    }

    @Test func `what is not said stays unanswered and is listed`() {
        var silent = ESPDApplication()
        silent.party.names = ["Entreprise inventée"]

        let made = ESPDResponder(silent, to: nil, version: .fourth, ESPDSamples.making)

        let main = made.document.criteria.first?.properties.first
        #expect(main?.answers == [])
        #expect(
            made.open.contains { $0.criterion == "Corruption" && $0.question == "Votre réponse" })
        let rules = Set(ESPDCheck.faults(made.document).map(\.rule))
        #expect(rules.isSuperset(of: ["BR-RESP-10-04", "BR-RESP-10-06", "BR-RESP-10-07"]))
    }

    @Test func `faults are found where they were put`() throws {
        let text = String(decoding: try response(.fourth).bytes, as: UTF8.self)
        func rules(_ old: String, _ new: String) throws -> Set<String> {
            let broken = try ESPDReader.read(
                Array(text.replacing(old, with: new, maxReplacements: 1).utf8))
            return Set(ESPDCheck.faults(broken).filter { $0.severity == .error }.map(\.rule))
        }

        #expect(
            try rules("<cbc:CopyIndicator>false</cbc:CopyIndicator>", "<cbc:Note>a</cbc:Note>")
                .contains("ORDRE"))
        #expect(
            try rules("<cbc:CopyIndicator>false</cbc:CopyIndicator>", "<cbc:Inconnu/>").contains(
                "ELEMENT"))
        #expect(try rules(">crime-org<", ">crime<").contains("CODE"))
        #expect(try rules(">INDICATOR<", ">INDICATEUR<").contains("CODE"))
        #expect(
            try rules(
                "<cbc:ResponseIndicator>false</cbc:ResponseIndicator>",
                "<cbc:ResponseDate>2026-01-01</cbc:ResponseDate>"
            ).contains("BR-TCR-08"))
        #expect(try rules(">PREUVE-indem-insu<", ">AUTRE<").contains("BR-TCR-09"))
        #expect(try rules(">micro<", ">petite<").contains("CODE"))
        #expect(try rules(">2026-03-02<", ">hier<").contains("DATE"))
        #expect(try rules(" schemeAgencyID=\"OP\"", "").contains("BR-OTH-02"))
        #expect(try rules(" listID=\"property-group-type\"", "").contains("BR-OTH-01"))
        #expect(
            try rules("listVersionID=\"4.1.0\">ON*<", "listVersionID=\"3.1.0\">ON*<")
                .contains("BR-OTH-01-40"))
        #expect(try rules(">sole-tenderer<", ">group-lead<").contains("BR-LAED-10"))
    }

    @Test func `a no forbids what only a yes calls for`() throws {
        var document = try response(.fourth)
        document.markup = nil
        document.criteria[0].changeProperties { property in
            if property.type == .text { property.answers = [.init(values: [.text(["Faits"])])] }
        }

        #expect(ESPDCheck.faults(document).map(\.rule).contains("BR-TCR-06-02"))
    }

    @Test func `a response is about one lot`() throws {
        var document = try response(.fourth)
        document.procedure.lots = ["LOT-0001", "LOT-0002"]
        document.markup = nil

        #expect(ESPDCheck.faults(document).map(\.rule).contains("BR-LOT-10"))
    }

    @Test func `the second line of a notice stays`() throws {
        var document = try response(.fourth)
        var notice = ESPDProcedure.Reference()
        notice.identifier = "0000/S 000-000000"
        notice.kind = "TED_CN"
        notice.description = "Avis inventé\n26-000001-001"
        document.procedure.references = [notice]

        let bytes = ESPDWriter(version: .fourth).bytes(of: document)

        #expect(try ESPDReader.read(bytes).procedure.references == [notice])
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains("<cbc:Description>26-000001-001</cbc:Description>"))
    }

    @Test(arguments: ESPDVersion.written.map(\.text))
    func `groups keep the code that their version gives them`(_ text: String) throws {
        let family: ESPDVersion.Family = text == "2.1.1" ? .second : .fourth
        let entry = try #require(ESPDCatalogue.entry(code: "finan-requ"))
        var document = ESPDDocument(
            kind: .request, version: family == .second ? .second : .fourth)
        document.criteria = [
            try #require(ESPDTaxonomy.criterion(entry, in: family, isExtended: true))
        ]

        let bytes = ESPDWriter(version: document.version).bytes(of: document)

        func codes(_ groups: [ESPDGroup]) -> [String] {
            groups.flatMap { [$0.code].compactMap { $0 } + codes($0.groups) }
        }
        let expected =
            text == "2.1.1" ? ["", ""] : ["Economic or Financial", "Rating", "Descriptive"]
        #expect(codes(document.criteria[0].groups) == expected)
        #expect(codes(try ESPDReader.read(bytes).criteria[0].groups) == expected)
    }

    @Test(
        .enabled(if: ESPDSamples.folder != nil, "DUME publiés absents : définir ORCP_REAL_DATA"),
        arguments: [
            "v1/request/all_exclusion_criteria_selected.xml",
            "v2.1.1/BASIC-ESPDRequest-2.1.1.xml", "v2.1.1/EXTENDED-ESPDRequest-2.1.1.xml",
            "v3.1.0/ESPD-Request.xml", "v4.1.0/ESPD-Request.xml",
        ], ESPDVersion.written.map(\.text))
    func `a response to a published request has its criteria and its buyer`(
        _ path: String, _ text: String
    ) throws {
        let request = try ESPDReader.read(try ESPDSamples.bytes(path))

        let document = try response(text == "2.1.1" ? .second : .fourth, to: request)

        #expect(document.criteria.map(\.name).count == request.criteria.count)
        #expect(document.criteria.map(\.entry) == request.criteria.map(\.entry))
        #expect(document.buyer.names == request.buyer.names)
        #expect(document.procedure.number == request.procedure.number)
        #expect(document.procedure.references.contains { $0.kind == "ESPD_REQUEST" })
        #expect(try answers("corruption", of: document).first == .indicator(false))
        let structure = ESPDCheck.faults(document).filter {
            [
                "ORDRE", "ELEMENT", "NOMBRE", "ABSENT", "LIGNE", "BR-TCR-08", "BR-TCR-01-02",
                "BR-OTH-01", "BR-OTH-01-40", "BR-OTH-02",
            ].contains($0.rule)
        }
        #expect(structure == [])
    }
}
