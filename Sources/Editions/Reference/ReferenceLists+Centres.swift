public import Procurement

extension ReferenceLists {
    /// The centres of communes, postal codes and departments, from the lists of the folder.
    ///
    /// - Complexity: O(bytes of these lists).
    public func centres() throws -> PlaceCentres {
        var centres = PlaceCentres.withoutLists
        for file in files where file.kind == .contoursDepartements {
            try Self.read(outlines: path(of: file)) {
                centres.add(departement: $0, at: $2)
            }
        }
        for file in files where file.kind == .centres {
            try Self.read(table: path(of: file), into: &centres)
        }
        for file in files where file.kind == .contoursCommunes {
            try Self.read(outlines: path(of: file)) { code, name, point in
                centres.communes[code] = point
                centres.names[code] = name
            }
        }
        var communesOf: [String: [String]] = [:]
        if centres.knowsCommunes {
            for file in files where file.kind == .codesPostaux {
                try Self.read(postalCodes: path(of: file), into: &communesOf)
            }
        }
        centres.finish(communesOf: communesOf)
        return centres
    }

    /// What a list of establishments says of one SIRET; nil when none does.
    ///
    /// - Parameter most: longest list read to its end, in bytes: SIRENE's whole stock takes minutes. A
    ///   longer one is searched by halves, as `card(of:inListsOfAtMost:)` does.
    /// - Returns: the establishment, and whether a list was too long to be searched to its end.
    /// - Complexity: O(bytes of the shorter lists), O(log bytes) of the longer.
    public func establishment(
        siret: Siret, inListsOfAtMost most: Int = 64 << 20
    ) throws -> (found: ReferenceTables.Establishment?, isPartial: Bool) {
        var tables = ReferenceTables()
        var isPartial = false
        for file in files where file.kind == .etablissements {
            guard file.size <= most else {
                tables.mention(file)
                var card = CompanyCard()
                try search(file, siret, most, &card) { list, form, _ in
                    RowReader(form).establishment(list, among: [siret.number], into: &tables) == 1
                }
                isPartial = isPartial || card.isPartial
                continue
            }
            try tables.read(path(of: file), as: file, sirens: [], sirets: [siret.number])
        }
        return (tables.establishment(siret: siret.number), isPartial)
    }

    private static func read(
        outlines path: String, _ body: (String, String, GeoPoint) -> Void
    ) throws {
        for feature in try GeoJSONOutlines.features(of: path) {
            if let point = feature.centre { body(feature.code, feature.name, point) }
        }
    }

    private static func read(table path: String, into centres: inout PlaceCentres) throws {
        guard let form = try ReferenceRecogniser.form(of: path) else { return }
        var file = try DelimitedFile(path, separator: form.separator)
        let (kind, code) = (form.column("type"), form.column("cog"))
        let (longitude, latitude) = (form.column("longitude"), form.column("latitude"))
        let name = form.column("nom")
        _ = try file.next()
        while try file.next() {
            guard
                let point = point(
                    latitude: file.cell(latitude), longitude: file.cell(longitude))
            else { continue }
            switch file.cell(kind) {
            case "DEP":
                let code = file.cell(code)
                centres.add(departement: code.utf8.count == 1 ? "0" + code : code, at: point)
            case "COM":
                centres.communes[file.cell(code)] = point
                centres.names[file.cell(code)] = name < 0 ? nil : file.cell(name)
            default: break
            }
        }
    }

    /// Degrees written with a point or a comma.
    private static func point(latitude: String, longitude: String) -> GeoPoint? {
        func number(_ text: String) -> Double? {
            Double(String(text.map { $0 == "," ? "." : $0 }))
        }
        guard let latitude = number(latitude), let longitude = number(longitude) else {
            return nil
        }
        return GeoPoint(latitude: latitude, longitude: longitude)
    }

    private static func read(
        postalCodes path: String, into communesOf: inout [String: [String]]
    ) throws {
        guard let form = try ReferenceRecogniser.form(of: path) else { return }
        var file = try DelimitedFile(path, separator: form.separator)
        let (commune, postal) = (form.column("#Code_commune_INSEE"), form.column("Code_postal"))
        _ = try file.next()
        while try file.next() {
            communesOf[file.cell(postal), default: []].append(file.cell(commune))
        }
    }
}

extension GeoJSONOutlines.Feature {
    /// The centre of gravity of the longest ring, on the plane of degrees: good to a few hundred
    /// metres for a commune.
    var centre: GeoPoint? {
        guard let ring = rings.max(by: { $0.count < $1.count }), let start = ring.first else {
            return nil
        }
        var (area, x, y) = (0.0, 0.0, 0.0)
        for index in ring.indices {
            let next = ring[(index + 1) % ring.count]
            // From the first point, so that no digit is lost.
            let (ax, ay) = (ring[index].x - start.x, ring[index].y - start.y)
            let (bx, by) = (next.x - start.x, next.y - start.y)
            let cross = ax * by - bx * ay
            area += cross
            x += (ax + bx) * cross
            y += (ay + by) * cross
        }
        guard area != 0 else { return GeoPoint(latitude: start.y, longitude: start.x) }
        return GeoPoint(
            latitude: start.y + y / (3 * area), longitude: start.x + x / (3 * area))
    }
}
