import Foundation

extension ReferenceTables {
    /// Number of lines that a list gives, after reading it to its end.
    static func count(_ path: String, _ form: ReferenceRecogniser.Form) throws -> Int {
        switch form.kind {
        case .contoursDepartements, .contoursRegions, .contoursCommunes:
            return try GeoJSONOutlines.features(of: path).count
        case .etablissements, .taillesEntreprises, .unitesLegales, .historiqueUnitesLegales:
            if form.separator == 0 { return try SireneAnswers(path: path).count }
            var file = try DelimitedFile(path, separator: form.separator)
            var rows = -1
            while try file.skip() { rows += 1 }
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
        begin(file)
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
            switch form.kind {
            case .cpv: return try readLabels(path)
            case .unitesLegales, .etablissements:
                return try SireneAnswers(path: path).read(into: &self, sirens, sirets)
            default: return try readLegalCategories(path)
            }
        }
        var file = try DelimitedFile(path, separator: form.separator)
        var rows = 0
        // The list of legal categories alone has no header.
        if form.kind != .naturesJuridiques { _ = try file.next() }
        let row = RowReader(form)
        if form.kind.isOfSirene { return try readSirene(&file, row, sirens, sirets) }
        while try file.next() {
            switch form.kind {
            case .cpv: rows += row.cpv(file, into: &self)
            case .communes: rows += row.commune(file, into: &self)
            case .departements: rows += row.departement(file, into: &self)
            case .regions: rows += row.region(file, into: &self)
            case .codesPostaux: rows += row.postalCode(file, into: &self)
            case .naturesJuridiques: rows += row.legalCategory(file, into: &self)
            case .collectivites, .administrations, .organismes:
                rows += row.organisation(file, among: sirens, into: &self)
            case .centres: rows += file.cell(row.code).isEmpty ? 0 : 1
            case .contoursDepartements, .contoursRegions, .contoursCommunes, .unitesLegales,
                .etablissements, .taillesEntreprises, .historiqueUnitesLegales:
                break
            }
        }
        return rows
    }

    /// Reads one of SIRENE's lists, of which only the rows wanted are cut into cells.
    ///
    /// - Complexity: O(bytes); memory is one piece of the file and what is wanted.
    private mutating func readSirene(
        _ file: inout DelimitedFile, _ row: RowReader, _ sirens: Set<UInt32>?,
        _ sirets: Set<UInt64>?
    ) throws -> Int {
        let isBySiret = row.siren < 0
        func isWanted(_ value: UInt64) -> Bool {
            guard let sirens else { return true }
            return sirens.contains(UInt32(clamping: isBySiret ? value / 100_000 : value))
        }
        let column = isBySiret ? row.siret : row.siren
        var rows = 0
        while true {
            if row.leadsWithIdentifier {
                guard try file.next(among: isWanted) else { return rows }
            } else {
                guard try file.next() else { return rows }
                guard let value = file.number(column), isWanted(value) else { continue }
            }
            switch row.kind {
            case .etablissements: rows += row.establishment(file, among: sirets, into: &self)
            case .historiqueUnitesLegales: rows += row.period(file, into: &self)
            case .unitesLegales:
                _ = row.organisation(file, among: sirens, into: &self)
                rows += row.firm(file, into: &self)
            default: rows += row.firm(file, into: &self)
            }
        }
    }

    /// Begins a list: what follows comes from it.
    private mutating func begin(_ file: ReferenceFile) {
        used.append(file)
        repairs.append(ListRepairs())
        listYear = Self.year(inName: file.name)
    }

    /// Notes a list that is used and not read yet.
    mutating func mention(_ file: ReferenceFile) { begin(file) }

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

extension ReferenceKind {
    /// Whether the list has as many rows as the country has firms.
    var isOfSirene: Bool {
        switch self {
        case .unitesLegales, .historiqueUnitesLegales, .etablissements, .taillesEntreprises: true
        default: false
        }
    }
}
