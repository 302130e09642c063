import Formats
import Foundation
import Procurement

/// What a file of notices gave.
struct ReadNotices {
    var notices: [Notice] = []
    var unreadable: [UnreadableReason] = []
    var withoutNumber = 0
    var formats: Set<SourceFormat> = []

    /// Records read, whatever became of them.
    var total: Int { notices.count + unreadable.count + withoutNumber }

    /// Reads a file.
    init(path: String, limits: ReadingLimits = ReadingLimits()) throws {
        let reader = try DeclarationReader(path: path, limits: limits)
        var parser = NoticeParser()
        while let batch = try reader.next() {
            formats.insert(batch.format)
            for index in batch.records.indices {
                switch parser.parse(index, of: batch) {
                case .notice(let notice): notices.append(notice)
                case .unreadable(let reason): unreadable.append(reason)
                case .withoutNumber: withoutNumber += 1
                }
            }
        }
    }

    /// Reads bytes through a temporary file.
    static func bytes(_ bytes: [UInt8], limits: ReadingLimits = ReadingLimits()) throws
        -> ReadNotices
    {
        let path = NSTemporaryDirectory() + "orcp-avis-\(UUID().uuidString)"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        defer { unlink(path) }
        return try ReadNotices(path: path, limits: limits)
    }

    /// Reads a text.
    static func text(_ text: String) throws -> ReadNotices { try bytes(Array(text.utf8)) }
}
