import Community
import Procurement
import Testing

@testable import Website

@Suite struct ConsultationLawTests {
    private static func content(_ euros: Int64, _ purchase: Consultation.Purchase = .services)
        -> ConsultationContent
    {
        var content = ConsultationContent()
        content.estimateCents = euros * 100
        content.purchase = purchase
        content.criteria = [.init(name: "Prix", isPrice: true, weight: 100)]
        return content
    }

    private static func law(_ day: String) throws -> ConsultationLaw {
        let community = try InventedCommunity()
        return ConsultationLaw(law: community.site.law, day: try #require(Day(day)))
    }

    @Test(arguments: [
        // Both sides of each threshold, the day before and the day of entry into force.
        ("2026-03-31", Int64(39_999), Consultation.Purchase.services, true),
        ("2026-03-31", 40_000, .services, false),
        ("2026-04-01", 40_000, .services, true),
        ("2026-04-01", 59_999, .supplies, true),
        ("2026-04-01", 60_000, .supplies, false),
        ("2026-11-26", 59_999, .socialServices, true),
        ("2026-11-26", 60_000, .socialServices, false),
        ("2026-11-26", 59_999, .works, true),
    ])
    func `the threshold of the day decides`(
        day: String, euros: Int64, purchase: Consultation.Purchase, isAllowed: Bool
    ) throws {
        let ruling = try Self.law(day).ruling(Self.content(euros, purchase))

        #expect(ruling.refusals.isEmpty == isAllowed)
        if !isAllowed { #expect(ruling.refusals[0].contains("CCP R21")) }
    }

    @Test func `works under their dispensation but published need the profile`() throws {
        let ruling = try Self.law("2026-11-26").ruling(Self.content(80_000, .works))

        #expect(ruling.refusals.count == 1)
        #expect(ruling.refusals[0].contains("R2132-2"))
    }

    @Test func `without an estimate nothing is published`() throws {
        var content = Self.content(1)
        content.estimateCents = nil

        let faults = try Self.law("2026-11-26").faults(content)

        #expect(faults.map(\.field) == ["estimation"])
        #expect(faults[0].sentence.contains("R2121-1"))
    }

    @Test(arguments: ConsultationLaw.procedures.map(\.value))
    func `only the request for quotes is held here, others are refused with an article`(
        procedure: String
    ) throws {
        var content = Self.content(10_000)
        content.procedure = procedure

        let faults = try Self.law("2026-11-26").faults(content)

        #expect(faults.isEmpty == (procedure == "devis"))
        if let fault = faults.first {
            #expect(fault.field == "procedure")
            #expect(fault.sentence.contains("CCP "))
        }
    }

    @Test func `attestations are for the firm retained, by their article`() throws {
        for proof in [ConsultationProof.taxCertificate, .socialCertificate] {
            var content = Self.content(10_000)
            content.proofs = [proof, .references]

            let faults = try Self.law("2026-11-26").faults(content)

            #expect(faults.map(\.field) == ["preuves"])
            #expect(faults[0].sentence.contains("CCP R2144-4"))
            #expect(!faults[0].sentence.contains("Références"))
        }
    }

    @Test func `what is refused by choice says that its article is to be confirmed`() throws {
        let verdict = try Self.law("2026-11-26").verdict(.companyExtract)

        #expect(verdict.isRefused)
        #expect(verdict.sentence.contains("à confirmer"))
    }

    @Test func `each proof that is never asked is refused with its article, and no maybe`() throws {
        let law = try Self.law("2026-11-26")
        let never = ConsultationProof.allCases.filter { law.verdict($0).isRefused }

        #expect(ConsultationLaw.neverAsked.isSubset(of: never))
        #expect(never.count > ConsultationLaw.neverAsked.count)
        for proof in never {
            var content = Self.content(10_000)
            content.proofs = [proof]

            let faults = law.faults(content)

            #expect(faults.map(\.field) == ["preuves"], "\(proof)")
            let sentence = faults.first?.sentence ?? ""
            #expect(sentence.contains("«\u{202F}\(proof.label)\u{202F}» ne se demande pas."))
            #expect(sentence.contains("CCP R21"), "\(sentence)")
            #expect(!sentence.contains("Cela dépend"), "\(sentence)")
        }
        #expect(law.verdict(.criminalRecord).sentence.contains("déclaration sur l’honneur"))
        #expect(law.verdict(.bankDetails).sentence.contains("l’entreprise retenue"))
        for proof in ConsultationLaw.neverAsked {
            #expect(law.verdict(proof).sentence.contains("à confirmer"), "\(proof)")
        }
    }

    @Test func `a turnover above the cap of the day is refused`() throws {
        var content = Self.content(40_000)
        content.turnoverCents = 7_000_000

        let before = try Self.law("2025-11-26")
        let after = try Self.law("2026-11-26")

        #expect(!before.faults(content).contains { $0.field == "ca_minimal" })
        #expect(after.faults(content).contains { $0.field == "ca_minimal" })
        content.turnoverCents = 6_000_000
        #expect(after.faults(content).isEmpty)
        content.lots = [.init(number: 1, object: "Zinc", estimateCents: 1_000_000)]
        #expect(after.faults(content).map(\.field) == ["ca_minimal"])
    }

    @Test func `what is published of the basis does not tell the estimate`() throws {
        let text = try Self.law("2026-11-26").basis(Self.content(43_210)).joined()

        #expect(!text.contains("43\u{202F}210"))
        #expect(text.contains("60\u{202F}000"))
    }
}
