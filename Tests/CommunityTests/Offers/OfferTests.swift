import Foundation
import GRDB
import Procurement
import Testing

@testable import Community

@Suite struct OfferTests {
    private let text = Array("PRIX SECRET : 12 345 euros".utf8)
    private let early = InventedOffers.time(Invented.now)

    @Test func `an offer is opened by two agents of three, and not by one`() throws {
        let invented = try InventedOffers()
        _ = try invented.deposit(text, at: early)

        #expect(try invented.open(by: 1) == .waiting(given: 1, needed: 2))
        #expect(try invented.offers.opened(consultation: invented.call.id)[0].files.isEmpty)
        #expect(try invented.open(by: 2) == .opened(1))

        let opened = try invented.offers.opened(consultation: invented.call.id)
        let file = try #require(opened.first?.files.first)
        #expect(file.name == "offre.pdf")
        #expect(file.lot == 1)
        #expect(file.digest == Fingerprint.hexadecimal(Fingerprint.of(text)))
        #expect(try invented.bytes(file) == text)
        #expect(try invented.store.offers.call("toiture").state == "ouverte")
        #expect(
            try invented.offers.openings(of: invented.call).map(\.agents) == [["anne", "basile"]])
    }

    @Test func `the printed recovery key opens alone, and only after the closing`() throws {
        let invented = try InventedOffers(needed: 3)
        _ = try invented.deposit(text, at: early)
        let agent = invented.agents[2]

        #expect(throws: CommunityRefusal.self) {
            _ = try invented.offers.open(
                invented.call, recovery: invented.recovery, at: early, invented.acting(agent))
        }
        let late = InventedOffers.closing.adding(seconds: 1)
        let outcome = try invented.offers.open(
            invented.call, recovery: invented.recovery, at: InventedOffers.time(late),
            invented.acting(agent, at: late))

        #expect(outcome == .opened(1))
        #expect(try invented.offers.openings(of: invented.call)[0].isByRecovery)
    }

    @Test func `a consultation is ready once the opening was rehearsed by enough agents`() throws {
        let invented = try InventedOffers(isPublished: false)
        let offers = invented.offers
        func rehearse(_ agent: Int64, _ end: String = "") throws -> Offers.Outcome {
            try offers.rehearse(
                invented.call, passphrase: InventedOffers.passphrase + " \(agent)" + end,
                invented.acting(agent))
        }

        #expect(try !offers.readiness(consultation: invented.call.id).isReady)
        #expect(throws: CommunityRefusal.self) { try rehearse(invented.agents[0], " ?") }
        #expect(try rehearse(invented.agents[0]) == .waiting(given: 1, needed: 2))
        #expect(try rehearse(invented.agents[0]) == .waiting(given: 1, needed: 2))
        #expect(try rehearse(invented.agents[1]) == .rehearsed)
        #expect(try offers.readiness(consultation: invented.call.id).isReady)

        try offers.checkRecovery(
            invented.call, code: invented.recovery, invented.acting(invented.agents[0]))
        #expect(try offers.key(of: invented.call)?.recoveryChecked != nil)
    }

    @Test func `a part that waited a quarter of an hour is forgotten`() throws {
        let invented = try InventedOffers()
        _ = try invented.deposit(text, at: early)
        let first = InventedOffers.closing.adding(minutes: 1)
        _ = try invented.open(by: 1, at: first)

        let outcome = try invented.offers.open(
            invented.call,
            passphrase: InventedOffers.passphrase + " \(invented.agents[1])",
            at: InventedOffers.time(first.adding(minutes: 15)),
            invented.acting(invented.agents[1], at: first.adding(minutes: 15)))

        #expect(outcome == .waiting(given: 1, needed: 2))
    }

    @Test func `nothing is opened before the closing, or by a clock that was set`() throws {
        let invented = try InventedOffers()
        _ = try invented.deposit(text, at: early)
        let agent = invented.agents[0]
        let phrase = InventedOffers.passphrase + " \(agent)"
        let after = InventedOffers.closing.adding(minutes: 1)

        for time in [
            InventedOffers.time(InventedOffers.closing),
            OfferTime(wall: after, steady: Invented.now),
            OfferTime(wall: after, steady: after.adding(minutes: -2)),
        ] {
            #expect(throws: CommunityRefusal.self) {
                _ = try invented.offers.open(
                    invented.call, passphrase: phrase, at: time, invented.acting(agent))
            }
        }
        #expect(invented.offers.contributors(of: invented.call, toOpening: true, at: after).isEmpty)
    }

    @Test func `two deposits of the last second are in time, one of the next is late`() throws {
        let invented = try InventedOffers()
        let last = InventedOffers.time(InventedOffers.closing)
        let first = try invented.deposit(text, at: last)
        let second = try invented.deposit(
            text, of: InventedOffers.mason, by: invented.rival, at: last)
        let late = try invented.deposit(
            text, at: InventedOffers.time(InventedOffers.closing.adding(seconds: 1)))

        #expect([first.isLate, second.isLate, late.isLate] == [false, false, true])
        #expect([first.number, second.number, late.number] == [1, 2, 3])
        // A late deposit replaces nothing, and stays sealed until it is admitted.
        #expect(try invented.open() == .opened(2))
        let states = try invented.offers.opened(consultation: invented.call.id).map(\.deposit.state)
        #expect(states == [.received, .received, .received])
        try invented.offers.decide(
            late.id, of: invented.call, isAdmitted: true, reason: "Panne de la plateforme.",
            invented.acting(invented.agents[0]))
        #expect(try invented.open() == .opened(1))
    }

    @Test func `the last deposit in time counts, the former is kept and marked`() throws {
        let invented = try InventedOffers()
        _ = try invented.deposit(text, at: early)
        _ = try invented.deposit(text + text, at: early)

        #expect(try invented.open() == .opened(1))
        let all = try invented.offers.opened(consultation: invented.call.id)
        #expect(all.map(\.deposit.state) == [.replaced, .received])
        #expect(all.map { $0.files.count } == [0, 1])
        #expect(all[0].deposit.files.count == 1)
    }

    @Test func `a withdrawn offer is destroyed, its receipt stays`() throws {
        let invented = try InventedOffers()
        let deposit = try invented.deposit(text, at: early)
        try invented.offers.withdraw(
            deposit.key, of: invented.call, at: early, invented.acting(invented.company)
        ) { _, _ in nil }

        #expect(try invented.sealedFiles().isEmpty)
        let kept = try invented.offers.deposit(
            deposit.key, of: invented.call, invented.acting(invented.company))
        #expect(kept.state == .withdrawn)
        #expect(kept.files[0].digest == Fingerprint.hexadecimal(Fingerprint.of(text)))
        #expect(try invented.open() == .opened(0))
    }

    @Test func `a clock that was set around the closing leaves the judgement to the buyer`() throws
    {
        let invented = try InventedOffers()
        let after = InventedOffers.closing.adding(minutes: 5)
        let backwards = OfferTime(wall: after.adding(minutes: -10), steady: after)
        let harmless = OfferTime(wall: Invented.now.adding(minutes: 5), steady: Invented.now)

        let doubtful = try invented.deposit(text, at: backwards)
        #expect(doubtful.isDoubtful && !doubtful.isLate && !doubtful.isToOpen)
        let sound = try invented.deposit(
            text, of: InventedOffers.mason, by: invented.rival, at: backwards.wallAlone)
        #expect(!sound.isDoubtful)
        // Earlier than what was already received: the clock went back since.
        let earlier = try invented.deposit(
            text, of: InventedOffers.mason, by: invented.rival, at: harmless)
        #expect(earlier.isDoubtful)
    }
}

extension OfferTime {
    /// The same moment without any setting of the clock.
    fileprivate var wallAlone: OfferTime { OfferTime(wall: wall, steady: wall) }
}

@Suite struct LateOfferTests {
    private let text = Array("PRIX SECRET : 12 345 euros".utf8)
    private let early = InventedOffers.time(Invented.now)
    private let late = InventedOffers.time(InventedOffers.closing.adding(seconds: 30))
    private let after = InventedOffers.closing.adding(minutes: 5)

    /// One offer in time, one late; opened by two agents.
    private func invented() throws -> (InventedOffers, late: Int64) {
        let invented = try InventedOffers()
        try invented.store.write(Invented.acting()) {
            try $0.execute(sql: "UPDATE consultation SET reception = 'site'")
        }
        _ = try invented.deposit(text, at: early)
        let deposit = try invented.deposit(
            text, of: InventedOffers.mason, by: invented.rival, at: late)
        try invented.open()
        try invented.store.consultations.open(
            invented.call.id, invented.acting(invented.agents[0], at: after))
        return (invented, deposit.id)
    }

    private func admissions(_ invented: InventedOffers) throws -> [String: String] {
        let offers = try invented.store.consultations.analysed(invented.call.id, lot: 1)
        return Dictionary(uniqueKeysWithValues: offers.map { ($0.siret, $0.admission.rawValue) })
    }

    private func decide(_ invented: InventedOffers, _ deposit: Int64, isAdmitted: Bool) throws {
        try invented.offers.decide(
            deposit, of: invented.call, isAdmitted: isAdmitted,
            reason: "Motif inventé, assez long.",
            invented.acting(invented.agents[0], at: after))
    }

    private func award(_ invented: InventedOffers, lot: Int) throws {
        try invented.store.consultations.award(
            invented.call.id, lot: lot, to: nil, reason: "Aucune offre ne convient.", waitDays: 0,
            invented.acting(invented.agents[0], at: after))
    }

    @Test func `no lot is awarded while a late offer waits`() throws {
        let (invented, deposit) = try invented()

        #expect(throws: CommunityRefusal.self) { try award(invented, lot: 1) }
        try decide(invented, deposit, isAdmitted: false)
        try award(invented, lot: 1)
        #expect(throws: CommunityRefusal.self) {
            try decide(invented, deposit, isAdmitted: true)
        }
        try award(invented, lot: 2)
        // Another late one arrives before the award is public.
        _ = try invented.deposit(text, at: late)
        #expect(throws: CommunityRefusal.self) {
            try invented.store.consultations.publishAward(
                invented.call.id, today: Day(number: 20_600),
                invented.acting(invented.agents[0], at: after)
            ) { _, _, _, _ in nil }
        }
    }

    @Test func `a late offer set aside is told as such, and comes back when it is admitted`() throws
    {
        let (invented, deposit) = try invented()
        let consultations = invented.store.consultations
        let agent = invented.acting(invented.agents[0], at: after)

        try decide(invented, deposit, isAdmitted: false)
        try consultations.open(invented.call.id, agent)
        #expect(
            try admissions(invented)
                == [InventedOffers.roofer: "admise", InventedOffers.mason: "ecartee"])
        let setAside = try #require(
            try consultations.analysed(invented.call.id, lot: 1).first { $0.isLate })
        #expect(setAside.reason == "Motif inventé, assez long.")

        try decide(invented, deposit, isAdmitted: true)
        #expect(try admissions(invented) == [InventedOffers.roofer: "admise"])
        #expect(try consultations.offers.opened(consultation: invented.call.id) == nil)
        try invented.open(at: after)
        try consultations.open(invented.call.id, agent)
        #expect(
            try admissions(invented)
                == [InventedOffers.roofer: "admise", InventedOffers.mason: "admise"])
    }

    @Test func `opened offers whose key was lost are opened again by the agents`() throws {
        let (invented, _) = try invented()
        let key = try invented.offers.vault.folder + "/.cle-apres-ouverture"
        try FileManager.default.removeItem(atPath: key)

        let closed = try invented.offers.opened(consultation: invented.call.id)
        #expect(closed.allSatisfy { $0.files.isEmpty && $0.deposit.opened == nil })
        try invented.open(at: after)

        let opened = try invented.offers.opened(consultation: invented.call.id)
        let file = try #require(opened.first?.files.first)
        #expect(try invented.bytes(file) == text)
        // The moment of the first opening stays.
        #expect(opened.first?.deposit.opened == InventedOffers.closing.adding(minutes: 1))
    }
}
