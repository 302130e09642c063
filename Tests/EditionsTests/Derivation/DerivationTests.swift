import Columns
import Foundation
import Procurement
import Testing

@testable import Editions

@Suite struct DerivationTests {
    @Test(arguments: [
        (Int64.min, AmountReason.absent), (0, .bound), (100, .bound), (101, .none),
        (300_000_000_000, .none), (300_000_000_001, .bound), (111_111_100, .repeated),
        (99_999_900, .none), (12_345_678_900, .repeated), (11_999_999_900, .repeated),
        (250_000_000, .none), (100_000_000, .none),
    ])
    func `token huge and typed at random amounts are not usable`(
        cents: Int64, expected: AmountReason
    ) {
        #expect(AmountRules.reason(cents) == expected)
    }

    @Test(arguments: [
        (45, UInt8(0)), (3, 1), (44, 1), (48, 1), (50, 2), (98, 2), (46, 255), (0, 255), (99, 255),
    ])
    func `the CPV division says what is bought`(division: Int, type: UInt8) {
        #expect(PurchaseType.type(division: division) == type)
    }

    @Test(
        arguments: [
            ("59", UInt8(4), "59", "32"), ("1", 4, "01", "84"), ("59350", 1, "59", "32"),
            ("59000", 0, "59", "32"), ("20200", 0, "2B", "94"), ("20000", 0, "2A", "94"),
            ("2A004", 1, "2A", "94"), ("97411", 1, "974", "04"), ("97400", 0, "974", "04"),
            ("32", 5, nil, "32"), ("FR", 6, nil, nil), ("99", 4, nil, nil),
            ("FRE11", 255, nil, nil),
            ("80021", 255, "80", "32"), ("590", 3, "59", "32"),
        ] as [(String, UInt8, String?, String?)])
    func `a place code gives its department and region`(
        code: String, type: UInt8, departement: String?, region: String?
    ) {
        let place = PerformancePlace(code: code, type: type, references: .none)

        #expect(place.departement == departement)
        #expect(place.region == region)
    }

    @Test func `shares add up to the cent`() {
        for (amount, count) in [(Int64(100), 3), (1, 2), (-7, 3), (99_999, 7)] {
            let shares = (0..<count).map { DerivedAwards.share(amount, of: count, at: $0) }

            #expect(shares.reduce(0, +) == amount)
            #expect((shares.max() ?? 0) - (shares.min() ?? 0) <= 1)
        }
    }

    @Test func `an amount far from thirty peers is aberrant on both sides`() {
        func subject(_ cents: Int64) -> AnomalyTest.Subject {
            .init(
                division: 45, type: 0, category: 1, isConcession: false,
                logarithm: AnomalyTest.logarithm(cents: cents, months: 1))
        }
        let peers = (1...40).map { subject(Int64($0) * 1_000_000) }

        let test = AnomalyTest(peers + [subject(900_000_000_000), subject(200)])

        #expect(test.outcomes[40] == .aberrant)
        #expect(test.outcomes[41] == .aberrant)
        #expect(test.outcomes[20] == .normal)
        #expect((test.deviations[41]) < 0)
    }

    @Test func `without thirty peers nothing is tested`() {
        let lonely = AnomalyTest.Subject(
            division: 45, type: 0, category: 0, isConcession: false, logarithm: 5_000_000)

        let test = AnomalyTest(Array(repeating: lonely, count: 29))

        #expect(test.outcomes.allSatisfy { $0 == .untested })
    }

    @Test func `a first win is known only after thirty-six months`() throws {
        let folder = try InventedFolder()
        try folder.deposit(
            [
                InventedContract(id: "1", day: "2019-02-01"),
                InventedContract(id: "2", day: "2022-02-01"),
                InventedContract(id: "3", day: "2022-03-01", suppliers: ["77567227221138"]),
            ], as: "trois")

        let edition = try folder.build()

        let new = try #require(edition.awards["nouveau"])
        #expect((0..<3).map { new.integer($0) } == [nil, 0, 1])
    }
}
