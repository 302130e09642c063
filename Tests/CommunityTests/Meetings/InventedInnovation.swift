import GRDB
import Procurement

@testable import Community

/// An event in memory with buyers and companies, at the stage that a test asks for.
struct InventedInnovation {
    let meetings: Meetings
    let event: Int64
    /// Participants, as they registered.
    var buyers: [Int64] = []
    var companies: [Int64] = []
    /// The need of each buyer.
    var needs: [Int64] = []

    static let day = Day(year: 2026, month: 9, day: 15) ?? Day(number: 0)
    static let acting = Invented.acting()

    /// SIRETs that pass their check, each of another SIREN.
    static func siret(_ number: Int) -> String {
        let stem = "9" + String(10_000_000 + number * 7) + "0001"
        for digit in 0...9 {
            let text = stem + String(digit)
            // Only the digit that passes is kept.
            if (try? Siret(text)) != nil { return text }
        }
        return stem
    }

    static func party(_ number: Int, _ side: MeetingSide) -> Visitor.Party {
        Visitor.Party(siret: siret(number), side: side, name: "Organisme \(number)")
    }

    static func text(_ title: String) -> Meetings.NeedText {
        .init(
            title: title, text: "Un besoin inventé, assez long pour être lu.", theme: .energy,
            cpv: "45261", sought: "Une solution éprouvée", horizon: .year)
    }

    init(
        buyers buyerCount: Int = 3, companies companyCount: Int = 5, slots: Int = 6,
        tables: Int = 3, limit: Int = 6, to stage: MeetingStage = .needsOpen
    ) throws {
        let store = try CommunityStore()
        meetings = store.meetings
        let acting = Self.acting
        event = try meetings.add(
            key: "innovation-2026",
            .init(title: "Rencontres inventées", place: "Lille", day: Self.day, limit: limit),
            group: nil, acting)
        let start = Moment(day: Self.day, hour: 8)
        try meetings.lay(
            (0..<slots).map { (start.adding(minutes: $0 * 25), 20) }, event: event, acting)
        try meetings.set(
            tables: Array(repeating: "", count: tables), event: event, acting)
        try meetings.move(event, to: .needsOpen, acting)
        for number in 0..<buyerCount {
            let id = try register(number, .buyer)
            buyers.append(id)
            needs.append(try meetings.post(Self.text("Besoin n° \(number)"), by: id, acting))
        }
        for number in 0..<companyCount { companies.append(try register(100 + number, .company)) }
        for next in MeetingStage.allCases where next > .needsOpen && next <= min(stage, .wishesOpen)
        {
            try meetings.move(event, to: next, acting)
        }
    }

    func register(_ number: Int, _ side: MeetingSide, without: Set<Int64> = []) throws -> Int64 {
        let free = Set(try meetings.slots(of: event).map(\.id)).subtracting(without)
        return try meetings.register(
            Self.party(number, side),
            .init(name: "Organisme \(number)", size: .small, wanted: 40, free: free), event: event,
            Self.acting)
    }

    /// Everybody wishes everybody, but those left out; wishes are then closed.
    func wishAll(strength: Int = 3, refusals: [(from: Int64, to: Int64)] = []) throws {
        for (ones, others) in [(buyers, companies), (companies, buyers)] {
            for one in ones {
                var wishes: [Int64: Meetings.Wish?] = [:]
                for other in others {
                    let isRefused = refusals.contains { $0.from == one && $0.to == other }
                    wishes[other] = Meetings.Wish(other: other, strength: isRefused ? 0 : strength)
                }
                try meetings.say(wishes, by: one, Self.acting)
            }
        }
        try meetings.move(event, to: .wishesClosed, Self.acting)
    }

    /// A programme proposed and published, without letters.
    @discardableResult func publish() throws -> Meetings.Programme {
        let programme = try meetings.propose(event: event, seconds: 1, Self.acting)
        try meetings.publish(programme, Self.acting) { _, _, _, _ in nil }
        return programme
    }
}
