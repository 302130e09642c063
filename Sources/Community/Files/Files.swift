import GRDB

extension CommunityStore {
    /// Files that people sent.
    public var files: Files { Files(store: self) }
}

/// Files that people sent, kept in the store and named by the SHA-256 of their bytes.
///
/// The same bytes are kept once. What a file is was decided by its content when it came in.
public struct Files: Sendable {
    let store: CommunityStore

    /// A file kept.
    public struct File: Sendable, Hashable, Identifiable {
        /// SHA-256 of its bytes, 64 hexadecimal digits.
        public let id: String
        public let kind: FileKind
        /// Bytes.
        public let size: Int
        public let added: Moment

        init(_ row: Row) {
            id = row["empreinte"]
            let type: String = row["type"]
            kind = FileKind.allCases.first { $0.mediaType == type } ?? .txt
            size = row["taille"]
            added = Moment(seconds: row["cree"])
        }
    }

    /// The setting of the largest file taken, in mebibytes.
    public static let sizeSetting = "fichiers.taille_mio"
    /// What the setting may say; the site reads no longer body, whatever it says.
    public static let sizeRange = 1...64
    /// The largest file taken unless decided otherwise, in mebibytes.
    public static let defaultSize = 40

    /// The largest file taken, in mebibytes.
    public func largestMebibytes() throws -> Int {
        let decided = try store.setting(Files.sizeSetting).flatMap { Int($0) }
        return decided.map { min(max($0, Files.sizeRange.lowerBound), Files.sizeRange.upperBound) }
            ?? Files.defaultSize
    }

    /// Checks what somebody sent: its size, then what it is by its content.
    ///
    /// - Throws: `.invalid` naming the field.
    public func check(_ bytes: [UInt8], name: String, field: String = "fichier") throws -> FileKind
    {
        let largest = try largestMebibytes()
        guard bytes.count <= largest << 20 else {
            throw CommunityRefusal.invalid(
                field: field, value: String(name.prefix(80)),
                sentence: "Le fichier dépasse \(largest)\u{202F}Mio. Réduisez-le ou partagez-le.")
        }
        return try FileKind.recognise(bytes, name: name, field: field)
    }

    /// Keeps a file that was checked; its text will be drawn from it when it may hold some.
    ///
    /// - Returns: its name.
    public func add(_ bytes: [UInt8], kind: FileKind, _ acting: Acting) throws -> String {
        try store.write(acting) { try Files.add(bytes, kind: kind, to: $0, acting) }
    }

    static func add(_ bytes: [UInt8], kind: FileKind, to database: Database, _ acting: Acting)
        throws -> String
    {
        let name = Fingerprint.hexadecimal(Fingerprint.of(bytes))
        try database.execute(
            sql: """
                INSERT INTO fichier (empreinte, type, taille, contenu, cree) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (empreinte) DO NOTHING
                """,
            arguments: [name, kind.mediaType, bytes.count, bytes.asData, acting.now.seconds])
        if database.changesCount > 0, kind.holdsText {
            try database.execute(
                sql: """
                    INSERT INTO fichier_texte (fichier, etat, demande) VALUES (?, 'attente', ?)
                    ON CONFLICT (fichier) DO NOTHING
                    """, arguments: [name, acting.now.seconds])
        }
        return name
    }

    /// A file by name.
    ///
    /// - Throws: `.absent`.
    public func file(_ name: String) throws -> File {
        let found = try store.read { database in
            try Row.fetchOne(
                database,
                sql: "SELECT empreinte, type, taille, cree FROM fichier WHERE empreinte = ?",
                arguments: [name]
            ).map { File($0) }
        }
        guard let found else { throw CommunityRefusal.absent("Ce fichier n’est pas gardé ici.") }
        return found
    }

    /// The bytes of a file.
    ///
    /// - Throws: `.absent`.
    public func bytes(_ name: String) throws -> [UInt8] {
        let found = try store.read {
            try [UInt8].fetch(
                "SELECT contenu FROM fichier WHERE empreinte = ?", $0, arguments: [name])
        }
        guard let found else { throw CommunityRefusal.absent("Ce fichier n’est pas gardé ici.") }
        return found
    }
}
