import ArgumentParser
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
    @Option(help: "The file to write.") var output: String
    @Option(help: "A folder for the reference lists of the invented world.") var references: String?
    @Flag(help: "Without planted defects.") var clean = false

    func validate() throws {
        if contracts < 0 {
            throw ValidationError(
                "«\u{202F}\(contracts)\u{202F}» contrats\u{202F}: donnez un nombre positif.")
        }
    }

    func run() throws {
        let sample = Sample(contracts: contracts, seed: seed, clean: clean)
        try sample.write(toFile: output)
        if let references { try sample.writeReferences(toFolder: references) }
        FileHandle.standardError.write(
            Data("\(contracts) contrats inventés dans «\u{202F}\(output)\u{202F}».\n".utf8))
    }
}
