import Community
import Foundation
import Procurement
import Testing

@testable import Website

@Suite struct PublicationMetadataTests {
    private let community: InventedCommunity
    private let address = PublicationAddress(
        base: "https://observatoire.exemple.fr", siteName: "Observatoire inventé")

    init() throws { community = try InventedCommunity() }

    private func metadata(_ change: (inout PublicationContent) -> Void) throws
        -> PublicationMetadata
    {
        var content = PublicationContent(day: Day("2017-10-02") ?? Day(number: 0))
        content.title = "L’œuvre à 50 % & plus_tard {ici} \\ #1"
        content.summary = "Première ligne.\nTY  - Seconde ligne."
        content.text = "Texte."
        content.authors = ["Martin, Anne", "Collectif d’achat"]
        content.institutions = ["Sciences Po inventé"]
        content.themes = ["Sourçage", "Coût du cycle de vie"]
        change(&content)
        let publications = community.store.publications
        let key = try publications.draft(content, key: "oeuvre", community.acting(.editor))
        let publication = try publications.publication(key)
        let version = try #require(try publications.pending(publication.id))
        try publications.submit(version.id, community.acting(.editor))
        try publications.accept(version.id, comment: "", community.acting(.administrator))
        try publications.publish(version.id, community.acting(.editor))
        let record = try #require(try publications.record(key))
        return PublicationMetadata(address, record.publication, record.version)
    }

    @Test func `the citation in BibTeX escapes what TeX would run`() throws {
        let text = try metadata { _ in }.bibtex

        #expect(
            text == ##"""
                @techreport{oeuvre-2017,
                  title = {{L’œuvre à 50 \% \& plus\_tard \{ici\} \textbackslash{} \#1}},
                  author = {Martin, Anne and {Collectif d’achat}},
                  institution = {Sciences Po inventé},
                  year = {2017},
                  month = oct,
                  abstract = {Première ligne. TY  - Seconde ligne.},
                  keywords = {Sourçage, Coût du cycle de vie},
                  language = {fr},
                  note = {Version 1},
                  url = {https://observatoire.exemple.fr/publications/oeuvre/versions/1}
                }

                """##)
    }

    @Test func `the citation in RIS keeps each value on its line`() throws {
        let text = try metadata { _ in }.ris

        #expect(
            text.replacing("\r\n", with: "\n") == """
                TY  - RPRT
                TI  - L’œuvre à 50 % & plus_tard {ici} \\ #1
                AU  - Martin, Anne
                AU  - Collectif d’achat
                PB  - Sciences Po inventé
                PY  - 2017
                DA  - 2017/10/02
                AB  - Première ligne. TY  - Seconde ligne.
                KW  - Sourçage
                KW  - Coût du cycle de vie
                LA  - fr
                ET  - 1
                UR  - https://observatoire.exemple.fr/publications/oeuvre/versions/1
                ER  - \("")

                """)
        #expect(text.split(separator: "\r\n").count == 14)
    }

    @Test func `a work without authors is its institution's`() throws {
        let bare = try metadata { $0.authors = [] }

        #expect(bare.bibtex.contains("author = {{Sciences Po inventé}}"))
        #expect(bare.ris.contains("AU  - Sciences Po inventé\r\n"))
        #expect(
            bare.dublinCore.filter { $0.name == "creator" }.map(\.value) == ["Sciences Po inventé"])
        #expect(bare.dublinCore.filter { $0.name == "contributor" }.isEmpty)
    }

    @Test func `no text ends the data block or an attribute of the head`() throws {
        let hostile = "</script><script>alert(1)</script><!-- \" '"
        let head = try metadata {
            $0.title = hostile
            $0.summary = hostile
            $0.authors = [hostile]
            $0.themes = [hostile]
        }.head.text

        #expect(head.ranges(of: "<script").count == 1)
        #expect(head.ranges(of: "</script").count == 1)
        #expect(!head.contains("<!--"))
        #expect(!head.contains("content=\"</"))
        let start = try #require(head.firstRange(of: "ld+json\">")).upperBound
        let end = try #require(head.firstRange(of: "</script>")).lowerBound
        let value = try JSONSerialization.jsonObject(with: Data(head[start..<end].utf8))
        #expect((value as? [String: Any])?["name"] as? String == hostile)
    }

    @Test func `a token of a harvest says where to go on, and nothing else is one`() {
        var harvest = Publications.Harvest()
        harvest.after = (Moment(seconds: 12), 3)
        harvest.until = Moment(seconds: 99)
        harvest.theme = "sourcage"
        let token = OAIToken(harvest: harvest, cursor: 25).text

        #expect(token == "1.25.12.3..99.sourcage")
        #expect(OAIToken(token)?.harvest == harvest)
        for bad in [
            "", "x", "1.0.12.3...", "1.25.a.3...", "2.25.12.3...", "1.25.12.3..x.", "......",
        ] {
            #expect(OAIToken(bad) == nil, "\(bad)")
        }
    }

    @Test(
        arguments: [
            ("2026-11-26", 86_399), ("2026-11-26T08:30:00Z", 0), ("2026-02-30", nil),
            ("2026-11-26T24:00:00Z", nil), ("2026-11-26 08:30:00Z", nil), ("2026", nil),
            ("2026-11-26T08:30:00+1", nil), ("", nil),
        ] as [(String, Int64?)])
    func `a date of a harvester is a day or a second`(written: String, seconds: Int64?) {
        // What is not a date is what some of the cases expect.
        let date = try? OAIDate(written, "from")

        #expect(date.map { $0.last.since($0.first) } == seconds)
    }
}
