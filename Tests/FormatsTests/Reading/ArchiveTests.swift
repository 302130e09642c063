import Formats
import Procurement
import Testing

@Suite struct ArchiveTests {
    private static let json = #"{"marches":[{"id":"1","acheteur":{"id":"2"},"objet":"Toit"}]}"#
    private static let other = #"{"marches":[{"id":"9","acheteur":{"id":"2"},"objet":"Mur"}]}"#
    private static let xml =
        "<marches><marche><id>1</id><objet>Toit</objet></marche></marches>"
    private static let csv = "uid,acheteur_id,titulaire_id,objet\nu1,2,A,Toit\n"

    private func read(_ entries: ZipMaker.Entry..., maker: ZipMaker = ZipMaker()) throws
        -> Collected
    {
        try Collected.bytes(maker.archive(entries))
    }

    private func entry(_ name: String = "un.json") -> ZipMaker.Entry { .init(name, Self.json) }

    private func damage(_ body: () throws -> Collected) -> String? {
        do {
            _ = try body()
            return nil
        } catch ReadingRefusal.damagedArchive(let detail) {
            return detail
        } catch {
            return "\(error)"
        }
    }

    @Test func `members are read however they are stored`() throws {
        let kinds: [(inout ZipMaker.Entry) -> Void] = [
            { _ in }, { $0.isDeflated = true }, { $0.hasDescriptor = true }, { $0.isZip64 = true },
            {
                $0.isDeflated = true
                $0.hasDescriptor = true
                $0.isZip64 = true
            },
        ]
        for kind in kinds {
            let collected = try read(entry().with(kind), entry("lisez-moi.txt").with(kind))

            #expect(collected.drafts.map { $0.text(.objet) } == ["Toit", "Toit"])
            #expect(collected.unreadable.isEmpty)
        }
    }

    @Test func `an archive of more than 65 535 files is read`() throws {
        var entries = (0..<65_600).map { ZipMaker.Entry("\($0).txt", "") }
        entries.append(entry())
        let bytes = ZipMaker(hasZip64End: true).archive(entries)

        #expect(try Collected.bytes(bytes).drafts.count == 1)
        var limits = ReadingLimits()
        limits.members = 1_000
        #expect(throws: ReadingRefusal.tooManyMembers(count: 65_601, limit: 1_000)) {
            try Collected.bytes(bytes, limits: limits)
        }
    }

    @Test func `an archive's comment may look like its end`() throws {
        let comment: [UInt8] = Array("PK".utf8) + [5, 6] + Array(repeating: 0xFF, count: 40)

        #expect(try read(entry(), maker: ZipMaker(comment: comment)).drafts.count == 1)
    }

    @Test func `an encrypted member is refused before anything is read`() {
        #expect(throws: ReadingRefusal.encrypted(name: "z.json")) {
            try read(entry(), entry("z.json").with { $0.isEncrypted = true })
        }
        #expect(ReadingRefusal.encrypted(name: "z.json").message.contains("mot de passe"))
    }

    @Test func `an unknown compression is refused by name`() {
        #expect(throws: ReadingRefusal.unknownCompression(name: "un.json", method: 14)) {
            try read(entry().with { $0.method = 14 })
        }
    }

    @Test func `gzip within zip is read, anything deeper refused`() throws {
        let gzip = ZipMaker.gzip(Array(Self.json.utf8))
        let zip = ZipMaker().archive([entry()])

        #expect(try read(.init("un.json.gz", data: gzip)).drafts.count == 1)
        for (name, data) in [
            ("zip", zip), ("gz.gz", ZipMaker.gzip(gzip)), ("zip.gz", ZipMaker.gzip(zip)),
        ] {
            #expect(throws: ReadingRefusal.nestedArchive(name: name)) {
                try read(.init(name, data: data))
            }
        }
        #expect(throws: ReadingRefusal.self) { try Collected.bytes(ZipMaker.gzip(gzip)) }
        #expect(throws: ReadingRefusal.self) { try Collected.bytes(ZipMaker.gzip(zip)) }
    }

    @Test(arguments: [json, xml, csv], [false, true])
    func `a wrong checksum keeps what was read and says so`(text: String, isDeflated: Bool) throws {
        let collected = try read(
            ZipMaker.Entry("un", text).with {
                $0.checksum = 42
                $0.isDeflated = isDeflated
            }, entry("z.json"))

        #expect(collected.drafts.count == 2)
        #expect(collected.unreadable == [.damagedCompression])
    }

    @Test func `a cut archive is refused`() throws {
        let bytes = ZipMaker().archive([entry(), .init("deux.json", Self.other)])
        for count in 4..<bytes.count {
            #expect(throws: ReadingRefusal.self) { try Collected.bytes(Array(bytes[..<count])) }
        }
        #expect(try Collected.bytes(bytes).drafts.count == 2)
    }

    @Test func `members that share their bytes are refused`() {
        let same = damage { try read(entry(), entry("b.json").with { $0.sharesPlace = true }) }

        #expect(same?.contains("recouvre") == true, "\(same ?? "")")
    }

    @Test func `names are shown and lead nowhere`() throws {
        let collected = try read(
            entry("../../etc/passwd"), entry("/etc/hosts"), entry("C:\\un.json"),
            entry("a\u{1B}[2Jb\n.json"))

        #expect(collected.drafts.count == 4)
        #expect(throws: ReadingRefusal.encrypted(name: "a\u{FFFD}[2Jb\u{FFFD}.json")) {
            try read(entry("a\u{1B}[2Jb\n.json").with { $0.isEncrypted = true })
        }
    }

    @Test func `two members of one name are both read`() throws {
        let collected = try read(entry(), .init("un.json", Self.other))

        #expect(collected.drafts.map { $0.text(.objet) } == ["Toit", "Mur"])
        #expect(collected.addresses.map(\.member) == [0, 1])
    }

    @Test func `random damage of an archive ends in records or one refusal`() throws {
        let maker = ZipMaker(hasZip64End: true)
        let whole = maker.archive([
            entry().with { $0.isDeflated = true }, entry("b.json").with { $0.isZip64 = true },
            .init("c.gz", data: ZipMaker.gzip(Array(Self.csv.utf8))),
        ])
        var state: UInt64 = 7
        func random(_ below: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % below
        }
        var limits = ReadingLimits()
        limits.blockBytes = 1 << 12
        for _ in 0..<1_500 {
            var bytes = whole
            for _ in 0...random(3) { bytes[random(bytes.count)] = UInt8(random(256)) }
            do {
                #expect(try Collected.bytes(bytes, limits: limits).isWellFormed)
            } catch is ReadingRefusal {}
        }
    }
}
