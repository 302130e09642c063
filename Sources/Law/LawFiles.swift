import CLawFacts
import Foundation
import Procurement

/// Reads the files of legal facts.
///
/// - Shape: `{"family", "title", "about", "rules": [{"id", "title", "unit", "test"?, "review"?,
///   "ended"?, "cases": [{"when"?: {DIMENSION: [NAME]}, "values": [{"id", "from", "to", "value",
///   "article", "confidence", "note"?}]}]}]}`; a value is a whole number, a decimal in quotation
///   marks, true, false, or null for « no bound ».
enum LawFiles {
    /// The files compiled in, in the order readers see them.
    static var shipped: [[UInt8]] {
        [
            law_thresholds_json().contents, law_procedure_json().contents,
            law_time_limits_json().contents,
            law_payment_json().contents, law_rates_json().contents,
            law_advances_json().contents, law_sustainability_json().contents,
            law_sourcing_json().contents, law_offers_json().contents,
            law_sizes_json().contents,
            law_whole_life_cost_json().contents,
        ]
    }

    /// What is wrong with a file of facts.
    enum Fault: Error, CustomStringConvertible {
        case unknownName(String, of: String)
        case notADay(String, fact: String)
        case notANumber(String, fact: String)

        var description: String {
            switch self {
            case .unknownName(let name, let kind): "\(kind) has no « \(name) »"
            case .notADay(let text, let fact): "\(fact): « \(text) » is no day"
            case .notANumber(let text, let fact): "\(fact): « \(text) » is no number"
            }
        }
    }

    /// The family of a file.
    ///
    /// - Throws: what `JSONDecoder` says, or `Fault`.
    static func family(_ bytes: [UInt8]) throws -> LegalFamily {
        let file = try JSONDecoder().decode(FamilyFile.self, from: Data(bytes))
        return LegalFamily(
            id: file.family, title: file.title.typesetInFrench, about: file.about.typesetInFrench,
            rules: try file.rules.map { try $0.rule() })
    }

    /// The case of an enumeration by its name.
    static func named<Kind: RawRepresentable<String>>(_ name: String) throws -> Kind {
        guard let kind = Kind(rawValue: name) else {
            throw Fault.unknownName(name, of: "\(Kind.self)")
        }
        return kind
    }
}

private struct FamilyFile: Decodable {
    let family: String
    let title: String
    let about: String
    let rules: [RuleFile]
}

private struct RuleFile: Decodable {
    let id: String
    let title: String
    let unit: String
    let test: String?
    let review: String?
    let ended: String?
    let cases: [CaseFile]

    func rule() throws -> LegalRule {
        LegalRule(
            id: id, title: title.typesetInFrench, unit: try LawFiles.named(unit),
            test: try test.map { try LawFiles.named($0) },
            review: try review.map { try LawFiles.named($0) }, ended: ended?.typesetInFrench,
            cases: try cases.map { try $0.legalCase() })
    }
}

private struct CaseFile: Decodable {
    let when: [String: [String]]?
    let values: [FactFile]

    func legalCase() throws -> LegalCase {
        var scope = LegalScope()
        for (dimension, names) in when ?? [:] {
            switch dimension {
            case "buyer": scope.buyers = try names.map { try LawFiles.named($0) }
            case "purchase": scope.purchases = try names.map { try LawFiles.named($0) }
            case "sector": scope.sectors = try names.map { try LawFiles.named($0) }
            case "company": scope.companies = try names.map { try LawFiles.named($0) }
            case "buyerSize": scope.buyerSizes = try names.map { try LawFiles.named($0) }
            case "circumstance": scope.circumstances = try names.map { try LawFiles.named($0) }
            case "ccag": scope.ccag = try names.map { try LawFiles.named($0) }
            default: throw LawFiles.Fault.unknownName(dimension, of: "LegalScope")
            }
        }
        return LegalCase(scope: scope, values: try values.map { try $0.fact() })
    }
}

private struct FactFile: Decodable {
    let id: String
    let from: String?
    let to: String?
    let value: FileValue
    let article: String
    let confidence: String
    let note: String?

    private enum CodingKeys: CodingKey { case id, from, to, value, article, confidence, note }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(String.self, forKey: .id)
        from = try container.decodeIfPresent(String.self, forKey: .from)
        to = try container.decodeIfPresent(String.self, forKey: .to)
        value = try container.decodeIfPresent(FileValue.self, forKey: .value) ?? .unbounded
        article = try container.decode(String.self, forKey: .article)
        confidence = try container.decode(String.self, forKey: .confidence)
        note = try container.decodeIfPresent(String.self, forKey: .note)
    }

    func fact() throws -> DatedFact {
        DatedFact(
            id: id, value: try value.value(fact: id), from: try from.map(day), to: try to.map(day),
            article: article.typesetInFrench, confidence: try LawFiles.named(confidence),
            note: note?.typesetInFrench, confirmation: nil)
    }

    private func day(_ text: String) throws -> Day {
        guard let day = Day(text) else { throw LawFiles.Fault.notADay(text, fact: id) }
        return day
    }
}

/// A value as a file writes it.
enum FileValue: Decodable {
    case whole(Int64), decimal(String), holds(Bool), unbounded

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            self = .whole(try container.decode(Int64.self))
        } catch DecodingError.typeMismatch {
            do {
                self = .holds(try container.decode(Bool.self))
            } catch DecodingError.typeMismatch {
                self = .decimal(try container.decode(String.self))
            }
        }
    }

    func value(fact: String) throws -> DatedFact.Value {
        switch self {
        case .whole(let whole): return .number(LegalNumber(whole))
        case .holds(let holds): return .holds(holds)
        case .unbounded: return .unbounded
        case .decimal(let text):
            guard let number = LegalNumber(text) else {
                throw LawFiles.Fault.notANumber(text, fact: fact)
            }
            return .number(number)
        }
    }
}
