import Foundation

/// The list of deposits in the order they came: `depots/registre.jsonl`, one line each.
///
/// Lines are only ever added. A line that a power cut left unfinished is not a deposit, and is
/// removed by the next addition.
struct DepositLedger: Sendable {
    let path: String

    /// All deposits, in the order they came.
    ///
    /// - Throws: `StorageFailure` naming the line when a finished line cannot be read: the ledger
    ///   was damaged by something else than us, and guessing would lose deposits silently.
    func read() throws -> [Deposit] {
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        let data = try whole()
        let decoder = JSONDecoder()
        var deposits: [Deposit] = []
        var start = data.startIndex
        var line = 1
        while let end = data[start...].firstIndex(of: 0x0A) {
            do {
                deposits.append(try decoder.decode(Deposit.self, from: data[start..<end]))
            } catch {
                throw StorageFailure(
                    """
                    La ligne \(line) du registre «\u{202F}\(path)\u{202F}» est illisible\u{202F}: restaurez le \
                    registre depuis une sauvegarde, ou corrigez cette ligne.
                    """)
            }
            start = data.index(after: end)
            line += 1
        }
        return deposits
    }

    /// Adds a line and waits until it is on the disk.
    func append(_ deposit: Deposit) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var line = Array(try encoder.encode(deposit))
        line.append(0x0A)
        let file = try DurableFile.open(path, O_RDWR | O_CREAT, "d’ouvrir le registre")
        defer { close(file) }
        let finished = try finishedLength()
        guard ftruncate(file, off_t(finished)) == 0, lseek(file, off_t(finished), SEEK_SET) >= 0
        else { throw StorageFailure.system("de réparer le registre", path) }
        try line.withUnsafeBytes { try DurableFile.write($0, to: file, path) }
        try DurableFile.sync(file, path)
        if finished == 0 {
            try DurableFile.syncFolder((path as NSString).deletingLastPathComponent)
        }
    }

    /// Length up to the last finished line.
    private func finishedLength() throws -> Int {
        let data = try whole()
        guard let last = data.lastIndex(of: 0x0A) else { return 0 }
        return last - data.startIndex + 1
    }

    private func whole() throws -> Data {
        do {
            return try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw StorageFailure(
                "Impossible de lire le registre «\u{202F}\(path)\u{202F}»\u{202F}: \(error.localizedDescription)"
            )
        }
    }
}
