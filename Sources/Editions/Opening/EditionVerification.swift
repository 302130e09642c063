import Columns
import Foundation

/// The check of an edition against its manifest: files, sums, counts, reconciliation, values.
public struct EditionVerification: Codable, Sendable, Hashable {
    /// The edition checked.
    public var edition: String
    /// Number of files whose size and SHA-256 were compared.
    public var files: Int
    /// What is wrong, one French sentence each; empty when all is well.
    public var faults: [String]

    /// Whether nothing is wrong.
    public var isWhole: Bool { faults.isEmpty }

    /// Checks the edition of a folder.
    ///
    /// - Complexity: O(bytes of the edition), plus O(rows × columns) when deep.
    /// - Throws: `StorageFailure` when the manifest itself cannot be read.
    public init(folder: String, isDeep: Bool = true) throws {
        let manifest = try Manifest(folder: folder)
        edition = manifest.edition
        files = manifest.files.count
        faults = []
        checkFiles(manifest, folder)
        checkManifest(manifest)
        guard faults.isEmpty else { return }
        let opened: Edition
        do {
            opened = try Edition.open(folder)
        } catch {
            faults.append("\(error)")
            return
        }
        for table in opened.tables where manifest.counts[table.name] != table.rowCount {
            faults.append(
                """
                La table «\u{202F}\(table.name)\u{202F}» a \(table.rowCount) lignes, le manifeste en annonce \
                \(manifest.counts[table.name] ?? 0).
                """)
        }
        checkFates(manifest, opened)
        if isDeep { checkValues(opened) }
    }

    private mutating func checkFiles(_ manifest: Manifest, _ folder: String) {
        for file in manifest.files {
            do {
                let (sha256, size) = try FileDigest.sha256(of: folder + "/" + file.name)
                if size != file.sizeBytes {
                    faults.append(
                        "«\u{202F}\(file.name)\u{202F}» a \(size) octets au lieu de \(file.sizeBytes)."
                    )
                } else if sha256 != file.sha256 {
                    faults.append(
                        "«\u{202F}\(file.name)\u{202F}» a changé\u{202F}: SHA-256 \(sha256) au lieu de \(file.sha256)."
                    )
                }
            } catch {
                faults.append("\(error)")
            }
        }
    }

    private mutating func checkManifest(_ manifest: Manifest) {
        if !manifest.reconciliation.isExact {
            faults.append("Lues ≠ gardées + réunies + écartées au total.")
        }
        for deposit in manifest.deposits
        where deposit.read != deposit.kept + deposit.merged + deposit.setAside {
            faults.append(
                "Lues ≠ gardées + réunies + écartées pour «\u{202F}\(deposit.name)\u{202F}».")
        }
        if let notices = manifest.notices,
            !notices.isExact || notices.kept != manifest.counts["notices"]
        {
            faults.append("Le nombre d’avis n’est pas celui des enregistrements gardés.")
        }
        if manifest.reconciliation.kept != manifest.counts["contracts"] {
            faults.append("Le nombre de contrats n’est pas celui des déclarations gardées.")
        }
    }

    /// Counts the fates of the declarations themselves.
    private mutating func checkFates(_ manifest: Manifest, _ edition: Edition) {
        guard let fates = edition.declarations["sort"] else { return }
        var counts: [String: Int] = [:]
        for row in 0..<fates.count { counts[fates.text(row) ?? "", default: 0] += 1 }
        let announced = manifest.reconciliation
        for (fate, expected) in [
            (Fate.kept, announced.kept), (.merged, announced.merged),
            (.setAside, announced.setAside),
        ] where counts[fate.label] ?? 0 != expected {
            faults.append(
                """
                \(counts[fate.label] ?? 0) déclarations «\u{202F}\(fate.label)\u{202F}», le manifeste en \
                annonce \(expected).
                """)
        }
    }

    /// Checks every value, every link between tables, and the sums of shares.
    private mutating func checkValues(_ edition: Edition) {
        for table in edition.tables { faults.append(contentsOf: table.faults) }
        for table in [
            edition.awards, edition.amendments, edition.subcontracts, edition.findings,
            edition.declarations,
        ] {
            guard let link = table["contrat"] else { continue }
            for row in 0..<table.rowCount {
                guard let contract = link.integer(row) else { continue }
                if contract >= edition.contracts.rowCount {
                    faults.append(
                        "«\u{202F}\(table.name)\u{202F}», ligne \(row)\u{202F}: contrat \(contract) inexistant."
                    )
                    break
                }
            }
        }
        checkShares(edition)
    }

    private mutating func checkShares(_ edition: Edition) {
        guard let link = edition.awards["contrat"], let share = edition.awards["part_centimes"],
            let amount = edition.contracts["montant_centimes"],
            let suppliers = edition.contracts["titulaires"]
        else { return }
        var sums = [Int64](repeating: 0, count: edition.contracts.rowCount)
        for row in 0..<edition.awards.rowCount {
            guard let contract = link.integer(row) else { continue }
            sums[Int(contract)] += share.integer(row) ?? 0
        }
        for row in 0..<edition.contracts.rowCount where suppliers.integer(row) ?? 0 > 0 {
            if sums[row] != amount.integer(row) ?? 0 {
                faults.append("Les parts du contrat de la ligne \(row) ne font pas son montant.")
                return
            }
        }
    }
}
