import Foundation

/// The source files of the repository, as the tidy tests read them.
enum Repository {
    /// The package's root, found from this file.
    static let root: URL = {
        var url = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { url.deleteLastPathComponent() }
        return url
    }()

    /// One Swift source file.
    struct SourceFile {
        /// Path below the root, as `Sources/Law/DatedFact.swift`.
        let path: String
        let text: String
        var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
        /// The target the file belongs to.
        var target: String { String(path.split(separator: "/")[1]) }
        /// The file's name without its ending.
        var name: String {
            String(path.split(separator: "/").last?.dropLast(".swift".count) ?? "")
        }
    }

    /// All Swift files below a folder of the root.
    static func swiftFiles(below folder: String) throws -> [SourceFile] {
        let base = root.appendingPathComponent(folder)
        let names = try FileManager.default.subpathsOfDirectory(atPath: base.path)
        return try names.filter { $0.hasSuffix(".swift") }.sorted().map { name in
            let url = base.appendingPathComponent(name)
            return SourceFile(
                path: "\(folder)/\(name)", text: try String(contentsOf: url, encoding: .utf8))
        }
    }

    /// A text file below the root.
    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }
}
