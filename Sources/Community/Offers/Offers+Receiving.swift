import Foundation
import GRDB

extension Offers {
    // MARK: Files

    /// Announces a file: its name and lot are sealed at once.
    ///
    /// - Parameter size: bytes, when known.
    /// - Returns: its number in the deposit.
    /// - Throws: `.invalid` naming `fichier` or `lot`; `.untimely`; `StoreFailure` when the disk has no
    ///   room for it.
    public func addFile(
        _ name: String, lot: Int, size: Int64?, to key: String, of call: Call, _ acting: Acting
    ) throws -> Int {
        let name = try SealedName(name, lot: lot)
        let longest = try longestFile()
        guard lot == 0 || call.lots.contains(where: { $0.number == lot }) else {
            throw CommunityRefusal.invalid(
                field: "lot", value: String(lot), sentence: "Choisissez un lot de la consultation.")
        }
        if let size, !(0...longest).contains(size) {
            throw CommunityRefusal.invalid(
                field: "fichier", value: "",
                sentence: "Le fichier dépasse la taille permise (\(longest >> 20)\u{202F}Mio).")
        }
        try vault.requireRoom(for: size ?? 0)
        return try store.write(acting) { database in
            let deposit = try Offers.deposit(key, call, acting, database)
            guard deposit.state == .underWay else { throw Offers.alreadySent }
            guard deposit.files.count < Offers.mostFiles else {
                throw CommunityRefusal.untimely(
                    "Un dépôt a au plus \(Offers.mostFiles) fichiers\u{202F}: rassemblez-les dans une archive."
                )
            }
            let publicKey = try Offers.publicKey(of: deposit, database)
            let number = (deposit.files.map(\.id).max() ?? 0) + 1
            try database.execute(
                sql: """
                    INSERT INTO depot_fichier (depot, numero, nom, annonce, debut)
                    VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [
                    deposit.id, number, name.sealed(to: publicKey).asData, size, acting.now.seconds,
                ])
            return number
        }
    }

    private static let alreadySent = CommunityRefusal.untimely(
        "Ce dépôt est déjà envoyé\u{202F}: commencez-en un autre pour le remplacer.")

    private static func publicKey(of deposit: Deposit, _ database: Database) throws -> [UInt8] {
        try [UInt8].fetch(
            "SELECT publique FROM depot WHERE id = ?", database, arguments: [deposit.id]) ?? []
    }

    /// Takes a file out of a deposit under way and destroys it.
    public func removeFile(_ number: Int, of key: String, _ call: Call, _ acting: Acting) throws {
        let deposit = try deposit(key, of: call, acting)
        guard deposit.state == .underWay else { throw Offers.alreadySent }
        try stopReception(of: number, in: deposit)
        try store.write(acting) { database in
            try database.execute(
                sql: "DELETE FROM depot_fichier WHERE depot = ? AND numero = ?",
                arguments: [deposit.id, number])
        }
        try vault.remove(key, file: number)
    }

    // MARK: Transmissions

    /// Bytes of a file kept so far, after what a killed program left was looked over.
    ///
    /// - Throws: `.absent`.
    public func received(_ number: Int, of key: String, _ call: Call, _ acting: Acting) throws
        -> File
    {
        let deposit = try deposit(key, of: call, acting)
        guard deposit.files.contains(where: { $0.id == number }) else { throw Offers.absent }
        if let reception = desk.reception(deposit: key, file: number) {
            // Under way: what it has kept may be told without disturbing it.
            _ = reception
        } else {
            try recover(number, in: deposit, acting)
        }
        guard
            let file = try self.deposit(key, of: call, acting).files.first(where: {
                $0.id == number
            })
        else { throw Offers.absent }
        return file
    }

    /// Begins to receive a piece of a file, where the former pieces ended. A transmission of the same
    /// file that is still open is stopped first: its connection was lost.
    ///
    /// - Parameter start: the place of its first byte.
    /// - Throws: `.untimely` when the place is not where the file stands, or the file is whole.
    public func receive(
        _ number: Int, of key: String, _ call: Call, from start: Int64, _ acting: Acting
    ) throws -> OfferReception {
        try desk.serially {
            let deposit = try deposit(key, of: call, acting)
            guard deposit.state == .underWay else { throw Offers.alreadySent }
            try stopReception(of: number, in: deposit)
            try recover(number, in: deposit, acting)
            let longest = try longestFile()
            let name =
                "\(number)-\(start)-\(Fingerprint.hexadecimal(acting.chance.bytes(6))).scelle"
            let (file, publicKey) = try store.write(acting) { database in
                let fresh = try Offers.deposit(key, call, acting, database)
                guard let file = fresh.files.first(where: { $0.id == number }) else {
                    throw Offers.absent
                }
                guard !file.isWhole else {
                    throw CommunityRefusal.untimely("Ce fichier est déjà arrivé en entier.")
                }
                guard file.received == start else {
                    throw CommunityRefusal.untimely(
                        "Le fichier en est à l’octet \(file.received)\u{202F}: reprenez de là.")
                }
                try database.execute(
                    sql:
                        "INSERT INTO depot_segment (depot, fichier, debut, nom) VALUES (?, ?, ?, ?)",
                    arguments: [deposit.id, number, start, name])
                return (file, try Offers.publicKey(of: deposit, database))
            }
            let reception = try OfferReception(
                deposit: key, file: number, start: start, announced: file.announced,
                longest: longest, name: name, to: publicKey, vault: try vault)
            _ = desk.take(reception, deposit: key, file: number)
            return reception
        }
    }

    /// Ends a transmission, whether the sender finished or was cut: what is kept is on the disk.
    ///
    /// - Parameter isWhole: whether the file ended here, where no size was announced.
    /// - Returns: the file as it stands.
    public func end(
        _ reception: OfferReception, isWhole: Bool, of call: Call, at time: OfferTime,
        _ acting: Acting
    ) throws -> File {
        let result = try desk.serially { () throws -> OfferReception.Result in
            let result = try reception.end(isWhole: isWhole)
            try note(result, of: reception, at: time, acting)
            desk.leave(reception)
            return result
        }
        if result.digest != nil {
            let path = try vault.folder(of: reception.deposit) + "/\(reception.file).suivi"
            // The file is whole without it; a second try comes with the deposit's end.
            unlink(path)
        }
        let deposit = try deposit(reception.deposit, of: call, acting)
        guard let file = deposit.files.first(where: { $0.id == reception.file }) else {
            throw Offers.absent
        }
        return file
    }

    private func note(
        _ result: OfferReception.Result, of reception: OfferReception, at time: OfferTime?,
        _ acting: Acting
    ) throws {
        try store.write(acting) { database in
            guard
                let deposit = try Int64.fetchOne(
                    database, sql: "SELECT id FROM depot WHERE cle = ?",
                    arguments: [reception.deposit])
            else { return }
            let length = result.received - reception.start
            // By its own name: the transmission that took over may begin at the same place.
            if length == 0, result.digest == nil {
                try database.execute(
                    sql: """
                        DELETE FROM depot_segment
                        WHERE depot = ? AND nom = ? AND longueur IS NULL
                        """, arguments: [deposit, reception.name])
                return
            }
            try database.execute(
                sql: """
                    UPDATE depot_segment SET longueur = ?
                    WHERE depot = ? AND nom = ? AND longueur IS NULL
                    """, arguments: [length, deposit, reception.name])
            // Its end was noted already, when another took over: what came since is not undone.
            guard database.changesCount == 1 else { return }
            try database.execute(
                sql: """
                    UPDATE depot_fichier SET recu = ?1, taille = CASE WHEN ?2 IS NULL THEN NULL ELSE ?1
                      END, empreinte = ?2, fin = CASE WHEN ?2 IS NULL THEN NULL ELSE ?3 END
                    WHERE depot = ?4 AND numero = ?5 AND empreinte IS NULL
                    """,
                arguments: [
                    result.received, result.digest, (time?.wall ?? acting.now).seconds, deposit,
                    reception.file,
                ])
        }
    }

    /// Stops the transmission of a file that may still be open.
    func stopReception(of number: Int, in deposit: Deposit) throws {
        guard let reception = desk.reception(deposit: deposit.key, file: number) else { return }
        let result = try reception.end(isWhole: false)
        try note(
            result, of: reception, at: nil,
            Acting(person: deposit.person, now: deposit.begun.wall, chance: NoChance()))
        desk.leave(reception)
    }

    /// Nothing unpredictable is needed to note what was received.
    private struct NoChance: Chance {
        func bytes(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }
    }

    // MARK: After a kill

    /// Looks over the pieces whose end was never noted: keeps the records that hold, cuts the rest.
    private func recover(_ number: Int, in deposit: Deposit, _ acting: Acting) throws {
        let rows = try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT rowid, debut, nom FROM depot_segment
                    WHERE depot = ? AND fichier = ? AND longueur IS NULL
                    """, arguments: [deposit.id, number])
        }
        for row in rows {
            let (start, name): (Int64, String) = (row["debut"], row["nom"])
            let path = try vault.folder(of: deposit.key) + "/" + name
            let records =
                FileManager.default.fileExists(atPath: path)
                ? try soundRecords(path, number, deposit, start) : 0
            let length = records * Int64(SealedSegment.recordBytes)
            try store.write(acting) { database in
                if records == 0 {
                    try database.execute(
                        sql: "DELETE FROM depot_segment WHERE depot = ? AND nom = ?",
                        arguments: [deposit.id, name])
                } else {
                    try database.execute(
                        sql: "UPDATE depot_segment SET longueur = ? WHERE depot = ? AND nom = ?",
                        arguments: [length, deposit.id, name])
                    try database.execute(
                        sql: "UPDATE depot_fichier SET recu = ? WHERE depot = ? AND numero = ?",
                        arguments: [start + length, deposit.id, number])
                }
            }
            if records == 0 { unlink(path) }
        }
    }

    /// How many records of a piece are as they were noted, from its start.
    private func soundRecords(_ path: String, _ number: Int, _ deposit: Deposit, _ start: Int64)
        throws -> Int64
    {
        let segment = try SealedFile(path)
        let progress = try OfferProgress(try vault.folder(of: deposit.key) + "/\(number).suivi")
        let whole = SealedSegment.recordBytes + SealedSegment.extraBytes
        let first = start / Int64(SealedSegment.recordBytes)
        var count: Int64 = 0
        while true {
            let place = Int64(SealedSegment.headBytes) + count * Int64(whole)
            let record = try segment.read(whole, at: place)
            guard record.count == whole, try progress.holds(record, number: first + count) else {
                try segment.cut(to: place)
                try segment.settle()
                return count
            }
            count += 1
        }
    }
}

extension Offers {
    /// Adds a file whose bytes are in hand, whole.
    ///
    /// - Throws: as `addFile`, `receive` and `end`.
    public func add(
        _ bytes: [UInt8], named name: String, lot: Int, to key: String, of call: Call,
        at time: OfferTime, _ acting: Acting
    ) throws {
        let number = try addFile(
            name, lot: lot, size: Int64(bytes.count), to: key, of: call, acting)
        let reception = try receive(number, of: key, call, from: 0, acting)
        do {
            try reception.take(bytes)
            _ = try end(reception, isWhole: true, of: call, at: time, acting)
        } catch {
            try removeFile(number, of: key, call, acting)
            throw error
        }
    }
}
