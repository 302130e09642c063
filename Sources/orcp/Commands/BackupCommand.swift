import ArgumentParser
import Community
import Foundation

/// Copies the community to one file, while the site is served.
struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the community, its settings and its offers, while the site is served.",
        discussion: """
            The file is checked before it gets its name; an existing one is not overwritten. It holds \
            personal data and secrets of reglages.json: keep it as you keep them. Offers, sealed as they were \
            received, go to the folder FILE.offres beside it. Editions are not in it: they are built again \
            from deposits.
            """)

    @OptionGroup var data: DataFolder
    @Argument(help: "The file to write.") var file: String

    func run() throws {
        try CommunityFile.answering {
            var files: [(name: String, bytes: [UInt8])] = []
            for name in CommunityFile.kept {
                let path = data.path + "/" + name
                guard FileManager.default.fileExists(atPath: path) else { continue }
                files.append((name, Array(try Data(contentsOf: URL(fileURLWithPath: path)))))
            }
            let facts = try Backup.take(of: data.path, to: file, files: files)
            print(
                "Sauvegarde vérifiée dans «\u{202F}\(file)\u{202F}»\u{202F}: \(facts.sizeBytes) octets, "
                    + "\(facts.people) personnes, \(facts.changes) changements au journal.")
            try CommunityFile.tell(facts.offers, in: OfferBackup.folder(of: file))
        }
    }
}

/// Puts a backup in the place of the community.
struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put a backup in the place of the community; the former one is kept aside.",
        discussion: """
            Refuses while a server or a command uses the folder, and a file that is not a whole backup of \
            this program or comes from a later one. Everybody signs in again. A missing reglages.json comes \
            back; another one is not touched, and the backup's is written beside it.
            """)

    @OptionGroup var data: DataFolder
    @Argument(help: "The file to read.") var file: String

    func run() throws {
        try CommunityFile.answering {
            try FileManager.default.createDirectory(
                atPath: data.path, withIntermediateDirectories: true)
            let restored = try Backup.restore(file, to: data.path, AdminCommand.acting)
            print(
                "Restauré\u{202F}: \(restored.facts.people) personnes, \(restored.facts.changes) "
                    + "changements au journal.")
            if let former = restored.former {
                print("L’ancien fichier est gardé dans «\u{202F}\(former)\u{202F}».")
            }
            if restored.erasedAgain > 0 {
                print("Effacées de nouveau\u{202F}: \(restored.erasedAgain) personnes.")
            }
            for item in restored.files where CommunityFile.kept.contains(item.name) {
                try put(item.name, item.bytes)
            }
            try CommunityFile.tell(restored.offers, in: data.path + "/offres")
        }
    }

    /// Writes a file that came with the backup, never over another.
    private func put(_ name: String, _ bytes: [UInt8]) throws {
        let path = data.path + "/" + name
        if FileManager.default.fileExists(atPath: path) {
            let present = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
            guard present != bytes else { return }
        }
        let isThere = FileManager.default.fileExists(atPath: path)
        let target = isThere ? path + ".sauvegarde" : path
        try Data(bytes).write(to: URL(fileURLWithPath: target), options: .atomic)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: target)
        print("«\u{202F}\(name)\u{202F}» de la sauvegarde\u{202F}: «\u{202F}\(target)\u{202F}».")
    }
}

/// What the commands about the community's file share.
enum CommunityFile {
    /// Files of the data folder that a backup holds besides the store.
    static let kept = ["reglages.json"]

    /// Says what became of sealed offers.
    ///
    /// - Throws: `Problem` when some are missing: what could be done was done.
    static func tell(_ offers: OfferBackup.Facts, in folder: String) throws {
        if offers.deposits > 0 {
            print(
                "Offres scellées, dans «\u{202F}\(folder)\u{202F}»\u{202F}: \(offers.deposits) dépôts, "
                    + "\(offers.sizeBytes) octets.")
        }
        guard let first = offers.missing.first else { return }
        throw Problem(
            outcome: .data,
            message: "\(offers.missing.count) fichiers d’offres manquent, le premier est "
                + "«\u{202F}\(first)\u{202F}»\u{202F}: le reste est fait. Retrouvez-les dans une autre copie du dossier "
                + "«\u{202F}offres\u{202F}» avant l’ouverture.")
    }

    /// Calls with what a failure of the store becomes at the terminal.
    static func answering<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let failure as StoreFailure {
            throw Problem(
                outcome: failure.kind == .foreign ? .data : .unavailable,
                message: failure.description)
        }
    }
}
