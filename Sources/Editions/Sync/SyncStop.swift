/// Why a resource was not deposited, in the words of the report.
struct SyncStop: Error {
    var fate: SyncReport.Fate
    var message: String

    init(_ fate: SyncReport.Fate, _ message: String) {
        self.fate = fate
        self.message = message
    }

    func line(_ source: SyncSource, _ series: String) -> SyncReport.Line {
        .init(source: source.name, series: series, fate: fate, message: message, sha256: nil)
    }
}
