import CZlib
import Foundation
import Procurement

/// What a file begins with, and the kind of list that says it is.
struct ReferenceRecogniser {
    /// Bytes looked at. Headers are short; GeoJSON shows its first feature's name late, so it is
    /// only told apart from other JSON here.
    private static let lookedBytes = 1 << 16

    /// How a recognised file is to be read.
    struct Form: Hashable, Sendable {
        var kind: ReferenceKind
        /// Between cells; 0 for what is not delimited.
        var separator: UInt8
        /// Names of columns, by number; empty when there is no header.
        var header: [String]

        /// The number of a column, or -1.
        func column(_ names: String...) -> Int {
            for name in names {
                if let index = header.firstIndex(of: name) { return index }
            }
            return -1
        }
    }

    /// The form of a file, or nil when it is none of our lists.
    static func form(of path: String) throws -> Form? {
        let start = try beginning(of: path)
        let bytes = start.starts(with: [0xEF, 0xBB, 0xBF]) ? start.dropFirst(3) : start[...]
        let text = String(validating: bytes, as: UTF8.self) ?? Windows1252.text(bytes)
        let visible = text.drop { $0.isWhitespace }
        if visible.hasPrefix("<?xml"), text.contains("key=\"code|name|") {
            return Form(kind: .cpv, separator: 0, header: [])
        }
        if visible.hasPrefix("{") { return try json(path, text) }
        guard let line = visible.split(whereSeparator: \.isNewline).first else { return nil }
        return delimited(String(line))
    }

    private static func json(_ path: String, _ text: String) throws -> Form? {
        if text.contains("\"FeatureCollection\"") || text.contains("\"Feature\"") {
            let outlines = try GeoJSONOutlines.features(of: path)
            guard let level = GeoJSONOutlines.level(of: outlines) else { return nil }
            return Form(kind: level, separator: 0, header: [])
        }
        if let kind = SireneAnswers.kind(text) {
            return Form(kind: kind, separator: 0, header: [])
        }
        let isLegal = text.range(
            of: #"^\s*\{\s*"[1-9][0-9]{3}"\s*:\s*""#, options: .regularExpression)
        return isLegal == nil ? nil : Form(kind: .naturesJuridiques, separator: 0, header: [])
    }

    private static func delimited(_ line: String) -> Form? {
        for separator: Character in [",", ";", "£", "\t"] {
            let cells = line.split(separator: separator, omittingEmptySubsequences: false).map {
                $0.trimmingCharacters(in: CharacterSet(charactersIn: "\" \r"))
            }
            guard cells.count > 1, let kind = kind(header: cells) else { continue }
            // "£" has two bytes in UTF-8; the first is dropped when the line is read.
            return Form(
                kind: kind, separator: separator == "£" ? 0xA3 : separator.asciiValue ?? 0,
                header: cells)
        }
        return nil
    }

    private static func kind(header: [String]) -> ReferenceKind? {
        let has = Set(header.map { $0.lowercased() })
        func all(_ names: String...) -> Bool { names.allSatisfy { has.contains($0) } }
        if header == ["CODE", "FR"] || header.first == "CODE" && has.contains("fr") { return .cpv }
        if header == ["id", "name", "parent"] { return .cpv }
        if header.count == 2, header[0] == "1", header[1] == "Entrepreneur individuel" {
            return .naturesJuridiques
        }
        if all("typecom", "com", "dep", "libelle") || all("com", "commune", "dep", "pmun") {
            return .communes
        }
        if all("dep", "reg", "libelle") { return .departements }
        if all("reg", "cheflieu", "libelle") { return .regions }
        if all("#code_commune_insee", "code_postal") { return .codesPostaux }
        if all("siretetablissement", "categorieentreprise") { return .taillesEntreprises }
        if all("siret", "codecommuneetablissement") { return .etablissements }
        if all("siren", "datedebut", "datefin", "activiteprincipaleunitelegale") {
            return .historiqueUnitesLegales
        }
        if all("siren", "categorieentreprise", "trancheeffectifsunitelegale") {
            return .unitesLegales
        }
        if all("siren", "categorieentreprise") { return .taillesEntreprises }
        if all("siren", "denominationunitelegale") {
            return has.contains("statutdiffusionunitelegale") ? .unitesLegales : .administrations
        }
        if header == ["siren", "nom", "categorie", "departement"] { return .organismes }
        if all("type", "cog", "longitude", "latitude") { return .centres }
        if all("siren", "nom", "type") { return .collectivites }
        return nil
    }

    private static func beginning(of path: String) throws -> [UInt8] {
        guard let file = gzopen(path, "rb") else { throw StorageFailure.system("de lire", path) }
        defer { gzclose(file) }
        var bytes = [UInt8](repeating: 0, count: lookedBytes)
        let count = bytes.withUnsafeMutableBytes {
            gzread(file, $0.baseAddress, UInt32($0.count))
        }
        return Array(bytes.prefix(max(0, Int(count))))
    }
}
