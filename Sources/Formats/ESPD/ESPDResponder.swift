/// Makes a response from what a company says, to a request or to the reference criteria.
///
/// - Shape: the response holds the request's criteria, in order, and its requirements; a question is
///   answered only by what was said. Groups that depend on a yes or a no are answered accordingly.
public struct ESPDResponder: Sendable {
    /// A question that remains to be answered.
    public struct Open: Sendable, Equatable {
        /// The criterion, in French where it is known.
        public let criterion: String
        /// The question, in French where it is known.
        public let question: String
    }

    /// When and under what identifier a response is made.
    public struct Making: Sendable {
        /// A UUID, fresh for each response.
        public let uuid: String
        /// `YYYY-MM-DD`.
        public let day: String
        /// `HH:MM:SS` with its offset; may be empty.
        public let time: String

        /// When and under what identifier.
        public init(uuid: String, day: String, time: String = "") {
            self.uuid = uuid
            self.day = day
            self.time = time
        }
    }

    /// Criteria that a French buyer usually asks, when there is no request: all grounds for
    /// exclusion, and the usual capacities.
    public static let usual: [String] =
        ESPDCatalogue.entries.filter { $0.kind == .exclusion }.map(\.code) + [
            "prof-regist", "trade-regist", "gen-year-to", "spec-year-to", "indem-insu",
            "work-perform", "supply-perform", "service-perform", "qualification", "tech-equip",
            "year-manpower", "manage-staff", "suncont-port", "qu-certif-indep",
            "envir-certif-indep", "shelt-worksh", "registered", "eo-group", "relied", "subco-ent",
            "sme",
        ]

    /// The response, with its markup.
    public private(set) var document: ESPDDocument
    /// What remains to be answered, in order.
    public private(set) var open: [Open] = []

    /// Makes a response.
    ///
    /// - Parameters:
    ///   - request: the buyer's; nil for the criteria of `usual`, or of what is answered.
    ///   - version: 2.1.1 or 4.1.0.
    public init(
        _ application: ESPDApplication, to request: ESPDDocument?, version: ESPDVersion,
        _ making: Making
    ) {
        let writer = ESPDWriter(version: version)
        let family = writer.version.family
        if let request {
            document = ESPDConversion(request, to: writer.version, as: .response).document
        } else {
            document = ESPDDocument(kind: .response, version: writer.version)
            document.buyer = application.buyer
            document.procedure = application.procedure
            if document.procedure.lots.isEmpty {
                document.procedure.lots = [family == .second ? "0" : "LOT-0000"]
            }
            let codes = Set(ESPDResponder.usual).union(application.statements.keys)
            document.criteria = ESPDCatalogue.entries.filter { codes.contains($0.code) }
                .compactMap { ESPDTaxonomy.criterion($0, in: family) }
        }
        document.uuid = making.uuid
        document.identifier = "DUME-" + making.uuid
        document.issueDay = making.day
        document.issueTime = making.time
        document.groupName = application.groupName
        document.tenderers = [ESPDTenderer(party: application.party, role: application.role)]
        document.evidences = application.documents
        for index in document.criteria.indices {
            var filling = ESPDFilling(
                application, document.criteria[index].entry, family: family, uuid: making.uuid)
            filling.fill(&document.criteria[index])
            if let evidence = filling.usedEvidence { document.evidences.append(evidence) }
            let name = document.criteria[index].frenchName
            open += filling.open.map { Open(criterion: name, question: $0) }
        }
        document.markup = writer.markup(of: document)
    }
}
