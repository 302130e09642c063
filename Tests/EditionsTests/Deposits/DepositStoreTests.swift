import Editions
import Foundation
import Procurement
import Testing

@Suite struct DepositStoreTests {
    let folder: TemporaryFolder
    let data: String
    let monday: Day
    let tuesday: Day

    init() throws {
        folder = try TemporaryFolder()
        data = folder.path + "/donnees"
        monday = try #require(Day("2025-01-06"))
        tuesday = try #require(Day("2025-01-07"))
    }

    /// Deposits a text as the operator would.
    @discardableResult
    func add(
        _ text: String, _ series: String, named: Bool = true, kind: Deposit.Kind = .byHand,
        licence: Licence = .licenceOuverte, settings: Settings = Settings(), on day: Day? = nil
    ) throws -> DepositStore.Outcome {
        let path = try folder.write(text, "arrivee.json")
        let lock = try DataFolderLock(folder: data)
        var store = try DepositStore(folder: data)
        return try store.add(
            path: path,
            arrival: .init(
                name: "arrivee.json", series: series, isSeriesNamed: named, licence: licence,
                kind: kind),
            on: day ?? monday, settings: settings, lock: lock
        ) { _ in text.hasPrefix("{") ? "essai" : nil }
    }

    @Test func `a deposit keeps the very bytes under their SHA-256`() throws {
        let outcome = try add("{}", "a")

        let sha256 = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
        #expect(outcome.deposit.sha256 == sha256)
        #expect(try folder.bytes("donnees/depots/" + sha256) == Array("{}".utf8))
        let store = try DepositStore(folder: data)
        #expect(store.all == [outcome.deposit])
        #expect(store.path(of: outcome.deposit).hasSuffix("depots/" + sha256))
    }

    @Test func `the same file twice changes nothing`() throws {
        try add("{}", "a")
        let before = try folder.bytes("donnees/depots/registre.jsonl")

        let again = try add("{}", "a", on: tuesday)

        #expect(again == .unchanged(again.deposit))
        #expect(try folder.bytes("donnees/depots/registre.jsonl") == before)
        #expect(try folder.names("donnees/depots").count == 2)
    }

    @Test func `the same content under another path changes nothing, unless a series is named`()
        throws
    {
        try add("{}", "a.json", named: false)

        let elsewhere = try add("{}", "dossier/a.json", named: false)
        let named = try add("{}", "autre")

        #expect(elsewhere == .unchanged(elsewhere.deposit))
        #expect(named == .added(named.deposit))
        #expect(try DepositStore(folder: data).current.count == 1, "one content is read once")
    }

    @Test func `the newest deposit of a series replaces the former one`() throws {
        let first = try add("{\"a\":1}", "s").deposit
        let second = try add("{\"a\":2}", "s", on: tuesday).deposit
        let other = try add("{\"b\":1}", "t").deposit

        let store = try DepositStore(folder: data)
        #expect(Set(store.current) == [second, other])
        #expect(store.current.map(\.sha256) == store.current.map(\.sha256).sorted())
        #expect(store.superseded == [first])
        #expect(store.latestDay == tuesday)
    }

    @Test func `a source that goes back to a former file is followed`() throws {
        let first = try add("{\"a\":1}", "s", kind: .sync).deposit
        try add("{\"a\":2}", "s", kind: .sync)

        let back = try add("{\"a\":1}", "s", kind: .sync, on: tuesday)

        #expect(back == .added(back.deposit))
        #expect(try DepositStore(folder: data).current.map(\.sha256) == [first.sha256])
    }

    @Test func `a file that no reader recognises is refused and not kept`() throws {
        #expect(throws: DepositRefusal.unrecognised(name: "arrivee.json")) {
            try add("bonjour", "s")
        }
        #expect(throws: DepositRefusal.empty(name: "arrivee.json")) { try add("", "s") }
        #expect(try DepositStore(folder: data).all.isEmpty)
    }

    @Test func `a share-alike licence enters only when the operator allows it`() throws {
        let odbl = Licence("odc-odbl")
        #expect(throws: DepositRefusal.shareAlike(name: "arrivee.json", licence: "ODbL 1.0")) {
            try add("{}", "s", licence: odbl)
        }
        var settings = Settings()
        settings.allowsShareAlike = true

        let outcome = try add("{}", "s", licence: odbl, settings: settings)

        #expect(outcome.deposit.licence == odbl)
        #expect(!Licence("Licence Ouverte 2.0").isShareAlike)
        #expect(Licence("CC-BY-SA 4.0").isShareAlike)
    }

    @Test func `a ledger line cut by a power failure is forgotten, the others stay`() throws {
        let first = try add("{\"a\":1}", "s").deposit
        let ledger = "donnees/depots/registre.jsonl"
        let whole = try folder.bytes(ledger)
        try folder.write(whole + Array("{\"sha256\":\"12".utf8), ledger)

        #expect(try DepositStore(folder: data).all == [first])
        let second = try add("{\"a\":2}", "t").deposit
        #expect(try DepositStore(folder: data).all == [first, second])
    }

    @Test func `a ledger line damaged in its middle stops everything and says where`() throws {
        try add("{\"a\":1}", "s")
        try folder.write("{abîmé\n", "donnees/depots/registre.jsonl")

        let failure = #expect(throws: StorageFailure.self) { try DepositStore(folder: data) }
        #expect(failure?.description.contains("ligne 1") == true)
    }

    @Test func `what a killed import left is overwritten by the next`() throws {
        try folder.write("moitié", "donnees/depots/.arrivee")

        let deposit = try add("{}", "s").deposit

        #expect(
            try folder.names("donnees/depots") == [deposit.sha256, "registre.jsonl"])
    }

    @Test func `two imports at once do not mix`() throws {
        let held = try DataFolderLock(folder: data)

        #expect(throws: StorageFailure.self) { _ = try DataFolderLock(folder: data) }
        _ = consume held
        #expect(throws: Never.self) { _ = try DataFolderLock(folder: data) }
    }
}
