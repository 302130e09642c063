import GRDB
import Procurement

extension Dossiers {
    /// A row of a list, or the fields of a part that is no list, as written.
    public struct Entry: Sendable {
        public var part: DossierPart
        /// The number of the row; 0 for a new one, and where the part is no list.
        public var row: Int
        public var values: [String: String]

        /// What was written.
        public init(part: DossierPart, row: Int = 0, values: [String: String]) {
            self.part = part
            self.row = row
            self.values = values
        }

        /// Whether nothing was written that counts.
        public var isEmpty: Bool {
            values.allSatisfy { $0.value.isEmpty || $0.key == part.anchor }
        }
    }

    /// Takes the whole dossier as the form holds it: what is the same stays as it was said, what
    /// differs is said anew, what is gone ends. The former statements are kept.
    ///
    /// - Parameters:
    ///   - register: what the register says of the identity, by field: an equal value is marked as
    ///     coming from it.
    ///   - version: as the form was opened on; 0 when nothing was said yet.
    /// - Returns: how many statements were written or ended.
    /// - Throws: `.forbidden`; `.invalid` naming a field; `.changedMeanwhile`.
    @discardableResult
    public func say(
        _ siret: String, _ entries: [Entry], register: [String: String] = [:], version: Int,
        _ acting: Acting
    ) throws -> Int {
        guard let person = acting.person else { throw CommunityRefusal.signInNeeded }
        let checked = try entries.map { try Dossiers.checked($0) }
        return try store.write(acting) { database in
            try Dossiers.require(person, actsFor: siret, as: .company, in: database)
            let former = try Dossiers.dossier(siret, in: database)
            guard former.version == version else {
                throw CommunityRefusal.changedMeanwhile(what: "Le dossier")
            }
            let id = try Dossiers.identifier(siret, in: database, acting)
            let writing = Writing(
                database: database, dossier: id, former: former, register: register,
                acting: acting)
            var changes = 0
            for part in DossierPart.allCases {
                let said = checked.filter { $0.part == part }
                changes +=
                    part.isList ? try writing.list(part, said) : try writing.fields(part, said)
            }
            if changes > 0 || version == 0 {
                try database.execute(
                    sql: "UPDATE dossier SET modifie = ?, version = ? WHERE id = ?",
                    arguments: [acting.now.seconds, version + 1, id])
            }
            return changes
        }
    }

    static func identifier(_ siret: String, in database: Database, _ acting: Acting) throws -> Int64
    {
        let known = try Int64.fetchOne(
            database, sql: "SELECT id FROM dossier WHERE siret = ?", arguments: [siret])
        if let known { return known }
        try database.execute(
            sql: "INSERT INTO dossier (siret, cree, modifie, version) VALUES (?, ?, ?, 0)",
            arguments: [siret, acting.now.seconds, acting.now.seconds])
        return database.lastInsertedRowID
    }

    /// The entry in its kept form.
    private static func checked(_ entry: Entry) throws -> Entry {
        var checked = entry
        checked.values = [:]
        for field in entry.part.fields {
            let name = entry.part.name(of: field, row: entry.row)
            let value = try field.checked(entry.values[field.key] ?? "", as: name)
            if value.isEmpty, field.isRequired, entry.part.isList, !entry.isEmpty {
                throw CommunityRefusal.invalid(
                    field: name, value: "", sentence: "\(field.label)\u{202F}: remplissez ce champ."
                )
            }
            if !value.isEmpty { checked.values[field.key] = value }
        }
        return checked
    }
}

/// The writing of one dossier, within a transaction.
private struct Writing {
    let database: Database
    let dossier: Int64
    let former: Dossier
    let register: [String: String]
    let acting: Acting

    /// A part whose fields are said one by one.
    func fields(_ part: DossierPart, _ said: [Dossiers.Entry]) throws -> Int {
        guard let values = said.first?.values else { return 0 }
        var changes = 0
        for field in part.fields {
            let value = values[field.key] ?? ""
            let known = former.statement(part, field.key)
            guard value != known?.values[field.key] ?? "" else { continue }
            if let known { try end(known) }
            if !value.isEmpty {
                let isRegister = part == .identity && register[field.key] == value
                try insert(
                    part, field: field.key, row: 0, [field.key: value],
                    isRegister ? .register : .said)
            }
            changes += 1
        }
        return changes
    }

    /// A list, whose rows are said one by one.
    func list(_ part: DossierPart, _ said: [Dossiers.Entry]) throws -> Int {
        let known = former.rows(part)
        let kept = said.filter { !$0.isEmpty }
        guard kept.count <= DossierPart.mostRows else {
            throw CommunityRefusal.untimely(
                "\(part.label)\u{202F}: \(DossierPart.mostRows) lignes au plus.")
        }
        var changes = 0
        let rows = Set(kept.map(\.row))
        for statement in known where !rows.contains(statement.row) {
            try end(statement)
            changes += 1
        }
        var next = try highest(part) + 1
        for entry in kept {
            let before = known.first { $0.row == entry.row }
            guard before?.values != entry.values else { continue }
            if let before { try end(before) }
            var row = entry.row
            if before == nil {
                row = next
                next += 1
            }
            try insert(part, field: nil, row: row, entry.values, .said)
            changes += 1
        }
        return changes
    }

    /// The highest number that a row of this list ever had.
    private func highest(_ part: DossierPart) throws -> Int {
        try Int.fetchOne(
            database,
            sql: "SELECT max(rang) FROM dossier_dit WHERE dossier = ? AND rubrique = ?",
            arguments: [dossier, part.rawValue]) ?? 0
    }

    private func end(_ statement: Dossier.Statement) throws {
        try database.execute(
            sql: "UPDATE dossier_dit SET finie = ? WHERE id = ?",
            arguments: [acting.now.seconds, statement.id])
    }

    private func insert(
        _ part: DossierPart, field: String?, row: Int, _ values: [String: String],
        _ source: Dossier.Source
    ) throws {
        let ending = part.fields.first { $0.kind == .end }
        let personal = part.isPersonal ? field.flatMap { values[$0] } ?? "" : ""
        try database.execute(
            sql: """
                INSERT INTO dossier_dit
                  (dossier, rubrique, rang, valeurs, nominatif, source, auteur, depuis, echeance)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                dossier, part.rawValue + (field.map { "." + $0 } ?? ""), row,
                try Dossier.encoded(part.isPersonal ? [:] : values), personal, source.rawValue,
                acting.person, acting.now.seconds, ending.flatMap { values[$0.key] },
            ])
    }
}
