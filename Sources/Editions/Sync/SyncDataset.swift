import Foundation

/// A dataset as data.gouv.fr describes it, as far as a synchronisation needs.
struct SyncDataset: Decodable {
    struct Checksum: Decodable {
        var type: String?
        var value: String?
    }

    struct Resource: Decodable {
        var id: String
        var title: String?
        var format: String?
        var url: String?
        var latest: String?
        var filesize: Int?
        var checksum: Checksum?
        var last_modified: String?
    }

    var license: String?
    var resources: [Resource]

    /// Below this size a file holds no contract: an empty list alone is 55 bytes.
    static let smallestBytes = 180

    /// Resources in a format we read, real files only, in order of identifier.
    func readable(among wanted: [String]?) -> [Resource] {
        resources.filter { resource in
            if let wanted { return wanted.contains(resource.id) }
            let title = (resource.title ?? "").lowercased()
            let format = (resource.format ?? "").lowercased()
            return ["json", "xml", "csv"].contains(format) && !title.contains(".ocds")
                && !title.contains("schema") && resource.filesize ?? .max >= Self.smallestBytes
        }
        .sorted { $0.id < $1.id }
    }
}
