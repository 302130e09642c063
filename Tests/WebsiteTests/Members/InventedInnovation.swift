import GRDB
import Procurement
import Testing

@testable import Community
@testable import Website

/// An event of meetings in an invented community: `account` speaks for a company, `member` for a
/// buyer; other companies and buyers wish and are wished for.
struct InventedInnovation {
    let community: InventedCommunity
    let event: Int64
    let buyer: Int64
    let company: Int64
    let rival: Int64
    let need: Int64
    let solution: Int64
    let rivalSolution: Int64

    var meetings: Meetings { community.store.meetings }
    static let key = "innovation-2026"
    static let base = "/innovation/innovation-2026"
    static let buyerSiret = "90000001900019"
    static let companySiret = "90000002700012"
    static let rivalSiret = "90000003500015"

    /// - Parameter stage: how far the event went; wishes are said by everybody from `wishesClosed`.
    init(to stage: MeetingStage = .wishesOpen) throws {
        community = try InventedCommunity()
        let meetings = community.store.meetings
        let acting = community.acting(.editor)
        for (kind, siret, what) in [
            (InventedCommunity.Kind.account, Self.companySiret, "entreprise"),
            (.member, Self.buyerSiret, "acheteur"),
        ] {
            let person = community.people[kind]
            try community.store.write(acting) { database in
                try database.execute(
                    sql: """
                        INSERT INTO rattachement (personne, siret, genre, etat, demande)
                        VALUES (?, ?, ?, 'confirme', 0)
                        """, arguments: [person, siret, what])
            }
        }
        let day = Day(year: 2026, month: 9, day: 15) ?? Day(number: 0)
        event = try meetings.add(
            key: Self.key, .init(title: "Rencontres inventées", place: "Lille", day: day),
            group: community.group, acting)
        let start = Moment(day: day, hour: 8)
        try meetings.lay(
            (0..<6).map { (start.adding(minutes: $0 * 25), 20) }, event: event, acting)
        try meetings.set(tables: ["Verrière", ""], event: event, acting)
        try meetings.move(event, to: .needsOpen, acting)
        let free = Set(try meetings.slots(of: event).map(\.id))
        let event = event
        let community = community
        let enter = {
            (siret: String, side: MeetingSide, name: String, kind: InventedCommunity.Kind) in
            try meetings.register(
                .init(siret: siret, side: side, name: name),
                .init(name: name, size: .small, wanted: 4, free: free), event: event,
                community.acting(kind))
        }
        buyer = try enter(Self.buyerSiret, .buyer, "Ville inventée", .member)
        company = try enter(Self.companySiret, .company, "Soleil inventé", .account)
        rival = try enter(Self.rivalSiret, .company, "Rivale inventée", .editor)
        need = try meetings.post(
            .init(
                title: "Chauffer une école", text: "Une école à chauffer sans gaz, en trois ans.",
                theme: .energy, cpv: "45331", sought: "Un essai", horizon: .year), by: buyer, acting
        )
        let solve = { (title: String, company: Int64) in
            try meetings.post(
                .init(
                    title: title, text: "Une solution inventée pour l’exemple.", theme: .energy,
                    maturity: .pilot), by: company, acting)
        }
        solution = try solve("Pompe à chaleur partagée", company)
        rivalSolution = try solve("Chaudière de la rivale", rival)
        for next in MeetingStage.allCases where next > .needsOpen && next <= min(stage, .wishesOpen)
        {
            try meetings.move(event, to: next, acting)
        }
        guard stage > .wishesOpen else { return }
        for (one, others) in [(buyer, [company, rival]), (company, [buyer]), (rival, [buyer])] {
            var wishes: [Int64: Meetings.Wish?] = [:]
            for other in others { wishes[other] = Meetings.Wish(other: other, strength: 4) }
            try meetings.say(wishes, by: one, acting)
        }
        try meetings.move(event, to: .wishesClosed, acting)
        guard stage > .wishesClosed else { return }
        let programme = try meetings.propose(event: event, seconds: 1, acting)
        try meetings.publish(programme, acting) { _, _, _, _ in nil }
        for next in MeetingStage.allCases where next > .published && next <= stage {
            try meetings.move(event, to: next, acting)
        }
    }
}
