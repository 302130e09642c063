import Community

/// A form that was sent: fields by name, and files.
struct SentForm: Sendable {
    /// A file that was sent.
    struct File: Sendable {
        /// The field's name.
        let field: String
        /// The name the sender gave it; never a path.
        let name: String
        let bytes: [UInt8]
    }

    /// Fields in order.
    let fields: [(key: String, value: String)]
    /// Files that were chosen; an empty choice is left out.
    let files: [File]

    /// Reads the body of a request.
    ///
    /// - Throws: `Problem` when it is not well-formed.
    init(_ visit: Visit) throws(Problem) {
        let body = try FormBody(visit.body, type: visit.headers["content-type"])
        var fields: [(String, String)] = []
        var files: [File] = []
        for part in body.parts {
            if part.isFile {
                guard !part.bytes.isEmpty else { continue }
                files.append(
                    File(
                        field: part.name, name: SentForm.baseName(part.fileName),
                        bytes: Array(part.bytes)))
            } else {
                guard let text = String(validating: part.bytes, as: UTF8.self) else {
                    throw .unreadable(field: part.name, value: "…")
                }
                fields.append((part.name, text))
            }
        }
        self.fields = fields
        self.files = files
    }

    /// The last value of a field; empty when absent.
    subscript(_ key: String) -> String { fields.last { $0.key == key }?.value ?? "" }

    /// All values of a field.
    func all(_ key: String) -> [String] { fields.filter { $0.key == key }.map(\.value) }

    /// Whether a box was ticked.
    func isTicked(_ key: String) -> Bool { fields.contains { $0.key == key } }

    /// The file chosen for a field.
    func file(_ field: String) -> File? { files.first { $0.field == field } }

    /// The version of what is edited, as the form was opened on it.
    func version() throws(CommunityRefusal) -> Int {
        try Entry.number("version", self["version"], 0...1_000_000_000)
    }

    /// What stands after the last `/` or `\`, without control characters, at most 150 characters.
    private static func baseName(_ name: String) -> String {
        let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? ""
        return String(
            last.filter { !$0.isNewline && ($0.unicodeScalars.first?.value ?? 0) >= 0x20 }.prefix(
                150))
    }
}
