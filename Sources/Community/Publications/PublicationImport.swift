import GRDB
import Procurement

/// Existing documents, described by a table, brought into the library at once.
///
/// - Shape: each row stands for a publication; what is wrong with it is told and the others go on. The
///   same table brought again changes nothing; a changed row makes a new version.
public struct PublicationImport: Sendable {
    /// The columns of the table: French names, in the order of the documentation.
    public enum Column: String, Sendable, CaseIterable {
        case key = "cle"
        case file = "fichier"
        case title = "titre"
        case summary = "resume"
        case kind = "genre"
        case authors = "auteurs"
        case institutions = "institutions"
        case group = "groupe"
        case themes = "themes"
        case day = "date"
        case language = "langue"
        case licence = "licence"
    }

    /// What is wrong with a row.
    public struct Finding: Sendable, Hashable, CustomStringConvertible {
        public let line: Int
        public let column: String
        public let sentence: String
        /// French, one line.
        public var description: String {
            "ligne \(line), colonne «\u{202F}\(column)\u{202F}»\u{202F}: \(sentence)"
        }
    }

    /// How it ended.
    public struct Outcome: Sendable, Hashable {
        public var read = 0
        public var added = 0
        public var renewed = 0
        public var unchanged = 0
        public var setAside = 0
        public var findings: [Finding] = []
    }

    private let store: CommunityStore
    private let acting: Acting

    /// Into a store.
    public init(_ store: CommunityStore, _ acting: Acting) {
        self.store = store
        self.acting = acting
    }

    /// Brings a table in.
    ///
    /// - Parameter file: the bytes of a file of the folder, by its name; nil when absent.
    /// - Throws: `.invalid` when a needed column is missing; what the store throws.
    public func run(_ table: CommaTable, file: (String) throws -> [UInt8]?) throws -> Outcome {
        guard let heads = table.rows.first else {
            throw CommunityRefusal.invalid(
                field: "fichier", value: "", sentence: "Le tableau est vide.")
        }
        var places: [Column: Int] = [:]
        for (place, head) in heads.cells.enumerated() {
            let name = head.split(whereSeparator: \.isWhitespace).joined().lowercased()
            if let column = Column(rawValue: name) { places[column] = place }
        }
        for column in [Column.file, .title, .day] where places[column] == nil {
            throw CommunityRefusal.invalid(
                field: column.rawValue, value: "",
                sentence: "La colonne «\u{202F}\(column.rawValue)\u{202F}» manque au tableau.")
        }
        var outcome = Outcome()
        for row in table.rows.dropFirst() {
            outcome.read += 1
            func cell(_ column: Column) -> String {
                guard let place = places[column], place < row.cells.count else { return "" }
                return row.cells[place].split(separator: "\n", omittingEmptySubsequences: false)
                    .map { $0.split(separator: " ").joined(separator: " ") }
                    .joined(separator: "\n")
            }
            do {
                let (content, group) = try content(cell)
                switch try bring(content, group, cell(.key), cell(.file), file) {
                case .added: outcome.added += 1
                case .renewed: outcome.renewed += 1
                case .unchanged: outcome.unchanged += 1
                }
            } catch let refusal as CommunityRefusal {
                outcome.setAside += 1
                var column = ""
                if case .invalid(let field, _, _) = refusal { column = field }
                outcome.findings.append(
                    Finding(line: row.line, column: column, sentence: refusal.description))
            }
        }
        precondition(
            outcome.read
                == outcome.added + outcome.renewed + outcome.unchanged + outcome.setAside,
            "Each row of a table has one fate.")
        return outcome
    }

    private enum Fate { case added, renewed, unchanged }

    private func content(_ cell: (Column) -> String) throws -> (PublicationContent, Int64?) {
        func fault(_ column: Column, _ sentence: String) -> CommunityRefusal {
            .invalid(field: column.rawValue, value: cell(column), sentence: sentence)
        }
        guard let day = Day(cell(.day)) else {
            throw fault(
                .day,
                "«\u{202F}\(cell(.day).prefix(40))\u{202F}» n’est pas un jour\u{202F}: écrivez 2017-10-12."
            )
        }
        func word<Word: RawRepresentable<String> & CaseIterable>(
            _ column: Column, _ kind: Word.Type, default value: Word, label: (Word) -> String
        ) throws -> Word {
            let written = cell(column)
            if written.isEmpty { return value }
            let wanted = AddressWord.suggested(by: written)
            let found = Word.allCases.first {
                $0.rawValue == written.lowercased()
                    || AddressWord.suggested(by: label($0)) == wanted
            }
            guard let found else {
                throw fault(
                    column,
                    "«\u{202F}\(written.prefix(40))\u{202F}» est inconnu\u{202F}; valeurs\u{202F}: "
                        + Word.allCases.map(\.rawValue).joined(separator: ", ") + ".")
            }
            return found
        }
        func list(_ column: Column) -> [String] {
            PublicationContent.lines(cell(column).replacing("|", with: "\n"))
        }
        var content = PublicationContent(day: day)
        content.title = cell(.title)
        content.summary = cell(.summary)
        content.kind = try word(.kind, PublicationKind.self, default: .report) { $0.label }
        content.language = try word(.language, PublicationLanguage.self, default: .french) {
            $0.label
        }
        content.licence = try word(.licence, PublicationLicence.self, default: .reserved) {
            $0.label
        }
        content.authors = list(.authors)
        content.institutions = list(.institutions)
        content.themes = list(.themes)
        let (checked, faults) = content.checked()
        if let fault = faults.first { throw fault }
        var group: Int64?
        if !cell(.group).isEmpty {
            do {
                group = try store.groups.group(cell(.group)).id
            } catch let refusal as CommunityRefusal {
                throw fault(.group, refusal.description)
            }
        }
        return (checked, group)
    }

    private func bring(
        _ content: PublicationContent, _ group: Int64?, _ wanted: String, _ name: String,
        _ file: (String) throws -> [UInt8]?
    ) throws -> Fate {
        guard !name.isEmpty, !name.contains("/"), !name.contains("\\"), !name.hasPrefix(".") else {
            throw CommunityRefusal.invalid(
                field: "fichier", value: name,
                sentence: "Écrivez le nom d’un fichier du dossier, sans chemin.")
        }
        guard let bytes = try file(name) else {
            throw CommunityRefusal.invalid(
                field: "fichier", value: name,
                sentence: "Le dossier n’a pas de fichier «\u{202F}\(name.prefix(80))\u{202F}».")
        }
        let kind = try store.files.check(bytes, name: name)
        guard !kind.isImage else {
            throw CommunityRefusal.invalid(
                field: "fichier", value: name, sentence: "Une image seule n’est pas un document.")
        }
        let key = wanted.isEmpty ? AddressWord.suggested(by: content.title) : wanted
        let hash = Fingerprint.hexadecimal(Fingerprint.of(bytes))
        return try store.write(acting) { database in
            let known = try Row.fetchOne(
                database, sql: "SELECT * FROM publication WHERE cle = ?", arguments: [key]
            ).map { Publication($0) }
            guard let known else {
                let key = try Publications.freeKey(wanted, title: content.title, database)
                let begun = try Publications.begin(
                    content, key: key, group: group, origin: "import", database, acting)
                try finish(begun.version, bytes, kind, name, database)
                return .added
            }
            guard known.origin == "import" else {
                throw CommunityRefusal.invalid(
                    field: wanted.isEmpty ? "titre" : "cle", value: key,
                    sentence: "Une publication écrite sur le site a déjà l’adresse "
                        + "«\u{202F}\(key)\u{202F}».")
            }
            let last = try Row.fetchOne(
                database,
                sql: """
                    SELECT * FROM publication_version WHERE publication = ?
                    ORDER BY numero DESC LIMIT 1
                    """, arguments: [known.id]
            ).map { try PublicationVersion($0, in: database) }
            guard let last else { throw Publications.absent(key) }
            if last.content == content, last.files.map(\.file.id) == [hash],
                known.group == group
            {
                return .unchanged
            }
            guard last.state == .published else {
                throw CommunityRefusal.untimely(
                    "Une nouvelle version de «\u{202F}\(key)\u{202F}» est en cours sur le site.")
            }
            guard known.withdrawn == nil else {
                throw CommunityRefusal.untimely(
                    "La publication «\u{202F}\(key)\u{202F}» est retirée.")
            }
            try database.execute(
                sql: "UPDATE publication SET groupe = ? WHERE id = ?", arguments: [group, known.id])
            let version = try Publications.insert(
                content, of: known.id, number: last.number + 1, database, acting)
            try finish(version, bytes, kind, name, database)
            return .renewed
        }
    }

    private func finish(
        _ id: Int64, _ bytes: [UInt8], _ kind: FileKind, _ name: String, _ database: Database
    ) throws {
        let version = try Publications.version(id, database)
        _ = try Publications.attach(
            bytes, kind: kind, name: name, label: "", to: version, database, acting)
        try Publications.publish(version, database, acting)
    }
}
