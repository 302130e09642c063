import Foundation
import Testing

@testable import Community

@Suite struct FileKindTests {
    /// A ZIP package of stored parts.
    private static func package(_ parts: [(String, String)], flags: UInt8 = 0) -> [UInt8] {
        func little(_ value: Int, _ size: Int) -> [UInt8] {
            (0..<size).map { UInt8(value >> (8 * $0) & 255) }
        }
        var bytes: [UInt8] = []
        var directory: [UInt8] = []
        for (name, content) in parts {
            let offset = bytes.count
            let sizes = little(content.utf8.count, 4) + little(content.utf8.count, 4)
            let names = little(name.utf8.count, 2)
            bytes += [0x50, 0x4B, 3, 4, 20, 0, flags, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] + sizes
            bytes += names + [0, 0] + Array(name.utf8) + Array(content.utf8)
            directory += [0x50, 0x4B, 1, 2, 20, 0, 20, 0, flags, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
            directory += sizes + names + [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] + little(offset, 4)
            directory += Array(name.utf8)
        }
        let start = bytes.count
        bytes += directory
        bytes += [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + little(parts.count, 2) + little(parts.count, 2)
        bytes += little(directory.count, 4) + little(start, 4) + [0, 0]
        return bytes
    }

    private func kind(_ bytes: [UInt8], _ name: String = "fichier") -> FileKind? {
        // A refusal is what several tests expect.
        try? FileKind.recognise(bytes, name: name)
    }

    @Test func `office documents are told by their parts, whatever their name`() {
        let word = Self.package([("[Content_Types].xml", "<a/>"), ("word/document.xml", "<a/>")])
        let sheet = Self.package([("[Content_Types].xml", "<a/>"), ("xl/workbook.xml", "<a/>")])
        let text = Self.package([
            ("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<a/>"),
        ])

        #expect(kind(word, "rapport.pdf") == .docx)
        #expect(kind(sheet) == .xlsx)
        #expect(kind(text, "x.html") == .odt)
    }

    @Test func `archives, macros, secret and broken packages are refused`() {
        let plain = Self.package([("a.txt", "a")])
        let macros = Self.package([
            ("[Content_Types].xml", ""), ("word/document.xml", ""), ("word/vbaProject.bin", ""),
        ])
        let basic = Self.package([
            ("mimetype", "application/vnd.oasis.opendocument.text"), ("Basic/Standard/M.xml", ""),
        ])
        let locked = Self.package(
            [("[Content_Types].xml", ""), ("word/document.xml", "")], flags: 1)
        let climbing = Self.package([
            ("[Content_Types].xml", ""), ("word/document.xml", ""), ("../../x", ""),
        ])
        let whole = Self.package([("[Content_Types].xml", ""), ("word/document.xml", "")])

        for bytes in [plain, macros, basic, locked, climbing, Array("PK\u{3}\u{4}".utf8)] {
            #expect(kind(bytes) == nil)
        }
        #expect(kind(whole) == .docx)
        for length in 0..<whole.count where length != 0 {
            #expect(kind(Array(whole.prefix(length))) != .docx)
        }
    }

    @Test func `what a browser could run is refused, whatever its name`() {
        for text in [
            "<!DOCTYPE html><p>x", "<html><script>1</script>", "  \n<svg xmlns=''/>",
            "\u{FEFF}<html>", "<?xml version='1.0'?><svg/>", "#!/bin/sh\nrm", "a\n<script>alert(1)",
        ] {
            #expect(kind(Array(text.utf8), "notes.txt") == nil, "\(text)")
        }
        #expect(kind([0x4D, 0x5A, 0x90, 0], "a.pdf") == nil)
        #expect(kind([0xFF, 0xFE, 0x41, 0], "a.txt") == nil)
        #expect(kind(Array("GIF89a/*".utf8) + [0], "a.png") == nil)
        #expect(kind([], "a.txt") == nil)
    }

    @Test func `a file of two kinds has the one that its first bytes say`() {
        let pdf = Array("%PDF-1.4\n<html><script>alert(1)</script>".utf8)
        let hidden = Array("<html>%PDF-1.4".utf8)
        let gif = Array("GIF89a=1;alert(1)//".utf8)

        #expect(kind(pdf, "a.html") == .pdf)
        #expect(kind(hidden, "a.pdf") == nil)
        #expect(kind(gif, "a.js")?.mediaType == "text/plain; charset=utf-8")
        #expect(kind(Array("a;b\n".utf8), "a.CSV") == .csv)
        #expect(kind(Array("Bonjour".utf8), "a") == .txt)
    }

    @Test func `a file above the setting is refused`() throws {
        let store = try CommunityStore()
        let bytes = [UInt8](repeating: 0x61, count: 1 << 20 + 1)
        #expect(try store.files.check(bytes, name: "a.txt") == .txt)

        try store.decide(Files.sizeSetting, "1", Invented.acting())

        #expect(throws: CommunityRefusal.self) { try store.files.check(bytes, name: "a.txt") }
        try store.decide(Files.sizeSetting, "100000", Invented.acting())
        #expect(try store.files.largestMebibytes() == 64)
    }
}
