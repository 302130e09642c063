/// What a form sends: fields, and files.
///
/// - Shape: `application/x-www-form-urlencoded`, or `multipart/form-data` (RFC 7578) when it may hold
///   files.
struct FormBody: Sendable {
    /// A field or a file.
    struct Part: Sendable {
        let name: String
        /// Whether it came as a file.
        let isFile: Bool
        /// The name its sender gave the file.
        var fileName = ""
        let bytes: ArraySlice<UInt8>
    }

    let parts: [Part]

    /// Most fields of one form.
    private static let most = 20_000

    /// Reads a body.
    ///
    /// - Parameter type: the header `Content-Type`; nil is urlencoded.
    /// - Throws: `Problem` when it is not well-formed, or holds too many fields.
    /// - Complexity: O(bytes).
    init(_ body: [UInt8], type: String?) throws(Problem) {
        guard let type, type.lowercased().hasPrefix("multipart/form-data") else {
            parts = try Visit.items(String(decoding: body, as: UTF8.self)).map {
                Part(name: $0.key, isFile: false, bytes: Array($0.value.utf8)[...])
            }
            return
        }
        guard let boundary = FormBody.parameter("boundary", of: type), !boundary.isEmpty,
            boundary.utf8.count <= 70
        else { throw FormBody.unreadable }
        parts = try FormBody.parts(body, mark: Array("--\(boundary)".utf8))
    }

    static let unreadable = Problem(
        status: 400, title: "Envoi illisible",
        detail: "L’envoi n’est pas un formulaire bien formé. Rouvrez la page, puis recommencez.")

    private static func parts(_ body: [UInt8], mark: [UInt8]) throws(Problem) -> [Part] {
        guard body.starts(with: mark) else { throw unreadable }
        var parts: [Part] = []
        var position = mark.count
        while true {
            // After a boundary: two dashes end the form, a line break begins a part.
            guard position + 1 < body.count else { throw unreadable }
            if body[position] == 0x2D, body[position + 1] == 0x2D { return parts }
            guard body[position] == 0x0D, body[position + 1] == 0x0A else { throw unreadable }
            position += 2
            guard let head = find([0x0D, 0x0A, 0x0D, 0x0A], in: body, from: position),
                head - position <= 2_000,
                let end = find([0x0D, 0x0A] + mark, in: body, from: head + 2)
            else { throw unreadable }
            let lines = String(decoding: body[position..<head], as: UTF8.self)
            guard let disposition = disposition(lines), parts.count < most,
                let name = parameter("name", of: disposition)
            else { throw unreadable }
            let fileName = parameter("filename", of: disposition)
            parts.append(
                Part(
                    name: name, isFile: fileName != nil, fileName: fileName ?? "",
                    bytes: body[min(head + 4, end)..<end]))
            position = end + 2 + mark.count
        }
    }

    static func disposition(_ lines: String) -> String? {
        for line in lines.split(whereSeparator: { $0 == "\r\n" || $0 == "\n" })
        where line.lowercased().hasPrefix("content-disposition:") {
            return String(line)
        }
        return nil
    }

    /// Where these bytes begin, at or after a place.
    static func find(_ bytes: [UInt8], in body: [UInt8], from start: Int) -> Int? {
        body.withUnsafeBufferPointer { body in
            bytes.withUnsafeBufferPointer { bytes in
                var index = start
                let last = body.count - bytes.count
                while index <= last {
                    if body[index] == bytes[0] {
                        var length = 1
                        while length < bytes.count, body[index + length] == bytes[length] {
                            length += 1
                        }
                        if length == bytes.count { return index }
                    }
                    index += 1
                }
                return nil
            }
        }
    }

    /// The value of a parameter such as `name="offers"` or `boundary=x`.
    static func parameter(_ name: String, of header: String) -> String? {
        for item in header.split(separator: ";").dropFirst() {
            let pair = item.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, pair[0].filter({ $0 != " " }).lowercased() == name else {
                continue
            }
            var value = pair[1][...]
            while value.first == " " { value.removeFirst() }
            while value.last == " " { value.removeLast() }
            guard value.first == "\"" else { return String(value) }
            return String(value.dropFirst().prefix { $0 != "\"" })
        }
        // A file whose name is empty: `filename=""`.
        return header.contains("; \(name)=\"\"") ? "" : nil
    }
}
