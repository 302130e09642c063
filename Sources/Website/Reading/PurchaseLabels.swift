import Editions
import Procurement

/// The labels of CPV codes: those of the list an edition was made with, else of divisions only.
struct PurchaseLabels: Sendable {
    /// Labels of codes of eight digits.
    private let labels: [UInt32: String]

    /// The labels of the lists of CPV codes that an edition names, as far as they are still kept.
    ///
    /// - Throws: `StorageFailure` when a list kept cannot be read.
    init(_ lists: ReferenceLists, of manifest: Manifest) throws {
        labels = try lists.cpvLabels(among: Set(manifest.references.map(\.sha256)))
    }

    /// The label of a code or of its beginning, with its digits unless it is a division; nil when
    /// even the division is unknown.
    func label(_ code: String) -> String? {
        if let own = own(code) { return code.count == 2 ? own : "\(own) (\(code))" }
        guard let number = UInt8(code.prefix(2)) else { return nil }
        let division = own(String(code.prefix(2))) ?? CPVDivision.of(number)?.label
        return division.map { code.count == 2 ? $0 : "\(code) (\($0))" }
    }

    /// The label of exactly this code, completed with zeros.
    private func own(_ code: String) -> String? {
        guard (2...8).contains(code.count) else { return nil }
        return UInt32(Self.completed(code)).flatMap { labels[$0] }
    }

    /// The code of eight digits that a beginning stands for.
    static func completed(_ code: String) -> String {
        code + String(repeating: "0", count: max(0, 8 - code.count))
    }

    /// How many digits of a code say something: two at least, zeros at its end left out.
    static func level(of code: String) -> Int {
        max(2, code.reversed().drop { $0 == "0" }.count)
    }
}
