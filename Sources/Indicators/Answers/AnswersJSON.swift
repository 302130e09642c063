import Columns

extension Asker {
    /// Answers in the one JSON shape of commands and of the interface of programs:
    /// `{"edition", "rows": [{"group", "measure", "state", "value", "numerator", "denominator",
    /// "unknown", "low", "high"}]}`; amounts in euros with two decimals; what does not apply is null.
    public func json(_ answers: [Answer]) -> String {
        var bytes = Array("{\"edition\":".utf8)
        ExportWriter.appendJSON(edition, to: &bytes)
        bytes += Array(",\"rows\":[".utf8)
        for (index, answer) in answers.enumerated() {
            if index > 0 { bytes.append(0x2C) }
            bytes += Array("{\"group\":".utf8)
            if let group = answer.group {
                ExportWriter.appendJSON(group, to: &bytes)
            } else {
                bytes += Array("null".utf8)
            }
            let rest =
                ",\"measure\":\"\(answer.measure)\",\"state\":\"\(answer.state.rawValue)\""
                + ",\"value\":\(Self.number(answer.value))"
                + ",\"numerator\":\(answer.writtenNumerator ?? "null")"
                + ",\"denominator\":\(answer.writtenDenominator ?? "null")"
                + ",\"unknown\":\(answer.unknown),\"low\":\(Self.number(answer.low))"
                + ",\"high\":\(Self.number(answer.high))}"
            bytes += Array(rest.utf8)
        }
        bytes += Array("]}".utf8)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Facets in the one JSON shape: `{"edition", "total": {"count", "amount"}, "facets":
    /// {KEY: [{"value", "label", "count", "amount"}]}}`; amounts in euros with two decimals.
    public func json(_ answer: FacetsAnswer) -> String {
        var bytes = Array("{\"edition\":".utf8)
        ExportWriter.appendJSON(edition, to: &bytes)
        bytes += Array(",\"total\":{\(Self.tally(answer.total))},\"facets\":{".utf8)
        for (index, facet) in answer.facets.enumerated() {
            bytes += Array("\(index == 0 ? "" : ",")\"\(facet.key.name)\":[".utf8)
            for (place, value) in facet.values.enumerated() {
                bytes += Array("\(place == 0 ? "" : ","){\"value\":".utf8)
                ExportWriter.appendJSON(value.value, to: &bytes)
                bytes += Array(",\"label\":".utf8)
                ExportWriter.appendJSON(value.label, to: &bytes)
                bytes += Array(",\(Self.tally(value.tally))}".utf8)
            }
            bytes += Array("]".utf8)
        }
        bytes += Array("}}".utf8)
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func tally(_ tally: Tally) -> String {
        "\"count\":\(tally.count),\"amount\":\(tally.sum.decimal(2))"
    }

    /// The shortest decimal that reads back as the same number; null for none.
    private static func number(_ value: Double?) -> String {
        guard let value, value.isFinite else { return "null" }
        return "\(value)"
    }
}
