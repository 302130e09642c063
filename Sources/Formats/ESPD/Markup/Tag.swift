/// Makes elements of UBL.
enum Tag {
    static let aggregates =
        "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
    static let basics = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"

    /// Attributes in the order the reference documents write them.
    private static let order = [
        "listID", "listAgencyID", "listAgencyName", "listName", "listVersionID", "schemeID",
        "schemeAgencyID", "schemeVersionID", "currencyID", "unitCode", "format",
    ]

    /// An element that holds a text.
    static func basic(_ name: String, _ text: String, _ attributes: [String: String] = [:])
        -> MarkupElement
    {
        MarkupElement(
            name: "cbc:" + name, space: basics,
            attributes: order.compactMap { key in
                attributes[key].map { .init(name: key, value: $0) }
            }, children: text.isEmpty ? [] : [.text(text)])
    }

    /// An element that holds elements.
    static func aggregate(_ name: String, _ parts: [MarkupElement]) -> MarkupElement {
        MarkupElement(
            name: "cac:" + name, space: aggregates, children: parts.map { .element($0) })
    }
}
