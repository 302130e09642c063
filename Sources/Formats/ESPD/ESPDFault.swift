/// Something of a document that its rules do not allow.
public struct ESPDFault: Sendable, Equatable {
    /// How grave it is.
    public enum Severity: String, Sendable {
        /// A platform may refuse the document.
        case error
        /// It may be read, not as meant.
        case warning
    }

    /// How grave it is.
    public let severity: Severity
    /// The rule: one of ours (`ORDRE`, `CODE`…), or that of ESPD-EDM's Schematron it repeats.
    public let rule: String
    /// Where: names of elements from the root, or the identifier of a line.
    public let place: String
    /// What is wrong, in French.
    public let message: String
}
