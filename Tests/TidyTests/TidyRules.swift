/// What reviewers would otherwise repeat. Each rule gives the complaints it has about one file.
enum TidyRules {
    /// Which targets each target may import; `docs/architecture.md` shows the same table.
    static let mayImport: [String: Set<String>] = [
        "Procurement": [],
        "Law": ["Procurement", "CLawFacts"],
        "Columns": [],
        "Formats": ["Procurement", "CZlib", "CExpat", "CTaxonomy"],
        "Editions": ["Procurement", "Law", "Columns", "Formats", "CCrypto", "CZlib", "CLinux"],
        "Indicators": ["Procurement", "Law", "Columns"],
        "Tools": ["Procurement", "Law", "Formats", "CZlib"],
        "Community": ["Procurement", "CCrypto", "CSodium"],
        "Website": [
            "Procurement", "Law", "Columns", "Formats", "Editions", "Indicators", "Tools",
            "Community", "CZlib", "CCmark", "CQrencode",
        ],
        "orcp": [
            "Procurement", "Law", "Columns", "Formats", "Editions", "Indicators", "Tools",
            "Community", "Website",
        ],
    ]
    /// C targets that ours import: libraries of the system, and files compiled in.
    static let inC: Set<String> = [
        "CZlib", "CExpat", "CCrypto", "CLinux", "CCmark", "CQrencode", "CSodium", "CLawFacts",
        "CTaxonomy",
    ]
    /// Targets in which time and chance are arguments.
    static let pure: Set<String> = [
        "Procurement", "Law", "Columns", "Formats", "Indicators", "Tools", "Community",
    ]
    /// No file is longer.
    static let longestFile = 500

    /// Imports of our own targets that the table does not allow.
    static func imports(_ file: Repository.SourceFile) -> [String] {
        let ours = Set(mayImport.keys).union(inC)
        return file.lines.compactMap { line in
            let words = line.split(separator: " ").map(String.init)
            guard let at = words.firstIndex(of: "import"), at < 2, words.count > at + 1 else {
                return nil
            }
            let name = words[at + 1]
            guard ours.contains(name), mayImport[file.target]?.contains(name) != true else {
                return nil
            }
            return "\(file.path) imports \(name)"
        }
    }

    /// Clocks and chance in a pure target.
    static func clocks(_ file: Repository.SourceFile) -> [String] {
        guard pure.contains(file.target) else { return [] }
        let banned = [
            "Date()", "Date.now", "ContinuousClock", "SystemRandomNumberGenerator", ".random(in",
            "gettimeofday", "clock_gettime",
        ]
        return code(of: file).compactMap { number, line in
            banned.first { begins($0, in: line) }.map { "\(file.path):\(number) uses \($0)" }
        }
    }

    /// Whether a line holds a text that is not the end of a longer name, as `Date()` in `DueDate()`.
    private static func begins(_ text: String, in line: String) -> Bool {
        line.ranges(of: text).contains { range in
            guard range.lowerBound > line.startIndex, text.first?.isLetter == true else {
                return true
            }
            return !line[line.index(before: range.lowerBound)].isLetter
        }
    }

    /// What may crash without a sentence, and what was left behind.
    static func crashes(_ file: Repository.SourceFile) -> [String] {
        let banned = ["try!", "fatalError(", "as!", "FIXME", "TODO", "XXX", "try? "]
        let lines = file.lines
        return code(of: file).compactMap { number, line in
            guard let found = banned.first(where: { line.contains($0) }) else { return nil }
            // A `try?` is allowed where a comment within two lines says why.
            if found == "try? " {
                let near = lines[max(0, number - 3)...min(lines.count - 1, number + 1)]
                if near.contains(where: { $0.contains("//") }) { return nil }
            }
            return "\(file.path):\(number) holds \(found)"
        }
    }

    /// `@unchecked Sendable` without its proof within four lines.
    static func unproven(_ file: Repository.SourceFile) -> [String] {
        let lines = file.lines
        return lines.indices.compactMap { index in
            guard lines[index].contains("@unchecked Sendable"),
                !lines[index].trimmingPrefix(while: \.isWhitespace).hasPrefix("//")
            else { return nil }
            let around = lines[max(0, index - 4)...min(lines.count - 1, index + 4)]
            let proof = around.contains {
                $0.trimmingPrefix(while: \.isWhitespace).hasPrefix("//")
                    && !$0.contains("MARK")
            }
            return proof ? nil : "\(file.path):\(index + 1) gives no proof"
        }
    }

    /// Files that have grown a second thing.
    static func length(_ file: Repository.SourceFile) -> [String] {
        let count = file.lines.count
        return count > longestFile ? ["\(file.path) has \(count) lines"] : []
    }

    /// Public types and functions without a documentation comment.
    static func undocumented(_ file: Repository.SourceFile) -> [String] {
        let lines = file.lines
        let kinds = [
            "struct ", "enum ", "class ", "final class ", "protocol ", "actor ", "func ",
            "static func ", "mutating func ", "init(", "init?(", "typealias ",
        ]
        return lines.indices.compactMap { index in
            let line = lines[index].trimmingPrefix(while: \.isWhitespace)
            guard line.hasPrefix("public "),
                kinds.contains(where: { line.dropFirst("public ".count).hasPrefix($0) })
            else { return nil }
            var above = index - 1
            while above >= 0 {
                let text = lines[above].trimmingPrefix(while: \.isWhitespace)
                if text.hasPrefix("@") || text.hasPrefix("// ") || text.hasPrefix("#if") {
                    above -= 1
                } else {
                    break
                }
            }
            let documented =
                above >= 0
                && lines[above].trimmingPrefix(while: \.isWhitespace).hasPrefix("///")
            return documented ? nil : "\(file.path):\(index + 1) \(line.prefix(60))"
        }
    }

    /// Lines of code with their numbers, without comments.
    private static func code(of file: Repository.SourceFile) -> [(Int, String)] {
        file.lines.enumerated().compactMap { index, line in
            let text = line.trimmingPrefix(while: \.isWhitespace)
            guard !text.hasPrefix("//") else { return nil }
            return (index + 1, String(text))
        }
    }
}
