import Foundation
import Procurement
import Testing

@testable import Formats

/// The folder of real published files, or nil.
let realData: URL? = {
    let path =
        ProcessInfo.processInfo.environment["ORCP_REAL_DATA"]
        ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../../shared/data").standardizedFileURL.path
    return FileManager.default.fileExists(atPath: path) ? URL(fileURLWithPath: path) : nil
}()

@Suite(.enabled(if: realData != nil))
struct RealFilesTests {
    /// Records by rule code.
    func counts(_ path: String) throws -> (records: Int, byRule: [String: Int]) {
        let folder = try #require(realData)
        let data = try Data(contentsOf: folder.appending(path: path))
        let root = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        let list = root?["marches"] as? [[String: Any]] ?? []
        let interpreter = Interpreter(referenceDay: Day(number: 20_000), cpvCodes: nil)
        var declaration = Declaration()
        var byRule: [String: Int] = [:]
        for record in list {
            let draft = DraftFromJSON.draft(record)
            interpreter.interpret(draft, vintage: .format2019, into: &declaration)
            for rule in Set(declaration.findings.map(\.rule)) {
                byRule[FindingRule.catalogue[Int(rule)].code, default: 0] += 1
            }
        }
        return (list.count, byRule)
    }

    @Test func `the counts of PES are those measured on its file`() throws {
        let (records, byRule) = try counts("decp-2019-json/data.gouv.fr_pes.json")

        #expect(records == 1148)
        #expect(byRule["DAT-03"] == 1148)
        #expect(byRule["DAT-10"] == 120)
        // Seventeen more bear divisions of the vocabulary of 2003.
        #expect(byRule["CPV-02"] == 1131)
        #expect(byRule["CPV-08"] == 17)
        #expect(byRule["IDE-02"] == nil)
        #expect(byRule["IDE-03"] == nil)
        #expect(byRule["MON-02"] == 2)
    }

    @Test func `the town of Croix shows empty identifiers and older labels`() throws {
        let (records, byRule) = try counts(
            "decp-2019-json/marches-securises_croix_21590163800019_2019-2021.json")

        #expect(records == 159)
        #expect(byRule["IDE-15"] == 33)
        #expect(byRule["MON-02"] == 10)
        #expect(byRule["CPV-01"] == 22)
        #expect(byRule["DAT-10"] == 2)
        #expect((byRule["COD-02"] ?? 0) > 40)
    }
}
