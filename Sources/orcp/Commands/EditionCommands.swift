import ArgumentParser
import Community
import Editions
import Foundation
import Procurement

/// Lists the editions, or removes those nobody needs.
struct EditionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "editions", abstract: "The editions of the data folder.")

    @OptionGroup var data: DataFolder
    @Flag(help: "Print as JSON.") var json = false
    @Option(help: "Serve this edition.") var serve: String?
    @Flag(help: "Remove editions that are neither served, nor the last of their month, nor cited.")
    var prune = false

    /// The editions that studies cite, where there is a community.
    private func cited() throws -> Set<String> {
        let path = data.path + "/" + CommunityStore.fileName
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        return try CommunityStore(path: path).studies.citedEditions()
    }

    func run() throws {
        let store = EditionStore(folder: data.path)
        if let serve {
            let lock = try DataFolderLock(folder: data.path)
            try store.serve(serve, lock: lock)
        }
        if prune {
            let lock = try DataFolderLock(folder: data.path)
            for id in try store.prune(keeping: try cited(), lock: lock) {
                print("Supprimée\u{202F}: \(id)")
            }
        }
        let current = try store.currentIdentifier()
        let manifests = try store.manifests()
        if json {
            let items = manifests.map { manifest in
                """
                {"edition":\(JSONText.string(manifest.edition)),\
                "referenceDay":\(JSONText.string(manifest.referenceDay)),\
                "contracts":\(manifest.counts["contracts"] ?? 0),\
                "current":\(manifest.edition == current)}
                """
            }
            print("[\(items.joined(separator: ","))]")
            return
        }
        var table = TextTable(["", "Édition", "Jour", "Contrats", "Dépôts"], numbers: [3, 4])
        for manifest in manifests {
            table.rows.append([
                manifest.edition == current ? "→" : "", manifest.edition, manifest.referenceDay,
                "\(manifest.counts["contracts"] ?? 0)", "\(manifest.deposits.count)",
            ])
        }
        print(table.text)
    }
}

/// Checks an edition against its manifest.
struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check an edition against its manifest: files, counts, reconciliation, values.")

    @OptionGroup var data: DataFolder
    @Argument(help: "The edition (default: the current one).") var edition: String?
    @Flag(help: "Print as JSON.") var json = false

    func run() throws {
        let store = EditionStore(folder: data.path)
        guard let id = try edition ?? store.currentIdentifier() else {
            throw Problem(
                outcome: .unavailable,
                message: "Aucune édition dans «\u{202F}\(data.path)\u{202F}».")
        }
        let verification = try EditionVerification(folder: try store.path(of: id))
        if json {
            print(try JSONOutput.line(verification))
        } else if verification.isWhole {
            print(
                "Édition \(verification.edition) intacte\u{202F}: \(verification.files) fichiers vérifiés."
            )
        } else {
            for fault in verification.faults { complain(fault) }
        }
        if !verification.isWhole { throw Outcome.data.code }
    }
}

/// Says what changed between two editions.
struct Diff: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "What changed from one edition to another.")

    @OptionGroup var data: DataFolder
    @Argument(help: "The first edition.") var before: String
    @Argument(help: "The second edition.") var after: String
    @Flag(help: "Print as JSON.") var json = false

    func run() throws {
        let store = EditionStore(folder: data.path)
        let difference = EditionDifference(
            from: try store.open(before), to: try store.open(after))
        if json {
            print(try JSONOutput.line(difference))
            return
        }
        print(
            """
            De \(difference.before) à \(difference.after)\u{202F}: \(difference.added.count) contrats \
            ajoutés, \(difference.removed.count) retirés, \(difference.changed.count) changés.
            """)
        var figures = TextTable(["Chiffre", "Avant", "Après"], numbers: [1, 2])
        for figure in difference.figures {
            figures.rows.append([figure.name, "\(figure.before)", "\(figure.after)"])
        }
        print(figures.text)
        guard !difference.changesByField.isEmpty else { return }
        var fields = TextTable(["Colonne", "Contrats changés"], numbers: [1])
        for (field, count) in difference.changesByField.sorted(by: { $0.key < $1.key }) {
            fields.rows.append([field, "\(count)"])
        }
        print(fields.text)
    }
}
