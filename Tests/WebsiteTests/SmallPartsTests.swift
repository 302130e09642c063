import Indicators
import Testing

@testable import Website

@Suite struct SmallPartsTests {
    @Test(arguments: [
        (99_900, "999\u{202F}€"), (4_530_000, "45,3\u{202F}k€"), (123_456_700, "1,23\u{202F}M€"),
        (19_650_000_000, "197\u{202F}M€"), (310_000_000_000, "3,10\u{202F}Md€"),
    ]) func `amounts are rounded for reading`(cents: Int64, text: String) {
        #expect(French.roundedEuros(cents: cents) == text)
    }

    @Test func `the tile map has each department once and no two on one place`() {
        let places = DepartmentTiles.places

        #expect(places.count == 101)
        #expect(Set(places.map(\.code)).count == 101)
        #expect(Set(places.map { $0.column * 100 + $0.row }).count == 101)
    }

    @Test(arguments: [0.3, 1, 7, 24, 25, 99, 100, 101, 85_800_000])
    func `a scale begins at zero, holds the greatest value and has few lines`(value: Double) {
        let scale = Scale(upTo: value)

        #expect(scale.ticks.first == 0)
        #expect(scale.top >= value)
        #expect((2...6).contains(scale.ticks.count))
    }

    private func row(_ label: String, _ low: Double, _ value: Double, _ high: Double)
        -> IndicatorRow
    {
        IndicatorRow(
            group: label, label: label, measure: "part", state: .measured, value: value,
            numerator: 1, denominator: 2, unknown: 0, low: low, high: high, text: "", reason: nil,
            unit: .share, writtenNumerator: nil, writtenDenominator: nil)
    }

    @Test func `groups are apart only where intervals are`() {
        let groups = DistinctGroups(rows: [
            row("c", 0.5, 0.55, 0.6), row("a", 0.1, 0.2, 0.3), row("b", 0.25, 0.3, 0.4),
        ])

        #expect(groups.groups.map { $0.map(\.label) } == [["a", "b"], ["c"]])
        #expect(groups.told == 2)
    }

    @Test func `the cache forgets the least recently used and stays within its bound`() {
        let cache = AnswerCache(capacity: 40_000)
        let answer = Answer(type: "text/plain", body: .bytes(Array(repeating: 0, count: 3_000)))
        for number in 0..<9 { cache.keep(answer, under: "\(number)") }
        _ = cache.find("0")

        for number in 9..<15 { cache.keep(answer, under: "\(number)") }

        #expect(cache.find("0") != nil)
        #expect(cache.find("1") == nil)
        #expect(cache.size <= 40_000)
    }

    @Test func `compressed bytes come back`() throws {
        let bytes = Array(String(repeating: "commande publique ", count: 200).utf8)

        let compressed = try #require(Gzip.compress(bytes))

        #expect(compressed.count < bytes.count / 10)
        #expect(Array(compressed.prefix(2)) == [0x1F, 0x8B])
    }

    @Test func `work beyond the queue is refused at once`() async throws {
        let workers = Workers(threads: 1, capacity: 1)
        defer { workers.stop() }
        let gate = Gate()

        async let held: Void = workers.run { gate.wait() }
        await gate.isEntered()
        // One of three may wait; the two others hear at once that there is no room.
        let outcomes = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<3 {
                group.addTask {
                    do {
                        return try await workers.run { 200 }
                    } catch { return (error as? Problem)?.status ?? 0 }
                }
            }
            let refused = [await group.next(), await group.next()]
            gate.open()
            return refused + [await group.next()]
        }
        try await held

        #expect(outcomes == [503, 503, 200])
    }

    @Test func `work whose turn comes too late is refused instead of done`() async throws {
        // No wait is short enough: every turn comes too late.
        let workers = Workers(threads: 1, capacity: 4, patience: .seconds(-1))
        defer { workers.stop() }

        await #expect(throws: Problem.busy) { try await workers.run { 200 } }
    }

    @Test(.timeLimit(.minutes(1))) func `health is told while every thread is taken`() async throws
    {
        let invented = try InventedSite(contracts: 60)
        let gate = Gate()
        async let held: Void = invented.site.workers.run { gate.wait() }
        await gate.isEntered()

        let health = try await invented.get("/health")

        gate.open()
        try await held
        #expect(health.status == 200)
    }

    @Test func `the first heading of a prose comes just below the page's, however it begins`() {
        for text in ["# Un\n\n## Deux", "## Un\n\n### Deux", "Un\n==\n\n## Deux"] {
            let html = CharterText.prose(text, under: 1).text
            #expect(html.contains("<h2>Un</h2>") && html.contains("<h3>Deux</h3>"), "\(text)")
        }
    }
}
