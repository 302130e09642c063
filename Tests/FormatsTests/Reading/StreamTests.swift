import Formats
import Procurement
import Testing

/// Bytes given a few at a time.
private final class Trickle: ByteStream {
    private var bytes: ArraySlice<UInt8>
    private let step: Int

    init(_ bytes: [UInt8], step: Int) {
        self.bytes = bytes[...]
        self.step = step
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let piece = bytes.prefix(min(step, buffer.count))
        buffer.copyBytes(from: piece)
        bytes = bytes.dropFirst(piece.count)
        return piece.count
    }
}

@Suite struct StreamTests {
    private static let texts = [
        #"{"marches":[{"id":"1","acheteur":{"id":"2"},"objet":"Toit"},{"id":"3","objet":"Mur"}]}"#,
        "<marches><marche><id>1</id><objet>Toit</objet></marche></marches>",
        "uid,acheteur_id,titulaire_id,objet\nu1,2,A,Toit\n",
        "\u{FEFF}" + #"{"marches":[{"id":"1","acheteur":{"id":"2"},"objet":"Toit"}]}"#,
    ]

    @Test(arguments: texts, [1, 3, 5, 4_096])
    func `bytes that come once are read as the file is`(_ text: String, _ step: Int) throws {
        let whole = try Collected.text(text)
        var streamed = Collected()
        let reader = try #require(
            try DeclarationReader(stream: Trickle(Array(text.utf8), step: step)))
        try reader.read(into: &streamed)

        #expect(whole.drafts.isEmpty == false)
        #expect(streamed.summary == whole.summary)
        #expect(streamed.addresses == whole.addresses)
    }

    @Test func `an archive is left for the disk, and an unknown content is refused`() throws {
        let archive = ZipMaker().archive([.init("un.json", Self.texts[0])])

        #expect(try DeclarationReader(stream: Trickle(archive, step: 2)) == nil)
        #expect(throws: ReadingRefusal.empty) {
            try DeclarationReader(stream: Trickle([], step: 2))
        }
        #expect(throws: ReadingRefusal.self) {
            try DeclarationReader(stream: Trickle(Array("bonjour".utf8), step: 2))
        }
    }
}
