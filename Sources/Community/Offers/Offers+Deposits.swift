import GRDB

extension Offers {
    /// Most files of a deposit.
    public static let mostFiles = 200
    /// The setting of the longest file, in mebibytes.
    public static let sizeSetting = "offres.fichier_mio"
    /// The longest file unless decided otherwise, in mebibytes.
    public static let defaultLongestMebibytes = 4_096

    /// The longest file, in bytes.
    public func longestFile() throws -> Int64 {
        let decided = try store.setting(Offers.sizeSetting).flatMap { Int64($0) }
        return min(max(decided ?? Int64(Offers.defaultLongestMebibytes), 1), 1 << 20) << 20
    }

    /// A deposit of a company the person who acts belongs to.
    ///
    /// - Throws: `.absent`, for others too.
    public func deposit(_ key: String, of call: Call, _ acting: Acting) throws -> Deposit {
        try store.read { try Offers.deposit(key, call, acting, $0) }
    }

    static func deposit(_ key: String, _ call: Call, _ acting: Acting, _ database: Database) throws
        -> Deposit
    {
        guard
            let deposit = try deposits(
                database, "cle = ? AND consultation = ?", [key, call.id]
            ).first
        else { throw absent }
        try requireCompany(deposit.siret, acting, database)
        return deposit
    }

    /// Deposits of a company for a consultation, the one under way last.
    public func deposits(of siret: String, for call: Call, _ acting: Acting) throws -> [Deposit] {
        try store.read { database in
            try Offers.requireCompany(siret, acting, database)
            return try Offers.deposits(
                database, "consultation = ? AND siret = ? AND etat <> 'abandonne'",
                [call.id, siret])
        }
    }

    /// Begins a deposit, or gives back the one under way for the same company.
    ///
    /// - Throws: `.untimely` when the consultation takes none; `.absent` when the person does not act for
    ///   the company.
    public func begin(_ siret: String, for call: Call, at time: OfferTime, _ acting: Acting) throws
        -> String
    {
        try store.write(acting) { database in
            try Offers.requireCompany(siret, acting, database)
            let call = try Offers.call(database, "id = ?", [call.id])
            let former = try String.fetchOne(
                database,
                sql: """
                    SELECT cle FROM depot
                    WHERE consultation = ? AND siret = ? AND etat = 'en_cours'
                    """, arguments: [call.id, siret])
            if let former { return former }
            guard call.isReceiving, let row = try Offers.keyRow(call, database) else {
                throw CommunityRefusal.untimely("Cette consultation ne reçoit pas d’offre.")
            }
            let (publicKey, secret) = Sodium.keyPair()
            let sealed = secret.read { Sodium.seal($0, to: Offers.bytes(row, "publique")) }
            let key = Fingerprint.token(acting.chance.bytes(15))
            try database.execute(
                sql: """
                    INSERT INTO depot (cle, consultation, siret, personne, publique, cle_scellee, debut,
                      debut_continu) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    key, call.id, siret, acting.person, publicKey.asData, sealed.asData,
                    time.wall.seconds, time.steady.seconds,
                ])
            return key
        }
    }

    /// Ends a deposit: it is received, its end decides whether it is late, and the letter leaves.
    ///
    /// A deposit that ends in time replaces the company's former one; a late one replaces nothing.
    ///
    /// - Parameters:
    ///   - time: when the last byte, or the order to send, had arrived.
    ///   - letter: the receipt, for the person's address.
    /// - Throws: `.untimely` when a file is not whole, or without any file.
    public func end(
        _ key: String, of call: Call, at time: OfferTime, _ acting: Acting,
        letter: (Deposit, EmailAddress) -> MailMessage?
    ) throws -> Deposit {
        try desk.ending(call.id) {
            try store.write(acting) { database in
                let call = try Offers.call(database, "id = ?", [call.id])
                let draft = try Offers.deposit(key, call, acting, database)
                try Offers.requireEndable(draft, call)
                let lastSeen =
                    try Int64.fetchOne(database, sql: "SELECT max(fin) FROM depot") ?? .min / 2
                let isBackwards = time.wall.seconds < lastSeen - OfferTime.toleranceSeconds
                let closing = call.closing ?? Moment(seconds: .max)
                let isLate = time.wall > closing
                // Only where the clock's setting may have changed the side of the closing.
                let isDoubtful =
                    isBackwards
                    || (abs(time.shiftSeconds) > OfferTime.toleranceSeconds
                        && (time.steady > closing) != isLate)
                let former = try Offers.deposits(
                    database,
                    "consultation = ? AND siret = ? AND etat = 'recu' AND hors_delai = 0",
                    [call.id, draft.siret])
                let replaces = isLate || isDoubtful ? nil : former.last
                try database.execute(
                    sql: """
                        UPDATE depot SET etat = 'recu', fin = ?, fin_continu = ?, cloture = ?,
                          hors_delai = ?, douteux = ?, remplace = ?, personne = ?,
                          numero = (SELECT coalesce(max(numero), 0) + 1 FROM depot
                            WHERE consultation = ?)
                        WHERE id = ? AND etat = 'en_cours'
                        """,
                    arguments: [
                        time.wall.seconds, time.steady.seconds, call.closing?.seconds, isLate,
                        isDoubtful, replaces?.id, acting.person, call.id, draft.id,
                    ])
                if replaces != nil {
                    for deposit in former {
                        try database.execute(
                            sql: "UPDATE depot SET etat = 'remplace' WHERE id = ?",
                            arguments: [deposit.id])
                    }
                }
                let deposit = try Offers.deposit(key, call, acting, database)
                try post(letter, deposit, database, acting)
                return deposit
            }
        }
    }

    private static func requireEndable(_ draft: Deposit, _ call: Call) throws {
        guard draft.state == .underWay else {
            throw CommunityRefusal.untimely("Ce dépôt est déjà envoyé\u{202F}: lisez son accusé.")
        }
        guard call.isReceiving else {
            throw CommunityRefusal.untimely("Cette consultation ne reçoit plus d’offre.")
        }
        guard !draft.files.isEmpty else {
            throw CommunityRefusal.untimely("Ajoutez au moins un fichier avant d’envoyer.")
        }
        guard draft.files.allSatisfy(\.isWhole) else {
            throw CommunityRefusal.untimely(
                "Un fichier n’est pas arrivé en entier\u{202F}: reprenez son envoi, ou ôtez-le.")
        }
    }

    private func post(
        _ letter: (Deposit, EmailAddress) -> MailMessage?, _ deposit: Deposit, _ database: Database,
        _ acting: Acting
    ) throws {
        let address = try String.fetchOne(
            database, sql: "SELECT courriel FROM personne WHERE id = ?", arguments: [acting.person])
        guard let address, let message = letter(deposit, try EmailAddress(address)) else { return }
        try store.outbox.add(message, to: database, acting)
    }

    /// Withdraws a deposit before it is opened, and destroys its files; its receipt stays.
    ///
    /// - Throws: `.untimely` once opened, or when it is not in force.
    public func withdraw(
        _ key: String, of call: Call, at time: OfferTime, _ acting: Acting,
        letter: (Deposit, EmailAddress) -> MailMessage?
    ) throws {
        try store.write(acting) { database in
            let deposit = try Offers.deposit(key, call, acting, database)
            guard deposit.state == .received, deposit.opened == nil else {
                throw CommunityRefusal.untimely("Ce dépôt ne peut plus être retiré.")
            }
            if let closing = deposit.closing, time.wall > closing, !deposit.isLate {
                throw CommunityRefusal.untimely(
                    "L’heure limite est passée\u{202F}: une offre remise engage son auteur et ne se retire plus ici."
                )
            }
            try database.execute(
                sql: "UPDATE depot SET etat = 'retire', retire = ?, detruit = ? WHERE id = ?",
                arguments: [acting.now.seconds, acting.now.seconds, deposit.id])
            try post(
                letter, try Offers.deposit(key, call, acting, database), database, acting)
        }
        try vault.remove(key)
    }

    /// Gives up a deposit under way and destroys what was received of it.
    public func abandon(_ key: String, of call: Call, _ acting: Acting) throws {
        let deposit = try deposit(key, of: call, acting)
        for file in deposit.files { try stopReception(of: file.id, in: deposit) }
        try store.write(acting) { database in
            try database.execute(
                sql: "DELETE FROM depot WHERE id = ? AND etat = 'en_cours'",
                arguments: [deposit.id])
            guard database.changesCount == 1 else {
                throw CommunityRefusal.untimely("Ce dépôt est déjà envoyé.")
            }
        }
        try vault.remove(key)
    }
}
