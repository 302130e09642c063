/// A European Single Procurement Document (DUME), of any version, read into one model.
///
/// - Shape: a value. What the model has no place for stays in the markup it was read from, so
///   `bytes` is canonically equal to what was read.
public struct ESPDDocument: Sendable, Equatable {
    /// What a document is.
    public enum Kind: String, Sendable { case request, response }

    /// An answer to a question that the document does not hold.
    public struct Orphan: Sendable, Equatable {
        /// The question's identifier.
        public let question: String
        /// What was answered.
        public let answer: ESPDProperty.Answer
    }

    /// Request or response.
    public var kind: Kind
    /// The version.
    public var version: ESPDVersion
    /// The document's number, for its sender.
    public var identifier = ""
    /// Its UUID; empty when not said.
    public var uuid = ""
    /// The day it was made, as written.
    public var issueDay = ""
    /// The time it was made, as written.
    public var issueTime = ""
    /// The name of the group of companies; empty for none.
    public var groupName = ""
    /// The buyer.
    public var buyer = ESPDParty()
    /// The procedure.
    public var procedure = ESPDProcedure()
    /// The companies; none in a request.
    public var tenderers: [ESPDTenderer] = []
    /// The criteria, in order.
    public var criteria: [ESPDCriterion] = []
    /// Documents that prove.
    public var evidences: [ESPDEvidence] = []
    /// Answers to no question of the document.
    public var orphans: [Orphan] = []
    /// What was read, or what was written.
    var markup: MarkupDocument?

    /// A document about nothing yet.
    public init(kind: Kind, version: ESPDVersion) {
        self.kind = kind
        self.version = version
    }

    /// UTF-8: the document as it was read or written; made from the model when it was neither.
    ///
    /// - Complexity: O(size).
    public var bytes: [UInt8] {
        markup?.bytes() ?? ESPDWriter(version: version).bytes(of: self)
    }

    /// How many answers the document holds.
    public var answerCount: Int {
        var count = orphans.count
        for criterion in criteria { criterion.forEachProperty { count += $0.answers.count } }
        return count
    }

    /// Whether two documents say the same, whatever they were read from.
    public func saysTheSame(as other: ESPDDocument) -> Bool {
        var (one, two) = (self, other)
        one.markup = nil
        two.markup = nil
        return one == two
    }
}
