import Foundation
import GRDB
import Synchronization

@testable import Community

/// A published consultation of an invented buyer, three agents, two companies; cheap passphrases.
final class InventedOffers: Sendable {
    static let buyer = "21590350100017"
    static let roofer = "55204944776279"
    static let mason = "73282932000074"
    static let closing = Invented.now.adding(minutes: 60)
    static let passphrase = "une phrase inventée"

    let store: CommunityStore
    let agents: [Int64]
    let company: Int64
    let rival: Int64
    let stranger: Int64
    let call: Offers.Call
    private let chance: InventedChance

    /// Offers whose passphrases cost next to nothing.
    var offers: Offers {
        var offers = store.offers
        offers.cost = .least
        return offers
    }

    /// - Parameter path: of a store on the disk; in memory when nil.
    init(path: String? = nil, needed: Int = 2, isPublished: Bool = true) throws {
        let store = try path.map { try CommunityStore(path: $0) } ?? CommunityStore()
        self.store = store
        let chance = InventedChance()
        self.chance = chance
        let acting = Invented.acting(chance: chance)
        func person(_ name: String, _ siret: String, _ kind: Attachments.Kind) throws -> Int64 {
            let person = try store.accounts.invite(
                try EmailAddress("\(name)@exemple.fr"), name: name, acting)
            try store.attachments.ask(
                person.id, siret: siret, kind: kind, reason: "Pour les essais.", acting)
            try store.write(acting) {
                try $0.execute(sql: "UPDATE rattachement SET etat = 'confirme'")
            }
            return person.id
        }
        let agents = try ["anne", "basile", "chloe"].map { try person($0, Self.buyer, .buyer) }
        self.agents = agents
        company = try person("couvreur", Self.roofer, .company)
        rival = try person("macon", Self.mason, .company)
        stranger = try person("autre", "21800019800018", .buyer)
        try store.write(acting) { database in
            try database.execute(
                sql: """
                    INSERT INTO consultation (cle, acheteur, objet, etat, cloture, cree, modifie)
                    VALUES ('toiture', ?, 'Toiture de l’école inventée', 'brouillon', ?, 0, 0);
                    INSERT INTO consultation_lot (consultation, numero, objet)
                      VALUES (1, 1, 'Couverture'), (1, 2, 'Charpente');
                    """, arguments: [Self.buyer, Self.closing.seconds])
        }
        let draft = try store.offers.call("toiture")
        var offers = store.offers
        offers.cost = .least
        for agent in agents {
            try offers.makeAgentKey(
                passphrase: Self.passphrase + " \(agent)", again: Self.passphrase + " \(agent)",
                Invented.acting(agent, chance: chance))
        }
        let code = try offers.makeKey(
            of: draft, agents: agents, needed: needed, Invented.acting(agents[0], chance: chance))
        recovery = code
        if isPublished {
            try store.write(acting) {
                try $0.execute(sql: "UPDATE consultation SET etat = 'publiee'")
            }
        }
        call = try store.offers.call("toiture")
    }

    /// The recovery key printed at the creation.
    let recovery: String

    func acting(_ person: Int64, at moment: Moment = Invented.now) -> Acting {
        Invented.acting(person, at: moment, chance: chance)
    }

    /// A moment that both clocks tell alike.
    static func time(_ moment: Moment) -> OfferTime { OfferTime(wall: moment, steady: moment) }

    /// A deposit of one file, ended at a moment.
    func deposit(
        _ bytes: [UInt8], of siret: String = roofer, by person: Int64? = nil,
        named name: String = "offre.pdf", lot: Int = 1, at time: OfferTime
    ) throws -> Offers.Deposit {
        let acting = acting(person ?? company, at: time.wall)
        let key = try offers.begin(siret, for: call, at: time, acting)
        try offers.add(bytes, named: name, lot: lot, to: key, of: call, at: time, acting)
        return try offers.end(key, of: call, at: time, acting) { _, _ in nil }
    }

    /// Gives the parts of so many agents to the opening.
    @discardableResult
    func open(by count: Int = 2, at moment: Moment = closing.adding(minutes: 1)) throws
        -> Offers.Outcome
    {
        var outcome = Offers.Outcome.waiting(given: 0, needed: 0)
        for agent in agents.prefix(count) {
            outcome = try offers.open(
                call, passphrase: Self.passphrase + " \(agent)", at: Self.time(moment),
                acting(agent, at: moment))
        }
        return outcome
    }

    /// All bytes of an opened file.
    func bytes(_ file: Offers.OpenedFile) throws -> [UInt8] {
        let reader = try offers.read(file)
        var bytes: [UInt8] = []
        while let more = try reader.next() { bytes += more }
        return bytes
    }

    /// Every file below the folder of offers.
    func sealedFiles() throws -> [String] {
        let folder = try offers.vault.folder
        return (FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] ?? [])
            .map { folder + "/" + $0 }.filter { path in
                var isFolder: ObjCBool = false
                return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
                    && !isFolder.boolValue
            }
    }
}
