import Foundation
import GRDB

extension Offers {
    /// An opening that took place.
    public struct Opening: Sendable, Identifiable {
        public let id: Int64
        public let moment: OfferTime
        /// Whether by the printed recovery key.
        public let isByRecovery: Bool
        /// How many offers were opened.
        public let count: Int
        /// Who gave a part, by name.
        public let agents: [String]
    }

    /// A deposit as the buyer's agents see it after the opening.
    public struct OpenedDeposit: Sendable, Identifiable {
        public let deposit: Deposit
        /// Its files with their names; empty while it stays sealed.
        public let files: [OpenedFile]
        public var id: Int64 { deposit.id }
        /// Lots its files are for; 0 for the whole consultation.
        public var lots: [Int] { Set(files.map(\.lot)).sorted() }
    }

    /// A file of an opened deposit.
    public struct OpenedFile: Sendable, Hashable {
        /// The deposit's word and the file's number: what opens it.
        public let deposit: String
        public let number: Int
        public let name: String
        /// 0 for the whole consultation.
        public let lot: Int
        /// Bytes.
        public let size: Int64
        /// SHA-256 as sent, 64 hexadecimal digits.
        public let digest: String
    }

    // MARK: Opening

    /// Refuses an opening before the closing, or by a clock that was set.
    func requireOpenable(_ call: Call, at time: OfferTime, _ acting: Acting) throws {
        let lastSeen = try store.read { database in
            try Offers.requireBuyer(call, acting, database)
            return try Int64.fetchOne(database, sql: "SELECT max(fin) FROM depot") ?? .min / 2
        }
        guard call.state != "brouillon", let closing = call.closing else {
            throw CommunityRefusal.untimely("La consultation n’est pas publiée.")
        }
        guard abs(time.shiftSeconds) <= OfferTime.openingToleranceSeconds,
            time.wall.seconds >= lastSeen - OfferTime.openingToleranceSeconds
        else {
            throw CommunityRefusal.untimely(
                "L’horloge du serveur a été déplacée de \(time.shiftSeconds) secondes depuis le démarrage\u{202F}: "
                    + "aucune offre ne s’ouvre. L’exploitant vérifie l’heure, puis redémarre le programme."
            )
        }
        guard time.wall > closing, time.steady > closing else {
            throw CommunityRefusal.untimely(
                "Les offres ne s’ouvrent pas avant l’heure limite.")
        }
        guard !desk.isEnding(call.id) else {
            throw CommunityRefusal.untimely(
                "Un dépôt de la dernière seconde finit d’être enregistré\u{202F}: recommencez dans un instant."
            )
        }
    }

    /// Opens what is to open with the consultation's secret, and again what was opened under a key that
    /// this folder lost.
    ///
    /// - Returns: how many were opened.
    func open(
        _ call: Call, _ secret: SecretBytes, _ people: [Int64], byRecovery: Bool,
        at time: OfferTime, _ acting: Acting
    ) throws -> Int {
        let kept = try vault.openedKey()
        return try store.write(acting) { database in
            guard let row = try Offers.keyRow(call, database) else { throw Offers.absent }
            let publicKey = Offers.bytes(row, "publique")
            let deposits = try Offers.deposits(database, "consultation = ?", [call.id])
                .filter(\.isToOpen)
            var count = 0
            for deposit in deposits {
                guard
                    let keys = try Row.fetchOne(
                        database,
                        sql: "SELECT publique, cle_scellee, cle_ouverte FROM depot WHERE id = ?",
                        arguments: [deposit.id]),
                    deposit.opened == nil || Offers.openedSecret(keys, kept) == nil,
                    let own = Sodium.open(
                        Offers.bytes(keys, "cle_scellee"), publicKey, secret),
                    Sodium.publicKey(of: own) == Offers.bytes(keys, "publique")
                    // A damaged key must not keep the others closed: the register shows it sealed.
                else { continue }
                try database.execute(
                    sql:
                        "UPDATE depot SET ouvert = coalesce(ouvert, ?), cle_ouverte = ? WHERE id = ?",
                    arguments: [
                        time.wall.seconds, Sodium.lock(own, under: kept).asData, deposit.id,
                    ])
                count += 1
            }
            try database.execute(
                sql: """
                    INSERT INTO ouverture (consultation, moment, moment_continu, secours, offres)
                    VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [
                    call.id, time.wall.seconds, time.steady.seconds, byRecovery, count,
                ])
            let opening = database.lastInsertedRowID
            for person in Set(people).sorted() {
                try database.execute(
                    sql: "INSERT INTO ouverture_agent (ouverture, personne) VALUES (?, ?)",
                    arguments: [opening, person])
            }
            try database.execute(
                sql: """
                    UPDATE consultation SET etat = 'ouverte', modifie = ?, version = version + 1
                    WHERE id = ? AND etat = 'publiee'
                    """, arguments: [acting.now.seconds, call.id])
            return count
        }
    }

    /// Decides of a late or doubtful deposit; may be undone until it is opened or a lot is awarded.
    ///
    /// - Throws: `.invalid` naming `motif`; `.untimely`; `.forbidden`.
    public func decide(
        _ deposit: Int64, of call: Call, isAdmitted: Bool, reason: String, _ acting: Acting
    ) throws {
        let reason = try Entry.text("motif", reason, 10...1_000)
        try store.write(acting) { database in
            try Offers.requireBuyer(call, acting, database)
            // The visitor's page may be older than the award.
            guard try Offers.call(database, "id = ?", [call.id]).isReceiving else {
                throw CommunityRefusal.untimely(
                    "La procédure est close\u{202F}: ce dépôt reste scellé.")
            }
            let isAwarded =
                try Int.fetchOne(
                    database,
                    sql: "SELECT 1 FROM consultation_attribution WHERE consultation = ? LIMIT 1",
                    arguments: [call.id]) != nil
            guard !isAdmitted || !isAwarded else {
                throw CommunityRefusal.untimely(
                    "Un lot est décidé\u{202F}: revenez d’abord sur sa décision, puis admettez cette offre."
                )
            }
            try database.execute(
                sql: """
                    UPDATE depot SET admis = ?, admis_motif = ? WHERE id = ? AND consultation = ?
                      AND etat = 'recu' AND (hors_delai = 1 OR douteux = 1) AND ouvert IS NULL
                    """, arguments: [isAdmitted, reason, deposit, call.id])
            guard database.changesCount == 1 else {
                throw CommunityRefusal.untimely("Il n’y a plus rien à décider sur ce dépôt.")
            }
            if isAdmitted {
                // It was in the analysis as set aside; it comes back once opened.
                try database.execute(
                    sql: """
                        DELETE FROM consultation_offre WHERE consultation = ?1 AND source = 'site'
                          AND admission = 'ecartee' AND prix_centimes IS NULL
                          AND siret = (SELECT siret FROM depot WHERE id = ?2)
                        """, arguments: [call.id, deposit])
            }
        }
    }

    // MARK: Reading

    /// Openings of a consultation, in order.
    public func openings(of call: Call) throws -> [Opening] {
        try store.read { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM ouverture WHERE consultation = ? ORDER BY id",
                arguments: [call.id]
            ).map { row in
                let agents = try Row.fetchAll(
                    database,
                    sql: """
                        SELECT p.* FROM ouverture_agent a JOIN personne p ON p.id = a.personne
                        WHERE a.ouverture = ? ORDER BY p.nom, p.id
                        """, arguments: [row["id"] as Int64]
                ).map { Person($0).shownName }
                return Opening(
                    id: row["id"],
                    moment: OfferTime(
                        wall: Moment(seconds: row["moment"]),
                        steady: Moment(seconds: row["moment_continu"])),
                    isByRecovery: row["secours"] == 1, count: row["offres"], agents: agents)
            }
        }
    }

    /// All that was received, for the buyer's agents once the closing is past: sealed deposits without
    /// names.
    ///
    /// - Throws: `.forbidden` to others.
    public func register(of call: Call, _ acting: Acting) throws -> [OpenedDeposit] {
        try store.read { try Offers.requireBuyer(call, acting, $0) }
        return try opened(consultation: call.id)
    }

    /// The deposits received for a consultation, with the files of those that were opened. Who may ask is
    /// the caller's to check.
    ///
    /// - Returns: in the order of reception; none before anything was received.
    public func opened(consultation: Int64) throws -> [OpenedDeposit] {
        let rows = try store.read { database in
            try Offers.deposits(
                database, "consultation = ? AND etat IN ('recu', 'remplace', 'retire')",
                [consultation]
            ).map { deposit -> (Deposit, Row?, [Row]) in
                guard deposit.opened != nil else { return (deposit, nil, []) }
                return (
                    deposit,
                    try Row.fetchOne(
                        database, sql: "SELECT publique, cle_ouverte FROM depot WHERE id = ?",
                        arguments: [deposit.id]),
                    try Row.fetchAll(
                        database,
                        sql:
                            "SELECT numero, nom FROM depot_fichier WHERE depot = ? ORDER BY numero",
                        arguments: [deposit.id])
                )
            }
        }
        guard rows.contains(where: { $0.1 != nil }) else {
            return rows.map { OpenedDeposit(deposit: $0.0, files: []) }
        }
        let kept = try vault.openedKey()
        return rows.map { deposit, keys, names in
            guard let keys else { return OpenedDeposit(deposit: deposit, files: []) }
            guard let secret = Offers.openedSecret(keys, kept) else {
                // Its key was lost with the folder's: closed until the agents open it again.
                var deposit = deposit
                deposit.opened = nil
                return OpenedDeposit(deposit: deposit, files: [])
            }
            let publicKey = Offers.bytes(keys, "publique")
            let files = zip(deposit.files, names).map { file, row -> OpenedFile in
                let name = SealedName(Offers.bytes(row, "nom"), publicKey, secret)
                return OpenedFile(
                    deposit: deposit.key, number: file.id, name: name?.name ?? "nom-illisible",
                    lot: name?.lot ?? 0, size: file.size ?? 0, digest: file.digest ?? "")
            }
            return OpenedDeposit(deposit: deposit, files: files)
        }
    }

    /// A deposit's own key; nil when it was kept under another key than this folder's.
    private static func openedSecret(_ keys: Row, _ kept: SecretBytes) -> SecretBytes? {
        guard keys["cle_ouverte"] != nil else { return nil }
        return Sodium.unlock(bytes(keys, "cle_ouverte"), under: kept)
    }

    /// Reads an opened file in pieces.
    ///
    /// - Throws: `.absent` when it is not opened or was destroyed; `StoreFailure`.
    public func read(_ file: OpenedFile) throws -> OpenedFileReader {
        let (keys, pieces) = try store.read { database in
            (
                try Row.fetchOne(
                    database,
                    sql: """
                        SELECT publique, cle_ouverte FROM depot
                        WHERE cle = ? AND ouvert IS NOT NULL AND detruit IS NULL
                        """, arguments: [file.deposit]),
                try Row.fetchAll(
                    database,
                    sql: """
                        SELECT s.debut, s.longueur, s.nom FROM depot_segment s
                        JOIN depot d ON d.id = s.depot
                        WHERE d.cle = ? AND s.fichier = ? AND s.longueur IS NOT NULL
                        ORDER BY s.debut, s.longueur DESC
                        """, arguments: [file.deposit, file.number]
                ).map { row in
                    OpenedFileReader.Piece(
                        start: row["debut"], length: row["longueur"], name: row["nom"])
                }
            )
        }
        guard let keys, let secret = Offers.openedSecret(keys, try vault.openedKey()) else {
            throw CommunityRefusal.absent("Ce fichier n’est pas ouvert.")
        }
        return OpenedFileReader(
            file: file, pieces: pieces, publicKey: Offers.bytes(keys, "publique"),
            secret: secret,
            folder: try vault.folder(of: file.deposit))
    }
}
