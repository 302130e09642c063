public import Community
import Foundation
import Synchronization

/// Draws the text out of files, by poppler's `pdftotext`.
enum FileTexts {
    /// How long one file may take, in seconds.
    private static let seconds = 45.0
    /// How much text one file may hold, in bytes.
    private static let mostText = 24 << 20

    /// The text of a file.
    ///
    /// - Throws: `Program.Failure.absent` when the program is not installed: the file then waits.
    static func draw(_ bytes: [UInt8], _ kind: FileKind) throws -> Files.Drawn {
        guard kind == .pdf else { return cleaned(String(decoding: bytes, as: UTF8.self)) }
        let reader = Program(name: "pdftotext")
        guard let path = reader.path else { throw Program.Failure.absent("pdftotext") }
        var program = Program(name: "prlimit", seconds: seconds, mostOutput: mostText)
        var arguments = [
            // A hostile file can neither take the memory of the machine nor fill its disk.
            "--as=\(2 << 30)", "--cpu=\(Int(seconds))", "--fsize=\(mostText)", path,
        ]
        if program.path == nil {
            program = Program(name: path, seconds: seconds, mostOutput: mostText)
            arguments = []
        }
        do {
            let text = try program.run(
                arguments + ["-enc", "UTF-8", "-nopgbrk", "-q", "in", "-"], input: bytes)
            return cleaned(String(decoding: text, as: UTF8.self))
        } catch let failure as Program.Failure {
            if case .absent = failure { throw failure }
            return .unreadable(failure.description)
        }
    }

    /// The words, one blank between them; nothing when there are none.
    private static func cleaned(_ text: String) -> Files.Drawn {
        // A word cut at the end of a line is joined again.
        let joined = text.replacing("\u{AD}\n", with: "").replacing("-\n", with: "-")
        let words = joined.split {
            $0.isWhitespace || ($0.unicodeScalars.first?.value ?? 0) < 0x20
        }
        let letters = words.prefix(50).reduce(0) { $0 + $1.filter(\.isLetter).count }
        return words.isEmpty || letters == 0 ? .nothing : .text(words.joined(separator: " "))
    }

    /// Draws the texts that wait.
    ///
    /// - Returns: how many files were done.
    static func drawWaiting(
        _ store: CommunityStore, atMost limit: Int, _ acting: Acting, log: (String) -> Void
    ) throws -> Int {
        let isReady = Program(name: "pdftotext").path != nil
        if !isReady { tellOnce(log) }
        var count = 0
        let kinds = FileKind.allCases.filter { $0.holdsText && (isReady || $0 != .pdf) }
        for file in try store.files.awaitingText(kinds, atMost: limit) {
            let drawn = try draw(try store.files.bytes(file.id), file.kind)
            try store.files.keep(drawn, of: file.id, acting)
            count += 1
        }
        return count
    }

    private static let isTold = Mutex(false)

    /// Tells the operator once, not every second.
    private static func tellOnce(_ log: (String) -> Void) {
        let wasTold = isTold.withLock { isTold in
            defer { isTold = true }
            return isTold
        }
        if !wasTold {
            log(
                "«\u{202F}pdftotext\u{202F}» n’est pas installé (paquet poppler-utils)\u{202F}: les "
                    + "textes des PDF attendent.")
        }
    }
}

extension Website {
    /// Draws the texts of all files anew and makes the index of the library again.
    ///
    /// - Returns: files read, and publications that search finds.
    public static func reindexPublications(
        _ store: CommunityStore, everyText: Bool, _ acting: Acting, log: (String) -> Void
    ) throws -> (files: Int, publications: Int) {
        if everyText { _ = try store.files.drawAllAgain(acting) }
        var files = 0
        while true {
            let count = try FileTexts.drawWaiting(store, atMost: 20, acting, log: log)
            if count == 0 { break }
            files += count
        }
        return (files, try store.publications.reindex(acting))
    }
}

/// Images made small, by libvips: written anew, without what a camera or a forger hid in them.
enum SmallerImage {
    /// The same image, at most 1 600 points wide and high, in the same format.
    ///
    /// - Throws: `CommunityRefusal` when it cannot be read or the program is absent.
    static func of(_ bytes: [UInt8], _ kind: FileKind) throws(CommunityRefusal) -> [UInt8] {
        do {
            let program = Program(name: "vipsthumbnail", seconds: 30, mostOutput: 32 << 20)
            let made = try program.run(
                ["stdin", "--size", "1600x1600>", "-o", ".\(kind.suffix)[strip]"], input: bytes)
            // What comes out is what was asked for.
            guard try FileKind.recognise(made, name: "image") == kind else {
                throw CommunityRefusal.untimely("L’image n’a pas pu être préparée.")
            }
            return made
        } catch let failure as Program.Failure {
            if case .absent = failure {
                throw .untimely(
                    "Les images ne peuvent pas être préparées ici\u{202F}: l’opérateur doit installer "
                        + "«\u{202F}libvips-tools\u{202F}».")
            }
            throw .invalid(
                field: "fichier", value: "",
                sentence: "L’image est abîmée\u{202F}: elle ne s’ouvre pas.")
        } catch {
            throw .untimely("L’image n’a pas pu être préparée.")
        }
    }
}
