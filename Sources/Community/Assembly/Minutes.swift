import GRDB

extension Assembly {
    /// The minutes of a session.
    ///
    /// - Shape: Markdown. Persons are named `{personne:12}`: what is read is their name as long as they
    ///   have one, and « Personne n° 12 » once erased; a signed text needs no change for that.
    public struct Minutes: Sendable, Hashable {
        public let session: Int64
        public let text: String
        public let signed: Moment?
        /// Who signed, by number.
        public let signer: Int64?
        /// SHA-256 of the text signed, in hexadecimal digits.
        public let fingerprint: String?
        public let version: Int

        init(_ row: Row) {
            session = row["seance"]
            text = row["texte"]
            signed = (row["signe"] as Int64?).map { Moment(seconds: $0) }
            signer = row["signataire"]
            fingerprint = row["empreinte"]
            version = row["version"]
        }

        /// How a text names a person.
        public static func mention(_ person: Int64) -> String { "{personne:\(person)}" }

        /// The persons a text names, by number.
        public static func people(in text: String) -> Set<Int64> {
            Set(text.matches(of: #/\{personne:([0-9]{1,18})\}/#).compactMap { Int64($0.output.1) })
        }

        /// The text with names in place of mentions.
        ///
        /// - Parameter name: what stands for a person, as Markdown.
        public static func naming(_ text: String, _ name: (Int64) -> String) -> String {
            text.replacing(#/\{personne:([0-9]{1,18})\}/#) { match in
                Int64(match.output.1).map(name) ?? String(match.output.0)
            }
        }
    }

    /// The minutes of a session, or nil before they are begun.
    public func minutes(of session: Int64) throws -> Minutes? {
        try store.read { database in
            try Row.fetchOne(
                database, sql: "SELECT * FROM proces_verbal WHERE seance = ?",
                arguments: [session]
            ).map { Minutes($0) }
        }
    }

    /// Keeps the text of minutes not signed yet, begun or changed.
    ///
    /// - Parameter version: zero to begin them.
    /// - Throws: `.untimely` before the session is closed or once signed; `.changedMeanwhile`.
    public func keepMinutes(
        of session: Int64, text: String, version: Int, _ acting: Acting
    ) throws {
        let text = try Entry.text("texte", text, 20...200_000)
        try store.write(acting) { database in
            guard try Assembly.session(session, in: database).state == .closed else {
                throw CommunityRefusal.untimely(
                    "Le procès-verbal se rédige une fois la séance close.")
            }
            let row = try Row.fetchOne(
                database, sql: "SELECT * FROM proces_verbal WHERE seance = ?",
                arguments: [session])
            let former = row.map { Minutes($0) }
            guard former?.signed == nil else {
                throw CommunityRefusal.untimely(
                    "Le procès-verbal est signé\u{202F}: il ne change plus.")
            }
            guard (former?.version ?? 0) == version else {
                throw CommunityRefusal.changedMeanwhile(what: "Le procès-verbal")
            }
            try database.execute(
                sql: """
                    INSERT INTO proces_verbal (seance, texte, cree) VALUES (?, ?, ?)
                    ON CONFLICT (seance) DO UPDATE
                      SET texte = excluded.texte, version = version + 1
                    """, arguments: [session, text, acting.now.seconds])
        }
    }

    /// Signs the minutes: the act of the session's president, once, about the version they read.
    ///
    /// - Throws: `.forbidden` for anybody else; `.changedMeanwhile`; `.untimely`.
    public func sign(_ session: Int64, version: Int, person: Int64, _ acting: Acting) throws {
        try store.write(acting) { database in
            guard try Assembly.session(session, in: database).president == person else {
                throw CommunityRefusal.forbidden(
                    "Seule la personne qui présidait la séance signe son procès-verbal.")
            }
            let row = try Row.fetchOne(
                database, sql: "SELECT * FROM proces_verbal WHERE seance = ?",
                arguments: [session])
            guard let minutes = row.map({ Minutes($0) }), minutes.signed == nil else {
                throw CommunityRefusal.untimely("Il n’y a pas de procès-verbal à signer.")
            }
            guard minutes.version == version else {
                throw CommunityRefusal.changedMeanwhile(what: "Le procès-verbal")
            }
            try database.execute(
                sql: """
                    UPDATE proces_verbal SET signe = ?, signataire = ?, empreinte = ?,
                      version = version + 1 WHERE seance = ?
                    """,
                arguments: [
                    acting.now.seconds, person, Fingerprint.hexadecimal(of: minutes.text), session,
                ])
        }
    }
}
