import GRDB

extension Events {
    /// What is handed out, as it was sent.
    public enum MaterialSource: Sendable {
        /// A path of this site, or an `https` address.
        case address(String)
        /// A file, checked, and the name it came with.
        case file(bytes: [UInt8], kind: FileKind, name: String)
        /// The file that it has already.
        case same
    }

    /// Adds or changes what is handed out.
    ///
    /// - Returns: its number.
    /// - Throws: `.invalid` naming the field; `.changedMeanwhile`.
    @discardableResult
    public func material(
        _ id: Int64?, of event: Int64, title: String, _ source: MaterialSource, session: Int64?,
        rank: Int, version: Int = 0, _ acting: Acting
    ) throws -> Int64 {
        let title = try Entry.line("titre", title, 2...200)
        var address = ""
        if case .address(let written) = source { address = try Events.address(written) }
        return try store.write(acting) { database in
            let former = try id.flatMap { try Events.fileOfMaterial($0, event, database) }
            var values = [
                "titre": title.databaseValue, "seance": session.databaseValue,
                "rang": rank.databaseValue,
            ]
            switch source {
            case .address:
                values["adresse"] = address.databaseValue
                values["fichier"] = .null
                values["nom"] = "".databaseValue
            case .file(let bytes, let kind, let name):
                values["adresse"] = "".databaseValue
                values["fichier"] = try Files.add(bytes, kind: kind, to: database, acting)
                    .databaseValue
                values["nom"] = Files.addressWord(of: name, kind: kind).databaseValue
            case .same:
                guard former != nil else {
                    throw CommunityRefusal.invalid(
                        field: "adresse", value: "",
                        sentence: "Choisissez un fichier, ou écrivez une adresse.")
                }
            }
            let saved = try save(
                "support", "Le support", id, event, version, values, in: database)
            let now = try Events.fileOfMaterial(saved, event, database)
            if let former, former != now { try Files.forget(former, database) }
            return saved
        }
    }

    private static func address(_ written: String) throws -> String {
        let address = try Entry.line("adresse", written, 2...1_000)
        let isSound =
            (address.hasPrefix("https://") && address.count > 8)
            || (address.hasPrefix("/") && !address.hasPrefix("//"))
        guard isSound, !address.contains(where: { $0.isWhitespace || "<>\"\\".contains($0) }) else {
            throw CommunityRefusal.invalid(
                field: "adresse", value: address,
                sentence: "Écrivez une adresse qui commence par https://, ou un chemin de ce site.")
        }
        return address
    }

    static func fileOfMaterial(_ id: Int64, _ event: Int64, _ database: Database) throws -> String?
    {
        try Row.fetchOne(
            database, sql: "SELECT fichier FROM support WHERE id = ? AND rencontre = ?",
            arguments: [id, event])?["fichier"]
    }
}
