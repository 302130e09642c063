import Columns
import Editions

/// What an import says of the records it set aside: why, and where they are.
struct SetAsideLines {
    /// The edition built.
    let edition: String
    /// The data folder.
    let folder: String

    /// Records shown; the others are counted.
    private static let most = 10

    /// Prints a line for each record set aside, or nothing when there is none.
    func print() throws {
        let edition = try EditionStore(folder: folder).open(edition)
        let names = Dictionary(
            edition.manifest.deposits.map { ($0.sha256, $0.name) },
            uniquingKeysWith: { first, _ in first })
        let table = edition.declarations
        var shown: [String] = []
        var count = 0
        guard let fates = table["sort"] else { return }
        for row in 0..<table.rowCount where fates.text(row) == "Écartée" {
            count += 1
            guard shown.count < Self.most else { continue }
            let deposit = table["depot"]?.text(row) ?? ""
            let position = table["position"]?.integer(row).map(String.init) ?? "?"
            let length = table["longueur"]?.integer(row).map(String.init) ?? "?"
            shown.append(
                "  - \(names[deposit] ?? deposit), à l'octet \(position) (\(length) octets)\u{202F}: "
                    + "\(table["motif"]?.text(row) ?? "motif inconnu")")
        }
        guard count > 0 else { return }
        Swift.print(
            "\n\(count) déclaration\(count > 1 ? "s" : "") mise\(count > 1 ? "s" : "") de côté\u{202F}:"
        )
        for line in shown { Swift.print(line) }
        if count > shown.count { Swift.print("  - et \(count - shown.count) autres.") }
        Swift.print(
            "Mot pour mot dans \(edition.folder)/set-aside.jsonl, et sur la page /qualite/ecartees du "
                + "site.")
    }
}
