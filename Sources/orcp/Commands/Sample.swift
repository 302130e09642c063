import ArgumentParser
import Community
import Editions
import Formats
import Foundation

/// Writes invented contracts in the 2022 format.
struct SampleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample",
        abstract: "Write invented contracts, the same for the same number and seed.")

    @OptionGroup var data: DataFolder
    @Option(help: "How many.") var contracts = 20_000
    @Option(help: "The seed.") var seed: UInt64 = 1
    @Option(help: "The file to write; needed unless --community stands alone.") var output: String?
    @Option(help: "A folder for the reference lists of the invented world.") var references: String?
    @Option(help: "A file for invented notices of calls.") var notices: String?
    @Option(help: "The day their deadlines follow, yyyy-mm-dd (default: today).") var on: String?
    @Flag(help: "Without planted defects.") var clean = false
    @Flag(help: "Fill the data folder's community, when it is empty, with invented content.")
    var community = false

    func validate() throws {
        if output == nil, notices == nil, !community {
            throw ValidationError(
                "Dites où écrire, par --output ou --notices, ou demandez --community.")
        }
        if contracts < 0 {
            throw ValidationError(
                "«\u{202F}\(contracts)\u{202F}» contrats\u{202F}: donnez un nombre positif.")
        }
    }

    func run() throws {
        if community { try fillCommunity() }
        if let notices {
            let day = try on.map { try Clock.day($0) } ?? Clock.today
            try SampleNotices(day: day).write(toFile: notices)
            FileHandle.standardError.write(
                Data("Avis inventés dans «\u{202F}\(notices)\u{202F}».\n".utf8))
        }
        guard let output else { return }
        let sample = Sample(contracts: contracts, seed: seed, clean: clean)
        try sample.write(toFile: output)
        if let references { try sample.writeReferences(toFolder: references) }
        FileHandle.standardError.write(
            Data("\(contracts) contrats inventés dans «\u{202F}\(output)\u{202F}».\n".utf8))
    }

    private func fillCommunity() throws {
        let isFilled = try CommunitySample.fill(
            try AdminCommand.store(data),
            edition: try EditionStore(folder: data.path).currentIdentifier(),
            allowsConsultations: try Settings(folder: data.path).allowsSimplifiedConsultations,
            AdminCommand.acting)
        FileHandle.standardError.write(
            Data(
                (isFilled
                    ? "Communauté inventée pour la démonstration.\n"
                    : "La communauté n’est pas vide\u{202F}: rien n’y est ajouté.\n").utf8))
    }
}
