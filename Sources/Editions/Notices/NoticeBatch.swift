import Formats
import Procurement

/// A notice, or a part of one, as one record says it.
final class ReadNotice: Sendable {
    /// What the record says; nil when it is set aside.
    let notice: Notice?
    let address: RecordAddress
    /// Why it is set aside; nil when it is read.
    let reason: String?

    /// A record read.
    init(_ outcome: NoticeOutcome, _ address: RecordAddress) {
        self.address = address
        switch outcome {
        case .notice(let notice): (self.notice, reason) = (notice, nil)
        case .unreadable(let why): (notice, reason) = (nil, why.title)
        case .withoutNumber: (notice, reason) = (nil, "sans numéro d’avis")
        }
    }
}

/// The notices of one batch of records, in the order of the file.
struct NoticeBatch: Sendable {
    var records: [ReadNotice] = []
    /// Numbers of records that say nothing but their number (empty rubrics of the gazette): kept as
    /// numbers, since a year of tables has millions of them.
    var bare: [(id: String, place: Int)] = []
    /// Number of the deposit the records are in.
    var deposit = 0

    /// No record.
    init() {}

    /// Parses the records of a batch.
    init(_ batch: RecordBatch, deposit: Int, parser: inout NoticeParser) {
        self.deposit = deposit
        for index in batch.records.indices {
            let outcome = parser.parse(index, of: batch)
            if case .notice(let notice) = outcome, notice.isBare, notice.findings.isEmpty {
                bare.append((notice.id, records.count))
            } else {
                records.append(ReadNotice(outcome, batch.address(index)))
            }
        }
    }
}
