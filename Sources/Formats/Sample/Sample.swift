import Foundation

/// An invented file of contracts in the DECP format of 2022 (schema 2.0.4), to try the program.
///
/// The same number and seed give the same bytes, on every machine. About 4 % of the contracts have
/// a planted fault, of each kind that real files show, unless `clean`.
///
/// - Source: proportions follow what was measured on published files.
public struct Sample: Sendable {
    /// Number of contracts and concessions.
    public let contracts: Int
    /// What the invention begins from.
    public let seed: UInt64
    /// Whether no fault is planted: the file is then valid against the schema.
    public let clean: Bool

    /// A sample.
    public init(contracts: Int, seed: UInt64, clean: Bool = false) {
        precondition(contracts >= 0, "a sample has no negative number of contracts")
        self.contracts = contracts
        self.seed = seed
        self.clean = clean
    }

    /// Gives the file piece by piece.
    ///
    /// - Complexity: O(bytes); memory is a piece of 1 MB and the invented parties (N/12).
    public func write(_ give: (UnsafeRawBufferPointer) throws -> Void) rethrows {
        let world = SampleWorld(contracts: contracts, seed: seed)
        var writer = SampleWriter(world: world, clean: clean, seed: seed)
        let concessions = contracts / 60
        writer.out.bytes.reserveCapacity(1 << 20 + 1 << 16)
        writer.out.put("{\"marches\":{\"marche\":[")
        for number in 0..<(contracts - concessions) {
            if number > 0 { writer.out.put(",\n") }
            writer.contract(number)
            if writer.out.bytes.count >= 1 << 20 { try Self.flush(&writer, give) }
        }
        writer.out.put("],\"contrat-concession\":[")
        for number in 0..<concessions {
            if number > 0 { writer.out.put(",\n") }
            writer.concession(number)
            if writer.out.bytes.count >= 1 << 20 { try Self.flush(&writer, give) }
        }
        writer.out.put("]}}\n")
        try Self.flush(&writer, give)
    }

    private static func flush(
        _ writer: inout SampleWriter, _ give: (UnsafeRawBufferPointer) throws -> Void
    ) rethrows {
        try writer.out.bytes.withUnsafeBytes { try give($0) }
        writer.out.bytes.removeAll(keepingCapacity: true)
    }

    /// Writes the file, replacing a former one.
    ///
    /// - Throws: `Sample.Failure` naming the file.
    public func write(toFile path: String) throws {
        guard let file = fopen(path, "wb") else { throw Failure(path: path, code: errno) }
        var failed: Int32 = 0
        write { bytes in
            if failed == 0, fwrite(bytes.baseAddress, 1, bytes.count, file) != bytes.count {
                failed = errno
            }
        }
        if fclose(file) != 0, failed == 0 { failed = errno }
        guard failed == 0 else { throw Failure(path: path, code: failed) }
    }

    /// Writes the reference lists of the invented world to a folder: `organismes.csv` (names of
    /// buyers and suppliers), `etablissements.csv` (their communes), `tailles.csv` and `unites.csv` (size,
    /// headcount and activity of suppliers, in SIRENE's columns).
    ///
    /// The 2022 format bears no name: with these lists added, an edition of the sample shows some.
    ///
    /// - Returns: the paths of the files.
    @discardableResult
    public func writeReferences(toFolder folder: String) throws -> [String] {
        let world = SampleWorld(contracts: contracts, seed: seed)
        var bodies = "siren,nom,categorie,departement\n"
        var places = "siren,nic,siret,codeCommuneEtablissement\n"
        var sizes = "siretEtablissement,categorieEntreprise,nicSiegeUniteLegale\n"
        for party in world.buyers + Array(world.suppliers.joined()) {
            let siret = String(decoding: party.siret, as: UTF8.self)
            let place = SampleWorld.places[party.place]
            bodies += "\(siret.prefix(9)),\(party.name),\(party.category),\(place.departement)\n"
            places += "\(siret.prefix(9)),\(siret.suffix(5)),\(siret),\(place.commune)\n"
            if party.size > 0 {
                sizes += "\(siret),\(["PME", "ETI", "GE"][party.size - 1]),\(siret.suffix(5))\n"
            }
        }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return try [
            ("organismes.csv", bodies), ("etablissements.csv", places), ("tailles.csv", sizes),
            ("unites.csv", Self.units(world)),
        ].map { name, text in
            let path = folder + "/" + name
            try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
            return path
        }
    }

    /// Legal units in SIRENE's columns, true of 2021; one in eleven is left out.
    private static func units(_ world: SampleWorld) -> String {
        // NAF codes of the fifteen trades of the invented world.
        let activities = [
            "41.20B", "43.91B", "42.11Z", "43.32A", "71.11Z", "56.29B", "45.11Z", "46.46Z",
            "62.01Z", "38.11Z", "65.12Z", "49.39A", "73.11Z", "35.14Z", "70.22Z",
        ]
        let bands = [
            ["01", "02", "03", "11", "12", "21", "NN"], ["21", "32", "32", "41", "12"],
            ["53", "52", "12", "22"],
        ]
        var text =
            "siren,statutDiffusionUniteLegale,trancheEffectifsUniteLegale,"
            + "anneeEffectifsUniteLegale,categorieEntreprise,anneeCategorieEntreprise,"
            + "denominationUniteLegale,activitePrincipaleUniteLegale,"
            + "nomenclatureActivitePrincipaleUniteLegale\n"
        for (sector, suppliers) in world.suppliers.enumerated() {
            for party in suppliers where party.size > 0 {
                let siren = String(decoding: party.siret.prefix(9), as: UTF8.self)
                guard let number = Int(siren), number % 11 != 0 else { continue }
                let choices = bands[party.size - 1]
                text +=
                    "\(siren),O,\(choices[number / 10 % choices.count]),2021,"
                    + "\(["PME", "ETI", "GE"][party.size - 1]),2021,,"
                    + "\(activities[sector % activities.count]),NAFRev2\n"
            }
        }
        return text
    }

    /// The file could not be written.
    public struct Failure: Error, Sendable, CustomStringConvertible {
        let path: String
        let code: Int32

        /// One French sentence.
        public var description: String {
            "Impossible d’écrire « \(path) » : \(String(cString: strerror(code)))."
        }
    }
}
