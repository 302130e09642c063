import Procurement
import Testing

@testable import Community

@Suite struct ConsultationAwardTests {
    /// Prices and marks of the offer in time.
    private func mark(_ invented: InventedConsultation, _ item: Consultation) throws
        -> [Consultation.Offer]
    {
        let criterion = try #require(
            invented.consultations.criteria(item.id).first { !$0.isPrice })
        for offer in try invented.consultations.analysed(item.id) {
            try invented.consultations.mark(
                item.id, offer: offer.id, priceCents: 4_200_000,
                marks: [criterion.id: .init(hundredths: 1_450, reason: "Équipe dédiée.")],
                invented.after)
        }
        return try invented.consultations.analysed(item.id)
    }

    @Test func `nothing opens before the deadline, nor while offers are sealed`() throws {
        let invented = try InventedConsultation()
        let item = try invented.published()

        #expect(throws: CommunityRefusal.self) {
            try invented.consultations.open(item.id, invented.after)
        }
        invented.offers.unseal([])
        #expect(throws: CommunityRefusal.self) {
            try invented.consultations.open(item.id, Invented.acting(invented.agent))
        }
        try invented.consultations.open(item.id, invented.after)
        #expect(try invented.consultations.consultation(item.key).state == .opened)
    }

    @Test func `withdrawn and replaced offers are not analysed, and opening twice adds nothing`()
        throws
    {
        let invented = try InventedConsultation()
        let item = try invented.published()
        invented.offers.unseal([
            InventedConsultation.offer(InventedConsultation.firms[0], "Toits", .inTime),
            InventedConsultation.offer(InventedConsultation.firms[0], "Toits", .replaced),
            InventedConsultation.offer(InventedConsultation.firms[1], "Zinc", .withdrawn),
        ])

        try invented.consultations.open(item.id, invented.after)
        try invented.consultations.open(item.id, invented.after)

        let offers = try invented.consultations.analysed(item.id)
        #expect(offers.map(\.name) == ["Toits"])
        #expect(offers[0].admission == .admitted)
    }

    @Test func `a late offer waits for a decision with its reason before any award`() throws {
        let invented = try InventedConsultation()
        let item = try invented.opened()
        let offers = try mark(invented, item)
        let late = try #require(offers.first { $0.isLate })
        let inTime = try #require(offers.first { !$0.isLate })

        #expect(late.admission == .undecided)
        #expect(throws: CommunityRefusal.self) {
            try invented.consultations.award(
                item.id, lot: 1, to: inTime.id, reason: "", waitDays: 0, invented.after)
        }
        #expect(throws: CommunityRefusal.self) {
            try invented.consultations.admit(
                item.id, offer: late.id, .admitted, reason: "", version: late.version,
                invented.after)
        }
        try invented.consultations.admit(
            item.id, offer: late.id, .setAside, reason: "Arrivée après la date limite.",
            version: late.version, invented.after)
        try invented.consultations.award(
            item.id, lot: 1, to: inTime.id, reason: "", waitDays: 0, invented.after)
        #expect(try invented.consultations.awards(item.id).map(\.offer) == [inTime.id])
    }

    @Test func `an offer set aside is not retained, and a lot without offer says why`() throws {
        let invented = try InventedConsultation()
        var content = InventedConsultation.content
        content.lots = [.init(number: 1, object: "Zinc"), .init(number: 2, object: "Ardoise")]
        let item = try invented.published(content)
        invented.offers.unseal([
            InventedConsultation.offer(InventedConsultation.firms[0], "Toits", .inTime)
        ])
        try invented.consultations.open(item.id, invented.after)
        let offer = try mark(invented, item)[0]

        #expect(throws: CommunityRefusal.self) {
            try invented.consultations.award(
                item.id, lot: 2, to: offer.id, reason: "", waitDays: 0, invented.after)
        }
        #expect(throws: CommunityRefusal.self) {
            try invented.consultations.award(
                item.id, lot: 2, to: nil, reason: "", waitDays: 0, invented.after)
        }
        try invented.consultations.award(
            item.id, lot: 2, to: nil, reason: "Aucune offre reçue.", waitDays: 0, invented.after)
        let today = Invented.now.adding(days: 21).day
        #expect(throws: CommunityRefusal.self) {
            try invented.consultations.publishAward(
                item.id, today: today, invented.after, letters: InventedConsultation.letter)
        }
        try invented.consultations.award(
            item.id, lot: 1, to: offer.id, reason: "", waitDays: 0, invented.after)
        try invented.consultations.publishAward(
            item.id, today: today, invented.after, letters: InventedConsultation.letter)
        #expect(try invented.consultations.consultation(item.key).state == .awarded)
    }

    @Test func `a contract is not notified before the wait that the buyer chose has ended`() throws
    {
        let invented = try InventedConsultation()
        let item = try invented.opened()
        let offers = try mark(invented, item)
        let late = try #require(offers.first { $0.isLate })
        let inTime = try #require(offers.first { !$0.isLate })
        try invented.consultations.admit(
            item.id, offer: late.id, .setAside, reason: "Arrivée après la date limite.",
            version: late.version, invented.after)
        try invented.consultations.award(
            item.id, lot: 1, to: inTime.id, reason: "", waitDays: 11, invented.after)
        let today = Invented.now.adding(days: 21).day
        try invented.consultations.publishAward(
            item.id, today: today, invented.after, letters: InventedConsultation.letter)

        #expect(throws: CommunityRefusal.self) {
            try invented.consultations.notified(
                item.id, lot: 1, number: "2026-1", on: today.adding(days: 10), details: "",
                invented.after)
        }
        try invented.consultations.notified(
            item.id, lot: 1, number: "2026-1", on: today.adding(days: 11), details: "",
            invented.after)
        let award = try invented.consultations.awards(item.id)[0]
        #expect(award.notified == today.adding(days: 11))
        #expect(award.mayBeSigned == today.adding(days: 11))
        #expect(throws: CommunityRefusal.self) {
            try invented.consultations.takeBack(item.id, lot: 1, invented.after)
        }
    }

    @Test func `the journal tells that marks changed, never offers, prices or marks`() throws {
        let invented = try InventedConsultation()
        let item = try invented.opened()
        _ = try mark(invented, item)

        let entries = try invented.store.journal(atMost: 200)
        let texts = entries.flatMap { [$0.before, $0.after] }.compactMap(\.self).joined()

        #expect(
            entries.contains { $0.object == "consultation_note" && $0.person == invented.agent })
        for secret in ["Toits du Nord", "4200000", "1450", "Équipe dédiée", "4500000"] {
            #expect(!texts.contains(secret), "\(secret)")
        }
    }

    @Test func `a decided lot is not marked again until the decision is taken back`() throws {
        let invented = try InventedConsultation()
        let item = try invented.opened()
        let offers = try mark(invented, item)
        let late = try #require(offers.first { $0.isLate })
        try invented.consultations.admit(
            item.id, offer: late.id, .admitted, reason: "Panne du site, constatée au registre.",
            version: late.version, invented.after)
        try invented.consultations.award(
            item.id, lot: 1, to: late.id, reason: "", waitDays: 0, invented.after)

        #expect(throws: CommunityRefusal.self) { _ = try mark(invented, item) }
        try invented.consultations.takeBack(item.id, lot: 1, invented.after)
        #expect(throws: Never.self) { _ = try mark(invented, item) }
    }
}
