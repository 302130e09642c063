import Columns
import Editions
import Procurement

/// The files of an edition that anyone may take, so that published queries can be run elsewhere.
struct TableFiles: Sendable {
    /// One of them.
    struct File: Sendable {
        /// With its ending: `contracts.arrow`.
        var name: String
        /// Nil for those made when asked for.
        var sizeBytes: Int?
        var sha256: String?
    }

    let all: [File]
    private let edition: Edition
    private static let words = WordTables.Kind.allCases.map {
        (kind: $0, name: $0.rawValue + ".csv")
    }

    /// The tables of an edition, as its manifest names them, and those of its words.
    init(_ edition: Edition) {
        self.edition = edition
        let kept = edition.manifest.files.filter { $0.name.hasSuffix(".arrow") }
        all =
            kept.map { File(name: $0.name, sizeBytes: $0.sizeBytes, sha256: $0.sha256) }
            + Self.words.map { File(name: $0.name) }
    }

    /// The bytes of a file.
    ///
    /// - Throws: `ArrowFailure` when the file cannot be read or is damaged.
    func chunks(of file: File) throws -> any Answer.Chunks {
        if let words = Self.words.first(where: { $0.name == file.name }) {
            return try WordRows(words.kind, of: edition)
        }
        return MappedChunks(try MappedFile(path: edition.folder + "/" + file.name))
    }
}
