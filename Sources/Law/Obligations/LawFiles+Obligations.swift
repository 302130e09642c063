import CLawFacts
import Foundation
import Procurement

extension LawFiles {
    /// The obligations compiled in, in the order of a contract's life.
    ///
    /// - Shape: `{"obligations": [{"id", "phase", "title", "text", "owedBy": [NAME], "role"?,
    ///   "threshold"?: {"of", "value"?, "unit"?, "test"?, "rule"?}, "rules"?: [NAME], "formerly"?,
    ///   "from", "to", "article", "sanction"?, "lever"?, "confidence"}]}`.
    /// - Throws: what `JSONDecoder` says, or `Fault`.
    static func obligations() throws -> [Obligation] {
        try obligations(law_obligations_json().contents)
    }

    /// The obligations of a file.
    static func obligations(_ bytes: [UInt8]) throws -> [Obligation] {
        try JSONDecoder().decode(ObligationFile.self, from: Data(bytes)).obligations
            .map { try $0.obligation() }
    }
}

private struct ObligationFile: Decodable {
    let obligations: [ObligationEntry]
}

private struct ObligationEntry: Decodable {
    let id: String
    let phase: String
    let title: String
    let text: String
    let owedBy: [String]
    let role: String?
    let threshold: ThresholdEntry?
    let rules: [String]?
    let formerly: String?
    let from: String?
    let to: String?
    let article: String
    let sanction: String?
    let lever: String?
    let confidence: String

    func obligation() throws -> Obligation {
        Obligation(
            id: id, phase: try LawFiles.named(phase), title: title.typesetInFrench,
            text: text.typesetInFrench, owners: try owedBy.map { try LawFiles.named($0) },
            role: try role.map { try LawFiles.named($0) },
            threshold: try threshold?.threshold(of: id), rules: rules ?? [], formerly: formerly,
            from: try from.map(day), to: try to.map(day), article: article.typesetInFrench,
            sanction: sanction?.typesetInFrench, lever: lever?.typesetInFrench,
            confidence: try LawFiles.named(confidence))
    }

    private func day(_ text: String) throws -> Day {
        guard let day = Day(text) else { throw LawFiles.Fault.notADay(text, fact: id) }
        return day
    }
}

private struct ThresholdEntry: Decodable {
    let of: String
    let value: FileValue?
    let unit: String?
    let test: String?
    let rule: String?

    func threshold(of obligation: String) throws -> ObligationThreshold {
        var number: LegalNumber?
        if case .number(let value) = try value?.value(fact: obligation) { number = value }
        return ObligationThreshold(
            measure: try LawFiles.named(of), number: number,
            unit: try unit.map { try LawFiles.named($0) },
            test: try test.map { try LawFiles.named($0) }, rule: rule)
    }
}
