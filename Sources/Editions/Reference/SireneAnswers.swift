import Foundation
import Procurement

/// Answers of INSEE's SIRENE interface (version 3), kept as files: legal units or establishments.
///
/// - Shape: one JSON object with `unitesLegales` or `etablissements`; an answer holds 1 000 at most,
///   so a file is read whole. Names of natural persons are not even decoded.
struct SireneAnswers {
    private let units: [Unit]
    private let establishments: [Establishment]

    /// What the beginning of a JSON text shows it to be.
    static func kind(_ text: String) -> ReferenceKind? {
        guard text.contains("\"siren\"") || text.contains("\"header\"") else { return nil }
        if text.contains("\"etablissements\"") { return .etablissements }
        return text.contains("\"unitesLegales\"") ? .unitesLegales : nil
    }

    /// Reads a file.
    ///
    /// - Throws: `StorageFailure` when it is not such an answer.
    init(path: String) throws {
        let document: Document
        do {
            let data = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
            document = try JSONDecoder().decode(Document.self, from: data)
        } catch {
            throw StorageFailure("ce n’est pas une réponse de l’interface SIRENE de l’INSEE.")
        }
        units = document.unitesLegales ?? []
        establishments = document.etablissements ?? []
    }

    /// Number of legal units or establishments.
    var count: Int { units.count + establishments.count }

    /// Adds those wanted; gives their number.
    func read(
        into tables: inout ReferenceTables, _ sirens: Set<UInt32>?, _ sirets: Set<UInt64>?
    ) -> Int {
        var rows = 0
        for unit in units {
            guard let siren = UInt32(unit.siren ?? ""), sirens?.contains(siren) ?? true else {
                continue
            }
            let isAdded = tables.add(unit.row, siren: siren)
            rows += isAdded ? 1 : 0
            for period in unit.periodesUniteLegale ?? [] {
                period.add(to: &tables, siren)
            }
        }
        for place in establishments {
            guard let siret = UInt64(place.siret ?? ""), sirets?.contains(siret) ?? true else {
                continue
            }
            tables.establishments[siret] = place.establishment
            rows += 1
        }
        return rows
    }

    private struct Document: Decodable {
        var unitesLegales: [Unit]?
        var etablissements: [Establishment]?
    }

    private struct Unit: Decodable {
        var siren: String?
        var statutDiffusionUniteLegale: String?
        var categorieEntreprise: String?
        var anneeCategorieEntreprise: String?
        var trancheEffectifsUniteLegale: String?
        var anneeEffectifsUniteLegale: String?
        var periodesUniteLegale: [Period]?

        var row: FirmRow {
            var row = FirmRow()
            row.year = anneeCategorieEntreprise.flatMap { UInt16($0) }
            row.size = categorieEntreprise ?? ""
            row.headcountYear = anneeEffectifsUniteLegale.flatMap { UInt16($0) }
            row.headcount = trancheEffectifsUniteLegale ?? ""
            row.isHidden = statutDiffusionUniteLegale != "O"
            row.activity = periodesUniteLegale?.first { $0.dateFin == nil }?.activity
            return row
        }
    }

    private struct Period: Decodable {
        var dateDebut: String?
        var dateFin: String?
        var activitePrincipaleUniteLegale: String?
        var nomenclatureActivitePrincipaleUniteLegale: String?

        var activity: String? {
            RowReader.activity(
                activitePrincipaleUniteLegale ?? "",
                nomenclatureActivitePrincipaleUniteLegale ?? "")
        }

        func add(to tables: inout ReferenceTables, _ siren: UInt32) {
            guard let activity, let start = Day(dateDebut ?? "") else { return }
            tables.firms[siren, default: Firm()].periods.append(
                .init(start: start.number, activity: activity))
        }
    }

    private struct Establishment: Decodable {
        var siret: String?
        var statutDiffusionEtablissement: String?
        var adresseEtablissement: Address?
        var periodesEtablissement: [EstablishmentPeriod]?

        var establishment: ReferenceTables.Establishment {
            let code = adresseEtablissement?.codeCommuneEtablissement ?? ""
            let commune = code.utf8.count == 5 && !code.hasPrefix("[") ? code : nil
            let now = periodesEtablissement?.first { $0.dateFin == nil }
            return .init(
                commune: commune,
                departement: commune.flatMap { ReferenceTables.departement(inCode: $0) },
                isDiffusible: statutDiffusionEtablissement == "O",
                activity: RowReader.activity(
                    now?.activitePrincipaleEtablissement ?? "",
                    now?.nomenclatureActivitePrincipaleEtablissement ?? ""))
        }
    }

    private struct Address: Decodable {
        var codeCommuneEtablissement: String?
    }

    private struct EstablishmentPeriod: Decodable {
        var dateFin: String?
        var activitePrincipaleEtablissement: String?
        var nomenclatureActivitePrincipaleEtablissement: String?
    }
}
