import Community
import Procurement
import Testing

@Suite struct AttestationTests {
    private let store: CommunityStore
    private let quarter: Quarter

    init() throws {
        store = try CommunityStore()
        quarter = Quarter(of: Invented.now.day).previous
    }

    /// A buyer and who represents it.
    private func filer(_ name: String) throws -> (organisation: Int64, acting: Acting) {
        let organisation = try store.organisations.add(
            name: name, siret: nil, college: .buyers, territory: "", Invented.acting())
        let person = try store.accounts.invite(
            try EmailAddress("\(AddressWord.suggested(by: name))@exemple.fr"), Invented.acting())
        try store.organisations.represent(organisation, by: person.id, Invented.acting())
        return (organisation, Invented.acting(person.id))
    }

    private func figures(_ invoices: Int, mean: Int, late: Int, interest: Int? = nil)
        -> PaymentFigures
    {
        PaymentFigures(
            invoices: invoices, meanHundredths: mean, lateTenThousandths: late,
            interestPaidCents: interest)
    }

    private func file(
        _ name: String, _ band: SizeBand, _ figures: PaymentFigures
    ) throws {
        let filer = try filer(name)
        _ = try store.attestations.file(
            .init(quarter: quarter, band: band, figures: figures), for: filer.organisation,
            by: InventedCharter.signatory, filer.acting)
    }

    @Test func `a band of fewer than three is hidden, and the whole when it would tell`() throws {
        try file("Alpha", .under250, figures(100, mean: 2_000, late: 1_000, interest: 100))
        try file("Bêta", .under250, figures(300, mean: 3_000, late: 2_000, interest: 200))
        #expect(try store.attestations.board(quarter).bands.allSatisfy { $0.line == nil })
        #expect(try store.attestations.board(quarter).whole == nil)
        try file("Gamma", .under250, figures(100, mean: 2_500, late: 500, interest: 300))
        try file("Delta", .larger, figures(9_000, mean: 4_000, late: 4_000))

        let board = try store.attestations.board(quarter)
        let line = try #require(board.bands.first { $0.band == .under250 }?.line)
        #expect(line.invoices == 500)
        // (100 × 20 + 300 × 30 + 100 × 25) ÷ 500 = 27 days.
        #expect(line.meanHundredths == 2_700)
        #expect(line.lateTenThousandths == 1_500)
        #expect(line.interestPaidCents == 600)
        #expect(board.bands.first { $0.band == .larger }?.line == nil)
        #expect(board.whole == nil)
        #expect(board.names == ["Alpha", "Bêta", "Delta", "Gamma"])
    }

    @Test func `the whole is shown again when three are hidden together`() throws {
        for name in ["Un", "Deux", "Trois"] {
            try file(name, .under250, figures(100, mean: 2_000, late: 0))
        }
        for (name, band) in [("Quatre", SizeBand.larger), ("Cinq", .under50), ("Six", .under5000)] {
            try file(name, band, figures(100, mean: 3_000, late: 0))
        }

        let board = try store.attestations.board(quarter)
        #expect(board.whole?.meanHundredths == 2_500)
        #expect(board.bands.count { $0.line != nil } == 1)
    }

    @Test func `a sum that one filer left out of three gave is hidden`() throws {
        try file("Alpha", .under50, figures(10, mean: 2_000, late: 0, interest: 100))
        try file("Bêta", .under50, figures(10, mean: 2_000, late: 0, interest: 100))
        try file("Gamma", .under50, figures(10, mean: 2_000, late: 0))

        let line = try #require(
            try store.attestations.board(quarter).bands.first { $0.band == .under50 }?.line)
        #expect(line.interestPaidCents == nil)
        #expect(line.interestFilers == 2)
    }

    @Test func `a corrected filing keeps the former and needs a reason`() throws {
        let filer = try filer("Alpha")
        func file(_ mean: Int, reason: String) throws -> Int64 {
            try store.attestations.file(
                .init(
                    quarter: quarter, band: .under50, figures: figures(10, mean: mean, late: 0),
                    reason: reason), for: filer.organisation, by: InventedCharter.signatory,
                filer.acting)
        }
        let first = try file(2_000, reason: "")
        #expect(throws: CommunityRefusal.self) { _ = try file(2_100, reason: "") }
        let second = try file(2_100, reason: "Une facture oubliée.")

        let filings = try store.attestations.filings(of: filer.organisation)
        #expect(filings.map(\.id) == [second, first])
        #expect(filings.map { $0.replaced == nil } == [true, false])
        #expect(filings[0].corrects == first)
        #expect(filings[1].figures.meanHundredths == 2_000)
        #expect(try store.attestations.board(quarter).filers == 1)
    }

    @Test func `nothing is filed by others, for a quarter under way, or without the box`() throws {
        let filer = try filer("Alpha")
        let other = try self.filer("Bêta")
        let draft = Attestations.Draft(
            quarter: quarter, band: .under50, figures: figures(10, mean: 2_000, late: 0))
        var early = draft
        early.quarter = Quarter(of: Invented.now.day)
        #expect(throws: CommunityRefusal.self) {
            _ = try store.attestations.file(
                draft, for: filer.organisation, by: InventedCharter.signatory, other.acting)
        }
        #expect(throws: CommunityRefusal.self) {
            _ = try store.attestations.file(
                early, for: filer.organisation, by: InventedCharter.signatory, filer.acting)
        }
        #expect(throws: CommunityRefusal.self) {
            _ = try store.attestations.file(
                draft, for: filer.organisation,
                by: Signatory(name: "Anne", function: "Achats", isDeclared: false), filer.acting)
        }
        #expect(try store.attestations.quarters().isEmpty)
    }

    @Test func `quarters know their days`() throws {
        let quarter = try #require(Quarter("2026-T1"))
        #expect(quarter.first == Day("2026-01-01"))
        #expect(quarter.last == Day("2026-03-31"))
        #expect(quarter.previous.description == "2025-T4")
        for bad in ["2026-T5", "2026T1", "26-T1", "2026-Q1", ""] { #expect(Quarter(bad) == nil) }
    }
}
