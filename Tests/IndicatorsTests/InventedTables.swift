import Columns
import Indicators
import Procurement

/// Contracts and awards invented for tests, as a dataset.
struct InventedTables {
    /// A value of a column; absent is unknown.
    typealias Row = [String: Example.Value]

    var contracts: [Row] = []
    /// Awards of each contract.
    var awards: [[Row]] = []

    /// Adds a contract with its awards.
    mutating func add(_ contract: Row, awards rows: [Row] = []) {
        contracts.append(contract)
        awards.append(rows)
    }

    static let texts = [
        "cle", "genre", "acheteur_id", "acheteur_nom", "acheteur_categorie",
        "acheteur_departement", "acheteur_region", "objet", "nature", "type", "codeCPV",
        "cpv_division", "procedure", "formePrix", "ccag", "typeGroupementOperateurs",
        "idAccordCadre", "montant_motif", "montant_epreuve", "montant_tranche", "departement",
        "region", "source", "lieuExecution_code", "lieuExecution_typeCode", "successeur",
    ]
    static let flags = [
        "marcheInnovant", "attributionAvance", "sousTraitanceDeclaree", "plafond", "subsequent",
        "concurrentielle", "offreUnique", "identifiant_repete", "code_invalide", "constat_grave",
        "pme",
    ]
    static let integers = [
        "tauxAvance", "offresRecues", "dureeMois", "annee", "mois", "delaiPublication",
        "derive_montant", "derive_duree", "modifications", "titulaires", "champs_manquants",
        "segment_hhi", "segment_premiere", "segment_trois_premieres", "constats",
        "successeur_ecart",
    ]
    static let bits = [
        "techniques", "modalitesExecution", "typesPrix", "considerationsSociales",
        "considerationsEnvironnementales",
    ]
    static let cents = ["montant_centimes", "montant_courant_centimes", "montant_initial_centimes"]
    static let awardTexts = [
        "titulaire_id", "titulaire_siren", "titulaire_nom", "titulaire_departement",
        "titulaire_region", "titulaire_taille", "titulaire_effectif", "titulaire_naf",
    ]
    static let awardFlags = ["nouveau", "local", "local_region", "retour_24_mois"]
    static let awardIntegers = ["retour_jours", "retour_poids"]

    /// The dataset of these rows.
    func dataset() throws -> Dataset {
        let flat = awards.flatMap { $0 }
        let parents = awards.enumerated().flatMap { fact, rows in rows.map { _ in UInt32(fact) } }
        let facts = Table(
            name: "contracts", rowCount: contracts.count,
            columns: Self.texts.map { text($0, contracts) } + Self.flags.map { flag($0, contracts) }
                + Self.integers.map { integer($0, .int32, contracts, Int32.self) }
                + Self.cents.map { integer($0, .int64, contracts, Int64.self) }
                + (Self.bits + FindingRule.sets.map(\.name)).map {
                    integer($0, .uint8, contracts, UInt8.self)
                }
                + ["dateNotification", "dateFin"].map {
                    integer($0, .date, contracts, Int32.self)
                })
        let detail = Table(
            name: "awards", rowCount: flat.count,
            columns: [Column.integers("contrat", .uint32, parents, nullable: false)]
                + Self.awardTexts.map { text($0, flat) } + Self.awardFlags.map { flag($0, flat) }
                + Self.awardIntegers.map { integer($0, .int32, flat, Int32.self) }
                + [integer("part_centimes", .int64, flat, Int64.self)])
        return Dataset(
            facts: facts,
            details: [
                "awards": try DetailTable(
                    table: detail, parent: "contrat", factCount: contracts.count)
            ])
    }

    private func text(_ name: String, _ rows: [Row]) -> Column {
        let values = rows.map { row -> String in
            if case .text(let text)? = row[name] { text } else { "" }
        }
        let entries = Set(values + [""]).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let codes = Dictionary(uniqueKeysWithValues: entries.enumerated().map { ($1, UInt32($0)) })
        var bytes: [UInt8] = []
        var offsets: [Int32] = [0]
        for entry in entries {
            bytes += Array(entry.utf8)
            offsets.append(Int32(bytes.count))
        }
        return Column.dictionary(
            name, codes: values.map { codes[$0] ?? 0 }, entryBytes: bytes, entryOffsets: offsets,
            hasNulls: true)
    }

    private func flag(_ name: String, _ rows: [Row]) -> Column {
        Column.bools(
            name,
            rows.map { row in
                if case .number(let value)? = row[name] { UInt8(value) } else { 2 }
            })
    }

    private func integer<T: FixedWidthInteger & Sendable>(
        _ name: String, _ type: ColumnType, _ rows: [Row], _: T.Type
    ) -> Column {
        let legend = type == .uint8 ? ["legend": "a|b|c|d|e|f|g"] : [:]
        return Column.integers(
            name, type,
            rows.map { row -> T in
                guard case .number(let value)? = row[name] else { return T.isSigned ? .min : .max }
                return T(value)
            }, nullable: true, metadata: legend)
    }
}

/// A small generator with a seed, the same everywhere.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }
    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
