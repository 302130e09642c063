import Foundation
import Testing

@testable import Formats

/// Reading, refusing, and giving back what was read.
@Suite struct ESPDReadingTests {
    private func read(_ text: String) throws -> ESPDDocument {
        try ESPDReader.read(Array(text.utf8))
    }

    private func refusal(_ bytes: [UInt8]) -> ESPDRefusal? {
        do throws(ESPDRefusal) {
            _ = try ESPDReader.read(bytes)
            return nil
        } catch {
            return error
        }
    }

    private let root = """
        <QualificationApplicationRequest \
        xmlns="urn:oasis:names:specification:ubl:schema:xsd:QualificationApplicationRequest-2">
        """

    @Test func `a document type is refused, with or without entities`() {
        let bomb = """
            <?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "cccc"><!ENTITY d "&b;&b;">]>\(root)&d;\
            </QualificationApplicationRequest>
            """

        #expect(refusal(Array(bomb.utf8)) == .documentType)
        #expect(
            refusal(Array("<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>".utf8)) == .documentType)
    }

    @Test func `nesting beyond any document is refused`() {
        let deep = String(repeating: "<a>", count: 100_000)

        #expect(refusal(Array(deep.utf8)) == .tooDeep(limit: MarkupReader.deepest))
    }

    @Test func `what is empty, broken, foreign or in an unknown encoding is refused by name`() {
        #expect(refusal([]) == .empty)
        #expect(refusal(Array("<a>\n<b></a>".utf8)) == .malformed(line: 2))
        #expect(refusal(Array("<x:a/>".utf8)) == .malformed(line: 1))
        #expect(refusal(Array("<html/>".utf8)) == .otherDocument(root: "html"))
        #expect(refusal(Array("<QualificationApplicationRequest/>".utf8)) != nil)
        #expect(
            refusal(Array("<?xml version=\"1.0\" encoding=\"x-inconnu\"?><a/>".utf8)) == .encoding)
        #expect(
            refusal([UInt8](repeating: 0x20, count: MarkupReader.longest + 1))
                == .tooLarge(limitBytes: MarkupReader.longest))
    }

    @Test func `comments, instructions, blanks and unknown elements come back as they were`() throws
    {
        let text = """
            <?xml-stylesheet href="a.xsl"?><!-- avant -->
            \(root)<!-- dedans -->
              <autre xmlns="urn:x" b='1&#10;2' a="&lt;&quot;&amp;">é &amp; &#13;<![CDATA[<x>]]></autre>
            </QualificationApplicationRequest><!-- après -->
            """

        let document = try read(text)

        let again = try ESPDReader.read(document.bytes)
        #expect(again == document)
        let written = String(decoding: document.bytes, as: UTF8.self)
        #expect(written.contains("<?xml-stylesheet href=\"a.xsl\"?>"))
        #expect(written.contains("<!-- avant -->") && written.contains("<!-- après -->"))
        #expect(written.contains("b=\"1&#xA;2\" a=\"&lt;&quot;&amp;\""))
        #expect(written.contains("é &amp; &#xD;&lt;x&gt;</autre>"))
    }

    @Test func `the version is told by the document, else by its shape`() throws {
        func version(_ inside: String, _ attributes: String = "") throws -> ESPDVersion {
            try read(
                root.dropLast() + attributes + ">" + inside + "</QualificationApplicationRequest>"
            ).version
        }

        #expect(
            try version("<ProfileExecutionID>ESPD-EDMv3.0.1</ProfileExecutionID>")
                == ESPDVersion(family: .third, text: "3.0.1"))
        #expect(
            try version("", " xmlns:espd=\"urn:com:grow:espd:4.1.0\"")
                == ESPDVersion(family: .fourth, text: "4.1.0"))
        #expect(
            try version(
                "<TenderingCriterion><ID schemeVersionID=\"2.1.1\">a</ID></TenderingCriterion>")
                == ESPDVersion(family: .second, text: "2.1.1"))
        #expect(try version("<UBLVersionID>2.2</UBLVersionID>").family == .second)
        #expect(try version("<UBLVersionID>2.3</UBLVersionID>").family == .third)
    }

    @Test func `an answer to no question is kept apart`() throws {
        let document = try read(
            root.replacing("Request", with: "Response")
                + "<TenderingCriterionResponse><ValidatedCriterionPropertyID>q"
                + "</ValidatedCriterionPropertyID><ResponseValue><ResponseIndicator>true"
                + "</ResponseIndicator></ResponseValue></TenderingCriterionResponse>"
                + "</QualificationApplicationResponse>")

        #expect(document.orphans.map(\.question) == ["q"])
        #expect(document.orphans.first?.answer.values == [.indicator(true)])
        #expect(document.answerCount == 1)
    }

    @Test func `truncated documents are refused or read, at every length`() throws {
        let whole = ESPDResponder(
            ESPDSamples.company, to: nil, version: .second, ESPDSamples.making
        ).document.bytes
        var refused = 0

        for length in stride(from: 0, to: whole.count - 1, by: 997) {
            if refusal(Array(whole.prefix(length))) != nil { refused += 1 }
        }

        #expect(refused == (whole.count - 2) / 997 + 1)
        #expect(refusal(whole) == nil)
    }

    @Test func `random bytes and flipped bytes never crash, and what is read comes back`() throws {
        var chance = SplitMix64(seed: 57)
        let whole = ESPDResponder(
            ESPDSamples.company, to: nil, version: .fourth, ESPDSamples.making
        ).document.bytes
        var kept = 0

        for _ in 0..<60 {
            let noise = (0..<chance.below(4_000)).map { _ in
                UInt8(truncatingIfNeeded: chance.next())
            }
            #expect(refusal(noise) != nil)
            var flipped = whole
            for _ in 0..<chance.within(1, 4) {
                flipped[chance.below(flipped.count)] = UInt8(truncatingIfNeeded: chance.next())
            }
            guard refusal(flipped) == nil else { continue }
            let document = try ESPDReader.read(flipped)
            #expect(try ESPDReader.read(document.bytes) == document)
            _ = ESPDCheck.faults(document)
            _ = ESPDOutline(document)
            _ = ESPDConversion(document, to: .second)
            kept += 1
        }

        #expect(kept > 0)
    }
}
