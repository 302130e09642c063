import Formats
import Foundation
import Procurement
import Testing

@Suite(.enabled(if: RealData.folder != nil, "données réelles absentes : définir ORCP_REAL_DATA"))
struct RealFilesReadingTests {
    private let folder = RealData.folder ?? ""

    @Test(arguments: [
        ("decp-2019-json/data.gouv.fr_aife.json.gz", 4530),
        ("decp-2019-json/data.gouv.fr_pes.json", 1148),
        ("decp-2019-json/marches-securises_croix_21590163800019_2019-2021.json", 159),
        ("decp-2022-json/dematis13.json", 137), ("decp-2022-json/dematis16.json", 143),
        ("decp-2022-json/dematis17.json", 159), ("decp-2022-json/dematis18.json", 74),
        ("decp-2022-json/dematis19.json", 87), ("decp-2022-json/dematis20.json", 45),
        ("decp-2022-json/dematis23.json", 49),
        ("decp-2022-json/megalis_decp-59920013600241-2024-07-09-01.json", 5),
        ("decp-xml/megalis_decp-2022.xml", 768),
        ("decp-tabular/decp_2024H2_travaux_cpv4521.csv", 7292),
    ])
    func `a published file gives the records it holds`(_ path: String, _ count: Int) throws {
        let collected = try Collected.file(folder + "/" + path)

        #expect(collected.drafts.count == count)
        #expect(collected.unreadable.isEmpty)
        #expect(collected.isWellFormed)
    }

    @Test func `the table of works holds 5180 contracts`() throws {
        let collected = try Collected.file(
            folder + "/decp-tabular/decp_2024H2_travaux_cpv4521.csv")

        #expect(Set(collected.drafts.compactMap { $0.text(.uid) }).count == 5180)
    }

    @Test func `AIFE holds 22 concessions and 31 contracts with modifications`() throws {
        let drafts = try Collected.file(folder + "/decp-2019-json/data.gouv.fr_aife.json.gz").drafts

        #expect(drafts.count { $0[.valeurGlobale].isPresent } == 22)
        #expect(drafts.count { !$0.modifications.isEmpty } == 31)
    }

    @Test(arguments: [
        "decp-2022-json/doublons_sample_json.csv.gz",
        "decp-xml/region-bretagne_marches-2019_nonstandard.xml",
        "decp-tabular/region-bretagne_marches_2019.csv",
    ])
    func `a file of another form is refused`(_ path: String) {
        #expect(throws: ReadingRefusal.self) { try Collected.file(folder + "/" + path) }
    }

    @Test func `every official sample and small file is read whole`() throws {
        var count = 0
        for root in ["decp-schemas", "decp-2019-json/pes-files"] {
            let walk = FileManager.default.enumerator(atPath: folder + "/" + root)
            while let path = walk?.nextObject() as? String {
                let isSample =
                    root.hasSuffix("pes-files") || path.contains("exemples/")
                    || path.contains("v2-samples")
                guard isSample, path.hasSuffix(".json") || path.hasSuffix(".xml") else { continue }
                let collected = try Collected.file(folder + "/\(root)/" + path)
                #expect(collected.unreadable.isEmpty && !collected.drafts.isEmpty, "\(path)")
                count += 1
            }
        }
        #expect(count >= 110)
    }

    @Test func `small blocks give the same records at addresses that hold them`() throws {
        let path = folder + "/decp-2022-json/dematis19.json"
        var limits = ReadingLimits()
        limits.blockBytes = 777
        let whole = try Collected.file(path)
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))

        let pieces = try Collected.file(path, limits: limits)

        #expect(pieces.summary == whole.summary)
        #expect(pieces.addresses == whole.addresses)
        for address in whole.addresses {
            #expect(bytes[Int(address.offset)] == UInt8(ascii: "{"))
            #expect(bytes[Int(address.offset) + Int(address.length) - 1] == UInt8(ascii: "}"))
        }
    }
}
