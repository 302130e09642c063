import Foundation
import Testing

@testable import Tools

/// Letters and reports.
@Suite struct ToolDocumentTests {
    private let document = ToolDocument(
        name: "lettre", title: "Lettre & réponse",
        blocks: [
            .lines(["À l’acheteur", "1 < 2"]), .heading("Objet"),
            .paragraph("Une ligne,\npuis une autre."), .list(["un", "deux"]),
            .table(head: ["Critère", "Note"], rows: [["Prix", "40"], ["Délai", "\u{1}"]]),
        ])

    @Test func `plain text keeps every block in order`() {
        #expect(
            document.plainText
                == """
                Lettre & réponse

                À l’acheteur
                1 < 2

                Objet

                Une ligne,
                puis une autre.

                - un
                - deux

                Critère\tNote
                Prix\t40
                Délai\t\u{1}

                """)
    }

    @Test func `the parts of an OpenDocument are well-formed and the same each time`() throws {
        let file = document.openDocument

        #expect(file == document.openDocument)
        #expect(Array(file[30..<38]) == Array("mimetype".utf8))
        #expect(Array(file[38..<77]) == Array("application/vnd.oasis.opendocument.text".utf8))
        let text = String(decoding: file, as: UTF8.self)
        #expect(text.contains("Lettre &amp; réponse") && text.contains("1 &lt; 2"))
        #expect(text.contains("Une ligne,<text:line-break/>puis"))
        #expect(!text.utf8.contains(0x01) || text.contains("\u{FFFD}"))
    }
}
