import Foundation
import Procurement
import Testing

@testable import Formats

/// Files cut, mutated or made of noise: findings and records set aside, never a crash.
@Suite struct NoticeBrokenTests {
    private static let day = Day(number: 20_000)

    private static var seeds: [[UInt8]] {
        var seeds = [Array(SampleNotices(day: day).json.utf8)]
        seeds.append(
            Array(
                "BOAMP_AVIS_NUM,D_01_01_Identite_Denomination,D_11_02_Conditiondelai_Receptoffres\n20-1,\"Ville, ici\",2020-06-29 11:00:00\n20-2,Ville,\n"
                    .utf8))
        seeds.append(
            Array(
                #"{"nbItemsRetournes":1,"item":[{"id":"idweb","value":"15-1","description":"Toit"}]}"#
                    .utf8))
        return seeds
    }

    /// What reading gives, or nil when the whole file is refused.
    private func read(_ bytes: [UInt8]) throws -> ReadNotices? {
        do { return try ReadNotices.bytes(bytes) } catch is ReadingRefusal { return nil }
    }

    @Test func `the invented notices are all read`() throws {
        let read = try #require(try read(Self.seeds[0]))

        #expect(read.notices.count == 10 && read.total == 10)
        #expect(Set(read.notices.map(\.id)).count == 10)
        #expect(read.notices.allSatisfy { $0.object?.contains("inventé") == true })
        #expect(read.notices.filter { $0.profile != nil }.count == 7)
        #expect(read.notices.filter { $0.lots.count == 3 }.count == 1)
    }

    @Test func `a file cut anywhere gives what was before the cut`() throws {
        for seed in Self.seeds {
            for cut in stride(from: 1, to: seed.count, by: max(1, seed.count / 150)) {
                guard let read = try read(Array(seed.prefix(cut))) else { continue }
                #expect(read.notices.count <= 10)
            }
        }
    }

    @Test func `bytes changed anywhere break no more than records`() throws {
        var random = SplitMix64(seed: 2_017)
        for seed in Self.seeds {
            for _ in 0..<400 {
                var bytes = seed
                for _ in 0...Int(random.next() % 4) {
                    let place = Int(random.next() % UInt64(bytes.count))
                    switch random.next() % 3 {
                    case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
                    case 1: bytes.remove(at: place)
                    default: bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: place)
                    }
                }
                _ = try read(bytes)
            }
        }
    }

    @Test func `noise after a true beginning is set aside`() throws {
        var random = SplitMix64(seed: 7)
        for start in [
            "[{\"idweb\":\"25-1\"},", "{\"total_count\":1,\"results\":[{\"idweb\":\"25-1\"},",
        ] {
            for length in [1, 100, 10_000] {
                let noise = (0..<length).map { _ in UInt8(truncatingIfNeeded: random.next()) }
                let read = try read(Array(start.utf8) + noise)
                #expect(read?.notices.first?.id == "25-1")
            }
        }
    }

    @Test func `a small window reads the same as a large one`() throws {
        var limits = ReadingLimits()
        limits.blockBytes = 97

        let narrow = try ReadNotices.bytes(Self.seeds[0], limits: limits)
        let wide = try ReadNotices.bytes(Self.seeds[0])

        #expect(narrow.notices == wide.notices)
    }

    @Test func `deep nesting is refused, not followed`() throws {
        let text =
            "[{\"idweb\":\"25-1\",\"donnees\":" + String(repeating: "[", count: 100_000)
            + String(repeating: "]", count: 100_000) + "},{\"idweb\":\"25-2\"}]"

        let read = try ReadNotices.text(text)

        #expect(read.unreadable == [.malformed] && read.notices.map(\.id) == ["25-2"])
    }
}
