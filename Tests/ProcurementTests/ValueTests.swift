import Procurement
import Testing

struct ValueTests {
    @Test func `a SIRET is accepted with blanks and refused with a reason`() throws {
        #expect(try Siret(" 215 901 638 00019").description == "21590163800019")
        #expect(try Siret("35600000000048").siren == "356000000")
        #expect(throws: IdentifierRefusal.check) { try Siret("21590163800018") }
        #expect(throws: IdentifierRefusal.length(13)) { try Siret("2159016380001") }
        #expect(throws: IdentifierRefusal.notDigits) { try Siret("2159016380001X") }
        #expect(throws: IdentifierRefusal.placeholder) { try Siret("00000000000000") }
        #expect(try Siren("215901638").description == "215901638")
    }

    @Test func `La Poste follows its own rule`() throws {
        // Sum of digits 20, a multiple of 5; Luhn fails.
        #expect(try Siret("35600000000006").siren == "356000000")
        #expect(throws: IdentifierRefusal.check) { try Siret("35600000000007") }
    }

    @Test func `amounts are exact`() {
        #expect(Money("1234.5")?.cents == 123_450)
        #expect(Money("-0.05")?.description == "-0.05")
        #expect(Money("1.234") == nil)
        #expect(Money("99999999999999999999") == nil)
        #expect(Money(cents: 123_456).french == "1\u{202F}234,56\u{202F}€")
        #expect(Money(cents: 150).frenchWhole == "2\u{202F}€")
    }

    @Test func `numbers and days are written in French`() {
        #expect(FrenchNumber.share(tenThousandths: 1234) == "12,3\u{202F}%")
        #expect(FrenchNumber.share(0.5) == "50,0\u{202F}%")
        #expect(FrenchNumber.whole(-1_234_567) == "−1\u{202F}234\u{202F}567")
        #expect(Day(year: 2024, month: 7, day: 3).map(FrenchNumber.day) == "3 juillet 2024")
        #expect(Day(year: 2024, month: 8, day: 1).map(FrenchNumber.day) == "1er août 2024")
    }

    @Test func `codes of places lead to their department`() {
        #expect(Territory.department(ofPostalCode: "59170") == "59")
        #expect(Territory.department(ofPostalCode: "20100") == "2A")
        #expect(Territory.department(ofPostalCode: "20600") == "2B")
        #expect(Territory.department(ofPostalCode: "97400") == "974")
        #expect(Territory.department(ofPostalCode: "98800") == "988")
        #expect(Territory.department(ofPostalCode: "99999") == nil)
        #expect(Territory.department(ofCommune: "2b033") == "2B")
        #expect(Territory.department("59")?.region == "32")
        #expect(Territory.region("32")?.name == "Hauts-de-France")
        #expect(Territory.regions.count == 18)
        #expect(Territory.departments.count == 109)
    }

    @Test func `divisions are 45 and tell what is bought`() {
        #expect(CPVDivision.all.count == 45)
        for number in UInt8(0)...UInt8(255) {
            #expect(CPVDivision.exists(number) == (CPVDivision.of(number) != nil))
        }
        #expect(CPVDivision.of(45)?.type == 0)
        #expect(CPVDivision.of(48)?.type == 1)
        #expect(CPVDivision.of(50)?.type == 2)
        #expect(CPVDivision.of(3)?.code == "03")
    }

    @Test func `the number of a public buyer tells its kind`() {
        #expect(BuyerKind(siren: "21590163800019") == .commune)
        #expect(BuyerKind(siren: "24620036400080") == .grouping)
        #expect(BuyerKind(siren: "41378250900017") == nil)
        #expect(BuyerKind(legalCategory: "7210") == .commune)
    }
}
