import CTaxonomy

/// The known criteria: what they are called in French, and what they ask.
///
/// - Source: code list `criterion` of the Publications Office, version 20240612-0, and the reference
///   documents of ESPD-EDM 2.1.1, 3.1.0 and 4.1.0; the sentences of what is asked are ours.
public enum ESPDCatalogue {
    /// One criterion.
    public struct Entry: Sendable, Equatable {
        /// The code of version 4, such as `tax-pay`; empty when it has none there.
        public let code: String
        /// The UUID, which versions 1 to 3 share.
        public let uuid: String
        /// The code of version 2, such as `CRITERION.EXCLUSION.BUSINESS.BANKRUPTCY`; may be empty.
        public let longCode: String
        /// What it decides.
        public let kind: ESPDCriterion.Kind
        /// The name in French.
        public let name: String
        /// What the company has to answer, in French.
        public let asks: String
        /// The identifier of 4.1.0 when it is not the UUID; may be empty.
        let laterIdentifier: String
    }

    /// All of them, exclusion first, in the order of the reference documents.
    public static let entries: [Entry] = ESPDTaxonomy.lines(espd_criteria_fr_txt().contents)
        .compactMap { cells in
            guard cells.count == 7, let kind = ESPDCriterion.Kind(rawValue: cells[4]) else {
                return nil
            }
            return Entry(
                code: cells[0], uuid: cells[1], longCode: cells[3], kind: kind, name: cells[5],
                asks: cells[6], laterIdentifier: cells[2])
        }

    private static let byKey: [String: Int] = {
        var keys: [String: Int] = [:]
        for (index, entry) in entries.enumerated() {
            for key in [entry.uuid, entry.laterIdentifier, entry.code, entry.longCode]
            where !key.isEmpty {
                keys[key] = index
            }
        }
        // Spelled otherwise in version 3.
        keys["misinterpr"] = keys["misrepresent"]
        keys["autorisation"] = keys["authorisation"]
        return keys
    }()

    /// The entry of a criterion: by its identifier, else by its code.
    public static func entry(identifier: String, code: String) -> Entry? {
        (byKey[identifier] ?? byKey[code]).map { entries[$0] }
    }

    /// The entry of a code of version 4.
    public static func entry(code: String) -> Entry? { byKey[code].map { entries[$0] } }
}
