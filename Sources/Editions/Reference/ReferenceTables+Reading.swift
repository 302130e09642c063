import Foundation

extension ReferenceTables {
    /// Number of lines that a list gives, after reading it to its end.
    static func count(_ path: String, _ form: ReferenceRecogniser.Form) throws -> Int {
        switch form.kind {
        case .contoursDepartements, .contoursRegions, .contoursCommunes:
            return try GeoJSONOutlines.features(of: path).count
        case .etablissements, .taillesEntreprises, .unitesLegales:
            var file = try DelimitedFile(path, separator: form.separator)
            var rows = -1
            while try file.next() { rows += 1 }
            return max(0, rows)
        default:
            var tables = ReferenceTables()
            return try tables.read(path, form, sirens: nil, sirets: nil)
        }
    }

    /// Adds what a kept list says.
    mutating func read(
        _ path: String, as file: ReferenceFile, sirens: Set<UInt32>?, sirets: Set<UInt64>?
    ) throws {
        used.append(file)
        switch file.kind {
        case .contoursDepartements, .contoursRegions, .contoursCommunes, .centres: return
        default: break
        }
        guard let form = try ReferenceRecogniser.form(of: path), form.kind == file.kind else {
            throw StorageFailure(
                """
                La liste «\u{202F}\(file.name)\u{202F}» a changé sur le disque\u{202F}: ajoutez-la de nouveau par \
                «\u{202F}orcp reference add\u{202F}».
                """)
        }
        try read(path, form, sirens: sirens, sirets: sirets)
    }

    @discardableResult
    private mutating func read(
        _ path: String, _ form: ReferenceRecogniser.Form, sirens: Set<UInt32>?,
        sirets: Set<UInt64>?
    ) throws -> Int {
        if form.separator == 0 {
            return form.kind == .cpv ? try readLabels(path) : try readLegalCategories(path)
        }
        var file = try DelimitedFile(path, separator: form.separator)
        var rows = 0
        // The list of legal categories alone has no header.
        if form.kind != .naturesJuridiques { _ = try file.next() }
        let row = RowReader(form)
        while try file.next() {
            switch form.kind {
            case .cpv: rows += row.cpv(file, into: &self)
            case .communes: rows += row.commune(file, into: &self)
            case .departements: rows += row.departement(file, into: &self)
            case .regions: rows += row.region(file, into: &self)
            case .codesPostaux: rows += row.postalCode(file, into: &self)
            case .naturesJuridiques: rows += row.legalCategory(file, into: &self)
            case .etablissements: rows += row.establishment(file, among: sirets, into: &self)
            case .taillesEntreprises: rows += row.size(file, among: sirets, into: &self)
            case .collectivites, .administrations, .organismes, .unitesLegales:
                rows += row.organisation(file, among: sirens, into: &self)
            case .centres: rows += file.cell(row.code).isEmpty ? 0 : 1
            case .contoursDepartements, .contoursRegions, .contoursCommunes: break
            }
        }
        return rows
    }

    /// Reads the CPV labels of the eForms SDK's property file, one entry a line.
    private mutating func readLabels(_ path: String) throws -> Int {
        var file = try DelimitedFile(path, separator: 0)
        let prefix = "<entry key=\"code|name|cpv."
        var count = 0
        while try file.next() {
            let line = file.cell(0).drop { $0 == " " || $0 == "\t" }
            guard line.hasPrefix(prefix) else { continue }
            let rest = line.dropFirst(prefix.count)
            guard let quote = rest.firstIndex(of: "\""), let code = UInt32(rest[..<quote]),
                let open = rest.firstIndex(of: ">"), let close = rest.lastIndex(of: "<"),
                open < close
            else { continue }
            let label = String(rest[rest.index(after: open)..<close])
            add(cpv: code, label: Self.decodingEntities(label))
            count += 1
        }
        return count
    }

    private static func decodingEntities(_ text: String) -> String {
        guard text.contains("&") else { return text }
        return [
            ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&"),
        ].reduce(text) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
    }

    /// Reads legal categories written as one JSON object, code to label.
    private mutating func readLegalCategories(_ path: String) throws -> Int {
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        let labels: [String: String]
        do {
            labels = try JSONDecoder().decode([String: String].self, from: data)
        } catch {
            throw StorageFailure("ce n’est pas un objet JSON de libellés.")
        }
        legalCategories.merge(labels) { former, _ in former }
        return labels.count
    }

    /// Adds a label; the first list that gives one is kept.
    mutating func add(cpv code: UInt32, label: String) {
        guard !label.isEmpty, cpv[code] == nil else { return }
        cpv[code] = label
    }
}
