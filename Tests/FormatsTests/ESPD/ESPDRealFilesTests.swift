import Foundation
import Testing

@testable import Formats

@Suite(.enabled(if: ESPDSamples.folder != nil, "DUME publiés absents : définir ORCP_REAL_DATA"))
struct ESPDRealFilesTests {
    @Test(arguments: ESPDSamples.paths)
    func `a published document is read whole and given back`(_ path: String) throws {
        let document = try ESPDReader.read(try ESPDSamples.bytes(path))

        #expect(try ESPDReader.read(document.bytes) == document)
        let isResponse = path.contains("esponse") || path.contains("/response/")
        #expect(document.kind == (isResponse && !path.contains("request") ? .response : .request))
        #expect(document.orphans.isEmpty)
        for criterion in document.criteria {
            #expect(!criterion.identifier.isEmpty)
            for property in criterion.properties where property.type == .other {
                Issue.record("\(path): type \(property.typeCode)")
            }
            for value in criterion.properties.flatMap(\.answers).flatMap(\.values) {
                if case .other(let name, _) = value { Issue.record("\(path): \(name)") }
            }
        }
    }

    @Test(arguments: [
        ("v1/response/v20160801/espd-response-20160801-full.xml", "1", 62, 0),
        ("v2.1.1/BASIC-ESPDRequest-2.1.1.xml", "2.1.1", 65, 0),
        ("v2.1.1/EXTENDED-ESPDResponse-2.1.1.xml", "2.1.1", 67, 423),
        ("v3.1.0/ESPD-Response.xml", "3.1.0", 62, 0),
        ("v4.1.0/ESPD-Request.xml", "4.1.0", 62, 0),
        ("v4.1.0/ESPD-Response.xml", "4.1.0", 62, 393),
    ])
    func `a published document has its version, its criteria and its answers`(
        _ path: String, _ version: String, _ criteria: Int, _ answers: Int
    ) throws {
        let document = try ESPDReader.read(try ESPDSamples.bytes(path))

        #expect(document.version.text == version)
        #expect(document.criteria.count == criteria)
        if answers > 0 { #expect(document.answerCount == answers) }
    }

    @Test(arguments: ESPDSamples.paths, ESPDVersion.written.map(\.text))
    func `a published document put into a version is read back the same`(
        _ path: String, _ version: String
    ) throws {
        let source = try ESPDReader.read(try ESPDSamples.bytes(path))
        let target: ESPDVersion = version == "2.1.1" ? .second : .fourth

        let conversion = ESPDConversion(source, to: target)

        let again = try ESPDReader.read(conversion.document.bytes)
        #expect(again.version == target)
        #expect(again.criteria.count == source.criteria.count)
        let lost = conversion.losses.filter(\.isAnswer).reduce(0) { $0 + max(1, $1.values.count) }
        let valued = again.criteria.flatMap(\.properties).flatMap(\.answers).count
        let said = source.criteria.flatMap(\.properties).flatMap(\.answers).count
        // Version 1 says the code of verification and the issuer of a document in lines of their own.
        let gathered = source.criteria.flatMap(\.properties).filter {
            ["Code", "Issuer"].contains($0.description) && !$0.answers.isEmpty
        }.count
        #expect(valued + lost + (source.version.family == .first ? gathered : 0) >= said)
        if source.version.family == target.family { #expect(valued == said && lost == 0) }
        #expect(structural(again) == [])
    }

    @Test func `a document of version 1 in three lines becomes one evidence`() throws {
        let path = "v1/response/exclusion/bankruptcy_import.xml"
        let source = try ESPDReader.read(try ESPDSamples.bytes(path))

        let written = ESPDConversion(source, to: .fourth).document.bytes

        let evidence = try #require(try ESPDReader.read(written).evidences.first)
        #expect(evidence.address == "www.hodor.com")
        #expect(evidence.number == "INTERNATIONAL")
        #expect(evidence.issuer == "HODOR")
    }

    /// Faults of structure alone: content stays what the source said.
    private func structural(_ document: ESPDDocument) -> [ESPDFault] {
        ESPDCheck.faults(document).filter {
            ["ORDRE", "ELEMENT", "NOMBRE", "LIGNE"].contains($0.rule)
        }
    }

    @Test(arguments: [
        "v1/response/v20160801/espd-response-20160801-full.xml",
        "v2.1.1/EXTENDED-ESPDResponse-2.1.1.xml", "v3.1.0/ESPD-Response.xml",
        "v4.1.0/ESPD-Response.xml",
    ])
    func `most answers find their place in another version`(_ path: String) throws {
        let source = try ESPDReader.read(try ESPDSamples.bytes(path))

        for target in ESPDVersion.written where target.family != source.version.family {
            let conversion = ESPDConversion(source, to: target)
            let lost = conversion.losses.filter(\.isAnswer).count
            #expect(lost * 5 < source.answerCount, "\(target): \(lost) sur \(source.answerCount)")
        }
    }

    @Test func `reference documents break none of our rules of structure`() throws {
        for path in ESPDSamples.paths where !path.hasPrefix("v1") {
            let document = try ESPDReader.read(try ESPDSamples.bytes(path))
            #expect(structural(document) == [], "\(path)")
        }
    }
}
