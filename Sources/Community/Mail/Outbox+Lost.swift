import Foundation
import GRDB

extension Outbox {
    /// A letter that was given up.
    public struct Lost: Sendable, Hashable, Identifiable {
        public let id: Int64
        /// Whom it was for, masked: `n…@exemple.fr`.
        public let recipient: String
        public let category: MailMessage.Category
        public let created: Moment
        public let tries: Int
        /// What the carrier last said, the address masked.
        public let error: String
    }

    /// The letters given up, the latest first; at most two hundred.
    public func givenUp() throws -> [Lost] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT id, destinataire, categorie, cree, essais, erreur FROM courriel
                    WHERE abandonne IS NOT NULL ORDER BY abandonne DESC, id DESC LIMIT 200
                    """
            ).map { row in
                let address: String = row["destinataire"]
                let masked = Outbox.masked(address)
                let error: String = row["erreur"] ?? ""
                return Lost(
                    id: row["id"], recipient: masked,
                    category: .init(rawValue: row["categorie"]) ?? .owed,
                    created: Moment(seconds: row["cree"]), tries: row["essais"],
                    error: error.replacingOccurrences(
                        of: address, with: masked, options: .caseInsensitive))
            }
        }
    }

    /// Tries a letter that was given up again, from the beginning.
    ///
    /// - Throws: `.absent` when it was not given up, or is not kept any more.
    public func retry(_ id: Int64, _ acting: Acting) throws {
        try store.write(acting) { database in
            try database.execute(
                sql: """
                    UPDATE courriel SET abandonne = NULL, essais = 0, prochain = ?
                    WHERE id = ? AND abandonne IS NOT NULL
                    """, arguments: [acting.now.seconds, id])
            guard database.changesCount == 1 else {
                throw CommunityRefusal.absent("Ce courriel n’est pas, ou plus, abandonné.")
            }
        }
    }

    /// The first letter of the name, and where the mail goes.
    static func masked(_ address: String) -> String {
        guard let at = address.lastIndex(of: "@") else { return "…" }
        return address.prefix(1) + "…" + address[at...]
    }
}
