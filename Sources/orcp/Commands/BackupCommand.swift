import ArgumentParser
import Community
import Foundation

/// Copies the community to one file, while the site is served.
struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the community and its settings to one file, while the site is served.",
        discussion: """
            The file is checked before it gets its name; an existing one is not overwritten. It holds \
            personal data and secrets of reglages.json: keep it as you keep them. Editions are not in it: \
            they are built again from deposits.
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
