import Formats
import Foundation
import Procurement
import Testing

@testable import Editions

/// Invented contracts written as the 2019 format writes them.
struct InventedContract {
    var id: String? = "2020-001"
    var buyer = "21590350100017"
    var object = "Travaux de voirie"
    var day = "2020-03-02"
    var published = "2020-04-01"
    var amount = "120000"
    var months = "12"
    var cpv = "45233141"
    var suppliers = ["35600000000048"]
    var extra = ""

    var json: String {
        let named =
            suppliers
            .map { #"{"typeIdentifiant":"SIRET","id":"\#($0)","denominationSociale":"Titulaire"}"# }
            .joined(separator: ",")
        return """
            {\(id.map { #""id":"\#($0)","# } ?? "")"acheteur":{"id":"\(buyer)","nom":"Acheteur"},\
            "nature":"Marché","objet":"\(object)","codeCPV":"\(cpv)",\
            "procedure":"Procédure adaptée","lieuExecution":{"code":"59","typeCode":"Code \
            département","nom":"Nord"},"dureeMois":\(months),"dateNotification":"\(day)",\
            "datePublicationDonnees":"\(published)","montant":\(amount),"formePrix":"Ferme",\
            "titulaires":[\(named)]\(extra)}
            """
    }
}

/// A data folder in a temporary place, removed with it.
final class InventedFolder {
    let path: String
    private var store: DepositStore

    init() throws {
        path = NSTemporaryDirectory() + "orcp-" + UUID().uuidString
        store = try DepositStore(folder: path)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Deposits contracts as one file.
    func deposit(_ contracts: [InventedContract], as name: String) throws {
        try deposit(
            text: #"{"marches":["# + contracts.map(\.json).joined(separator: ",\n") + "]}",
            as: name)
    }

    func deposit(text: String, as name: String) throws {
        let file = NSTemporaryDirectory() + UUID().uuidString
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        defer { try? FileManager.default.removeItem(atPath: file) }
        try deposit(file: file, as: name)
    }

    func deposit(file: String, as name: String) throws {
        let lock = try DataFolderLock(folder: path)
        let day = try #require(Day("2024-06-30"))
        _ = try store.add(
            path: file, arrival: .init(name: name, series: name), on: day,
            settings: Settings(), lock: lock
        ) { try DeclarationReader(path: $0).format?.rawValue }
    }

    /// Builds an edition and opens it.
    @discardableResult
    func build(workers: Int = 2, day: String? = nil) throws -> Edition {
        try report(workers: workers, day: day)
        return try #require(try EditionStore(folder: path).current())
    }

    @discardableResult
    func report(workers: Int = 2, day: String? = nil) throws -> ImportReport {
        let lock = try DataFolderLock(folder: path)
        return try EditionBuilder(
            store: store, references: try ReferenceLists(folder: path),
            day: day.flatMap { Day($0) }, workers: workers
        ).build(lock: lock)
    }
}
