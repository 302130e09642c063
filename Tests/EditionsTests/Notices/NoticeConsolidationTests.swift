import Columns
import Formats
import Foundation
import Procurement
import Testing

@testable import Editions

@Suite struct NoticeConsolidationTests {
    private func deposit(_ number: Int, received: String = "2026-01-31") throws -> Deposit {
        Deposit(
            sha256: String(repeating: "\(number)", count: 64), name: "avis",
            series: "avis/\(number)",
            source: "avis", received: try #require(Day(received)), size: 1, format: "boamp-json")
    }

    private func notice(_ id: String, _ change: (inout Notice) -> Void = { _ in }) -> Notice {
        var notice = Notice(id: id)
        notice.nature = .call
        notice.state = .initial
        change(&notice)
        return notice
    }

    private func consolidate(_ groups: [[Notice]]) throws -> NoticeConsolidation {
        let batches = groups.enumerated().map { number, notices in
            NoticeBatch(
                records: notices.enumerated().map {
                    ReadNotice(
                        .notice($1), RecordAddress(member: 0, offset: UInt64($0), length: 1))
                }, deposit: number)
        }
        return NoticeConsolidation(batches, deposits: try groups.indices.map { try deposit($0) })
    }

    private func limit(_ seconds: Int64) -> NoticeDeadline {
        .init(seconds: seconds, hasHour: true)
    }

    @Test func `the corrected deadline wins, and corrections of corrections lead to the call`()
        throws
    {
        let found = try consolidate([
            [
                notice("25-1") { $0.deadline = limit(100) },
                notice("25-2") {
                    ($0.state, $0.links, $0.deadline) = (.corrected, ["25-1"], limit(200))
                },
                notice("25-3") {
                    ($0.state, $0.links, $0.deadline) = (.corrected, ["25-2"], limit(300))
                    $0.profile = "https://profil.example.org"
                },
            ]
        ])

        #expect(found.rows.map(\.call) == [0, 0, 0])
        #expect(found.rows[0].deadline?.seconds == 300 && found.rows[0].corrections == 2)
        #expect(found.rows[0].notice.deadline?.seconds == 100)
        #expect(found.rows[0].notice.profile == "https://profil.example.org")
    }

    @Test func `a cancellation closes its call, a result too, a cancelled result closes nothing`()
        throws
    {
        let found = try consolidate([
            [
                notice("25-1"), notice("25-2"), notice("25-3"), notice("25-4"),
                notice("25-11") { ($0.state, $0.links) = (.cancelled, ["25-1"]) },
                notice("25-12") { ($0.nature, $0.links) = (.award, ["25-2"]) },
                notice("25-13") { ($0.nature, $0.links) = (.withoutOutcome, ["25-3"]) },
                notice("25-14") { ($0.nature, $0.links) = (.award, ["25-4"]) },
                notice("25-15") {
                    ($0.nature, $0.state, $0.links) = (.award, .cancelled, ["25-14"])
                },
            ]
        ])

        #expect(
            found.rows.prefix(4).map(\.closing) == [.cancelled, .awarded, .withoutOutcome, nil])
        #expect(found.rows[0].closedBy == 4)
    }

    @Test func `what one procedure shares links a result without number`() throws {
        let found = try consolidate([
            [
                notice("25-1") { $0.folder = "abc" },
                notice("25-2") { ($0.nature, $0.folder) = (.award, "abc") },
            ]
        ])

        #expect(found.rows[0].closing == .awarded)
    }

    @Test func `parts and duplicates are one row, the later publication believed`() throws {
        let early = notice("25-1") {
            ($0.object, $0.buyerName) = ("Toit", "Ville")
            $0.published = Day("2025-01-01")
        }
        let late = notice("25-1") {
            $0.object = "Toit et mur"
            $0.published = Day("2025-02-01")
        }
        let part = Notice(id: "25-1")
        for groups in [
            [[early], [late, part]], [[part, late], [early]], [[late], [early], [part]],
        ] {
            let found = try consolidate(groups)

            #expect(found.rows.count == 1)
            #expect(found.rows[0].notice.object == "Toit et mur")
            #expect(found.rows[0].notice.buyerName == "Ville")
            #expect(found.total == .init(read: 3, kept: 1, merged: 2, setAside: 0))
        }
    }

    @Test func `notices that quote each other in a circle end`() throws {
        let found = try consolidate([
            [
                notice("25-1") { ($0.state, $0.links) = (.corrected, ["25-2"]) },
                notice("25-2") { ($0.state, $0.links) = (.corrected, ["25-1"]) },
                notice("25-3") { ($0.state, $0.links) = (.corrected, ["25-3", "19-1"]) },
            ]
        ])

        #expect(found.rows.count == 3)
        #expect(found.rows[2].notice.findings.contains(.missingTarget))
    }

    @Test func `the invented notices build an edition of verified counts, twice the same`() throws {
        let folder = try TemporaryFolder()
        let day = try #require(Day("2026-01-31"))
        let path = folder.path + "/avis.json"
        try SampleNotices(day: day).write(toFile: path)
        let lock = try DataFolderLock(folder: folder.path)
        var store = try DepositStore(folder: folder.path)
        _ = try store.add(
            path: path, arrival: .init(name: "avis.json", series: "echantillon-invente-avis"),
            on: day, settings: Settings(), lock: lock
        ) { try DeclarationReader(path: $0).format?.rawValue }
        func build(_ workers: Int) throws -> (ImportReport, EditionVerification, Edition) {
            let report = try EditionBuilder(
                store: store, references: try ReferenceLists(folder: folder.path), day: day,
                workers: workers
            ).build(lock: lock)
            let place = folder.path + "/editions/" + report.edition
            return (report, try EditionVerification(folder: place), try Edition.open(place))
        }

        let (report, verification, edition) = try build(1)

        #expect(verification.faults == [])
        #expect(report.notices == 10 && report.contracts == 0)
        let closings = edition.notices["cloture"]
        #expect((0..<10).filter { closings?.text($0) == "Annulé" }.count == 1)
        #expect((0..<10).filter { closings?.text($0) == "Attribué" }.count == 1)
        #expect(edition.manifest.notices == .init(read: 10, kept: 10, merged: 0, setAside: 0))
        let files = edition.manifest.files
        try FileManager.default.removeItem(atPath: edition.folder)
        #expect(try build(2).2.manifest.files == files)
    }
}

extension NoticeBatch {
    /// Records as if they had been read.
    fileprivate init(records: [ReadNotice], deposit: Int) {
        self.init()
        self.records = records
        self.deposit = deposit
    }
}
