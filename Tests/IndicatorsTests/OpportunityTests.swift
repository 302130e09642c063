import Columns
import Law
import Procurement
import Testing

@testable import Indicators

/// Radar, lead times and trades over invented rows.
@Suite struct OpportunityTests {
    private static func day(_ text: String) -> Day { Day(text) ?? Day(number: 0) }

    private static func contract(
        cpv: String = "90911200", end: String?, gap: Int? = nil, notified: String = "2020-01-01",
        more: InventedTables.Row = [:]
    ) -> InventedTables.Row {
        var row: InventedTables.Row = [
            "codeCPV": .text(cpv), "genre": .text("Marché"), "type": .text("Services"),
            "subsequent": .number(0), "acheteur_id": .text("21590350100017"),
            "acheteur_departement": .text("59"),
            "dateNotification": .number(Int64(day(notified).number)),
        ]
        if let end { row["dateFin"] = .number(Int64(day(end).number)) }
        if let gap { row["successeur_ecart"] = .number(Int64(gap)) }
        return row.merging(more) { $1 }
    }

    private static let centre: PlaceDistances.Centre = { code, _, departement in
        let points = ["59350": (50.63, 3.06), "62041": (50.29, 2.78), "59": (50.45, 3.22)]
        guard let found = points[code] ?? departement.flatMap({ points[$0] }),
            let point = GeoPoint(latitude: found.0, longitude: found.1)
        else { return nil }
        return (point, points[code] == nil ? "département" : "commune")
    }

    // MARK: Lead times

    @Test func `gaps are learned from contracts that ended a year before the last notification`()
        throws
    {
        var tables = InventedTables()
        for gap in -10...10 { tables.add(Self.contract(end: "2021-06-30", gap: gap)) }
        tables.add(Self.contract(end: "2021-06-30"))
        // Ended too late for a successor to be seen: they teach nothing.
        for _ in 0..<50 { tables.add(Self.contract(end: "2023-06-30", gap: 300)) }
        tables.add(Self.contract(end: nil, notified: "2023-12-31"))
        let leads = LeadTimes(
            try tables.dataset().facts, referenceDay: Self.day("2024-01-31"))

        let lesson = try #require(leads.lesson(cpv: "90911200", type: "Services"))

        #expect(lesson.group == "classe CPV 9091")
        #expect(lesson.ended == 22 && lesson.succeeded == 21)
        #expect(lesson.median == 0 && lesson.firstQuartile == -5 && lesson.thirdQuartile == 5)
        #expect(leads.lastDay == Self.day("2023-12-31"))
    }

    @Test func `the nearest group that has twenty successors answers, else none`() throws {
        var tables = InventedTables()
        for _ in 0..<12 { tables.add(Self.contract(cpv: "90911200", end: "2021-06-30", gap: -20)) }
        for _ in 0..<12 { tables.add(Self.contract(cpv: "90610000", end: "2021-06-30", gap: 40)) }
        tables.add(Self.contract(end: nil, notified: "2023-12-31"))
        let leads = LeadTimes(
            try tables.dataset().facts, referenceDay: Self.day("2024-01-31"))

        #expect(leads.lesson(cpv: "90911200", type: nil)?.group == "division CPV 90")
        #expect(leads.lesson(cpv: "45000000", type: "Travaux")?.group == "toute l’édition")
        #expect(leads.whole?.median == 10)
        let none = LeadTimes(
            try InventedTables().dataset().facts, referenceDay: Self.day("2024-01-31"))
        #expect(none.lesson(cpv: "90911200", type: "Services") == nil)
        #expect(none.lastDay == nil)
    }

    // MARK: Windows

    @Test func `an open procedure counts its least delays back from the end`() {
        let legal = NoticeWindow.legalDays(
            procedure: "Appel d'offres ouvert", on: Self.day("2025-06-01"), in: .shipped)

        let window = NoticeWindow(end: Self.day("2026-12-31"), lesson: nil, legal: legal)

        // Thirty days of tenders and eleven of standstill, then fifteen to ninety of examination.
        #expect(legal.days == 41)
        #expect(window.latest == Self.day("2026-12-31").adding(days: -56))
        #expect(window.earliest == Self.day("2026-12-31").adding(days: -131))
        #expect(window.basis == .lawOnly)
    }

    @Test func `what was learned moves both ends of the window`() {
        let lesson = LeadTimes.Lesson(
            group: "classe CPV 9091", ended: 40, succeeded: 21, firstQuartile: -30, median: 0,
            thirdQuartile: 60)
        let legal = NoticeWindow.legalDays(
            procedure: "Procédure adaptée", on: Self.day("2025-06-01"), in: .shipped)

        let window = NoticeWindow(end: Self.day("2026-12-31"), lesson: lesson, legal: legal)

        #expect(legal.days == 0)
        #expect(window.earliest == Self.day("2026-12-31").adding(days: -120))
        #expect(window.latest == Self.day("2026-12-31").adding(days: 45))
        #expect(window.basis == .learned(lesson))
    }

    // MARK: Radar

    private static func radar() throws -> RenewalRadar {
        var tables = InventedTables()
        func place(_ code: String) -> InventedTables.Row {
            ["lieuExecution_code": .text(code), "lieuExecution_typeCode": .text("Code commune")]
        }
        tables.add(Self.contract(end: "2026-06-30", more: place("62041")))
        tables.add(Self.contract(end: "2026-07-01", gap: -100, more: place("59350")))
        tables.add(Self.contract(end: "2027-06-30", more: place("59350")))
        tables.add(Self.contract(end: "2027-07-01", more: place("59350")))
        tables.add(Self.contract(end: "2026-12-01", more: ["subsequent": .number(1)]))
        tables.add(
            Self.contract(end: "2026-12-02", more: ["acheteur_departement": .text("99")]))
        tables.add(Self.contract(end: nil))
        return RenewalRadar(dataset: try tables.dataset(), centre: centre)
    }

    private static func question() -> RenewalRadar.Question {
        RenewalRadar.Question(
            selection: .everything, ends: day("2026-06-30")...day("2027-06-30"))
    }

    @Test func `ends are taken with both days, frameworks' own contracts left out`() throws {
        let answer = try Self.radar().ask(Self.question())

        #expect(answer.lines.map(\.row) == [0, 1, 5, 2])
        #expect(answer.total == 4 && answer.renewed == 1 && answer.endUnknown == 1)
    }

    @Test func `a radius keeps what is near and counts what has no place`() throws {
        var question = Self.question()
        question.origin = GeoPoint(latitude: 50.63, longitude: 3.06)
        question.radius = 20

        let answer = try Self.radar().ask(question)

        #expect(answer.lines.map(\.row) == [1, 2])
        #expect(answer.placeUnknown == 1)
        #expect(answer.lines[0].distance?.kilometres == 0)
    }

    @Test func `lines come in the order asked, page after page`() throws {
        var question = Self.question()
        question.origin = GeoPoint(latitude: 50.63, longitude: 3.06)
        question.order = .distance
        #expect(try Self.radar().ask(question).lines.map(\.row) == [1, 2, 0, 5])

        question.order = .lointain
        #expect(try Self.radar().ask(question).lines.map(\.row) == [2, 5, 1, 0])

        question.offset = 1
        question.limit = 2
        #expect(try Self.radar().ask(question).lines.map(\.row) == [5, 1])

        question.hidesRenewed = true
        #expect(try Self.radar().ask(question).lines.map(\.row) == [5, 0])
    }

    @Test func `a short list holds the least keys whatever the order of arrival`() {
        var generator = SeededGenerator(seed: 5)
        let keys = (0..<2_000).map { _ in Int64(generator.next() % 300) }
        var list = Shortlist(capacity: 40)

        for (row, key) in keys.enumerated() { list.add(row, key: key) }

        let expected = keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }.prefix(40)
        #expect(list.rows() == Array(expected))
    }

    // MARK: Neighbours

    @Test func `neighbours buy the same class in the same quarter, near enough`() throws {
        var tables = InventedTables()
        func other(_ buyer: String, _ end: String, cpv: String = "90911200", _ place: String)
            -> InventedTables.Row
        {
            Self.contract(
                cpv: cpv, end: end,
                more: [
                    "acheteur_id": .text(buyer), "lieuExecution_code": .text(place),
                    "lieuExecution_typeCode": .text("Code commune"),
                ])
        }
        tables.add(other("A", "2026-07-15", "59350"))
        tables.add(other("B", "2026-09-30", cpv: "90910000", "59350"))
        tables.add(other("C", "2026-10-01", "59350"))
        tables.add(other("D", "2026-08-01", "62041"))
        tables.add(other("E", "2026-08-01", cpv: "45000000", "59350"))
        var question = RenewalNeighbours.Question(
            buyer: "A", ends: Self.day("2026-07-01")...Self.day("2026-08-31"))
        question.radius = 20
        let dataset = try tables.dataset()

        let near = try RenewalNeighbours(question, dataset: dataset, centre: Self.centre)
        question.radius = 100
        let wide = try RenewalNeighbours(question, dataset: dataset, centre: Self.centre)

        #expect(near.groups.map(\.cpv) == ["9091"])
        #expect(near.groups.first?.others.map(\.row) == [1])
        #expect(near.groups.first?.own == [0])
        #expect(wide.groups.first?.others.map(\.row) == [1, 3])
        #expect(wide.groups.first?.buyers == 2)
    }

    // MARK: Trades

    private static func trades() throws -> Dataset {
        var tables = InventedTables()
        func award(_ activity: String) -> InventedTables.Row { ["titulaire_naf": .text(activity)] }
        for number in 0..<8 {
            tables.add(
                contract(
                    cpv: "45261210", end: nil,
                    more: [
                        "montant_centimes": .number(Int64(number + 1) * 1_000_000),
                        "offresRecues": .number(number == 0 ? 1 : 4),
                        "plafond": .number(number == 7 ? 1 : 0),
                    ]),
                // Two firms of the trade in one contract count once.
                awards: [award("43.91B"), award("43.91B")])
        }
        for _ in 0..<4 {
            tables.add(contract(cpv: "45421000", end: nil), awards: [award("43.91B")])
        }
        for _ in 0..<3 {
            tables.add(contract(cpv: "45410000", end: nil), awards: [award("43.91A")])
        }
        tables.add(contract(cpv: "45410000", end: nil), awards: [[:]])
        return try tables.dataset()
    }

    @Test func `a trade is known by the classes it won five times`() throws {
        let dataset = try Self.trades()
        let trades = TradePurchases(
            contracts: dataset.facts, awards: try #require(dataset.details["awards"]?.table))

        let trade = try #require(trades.trade("43.91B"))

        #expect(trade.contracts == 12)
        #expect(trade.purchases.map(\.cpv) == ["4526"])
        #expect(trade.purchases[0].contracts == 8)
        #expect(trade.purchases[0].share == 8.0 / 12)
        #expect(trade.purchases[0].interval == WilsonInterval(met: 8, of: 12))
        #expect(trade.rareClasses == 1 && trade.rareContracts == 4)
        #expect(trades.knownAwards == 23 && trades.awards == 24)
    }

    @Test func `a trade with too few contracts takes those of its neighbours, and says so`() throws
    {
        let dataset = try Self.trades()
        let trades = TradePurchases(
            contracts: dataset.facts, awards: try #require(dataset.details["awards"]?.table))

        #expect(trades.trade("43.91A")?.activity == "43.91")
        #expect(trades.trade("43.91A")?.contracts == 15)
        #expect(trades.trade("62.01Z") == nil)
    }

    @Test func `the market of a trade leaves ceilings out of its middle`() throws {
        let dataset = try Self.trades()

        let market = try TradeMarket(
            TradeMarket.Question(classes: ["4526"]), dataset: dataset, centre: Self.centre)

        #expect(market.contracts == 8 && market.ceilings == 1)
        #expect(market.amounts?.count == 7)
        #expect(market.amounts?.median == 4_000_000)
        #expect(market.amounts?.firstQuartile == 2_000_000)
        #expect(market.amounts?.thirdQuartile == 6_000_000)
        #expect(market.offers?.median == 4)
        #expect(market.buyers.map(\.contracts) == [8])
        #expect(market.small == nil)
    }
}
