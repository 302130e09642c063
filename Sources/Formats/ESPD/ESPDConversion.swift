/// A document put into another version, and what had no place there.
///
/// - Shape: criteria that the target version knows take its own groups, lines and identifiers; the
///   buyer's requirements and the company's answers go to the lines that ask the same. Other criteria
///   keep their lines, with the codes of the target version.
public struct ESPDConversion: Sendable {
    /// Something that was said and has no place in the target version.
    public struct Loss: Sendable, Equatable {
        /// The criterion, in French where it is known.
        public let criterion: String
        /// The line, in French where it is known.
        public let question: String
        /// What was said.
        public let values: [ESPDValue]
        /// Whether the company said it, else the buyer.
        public let isAnswer: Bool
    }

    /// The document in the target version, with its markup.
    public private(set) var document: ESPDDocument
    /// What had no place.
    public private(set) var losses: [Loss] = []
    /// Criteria kept as they were, unknown to the target version; by name.
    public private(set) var kept: [String] = []

    /// Puts a document into a version; a request may become the response that remains to be answered.
    ///
    /// - Parameters:
    ///   - source: a request or a response of any version.
    ///   - version: 2.1.1 or 4.1.0.
    ///   - kind: what to make; a response cannot become a request, its kind is then kept.
    /// - Complexity: O(lines and answers).
    public init(
        _ source: ESPDDocument, to version: ESPDVersion, as kind: ESPDDocument.Kind? = nil
    ) {
        let writer = ESPDWriter(version: version)
        let family = writer.version.family
        document = source
        document.markup = nil
        document.version = writer.version
        document.criteria = []
        if source.kind == .request, let kind { document.kind = kind }
        if document.kind == .response, source.kind == .request {
            if !source.uuid.isEmpty || !source.identifier.isEmpty {
                var reference = ESPDProcedure.Reference()
                reference.identifier = source.uuid.isEmpty ? source.identifier : source.uuid
                reference.kind = "ESPD_REQUEST"
                document.procedure.references.append(reference)
            }
            document.uuid = ESPDName.uuid(source.uuid, source.identifier, "response")
            document.identifier = "REPONSE-" + document.uuid
        }
        if document.procedure.lots.isEmpty {
            document.procedure.lots = [family == .second ? "0" : "LOT-0000"]
        }
        if source.version.family != family {
            // Codes of these lists have other spellings there, which the model does not translate.
            if family == .fourth || source.version.family != .first {
                document.procedure.code = ""
                document.procedure.purchase = ""
            }
        }
        var criteria = source.criteria
        if source.version.family == .first {
            ESPDConversion.gatherEvidences(&criteria, &document.evidences)
        }
        for criterion in criteria { add(criterion, source.version.family, family) }
        if document.kind == .request { dropAnswers() }
        for orphan in source.orphans {
            losses.append(
                Loss(
                    criterion: "", question: orphan.question, values: orphan.answer.values,
                    isAnswer: true))
        }
        document.orphans = []
        document.markup = writer.markup(of: document)
    }

    private mutating func add(
        _ criterion: ESPDCriterion, _ from: ESPDVersion.Family, _ family: ESPDVersion.Family
    ) {
        if from == family {
            document.criteria.append(criterion)
            return
        }
        guard let entry = criterion.entry,
            var model = ESPDTaxonomy.criterion(
                entry, in: family, isExtended: from == .third || from == .fourth)
        else {
            var copy = criterion
            if let entry = criterion.entry {
                copy.code = family == .second ? entry.longCode : entry.code
                if copy.code.isEmpty { copy.code = criterion.code }
            }
            copy.makeIdentifiersUnique(document.uuid)
            copy.translate(to: family)
            kept.append(criterion.frenchName)
            document.criteria.append(copy)
            return
        }
        if !criterion.legislation.isEmpty { model.legislation = criterion.legislation }
        for index in model.legislation.indices {
            model.legislation[index].language = ESPDConversion.language(
                model.legislation[index].language, family)
        }
        model.lots = criterion.lots
        var meeting = ESPDMeeting(criterion, uuid: document.uuid, allowsRows: family == .fourth)
        meeting.fill(&model)
        for rest in meeting.rest {
            losses.append(
                Loss(
                    criterion: entry.name, question: ESPDQuestion.french(rest.description),
                    values: rest.answers.flatMap(\.values), isAnswer: true))
        }
        for rest in meeting.requirements {
            losses.append(
                Loss(
                    criterion: entry.name, question: ESPDQuestion.french(rest.description),
                    values: rest.expectations.map(\.value), isAnswer: false))
        }
        // National criteria have no model: they keep their lines.
        model.parts = criterion.parts
        for index in model.parts.indices { model.parts[index].translate(to: family) }
        document.criteria.append(model)
    }

    /// Takes the answers out of a request, which holds none outside version 1.
    private mutating func dropAnswers() {
        var lost: [Loss] = []
        for index in document.criteria.indices {
            let name = document.criteria[index].frenchName
            document.criteria[index].changeProperties { property in
                guard !property.answers.isEmpty else { return }
                lost.append(
                    Loss(
                        criterion: name, question: ESPDQuestion.french(property.description),
                        values: property.answers.flatMap(\.values), isAnswer: true))
                property.answers = []
            }
        }
        losses += lost
    }

    /// Brings together what version 1 says of a document in three lines: its address, its code of
    /// verification and its issuer.
    private static func gatherEvidences(
        _ criteria: inout [ESPDCriterion], _ evidences: inout [ESPDEvidence]
    ) {
        var gathered: [ESPDEvidence] = []
        let given = Dictionary(
            evidences.map { ($0.identifier, $0) }, uniquingKeysWith: { one, _ in one })
        func visit(_ group: inout ESPDGroup) {
            for index in group.groups.indices { visit(&group.groups[index]) }
            guard let place = group.properties.firstIndex(where: { $0.type == .evidence }) else {
                return
            }
            var evidence = ESPDEvidence()
            if case .evidence(let names)? = group.properties[place].answers.first?.values.first {
                evidence = names.first.flatMap { given[$0] } ?? evidence
            }
            for index in group.properties.indices {
                guard let value = group.properties[index].answers.first?.values.first else {
                    continue
                }
                switch (ESPDQuestion.key(group.properties[index].description), value) {
                case ("code", .code(let code, _)): evidence.number = code
                case ("issuer", .text(let lines)): evidence.issuer = lines.joined(separator: " ")
                default: continue
                }
                group.properties[index].answers = []
            }
            guard evidence != ESPDEvidence() else { return }
            evidence.identifier = "PREUVE-\(gathered.count + 1)"
            gathered.append(evidence)
            group.properties[place].answers = [.init(values: [.evidence([evidence.identifier])])]
        }
        for index in criteria.indices {
            for place in criteria[index].groups.indices { visit(&criteria[index].groups[place]) }
        }
        evidences = gathered
    }

    private static func language(_ code: String, _ family: ESPDVersion.Family) -> String {
        let pairs = [("FR", "FRA"), ("EN", "ENG"), ("DE", "DEU"), ("NL", "NLD"), ("ES", "SPA")]
        for (two, three) in pairs where code == two || code == three {
            return family == .second ? two : three
        }
        return code
    }
}

extension ESPDCriterion {
    /// Gives the types of answers the codes of a version; answers get new identifiers when written.
    mutating func translate(to family: ESPDVersion.Family) {
        changeProperties { property in
            property.typeCode = ESPDCodes.typeCode(property.typeCode, in: family)
            for index in property.answers.indices { property.answers[index].identifier = "" }
        }
    }

    /// Gives each line an identifier of its own: version 1 shares them between criteria.
    mutating func makeIdentifiersUnique(_ uuid: String) {
        var number = 0
        let name = identifier
        changeProperties { property in
            number += 1
            property.identifier = ESPDName.uuid(uuid, name, property.identifier, String(number))
        }
    }
}
