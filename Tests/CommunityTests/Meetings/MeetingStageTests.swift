import Testing

@testable import Community

@Suite struct MeetingStageTests {
    private let acting = InventedInnovation.acting

    @Test func `stages follow one another and are dated`() throws {
        let invented = try InventedInnovation(to: .wishesOpen)

        let steps = try invented.meetings.steps(of: invented.event)

        #expect(steps.map(\.stage) == [.draft, .needsOpen, .needsFrozen, .wishesOpen])
        #expect(throws: CommunityRefusal.self) {
            try invented.meetings.move(invented.event, to: .theDay, acting)
        }
        #expect(throws: CommunityRefusal.self) {
            try invented.meetings.move(invented.event, to: .needsOpen, acting)
        }
    }

    @Test func `needs are frozen before wishes and only dated additions follow`() throws {
        let invented = try InventedInnovation(to: .needsFrozen)
        let meetings = invented.meetings
        let need = try meetings.need(invented.needs[0], of: invented.event)

        #expect(throws: CommunityRefusal.self) {
            try meetings.edit(need, InventedInnovation.text("Autre"), version: 1, acting)
        }
        #expect(throws: CommunityRefusal.self) { try meetings.withdraw(need, acting) }
        #expect(throws: CommunityRefusal.self) {
            _ = try meetings.post(
                InventedInnovation.text("Nouveau"), by: invented.buyers[0], acting)
        }
        try meetings.add(.complement, "Le bâtiment compte deux étages.", to: need, acting)
        #expect(throws: CommunityRefusal.self) {
            try meetings.add(.note, "Dit avant tout rendez-vous.", to: need, acting)
        }

        let after = try meetings.need(need.id, of: invented.event)
        let additions = try meetings.additions(to: need.id)
        #expect(after == need)
        #expect(additions.map(\.kind) == [.complement])
        #expect(additions.first?.moment == acting.now)
    }

    @Test func `a buyer no longer registers once needs are frozen and a company still does`() throws
    {
        let invented = try InventedInnovation(to: .wishesOpen)

        #expect(throws: CommunityRefusal.self) { try invented.register(50, .buyer) }
        let late = try invented.register(150, .company)
        let known = try invented.register(0, .buyer)

        #expect(try invented.meetings.participants(of: invented.event).contains { $0.id == late })
        #expect(known == invented.buyers[0])
    }

    @Test func `the second of two editors of a need is told`() throws {
        let invented = try InventedInnovation()
        let need = try invented.meetings.need(invented.needs[0], of: invented.event)
        try invented.meetings.edit(need, InventedInnovation.text("Première"), version: 1, acting)

        #expect(throws: CommunityRefusal.changedMeanwhile(what: "Ce besoin")) {
            try invented.meetings.edit(need, InventedInnovation.text("Seconde"), version: 1, acting)
        }
    }

    @Test func `slots no longer move once wishes are open`() throws {
        let invented = try InventedInnovation(to: .wishesOpen)
        let slots = try invented.meetings.slots(of: invented.event)

        #expect(throws: CommunityRefusal.self) {
            try invented.meetings.lay(
                [(Moment(day: InventedInnovation.day, hour: 10), 20)], event: invented.event, acting
            )
        }
        #expect(try invented.meetings.slots(of: invented.event) == slots)
    }

    @Test func `the second of two organisers over slots and tables is told`() throws {
        let invented = try InventedInnovation()
        let meetings = invented.meetings
        let opened = try meetings.layoutVersion(of: invented.event)

        try meetings.set(
            tables: ["Verrière", "Atelier"], event: invented.event, version: opened, acting)
        let laid = try meetings.slots(of: invented.event)

        let told = CommunityRefusal.changedMeanwhile(what: "La liste des créneaux et des tables")
        #expect(throws: told) {
            try meetings.set(tables: ["Seule"], event: invented.event, version: opened, acting)
        }
        #expect(throws: told) {
            try meetings.lay(
                [(Moment(day: InventedInnovation.day, hour: 10), 20)], event: invented.event,
                version: opened, acting)
        }
        #expect(try meetings.tables(of: invented.event).map(\.name) == ["Verrière", "Atelier"])
        #expect(try meetings.slots(of: invented.event) == laid)
    }

    @Test func `slots that overlap are refused`() throws {
        let invented = try InventedInnovation()
        let start = Moment(day: InventedInnovation.day, hour: 10)

        #expect(throws: CommunityRefusal.self) {
            try invented.meetings.lay(
                [(start, 20), (start.adding(minutes: 10), 20)], event: invented.event, acting)
        }
    }
}
