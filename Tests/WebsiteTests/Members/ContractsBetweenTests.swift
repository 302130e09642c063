import Columns
import Procurement
import Testing

@testable import Website

/// INN-08 over an edition: what is counted between two parties is what a plain reading of every
/// award finds.
@Suite struct ContractsBetweenTests {
    private struct Award: Hashable {
        let contract: Int
        let buyer: String
        let supplier: String
        let day: Int64?
    }

    private func awards(of tables: EditionTables) throws -> [Award] {
        let contract = try #require(tables.awards["contrat"])
        let supplier = try #require(tables.awards["titulaire_id"])
        let buyer = try #require(tables.contracts["acheteur_id"])
        let days = try #require(tables.contracts["dateNotification"])
        return (0..<tables.awards.rowCount).compactMap { row in
            guard let place = contract.integer(row).map({ Int($0) }),
                let name = buyer.text(place), let firm = supplier.text(row), firm.count == 14,
                name.count == 14
            else { return nil }
            let day = days.isKnown(place) ? days.integer(place) : nil
            return Award(contract: place, buyer: name, supplier: firm, day: day)
        }
    }

    @Test func `contracts between two parties are counted once, by SIREN, between two days`() throws
    {
        let invented = try InventedSite(contracts: 900)
        let observation = try invented.edition
        let all = try awards(of: observation.tables)
        let counted = EditionContractsBetween(observation: observation)
        let first = try #require(Day("2023-01-01"))
        let last = try #require(Day("2024-12-31"))
        var found = 0

        for pair in Set(all.map { [$0.buyer.prefix(9), $0.supplier.prefix(9)] }).prefix(120) {
            let plain = Set(
                all.filter { award in
                    guard let day = award.day else { return false }
                    return award.buyer.hasPrefix(pair[0]) && award.supplier.hasPrefix(pair[1])
                        && day >= Int64(first.number) && day <= Int64(last.number)
                }.map(\.contract))
            let count = try counted.contracts(
                buyer: String(pair[0]), company: String(pair[1]), from: first, through: last
            ).count
            #expect(count == plain.count, "\(pair)")
            found += count
        }

        #expect(found > 0)
        #expect(
            try counted.contracts(
                buyer: "000000000", company: "000000000", from: first, through: last
            ).isEmpty)
    }
}
