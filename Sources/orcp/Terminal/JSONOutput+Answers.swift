import Columns
import Foundation
import Indicators
import Procurement

extension JSONOutput {
    /// The answers of an indicator: one object, its rows in the order given.
    static func answers(_ answers: [Answer], edition: String) -> String {
        let rows = answers.map { answer in
            """
            {"group":\(JSONText.string(answer.group)),"measure":\(JSONText.string(answer.measure)),\
            "state":\(JSONText.string(answer.state.rawValue)),\
            "value":\(JSONText.number(answer.value)),\
            "numerator":\(JSONText.number(answer.writtenNumerator)),\
            "denominator":\(JSONText.number(answer.writtenDenominator)),\
            "unknown":\(answer.unknown),"low":\(JSONText.number(answer.low)),\
            "high":\(JSONText.number(answer.high))\
            \(answer.reason.map { ",\"reason\":" + JSONText.string($0) } ?? "")}
            """
        }
        return "{\"edition\":\(JSONText.string(edition)),\"rows\":[\(rows.joined(separator: ","))]}"
    }

    /// The facets of a selection: one object, each key with its values.
    static func facets(_ answer: FacetsAnswer, edition: String) -> String {
        let facets = answer.facets.map { key, values in
            let items = values.map { value in
                """
                {"value":\(JSONText.string(value.value)),"label":\(JSONText.string(value.label)),\
                "count":\(value.tally.count),"amount":\(euros(value.tally))}
                """
            }
            return "\(JSONText.string(key.name)):[\(items.joined(separator: ","))]"
        }
        return """
            {"edition":\(JSONText.string(edition)),\
            "total":{"count":\(answer.total.count),"amount":\(euros(answer.total))},\
            "facets":{\(facets.joined(separator: ","))}}
            """
    }

    /// The sum of a tally in euros, exact, with its two decimals.
    static func euros(_ tally: Tally) -> String {
        let cents = tally.sum
        let magnitude = cents.magnitude
        let rest = String(magnitude % 100)
        return (cents < 0 ? "-" : "") + String(magnitude / 100) + "."
            + (rest.count == 1 ? "0" : "") + rest
    }
}
