import Procurement
import Testing

@testable import Formats

@Suite struct NoticeValueTests {
    @Test(arguments: [
        ("54 743.57 euro", 5_474_357), ("93 636,00 euro", 9_363_600), ("92000", 9_200_000),
        ("1 809 130 EUR.", 180_913_000), ("3278229.82", 327_822_982), ("1.234.567", 123_456_700),
        ("16796,64 euro", 1_679_664), ("12,5", 1_250), ("500 € HT", 50_000),
    ])
    func `an amount is read exactly`(written: String, cents: Int64) {
        #expect(NoticeText.cents(written) == cents)
    }

    @Test(arguments: ["voir règlement", "", "12 USD", "10 à 20", "99999999999999999999"])
    func `what is no amount is none`(written: String) {
        #expect(NoticeText.cents(written) == nil)
    }

    @Test(arguments: [
        ("https://www.Marches.example.org/a?b=1.", "https://www.marches.example.org/a?b=1"),
        ("www.achats.example.org", "http://www.achats.example.org"),
        (":https://profil.example.org", "https://profil.example.org"),
        ("http://profil.example.org:8080/é", "http://profil.example.org:8080/%C3%A9"),
    ])
    func `an address of a site is kept`(written: String, kept: String) {
        #expect(NoticeAddress.checked(written) == kept)
    }

    @Test(arguments: [
        "javascript:alert(1)", "ftp://a.example.org", "https://jean@exemple.fr/",
        "http://127.0.0.1/",
        "https://localhost/", "https://a.example.org/\"onclick=", "data:text/html,a",
        "https://a.example.org/<b>", "http://", "jean.dupont@exemple.fr",
        "https://a b.example.org/",
        "//a.example.org", "https://a.example.org/x?m=jean@exemple.fr",
    ])
    func `any other address is refused`(written: String) {
        #expect(NoticeAddress.checked(written) == nil)
    }

    @Test(arguments: [
        ("2025-12-15T12:00:00+01:00", 1_765_796_400), ("2025-12-15 12:00", 1_765_796_400),
        ("15/12/2025 à 12h00", 1_765_796_400), ("15 décembre 2025 à 12 heures", 1_765_796_400),
        ("2025-07-01T12:00:00Z", 1_751_371_200), ("1751371200000", 1_751_371_200),
        ("2025-07-01T14:00:00", 1_751_371_200), ("2025-12-15T11:00:00.000Z", 1_765_796_400),
    ])
    func `a moment is read with its zone, that of Paris when none is given`(
        written: String, seconds: Int64
    ) throws {
        #expect(try #require(NoticeMoment.read(written)).deadline.seconds == seconds)
    }

    @Test(arguments: ["2025-02-30", "demain", "", "32/01/2025", "2025-12-15T25:00", "20251215"])
    func `what is no moment is none`(written: String) {
        #expect(NoticeMoment.read(written) == nil)
    }

    @Test func `a deadline without hour is the end of the day`() throws {
        let deadline = try #require(NoticeMoment.read("2025-12-15")).deadline

        #expect(deadline.day == Day("2025-12-15") && !deadline.hasHour)
        #expect(ParisClock.hour(deadline.seconds) == (23, 59))
    }

    @Test(arguments: [
        ("Travaux, voir jean.dupont@exemple.fr avant lundi", "Travaux, voir … avant lundi"),
        ("Tél. 03 20 00 00 00.", "Tél. …."), ("au 03.20.00.00.00 ou 0320000000", "au … ou …"),
        ("(+33) -02-62-49-96-00", "…"), ("+33 3 20 00 00 00", "…"),
        ("Lot 2020 12 34, 59 000 habitants", "Lot 2020 12 34, 59 000 habitants"),
        ("Marché 2020-000123456", "Marché 2020-000123456"),
    ])
    func `e-mail addresses and telephones leave a text`(written: String, kept: String) {
        #expect(PersonalData.removed(from: written) == kept)
    }

    @Test func `characters are repaired, fragments opened, silences recognised`() {
        var findings = NoticeFindings()

        #expect(
            NoticeText.line("l\u{92}organisation\n  du\tmarché", &findings)
                == "l’organisation du marché")
        #expect(findings.contains(.repairedCharacters))
        #expect(
            NoticeText.nuts("<?xml version=\"1.0\"?>\n<CODE_NUTS a=\"b\">FRJ23</CODE_NUTS>")
                == "FRJ23")
        #expect(NoticeText.line("Plan &amp; &#8217;toit&#x2019;", &findings) == "Plan & ’toit’")
        for silence in ["", "None", "<NA>", "CF_NIV_SUIV", "[]", " . "] {
            #expect(NoticeText.line(silence, &findings) == nil)
        }
    }

    @Test func `a criterion is read in a sentence only with its weight`() {
        var findings = NoticeFindings()
        let criteria = NoticeCriteria.sentence(
            "- prix des prestations (40 %)-  valeur technique : 45 %", &findings)

        #expect(criteria.map(\.name) == ["prix des prestations", "valeur technique"])
        #expect(criteria.map(\.weightHundredths) == [4_000, 4_500])
        #expect(NoticeCriteria.sentence("prix puis délai", &findings).isEmpty)
    }

    @Test func `legal time follows the last Sundays of March and October`() {
        // 2025-03-30T01:00:00Z and 2025-10-26T01:00:00Z
        for (change, before, after) in [
            (1_743_296_400, 3_600, 7_200), (1_761_440_400, 7_200, 3_600),
        ] {
            #expect(ParisClock.offset(at: Int64(change - 1)) == Int64(before))
            #expect(ParisClock.offset(at: Int64(change)) == Int64(after))
        }
    }
}
