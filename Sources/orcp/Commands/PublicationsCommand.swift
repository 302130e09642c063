import ArgumentParser
import Community
import Foundation
import Website

/// The library, from the terminal of the machine.
struct PublicationsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publications",
        abstract: "The library: bring documents in, make its search again.",
        subcommands: [PublicationsImport.self, PublicationsReindex.self])
}

/// Brings existing documents in.
struct PublicationsImport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Bring existing documents in, described by a CSV table.",
        discussion: """
            The table is UTF-8, one row per document, columns parted by ; or , in any order: \
            fichier, titre, date (aaaa-mm-jj) are needed; cle, resume, genre, auteurs, institutions, \
            groupe, themes, langue, licence may follow. Several names are parted by |. What is wrong \
            with a row is told and the others go on. The same table brought again changes nothing; a \
            changed row makes a new version.
            """)

    @OptionGroup var data: DataFolder
    @Argument(help: "The table.") var metadata: String
    @Argument(help: "The folder of the documents.") var folder: String

    func run() throws {
        try AdminCommand.answering {
            guard let bytes = FileManager.default.contents(atPath: metadata) else {
                throw Problem(
                    outcome: .usage,
                    message: "«\u{202F}\(metadata)\u{202F}» ne peut pas être lu.")
            }
            let store = try AdminCommand.store(data)
            let outcome = try PublicationImport(store, AdminCommand.acting).run(
                try CommaTable(Array(bytes))
            ) { name in
                FileManager.default.contents(atPath: folder + "/" + name).map { Array($0) }
            }
            for finding in outcome.findings {
                FileHandle.standardError.write(Data("\(finding)\n".utf8))
            }
            let texts = try Website.reindexPublications(
                store, everyText: false, AdminCommand.acting
            ) { FileHandle.standardError.write(Data("\($0)\n".utf8)) }
            print(
                "\(outcome.read) lignes lues\u{202F}: \(outcome.added) ajoutées, \(outcome.renewed) "
                    + "renouvelées, \(outcome.unchanged) inchangées, \(outcome.setAside) laissées. "
                    + "\(texts.files) textes de fichiers lus.")
            if outcome.setAside > 0 { throw ExitCode(Outcome.data.rawValue) }
        }
    }
}

/// Makes the search of the library again.
struct PublicationsReindex: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reindex",
        abstract: "Read the texts of all files again and make the library's search again.")

    @OptionGroup var data: DataFolder

    func run() throws {
        try AdminCommand.answering {
            let store = try AdminCommand.store(data)
            let counts = try Website.reindexPublications(
                store, everyText: true, AdminCommand.acting
            ) { FileHandle.standardError.write(Data("\($0)\n".utf8)) }
            print(
                "\(counts.publications) publications cherchables, \(counts.files) textes de fichiers "
                    + "lus.")
        }
    }
}
