import GRDB
import Procurement
import Testing

@testable import Community
@testable import Website

/// A consultation that receives sealed offers, one agent and one company; passphrases cost nothing.
struct InventedOfferSite {
    static let company = "73282932000074"
    static let phrase = "une phrase inventée"
    let site: InventedConsultationSite
    let key: String
    let deposit: Offers.Deposit

    var community: InventedCommunity { site.community }
    var buyer: String { InventedConsultationSite.buyer }
    var offers: Offers {
        var offers = community.store.offers
        offers.cost = .least
        return offers
    }

    /// - Parameter joined: files deposited after the offer, by name.
    init(joined: [(name: String, bytes: [UInt8])] = []) async throws {
        site = try InventedConsultationSite()
        let community = site.community
        let store = community.store
        let person = community.people[.account] ?? 0
        try store.attachments.ask(
            person, siret: Self.company, kind: .company, reason: "Gérante, joignable au siège.",
            community.acting(.account))
        let asked = try #require(store.attachments.of(person).first)
        try store.attachments.decide(
            asked.id, isConfirmed: true, askedAt: asked.asked, community.acting()
        ) { MailMessage(to: $1, subject: "Confirmé", text: "", once: "e\($0.id)") }
        key = try await site.draft(["reception": "site"])
        var offers = store.offers
        offers.cost = .least
        let agent = community.acting(.member)
        try offers.makeAgentKey(passphrase: Self.phrase, again: Self.phrase, agent)
        _ = try offers.makeKey(
            of: store.offers.call(key), agents: [agent.person ?? 0], needed: 1, agent)
        try store.write(community.acting()) {
            try $0.execute(sql: "UPDATE consultation SET etat = 'publiee', publication = 0")
        }
        let call = try store.offers.call(key)
        let acting = community.acting(.account)
        let time = OfferTime(wall: acting.now, steady: acting.now)
        let word = try offers.begin(Self.company, for: call, at: time, acting)
        try offers.add(
            [1, 2, 3], named: "offre secrète.pdf", lot: 1, to: word, of: call, at: time, acting)
        for file in joined {
            try offers.add(
                file.bytes, named: file.name, lot: 1, to: word, of: call, at: time, acting)
        }
        deposit = try offers.end(word, of: call, at: time, acting) { _, _ in nil }
    }

    func page(_ end: String, as kind: InventedCommunity.Kind = .member) async throws -> String {
        let answer = try await community.get("/consultations/\(key)\(end)", as: kind)
        #expect(answer.status == 200, "\(end)")
        let text = try answer.text
        #expect(PageWalk(text).complaints == [], "\(end)")
        return text
    }

    /// Past the closing, opened and taken into the analysis.
    func open() async throws {
        community.wait(minutes: 20 * 1_440 + 5)
        let sent = try await community.post(
            "/consultations/\(key)/ouverture",
            [("action", "ouvrir"), ("phrase", Self.phrase)], as: .member)
        #expect(sent.status == 303)
    }
}
