import Procurement

/// A register of invoices as one field: a file too long for a dictionary per line.
///
/// - Shape: text whose first line names the columns, cells between `;`, `,`, tabs or `|`. Only its
///   size and its first line are verified here; a line that cannot be read is a finding of the
///   answer, not a refusal.
struct RegisterField: ToolField {
    let name = "register"
    let label = "Registre des factures"
    let help =
        "Un fichier CSV, une ligne par facture\u{202F}: reçue le, mandatée le, payée le, montant TTC… "
        + "Les autres colonnes ne sont pas lues. Rien n’est conservé."
    let isRequired = true

    /// The most lines under the names of the columns.
    static let mostLines = 300_000
    /// The most bytes of the name of a column that are read.
    private static let longestHeading = 200
    /// The most bytes.
    static let mostBytes = 64 << 20

    var control: ToolControl {
        .table(columns: RegisterColumn.allCases.map(\.field), entry: .file)
    }
    /// The template: to be filled in, or opened in a spreadsheet.
    var example: String { RegisterTemplate.short }

    var expected: String {
        "un tableau d’au plus \(FrenchNumber.whole(RegisterField.mostLines)) lignes dont la première "
            + "nomme les colonnes\u{202F}: "
            + RegisterColumn.allCases.map {
                $0.isNeeded ? $0.field.name : "\($0.field.name) (facultative)"
            }
            .joined(separator: ", ")
    }

    /// Verifies the size and the names of the columns.
    func check(_ text: String) throws(ToolRefusal) {
        guard text.utf8.count <= RegisterField.mostBytes else {
            throw .invalid(
                field: name, label: label,
                value: "\(FrenchNumber.whole(text.utf8.count)) octets",
                expected: "au plus \(FrenchNumber.whole(RegisterField.mostBytes)) octets")
        }
        _ = try header(of: text)
        var text = text
        let lines = text.withUTF8 { bytes in
            max(bytes.count { $0 == 0x0A }, bytes.count { $0 == 0x0D })
        }
        guard lines <= RegisterField.mostLines else {
            throw .invalid(
                field: name, label: label, value: "\(FrenchNumber.whole(lines)) lignes",
                expected: "au plus \(FrenchNumber.whole(RegisterField.mostLines)) lignes")
        }
    }

    /// The columns of a text.
    ///
    /// - Throws: `ToolRefusal` when a needed column is missing or one is named twice.
    func header(of text: String) throws(ToolRefusal) -> RegisterHeader {
        var text = text
        let (separator, headings) = text.withUTF8 { bytes in
            var reader = RegisterReader(bytes)
            _ = reader.next()
            let headings = reader.cells.map { cell in
                var cell = cell
                cell.end = min(cell.end, cell.start + RegisterField.longestHeading)
                return reader.text(cell)
            }
            return (reader.separator, headings)
        }
        let places = headings.map { RegisterColumn.named($0) }
        guard places.contains(where: { $0 != nil }) else {
            let heading = headings.joined(separator: String(UnicodeScalar(separator)))
            throw .invalid(field: name, label: label, value: heading, expected: expected)
        }
        for column in RegisterColumn.allCases {
            let count = places.count { $0 == column }
            guard count <= 1 else {
                throw .invalid(
                    field: name, label: label, value: column.field.label,
                    expected: "chaque colonne une fois")
            }
            guard count == 1 || !column.isNeeded else {
                throw .missing(
                    field: name, label: "\(label), colonne \(column.field.label)",
                    expected: "il y faut une colonne «\u{202F}\(column.field.name)\u{202F}» ou "
                        + "«\u{202F}\(column.field.label)\u{202F}»")
            }
        }
        return RegisterHeader(
            places: places,
            ignored: zip(headings, places).filter { $1 == nil && !$0.isEmpty }.map(\.0))
    }
}
