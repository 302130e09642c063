public import Procurement

/// Plans as a buyer sends them in a file: CSV, with every fault told by line, its value quoted.
///
/// - Shape: UTF-8 or Windows-1252, `;` or `,` between cells, quotes as in RFC 4180; the first line
///   names the columns of `PlanText.fields`.
public struct PlanList: Sendable {
    /// One line of the file.
    public struct Line: Sendable {
        /// Its number in the file, the head being 1; lines inside quotes are not counted.
        public let number: Int
        /// What it says; nil when a fault was found.
        public let text: PlanText?
        /// What is wrong, each fault with the column and the value quoted.
        public let faults: [String]
    }

    public let lines: [Line]
    /// Whether every line can be posted.
    public var isSound: Bool { !lines.isEmpty && lines.allSatisfy { $0.text != nil } }

    /// Longest file, in bytes, and most lines.
    public static let longest = 512 << 10
    public static let most = 500

    /// The text of a file's bytes: UTF-8, else the code page of Western Windows.
    public static func text(of bytes: [UInt8]) -> String {
        String(validating: bytes, as: UTF8.self) ?? Windows1252.text(bytes[...])
    }

    /// An empty file with its head and an invented line, to fill.
    public static let template =
        PlanText.fields.map(\.key).joined(separator: ";") + "\r\n"
        + "Exemple\u{202F}: réfection de la toiture de l’école;À remplacer par votre projet;45261;59;Lille;"
        + "100-000-a-200-000;2027;2;adaptee;en-lots;Charpente, couverture;Insertion;Matériaux biosourcés;\r\n"

    /// Reads a list.
    ///
    /// - Throws: `.invalid` on `liste` when it has no head that can be used.
    public init(_ written: String, today: Day, knows: PlanText.CPVKnowledge)
        throws(CommunityRefusal)
    {
        func refusal(_ sentence: String) -> CommunityRefusal {
            .invalid(field: "liste", value: String(written.prefix(80)), sentence: sentence)
        }
        guard written.utf8.count <= PlanList.longest else {
            throw refusal("La liste dépasse 512\u{202F}kibioctets.")
        }
        let rows = OrganisationList.rows(written)
        guard let head = rows.first, !written.isEmpty else { throw refusal("La liste est vide.") }
        let known = PlanText.fields
        let columns = head.map { cell -> String? in
            let word = AddressWord.suggested(by: cell)
            return known.first {
                $0.key == word || AddressWord.suggested(by: $0.label) == word
            }?.key
        }
        if let place = columns.firstIndex(of: nil) {
            throw refusal(
                "La colonne «\u{202F}\(head[place].prefix(40))\u{202F}» n’est pas connue. Les colonnes sont\u{202F}: "
                    + known.map(\.key).joined(separator: ", ") + ".")
        }
        let missing = known.map(\.key).filter {
            PlanText.needed.contains($0) && !columns.contains($0)
        }
        guard missing.isEmpty else {
            throw refusal("Il manque des colonnes\u{202F}: \(missing.joined(separator: ", ")).")
        }
        guard rows.count <= PlanList.most + 1 else {
            throw refusal("La liste dépasse \(PlanList.most) projets.")
        }
        var lines: [Line] = []
        for (index, row) in rows.enumerated().dropFirst() {
            guard row.contains(where: { !$0.isEmpty }) else { continue }
            func cell(_ key: String) -> String {
                columns.firstIndex(of: key).flatMap { $0 < row.count ? row[$0] : nil } ?? ""
            }
            let (text, refusals) = PlanText.read(today: today, knows: knows, cell)
            var faults = refusals.map { PlanList.fault($0, cell) }
            if row.count > columns.count {
                faults.append(
                    "il y a \(row.count) cellules pour \(columns.count) colonnes\u{202F}: entourez de "
                        + "guillemets les textes où se trouve le séparateur")
            }
            lines.append(
                Line(number: index + 1, text: faults.isEmpty ? text : nil, faults: faults))
        }
        guard !lines.isEmpty else { throw refusal("La liste n’a que sa première ligne.") }
        self.lines = lines
    }

    private static func fault(_ refusal: CommunityRefusal, _ cell: (String) -> String) -> String {
        guard case .invalid(let field, _, let sentence) = refusal else {
            return refusal.description
        }
        let value = cell(field)
        let isQuoted = !value.isEmpty && !sentence.contains("«")
        return
            "\(field)\(isQuoted ? " («\u{202F}\(value.prefix(60))\u{202F}»)" : "")\u{202F}: \(sentence)"
    }
}
