import Foundation
import Testing

@Suite struct TidyTests {
    /// Expects that no source breaks a rule, and tells those that do.
    private func expectNone(_ rule: (Repository.SourceFile) -> [String]) throws {
        let found = try Repository.swiftFiles(below: "Sources").flatMap(rule)
        #expect(found == [])
    }

    @Test func `targets import only what stands above them`() throws {
        try expectNone(TidyRules.imports)
    }

    @Test func `no clock and no chance in pure targets`() throws {
        try expectNone(TidyRules.clocks)
    }

    @Test func `nothing crashes without a sentence and nothing is left behind`() throws {
        try expectNone(TidyRules.crashes)
    }

    @Test func `every unchecked Sendable has its proof beside it`() throws {
        try expectNone(TidyRules.unproven)
    }

    @Test func `no file is too long`() throws {
        try expectNone(TidyRules.length)
    }

    @Test func `every public type and function is documented`() throws {
        try expectNone(TidyRules.undocumented)
    }

    @Test func `French sentences have a narrow space before their signs`() throws {
        try expectNone(SpacedTexts.complaints)
    }

    @Test func `only the texts of literals are looked at for spaces`() {
        let file = Repository.SourceFile(
            path: "Sources/orcp/Bad.swift",
            text: #"""
                // « un » : deux
                let fine = "\(a ? b : "c") \u{202F}: d:e https://f"
                let bad = "Perdu : \(a ? b : c)"
                let worse = """
                    Dans « \(name) », \
                    rien.
                    """
                """#)

        #expect(
            SpacedTexts.complaints(file).map { $0.prefix(23) } == [
                "Sources/orcp/Bad.swift:", "Sources/orcp/Bad.swift:",
            ])
        #expect(SpacedTexts.literals(of: file.text).map(\.line) == [2, 2, 3, 4])
    }

    @Test func `the import table is the one of the package and of the architecture page`() throws {
        let package = try Repository.text("Package.swift")
        let page = try Repository.text("docs/architecture.md")

        for (target, allowed) in TidyRules.mayImport {
            let declared = try #require(
                dependencies(of: target, in: package), "no target \(target)")
            #expect(declared == allowed, "Package.swift, target \(target)")
            let row = allowed.isEmpty ? "—" : allowed.sorted().joined(separator: ", ")
            #expect(page.contains("| `\(target)` | \(row) |"), "architecture.md, \(target)")
        }
    }

    @Test func `each rule catches a bad sample`() {
        let bad = Repository.SourceFile(
            path: "Sources/Columns/Bad.swift",
            text: """
                import Website
                public func undocumented() {}
                final class Loose: @unchecked Sendable {}
                let now = Date()
                let value = try! load()
                """ + String(repeating: "\n", count: TidyRules.longestFile))

        #expect(TidyRules.imports(bad).count == 1)
        #expect(TidyRules.undocumented(bad).count == 1)
        #expect(TidyRules.unproven(bad).count == 1)
        #expect(TidyRules.clocks(bad).count == 1)
        #expect(TidyRules.crashes(bad).count == 1)
        #expect(TidyRules.length(bad).count == 1)
    }

    /// Our own targets that Package.swift lists as dependencies of a target.
    private func dependencies(of target: String, in package: String) -> Set<String>? {
        for kind in [".target(", ".executableTarget("] {
            var rest = package[...]
            while let start = rest.range(of: kind) {
                rest = rest[start.upperBound...]
                let trimmed = rest.trimmingPrefix(while: \.isWhitespace)
                guard trimmed.hasPrefix("name: \"\(target)\"") else { continue }
                let end = rest.range(of: "swiftSettings")?.lowerBound ?? rest.endIndex
                let body = rest[..<end]
                guard let list = body.range(of: "dependencies: [") else { return [] }
                let names = body[list.upperBound...].split(separator: "\"").map(String.init)
                let known = Set(TidyRules.mayImport.keys)
                    .union(TidyRules.inC)
                return Set(names).intersection(known)
            }
        }
        return nil
    }
}
