import Testing

@testable import Community

@Suite struct TallyTests {
    private static func count(
        _ college: College, _ weight: Int, _ electors: Int, _ answers: (Int, Int, Int)
    ) -> CollegeCount {
        CollegeCount(
            college: college, weight: weight, electors: electors,
            voters: answers.0 + answers.1 + answers.2,
            answers: .init(favour: answers.0, against: answers.1, abstention: answers.2))
    }

    @Test func `fractions are exact and in lowest terms`() {
        let third = Fraction(1, over: 3)

        #expect(third + third + third == Fraction(1))
        #expect(Fraction(-4, over: -6) == Fraction(2, over: 3))
        #expect(Fraction(2, over: -4).description == "-1/2")
        #expect(Fraction(1, over: 3) < Fraction(334, over: 1000))
        #expect(Fraction(2, over: 3).hundredthsOfPercent == 6_667)
        #expect(Fraction(1, over: 8).hundredthsOfPercent == 1_250)
        #expect(Fraction(5).divided(by: .zero) == nil)
    }

    @Test func `a college's weight is shared equally and the answers sum to it`() throws {
        let tally = try #require(
            Tally([
                Self.count(.buyers, 40, 3, (2, 1, 0)), Self.count(.companies, 40, 7, (3, 2, 2)),
            ]))

        #expect(tally.favour == Fraction(80, over: 3) + Fraction(120, over: 7))
        #expect(tally.favour + tally.against + tally.abstention == Fraction(80))
        #expect(tally.present == Fraction(80))
    }

    @Test(arguments: 0..<200) func `weights sum whatever the counts`(seed: Int) throws {
        let chance = InventedChance(seed: UInt64(seed))
        func below(_ bound: Int) -> Int { Int(chance.bytes(1)[0]) % bound }
        let counts = College.allCases.map { college -> CollegeCount in
            let (favour, against, abstention) = (below(9), below(9), below(9))
            let silent = below(3)
            return CollegeCount(
                college: college, weight: below(50),
                electors: favour + against + abstention + silent,
                voters: favour + against + abstention,
                answers: .init(favour: favour, against: against, abstention: abstention))
        }
        let tally = try #require(Tally(counts))
        let reversed = try #require(Tally(counts.reversed()))

        let silent = counts.reduce(Fraction.zero) {
            $0 + $1.share * Fraction(Int128($1.electors - $1.voters))
        }
        #expect(
            tally.favour + tally.against + tally.abstention + silent == tally.present,
            "seed \(seed)")
        #expect(tally.favour == reversed.favour)
        // What is adopted by two thirds is adopted by half, and that by more for than against.
        let twoThirds = tally.adopts(.twoThirds, abstentionsCount: false)
        let absolute = tally.adopts(.absolute, abstentionsCount: false)
        #expect(!twoThirds || absolute)
        #expect(!absolute || tally.adopts(.simple, abstentionsCount: false))
        #expect(
            !tally.adopts(.absolute, abstentionsCount: true)
                || tally.adopts(.absolute, abstentionsCount: false))
    }

    @Test func `majorities hold on both sides of their limit`() throws {
        func tally(_ favour: Int, _ against: Int, _ abstention: Int) throws -> Tally {
            try #require(
                Tally([
                    Self.count(
                        .buyers, 1, favour + against + abstention, (favour, against, abstention))
                ]))
        }

        #expect(try !tally(3, 3, 1).adopts(.simple, abstentionsCount: false))
        #expect(try tally(4, 3, 5).adopts(.simple, abstentionsCount: false))
        #expect(try tally(4, 3, 1).adopts(.absolute, abstentionsCount: false))
        #expect(try !tally(4, 3, 1).adopts(.absolute, abstentionsCount: true))
        #expect(try tally(5, 3, 1).adopts(.absolute, abstentionsCount: true))
        #expect(try tally(4, 2, 9).adopts(.twoThirds, abstentionsCount: false))
        #expect(try !tally(5, 3, 0).adopts(.twoThirds, abstentionsCount: false))
        #expect(try !tally(0, 0, 4).adopts(.twoThirds, abstentionsCount: false))
        #expect(try !tally(0, 0, 4).adopts(.simple, abstentionsCount: false))
    }

    @Test func `a quorum is reached at its share and not below`() {
        let rules = AssemblyRules.with {
            $0.quorum = 50
            $0.collegeQuorum = 25
        }
        func quorum(_ buyers: Int, _ companies: Int, isSecond: Bool = false) -> Quorum {
            Quorum(
                [.buyers: (5, buyers, 0), .companies: (4, 0, companies)], rules: rules,
                isSecond: isSecond)
        }

        #expect(quorum(4, 1).isReached)
        #expect(!quorum(3, 1).isReached)
        #expect(!quorum(5, 0).isReached)
        #expect(quorum(2, 3).isReached)
        #expect(!quorum(1, 4).isReached)
        #expect(quorum(0, 0, isSecond: true).isReached)
        #expect(Quorum.needed(5, percent: 50) == 3)
        #expect(Quorum.needed(4, percent: 50) == 2)
    }
}
