import Columns
import Procurement
import Tools

/// The contracts of an edition, as tools ask for them.
struct EditionMarket: Market {
    let observation: Observation

    var edition: String { observation.facts.id }

    func contracts(
        _ selection: [(key: String, value: String)], atMost limit: Int
    ) throws(ToolRefusal) -> MarketAnswer {
        let answer: RowsAnswer
        do {
            answer = try observation.answers.contracts(
                selection, order: .recent, from: 0, count: limit)
        } catch let problem as Problem {
            throw .invalid(
                field: problem.field ?? "selection", label: problem.field ?? "Recherche",
                value: problem.value ?? "", expected: problem.expected ?? problem.detail)
        } catch {
            throw .contradiction(
                field: "selection", label: "Recherche", value: "",
                because: "l’édition ne se lit pas, réessayez dans un moment")
        }
        return MarketAnswer(
            total: answer.total, contracts: answer.rows.map { contract(Int($0)) })
    }

    private func contract(_ row: Int) -> MarketContract {
        let table = observation.tables.contracts
        let awards = Array(observation.tables.awards(of: row))
        let isCeiling = table["plafond"].flatMap { $0.integer(row) } == 1
        let amount = table["montant_centimes"].flatMap { column in
            column.isKnown(row) ? column.integer(row) : nil
        }
        return MarketContract(
            key: text("cle", row) ?? "", object: text("objet", row) ?? "",
            buyer: text("acheteur_id", row) ?? "", buyerName: text("acheteur_nom", row),
            amount: amount.map { Money(cents: $0) }, isCeiling: isCeiling,
            months: integer("dureeMois", row),
            notified: day("dateNotification", row), tenders: integer("offresRecues", row),
            socialClauses: labels("considerationsSociales", row),
            environmentalClauses: labels("considerationsEnvironnementales", row),
            suppliers: awards.map(supplier), findings: findings(row),
            isModified: (integer("modifications", row) ?? 0) > 0, cells: cells(row, awards))
    }

    private func supplier(_ award: Int) -> MarketContract.Supplier {
        let table = observation.tables.awards
        return MarketContract.Supplier(
            id: table["titulaire_id"]?.text(award) ?? "",
            name: table["titulaire_nom"]?.text(award),
            department: table["titulaire_departement"]?.text(award))
    }

    private func findings(_ row: Int) -> [MarketContract.Finding] {
        let table = observation.tables.findings
        return observation.tables.findings(of: row).map { finding in
            MarketContract.Finding(
                code: table["code"]?.text(finding) ?? "",
                field: table["champ"]?.text(finding) ?? "",
                value: table["valeur"]?.text(finding) ?? "")
        }
    }

    /// The columns of the tool of essential data, of the contract as it was first published.
    private func cells(_ row: Int, _ awards: [Int]) -> [String: String] {
        var cells: [String: String] = [:]
        let same = [
            "id", "objet", "nature", "codeCPV", "procedure", "idAccordCadre", "ccag",
            "offresRecues", "typeGroupementOperateurs", "lieuExecution_code",
            "lieuExecution_typeCode", "formePrix", "acheteur_id", "marcheInnovant",
            "attributionAvance", "sousTraitanceDeclaree", "dateNotification",
            "datePublicationDonnees", "techniques", "modalitesExecution", "typesPrix",
        ]
        for name in same { cells[name] = exported(name, row) }
        for name in ["considerationsSociales", "considerationsEnvironnementales"] {
            cells[name] = exported(name, row)
        }
        // Published as having none: the list is known and empty.
        if cells["considerationsSociales"] == "" {
            cells["considerationsSociales"] = "Pas de considération sociale"
        }
        if cells["considerationsEnvironnementales"] == "" {
            cells["considerationsEnvironnementales"] = "Pas de considération environnementale"
        }
        cells["montant"] = exported("montant_initial_centimes", row)
        cells["dureeMois"] = exported("dureeMois_initiale", row)
        for name in ["tauxAvance", "origineUE", "origineFrance"] {
            cells[name] = exported(name, row)
        }
        let table = observation.tables.awards
        let suppliers = awards.compactMap { award -> String? in
            guard let id = table["titulaire_id"]?.text(award), !id.isEmpty else { return nil }
            return (table["titulaire_typeIdentifiant"]?.text(award) ?? "SIRET") + ":" + id
        }
        cells["titulaires"] = suppliers.joined(separator: "|")
        return cells
    }

    /// As files write it; nil when unknown, empty for a known list without labels.
    private func exported(_ name: String, _ row: Int) -> String? {
        guard let column = observation.tables.contracts[name] else { return nil }
        switch CellText.exported(column, row) {
        case .null: return nil
        case .text(let text): return text
        case .bool(let flag): return flag ? "true" : "false"
        case .list(let items):
            return items.compactMap { item -> String? in
                if case .text(let text) = item { text } else { nil }
            }.joined(separator: "|")
        case let other: return String(decoding: other.bytes, as: UTF8.self)
        }
    }

    private func text(_ name: String, _ row: Int) -> String? {
        observation.tables.contracts[name]?.text(row)
    }

    private func integer(_ name: String, _ row: Int) -> Int? {
        guard let column = observation.tables.contracts[name], column.isKnown(row) else {
            return nil
        }
        return column.integer(row).map { Int($0) }
    }

    private func day(_ name: String, _ row: Int) -> Day? {
        integer(name, row).map { Day(number: Int32(clamping: $0)) }
    }

    private func labels(_ name: String, _ row: Int) -> [String] {
        exported(name, row).map { $0.split(separator: "|").map(String.init) } ?? []
    }
}
