import Formats
import Foundation
import Procurement

/// What a file gave: a summary line per record, and what was unreadable.
struct Collected: DraftSink {
    var drafts: [DeclarationDraft] = []
    var addresses: [RecordAddress] = []
    var unreadable: [UnreadableReason] = []
    var isWellFormed = true

    mutating func take(_ draft: inout DeclarationDraft, at address: RecordAddress) {
        drafts.append(draft)
        addresses.append(address)
        if String(validating: draft.bytes, as: UTF8.self) == nil { isWellFormed = false }
    }

    mutating func unreadable(
        _ reason: UnreadableReason, at address: RecordAddress, excerpt: String
    ) {
        unreadable.append(reason)
    }

    /// Records as text, for comparisons: place, fields, suppliers, modifications, acts.
    var summary: [String] {
        drafts.map { draft in
            var parts = ["\(draft.place)"]
            for field in DeclarationDraft.Field.allCases {
                parts.append(draft.text(field) ?? "")
            }
            parts += draft.parties.map { draft.text($0.id) + "/" + draft.text($0.nom) }
            parts += draft.modifications.map { draft.text($0.id) + "/" + draft.text($0.montant) }
            parts += draft.modificationParties.map { draft.text($0.id) }
            parts += draft.acts.map { draft.text($0.id) + "/" + draft.text($0.party.id) }
            parts += draft.listItems.map { draft.text($0) }
            return parts.joined(separator: "|")
        }
    }

    /// Reads a file.
    static func file(
        _ path: String, limits: ReadingLimits = ReadingLimits()
    ) throws -> Collected {
        var collected = Collected()
        try DeclarationReader(path: path, limits: limits).read(into: &collected)
        return collected
    }

    /// Reads bytes through a temporary file.
    static func bytes(
        _ bytes: [UInt8], limits: ReadingLimits = ReadingLimits()
    ) throws -> Collected {
        let path = NSTemporaryDirectory() + "orcp-reading-\(UUID().uuidString)"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        defer { unlink(path) }
        return try file(path, limits: limits)
    }

    /// Reads text.
    static func text(_ text: String, limits: ReadingLimits = ReadingLimits()) throws -> Collected {
        try bytes(Array(text.utf8), limits: limits)
    }
}

/// The folder of real files, or nil.
enum RealData {
    static let folder: String? = {
        let given = ProcessInfo.processInfo.environment["ORCP_REAL_DATA"]
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let path = given ?? root.appendingPathComponent("../shared/data").path
        return FileManager.default.fileExists(atPath: path + "/decp-2019-json") ? path : nil
    }()
}
