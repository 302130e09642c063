import Editions
import Foundation
import Testing

@Suite struct DepositWalkTests {
    @Test func `folders are walked in order, hidden files and links left alone`() throws {
        let folder = try TemporaryFolder()
        try folder.write("{}", "lot/b.json")
        try folder.write("{}", "lot/2024/a.json")
        try folder.write("{}", "lot/.cache/c.json")
        let outside = try folder.write("{}", "dehors.json")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/lot/lien.json", withDestinationPath: outside)

        let (found, refused) = DepositWalk.candidates(paths: [folder.path + "/lot"], series: nil)

        #expect(found.map(\.series) == ["2024/a.json", "b.json"])
        #expect(refused == [.notAFile(path: folder.path + "/lot/lien.json")])
    }

    @Test func `a named series is that of a single file, and the beginning of a folder's`() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("{}", "lot/a.json")

        let single = DepositWalk.candidates(paths: [file], series: "lille").found
        let whole = DepositWalk.candidates(paths: [folder.path + "/lot"], series: "lille").found

        #expect(single.map(\.series) == ["lille"])
        #expect(whole.map(\.series) == ["lille/a.json"])
    }

    @Test func `an absent path and an impossible series are refused by name`() {
        let absent = DepositWalk.candidates(paths: ["/absent/a.json"], series: nil)
        let series = DepositWalk.candidates(paths: [], series: "a\nb")

        #expect(absent.refused == [.absent(path: "/absent/a.json")])
        #expect(series.refused == [.series("a\nb")])
    }
}
