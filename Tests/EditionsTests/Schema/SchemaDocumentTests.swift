import Editions
import Foundation
import Testing

@Suite struct SchemaDocumentTests {
    @Test func `the page of columns is the schema's`() throws {
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        let page = root.appendingPathComponent("docs/colonnes.md")
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try EditionSchema.document.write(to: page, atomically: true, encoding: .utf8)
        }

        #expect(
            try String(contentsOf: page, encoding: .utf8) == EditionSchema.document,
            "run the tests with UPDATE_GOLDEN=1, read the page, commit it")
    }

    @Test func `names of columns are unique in their table and definitions are sentences`() {
        for table in EditionSchema.tables {
            #expect(Set(table.columns.map(\.name)).count == table.columns.count)
            for column in table.columns {
                #expect(column.definition.hasSuffix("."), "\(table.name).\(column.name)")
            }
        }
    }
}
