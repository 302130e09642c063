import Foundation
import Testing

@Suite struct DocumentTests {
    /// All Markdown pages of the project, by path.
    private static let pages: [String] = {
        let manager = FileManager.default
        let top = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"]
        let docs =
            (try? manager.subpathsOfDirectory(  // Absent only in a broken clone.
                atPath: Repository.root.appendingPathComponent("docs").path)) ?? []
        return top + docs.filter { $0.hasSuffix(".md") }.sorted().map { "docs/" + $0 }
    }()

    @Test(arguments: pages) func `every relative link of a page resolves`(page: String) throws {
        let text = try Repository.text(page)
        let folder = Repository.root.appendingPathComponent(page).deletingLastPathComponent()

        for match in text.matches(of: #/\]\((?<target>[^)#]+)/#) {
            let target = String(match.output.target)
            if target.contains("://") || target.hasPrefix("mailto:") { continue }
            let path = folder.appendingPathComponent(target).path
            #expect(FileManager.default.fileExists(atPath: path), "\(page) → \(target)")
        }
    }

    @Test(arguments: pages) func `every page named in backquotes exists`(page: String) throws {
        let text = try Repository.text(page)

        for match in text.matches(
            of: #/`(?<path>(docs|scripts|Tests|Sources|Benchmarks)/[A-Za-z0-9_./-]+)`/#)
        {
            let path = String(match.output.path)
            let url = Repository.root.appendingPathComponent(path)
            #expect(FileManager.default.fileExists(atPath: url.path), "\(page) names \(path)")
        }
    }

    @Test func `every decision has its number once and its headings`() throws {
        let names = Self.pages.filter { $0.hasPrefix("docs/decisions/0") }
        let numbers = names.map { $0.split(separator: "/")[2].prefix(4) }

        #expect(Set(numbers).count == numbers.count)
        for name in names {
            let text = try Repository.text(name)
            for heading in ["**Context.**", "**Decision.**", "**Consequences.**"] {
                #expect(text.contains(heading), "\(name) lacks \(heading)")
            }
        }
    }
}
