import Formats
import Foundation
import Procurement
import Testing

/// Notices in tar archives, as they are passed around.
@Suite struct NoticeArchiveTests {
    /// A member of a tar archive.
    private func member(_ name: String, _ content: [UInt8], type: UInt8 = 0x30) -> [UInt8] {
        var header = [UInt8](repeating: 0, count: 512)
        func write(_ text: String, at place: Int) {
            for (index, byte) in text.utf8.enumerated() { header[place + index] = byte }
        }
        write(name, at: 0)
        write(String(content.count, radix: 8), at: 124)
        header[156] = type
        write("ustar", at: 257)
        let padding = (512 - content.count % 512) % 512
        return header + content + [UInt8](repeating: 0, count: padding)
    }

    private func notice(_ number: String) -> [UInt8] { Array("{\"idweb\":\"\(number)\"}".utf8) }

    @Test func `members are read in order, others are left out`() throws {
        let tar =
            member("dossier/", [], type: 0x35) + member("lisez-moi.txt", Array("bonjour".utf8))
            + member("un.json", notice("25-1"))
            + member("long", Array(repeating: 0x61, count: 600), type: 0x4C)
            + member("deux.json", notice("25-2")) + [UInt8](repeating: 0, count: 1_024)

        #expect(try ReadNotices.bytes(tar).notices.map(\.id) == ["25-1", "25-2"])
    }

    @Test func `an archive cut in a member says so`() throws {
        let tar = member("un.json", notice("25-1")) + member("deux.json", notice("25-2"))

        let read = try ReadNotices.bytes(Array(tar.prefix(tar.count - 497)))

        #expect(read.notices.map(\.id) == ["25-1"])
        #expect(read.unreadable == [.damagedCompression])
    }

    @Test func `an archive of nothing readable, or of archives, is refused`() throws {
        #expect(throws: ReadingRefusal.nothingReadable(members: ["a.txt"])) {
            try ReadNotices.bytes(member("a.txt", Array("bonjour".utf8)))
        }
        let inner = member("un.json", notice("25-1"))
        #expect(throws: ReadingRefusal.nestedArchive(name: "b.tar")) {
            try ReadNotices.bytes(member("b.tar", inner))
        }
    }

    @Test func `the published notices are all read`() throws {
        guard let real = RealData.folder else { return }

        let former = try ReadNotices(
            path: real + "/boamp-json/boamp_api_2015-2019.tar.gz")
        let present = try ReadNotices(
            path: real + "/boamp-json/boamp_ods_api_eforms_geometre_20251126.json")

        #expect(former.notices.count == 313 + 21_854)
        #expect(former.total == former.notices.count)
        #expect(present.notices.count == 4)
        #expect(present.notices.map(\.state) == [.cancelled, .initial, .initial, .initial])
        let first = try #require(present.notices.dropFirst().first)
        #expect(first.buyerSiret == "21950598900018" && first.estimateCents == 9_200_000)
        #expect(first.criteria.map(\.weightHundredths) == [5_500, 4_500])
        #expect(first.cpvs == ["71351810"] && first.placeNUTS == "FR108")
        #expect(first.profile == "https://commune-soisysousmontmorency.e-marchespublics.com")
    }
}
