import ArgumentParser
import Community
import Editions
import Foundation
import Website

/// Persons of the community, from the terminal of the machine.
struct AdminCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "admin",
        abstract: "Persons of the community: create an administrator, give a role, print a link.",
        subcommands: [AdminCreate.self, AdminRole.self, AdminLink.self])

    /// The store of a data folder.
    static func store(_ data: DataFolder) throws -> CommunityStore {
        try FileManager.default.createDirectory(
            atPath: data.path, withIntermediateDirectories: true)
        return try CommunityStore(path: data.path + "/" + CommunityStore.fileName)
    }

    /// A command acting now.
    static var acting: Acting { Acting(person: nil, now: Clock.now, chance: SystemChance()) }

    /// Calls with what a refusal becomes at the terminal.
    static func answering<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let refusal as CommunityRefusal {
            throw Problem(outcome: .usage, message: refusal.description)
        }
    }

    /// Prints where a person signs in, once, within a quarter of an hour.
    static func printLink(_ email: EmailAddress, _ data: DataFolder, _ store: CommunityStore) throws
    {
        let token = try store.accounts.link(for: email, acting)
        let settings = try Settings(folder: data.path)
        let site = settings.siteAddress.isEmpty ? "http://localhost:8080" : settings.siteAddress
        print(site + Website.signInPath(token: token))
    }
}

/// Makes an administrator and prints a link to sign in.
struct AdminCreate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make an administrator and print a link to sign in.")

    @OptionGroup var data: DataFolder
    @Argument(help: "The e-mail address.") var email: String
    @Option(help: "The name shown.") var name = ""

    func run() throws {
        try AdminCommand.answering {
            let address = try EmailAddress(email)
            let store = try AdminCommand.store(data)
            let person = try store.accounts.invite(address, name: name, AdminCommand.acting)
            try store.accounts.give(.administrator, to: person.id, AdminCommand.acting)
            try AdminCommand.printLink(address, data, store)
        }
    }
}

/// Gives a role to a person.
struct AdminRole: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "role", abstract: "Give a role: inscrit, redacteur or administrateur.")

    @OptionGroup var data: DataFolder
    @Argument(help: "The e-mail address.") var email: String
    @Argument(help: "inscrit, redacteur or administrateur.") var role: String

    func run() throws {
        try AdminCommand.answering {
            let store = try AdminCommand.store(data)
            let address = try EmailAddress(email)
            guard let person = try store.accounts.person(email: address) else {
                throw CommunityRefusal.absent(
                    "Aucun compte n’a l’adresse «\u{202F}\(address.text)\u{202F}»\u{202F}: créez-le par "
                        + "«\u{202F}orcp admin create\u{202F}».")
            }
            guard let given = Role(rawValue: role) else {
                let known = Role.allCases.map(\.rawValue).joined(separator: ", ")
                throw CommunityRefusal.invalid(
                    field: "role", value: role,
                    sentence:
                        "«\u{202F}\(role)\u{202F}» n’est pas un rôle\u{202F}: choisissez parmi \(known)."
                )
            }
            try store.accounts.give(given, to: person.id, AdminCommand.acting)
            print("\(address.text)\u{202F}: \(role)")
        }
    }
}

/// Prints a link to sign in.
struct AdminLink: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link", abstract: "Print a link to sign in, for a person who has an account.")

    @OptionGroup var data: DataFolder
    @Argument(help: "The e-mail address.") var email: String

    func run() throws {
        try AdminCommand.answering {
            let store = try AdminCommand.store(data)
            let address = try EmailAddress(email)
            guard try store.accounts.person(email: address) != nil else {
                throw CommunityRefusal.absent(
                    "Aucun compte n’a l’adresse «\u{202F}\(address.text)\u{202F}».")
            }
            try AdminCommand.printLink(address, data, store)
        }
    }
}
