/// What a document asks and what it answers, in plain French, criterion by criterion.
///
/// - Shape: known criteria and questions are named in French; others keep their own words.
public struct ESPDOutline: Sendable, Equatable {
    /// A line: what it says, and its value.
    public struct Line: Sendable, Equatable {
        /// The question or the requirement.
        public let label: String
        /// The answer or the value; empty when there is none yet.
        public let value: String
        /// How deep its group stands, from 0.
        public let depth: Int
    }

    /// A criterion.
    public struct Item: Sendable, Equatable {
        /// What it decides.
        public let kind: ESPDCriterion.Kind
        /// Its code, as written.
        public let code: String
        /// Its name.
        public let name: String
        /// What the company has to answer; the criterion's own description when it is not known.
        public let asks: String
        /// The law it rests on; empty when not said.
        public let law: String
        /// What the buyer requires.
        public let requirements: [Line]
        /// What is asked, each with its answer.
        public let questions: [Line]
        /// Whether anything is answered.
        public let isAnswered: Bool
    }

    /// The criteria, in order.
    public let items: [Item]

    /// The outline of a document.
    ///
    /// - Complexity: O(lines).
    public init(_ document: ESPDDocument) {
        let evidences = Dictionary(
            document.evidences.map { ($0.identifier, $0) }, uniquingKeysWith: { one, _ in one })
        items = document.criteria.map { criterion in
            var requirements: [Line] = []
            var questions: [Line] = []
            func visit(_ group: ESPDGroup, _ depth: Int) {
                for property in group.properties {
                    let label = ESPDQuestion.french(property.description)
                    for expectation in property.expectations {
                        let bound =
                            switch expectation.bound {
                            case .expected: ""
                            case .minimum: "au moins "
                            case .maximum: "au plus "
                            }
                        requirements.append(
                            Line(
                                label: label, value: bound + expectation.value.french,
                                depth: depth))
                    }
                    guard property.role == .question else {
                        if property.expectations.isEmpty, !property.description.isEmpty {
                            requirements.append(Line(label: label, value: "", depth: depth))
                        }
                        continue
                    }
                    let answers = property.answers.flatMap(\.values).map { value in
                        ESPDOutline.text(value, evidences)
                    }
                    for answer in answers.isEmpty ? [""] : answers {
                        questions.append(Line(label: label, value: answer, depth: depth))
                    }
                }
                for inner in group.groups { visit(inner, depth + 1) }
            }
            for group in criterion.parts.flatMap(\.groups) + criterion.groups { visit(group, 0) }
            let asks = criterion.entry?.asks ?? ""
            let law = criterion.legislation.first.map {
                [$0.description.isEmpty ? $0.title : $0.description, $0.article]
                    .filter { !$0.isEmpty && !$0.hasPrefix("[") }.joined(separator: ", ")
            }
            return Item(
                kind: criterion.kind, code: criterion.code, name: criterion.frenchName,
                asks: asks.isEmpty ? criterion.description : asks, law: law ?? "",
                requirements: requirements, questions: questions,
                isAnswered: questions.contains { !$0.value.isEmpty })
        }
    }

    /// The criteria of a kind, in order.
    public func items(of kind: ESPDCriterion.Kind) -> [Item] { items.filter { $0.kind == kind } }

    private static func text(_ value: ESPDValue, _ evidences: [String: ESPDEvidence]) -> String {
        guard case .evidence(let names) = value else { return value.french }
        return names.map { name in
            guard let evidence = evidences[name] else { return name }
            let parts = [evidence.title, evidence.address, evidence.issuer].filter { !$0.isEmpty }
            return parts.isEmpty ? name : parts.joined(separator: ", ")
        }.joined(separator: "\u{202F}; ")
    }
}
