import Community
import Foundation
import Testing

@testable import Website

@Suite struct StreamedFormTests {
    private static let file = Array("avant\r\n--limit\r\n-limite\r\naprès\r\n".utf8)

    private static var sent: [UInt8] {
        var body = Array(
            ("--limite\r\nContent-Disposition: form-data; name=\"jeton\"\r\n\r\nabc\r\n"
                + "--limite\r\nContent-Disposition: form-data; name=\"lot\"\r\n\r\n2\r\n"
                + "--limite\r\nContent-Disposition: form-data; name=\"fichiers\"; "
                + "filename=\"é.pdf\"\r\nContent-Type: application/pdf\r\n\r\n").utf8)
        body += file
        body += Array(
            ("\r\n--limite\r\nContent-Disposition: form-data; name=\"fichiers\"; "
                + "filename=\"vide.txt\"\r\n\r\n\r\n--limite--\r\n").utf8)
        return body
    }

    /// A form whose body comes in pieces of so many bytes.
    private static func form(_ bytes: [UInt8], by count: Int, _ workers: Workers) throws
        -> StreamedForm
    {
        var rest = bytes[...]
        let body = StreamedBody(length: Int64(bytes.count), workers: workers) {
            guard !rest.isEmpty else { return nil }
            defer { rest = rest.dropFirst(count) }
            return Array(rest.prefix(count))
        }
        return try StreamedForm(body, type: "multipart/form-data; boundary=limite")
    }

    @Test func `a form is read alike however the network cuts it`() async throws {
        let workers = Workers(threads: 1, capacity: 4)
        defer { workers.stop() }
        for count in Array(1...40) + [1_000] {
            var form = try Self.form(Self.sent, by: count, workers)
            try await form.readFields()
            #expect([form["jeton"], form["lot"]] == ["abc", "2"])

            var (names, contents): ([String], [[UInt8]]) = ([], [])
            while let piece = try await form.next() {
                switch piece {
                case .file(_, let name):
                    names.append(name)
                    contents.append([])
                case .bytes(let bytes): contents[contents.count - 1] += bytes
                case .fileEnd: break
                }
            }
            // A boundary that only begins like ours is part of the file.
            #expect(names == ["é.pdf", "vide.txt"], "\(count)")
            #expect(contents == [Self.file, []], "\(count)")
        }
    }

    @Test func `a form that is cut is refused, not taken for whole`() async throws {
        let workers = Workers(threads: 1, capacity: 4)
        defer { workers.stop() }
        for length in [0, 5, 60, 150, 230, Self.sent.count - 12] {
            var form = try Self.form(Array(Self.sent.prefix(length)), by: 64, workers)
            await #expect(throws: Problem.self, "\(length)") {
                while try await form.next() != nil {}
            }
        }
    }
}
