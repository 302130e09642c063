/// Attributes of codes and identifiers, outside version 1.
///
/// - Source: the rules `BR-OTH-01` and `BR-OTH-02` of ESPD-EDM's Schematron, common to its versions.
extension ESPDCheck {
    /// Codes that say their list, its agency and its version.
    private static let listed: Set<Substring> = [
        "ExpectedCode", "IdentificationCode", "ValueCurrencyCode", "ProcedureCode",
        "ProcurementTypeCode", "ProcurementSubTypeCode", "DocumentTypeCode", "TypeCode",
        "PropertyGroupTypeCode", "ValueDataTypeCode",
    ]

    /// Codes whose list has the number of the document's version.
    private static let versioned: Set<Substring> = [
        "TypeCode", "PropertyGroupTypeCode", "ValueDataTypeCode",
    ]

    /// What misses, once for each rule and each name of element, in the order of the document.
    ///
    /// - Complexity: O(elements).
    static func attributes(_ root: MarkupElement, _ version: ESPDVersion) -> [ESPDFault] {
        var counts: [String: Int] = [:]
        var order: [(rule: String, name: String, message: String)] = []
        func miss(_ rule: String, _ element: MarkupElement, _ message: String) {
            let key = rule + "/" + element.local + "/" + message
            counts[key, default: 0] += 1
            if counts[key] == 1 { order.append((rule, String(element.local), message)) }
        }
        func visit(_ element: MarkupElement) {
            for child in element.elements { visit(child) }
            guard element.space == Tag.basics else { return }
            func isSaid(_ name: String) -> Bool {
                element.attribute(name)?.contains { !$0.isWhitespace } == true
            }
            if element.local.hasSuffix("ID"), !isSaid("schemeAgencyID") {
                miss("BR-OTH-02", element, "L’attribut «\u{202F}schemeAgencyID\u{202F}» manque.")
            }
            guard listed.contains(element.local) else { return }
            for name in ["listID", "listAgencyID", "listVersionID"] where !isSaid(name) {
                miss("BR-OTH-01", element, "L’attribut «\u{202F}\(name)\u{202F}» manque.")
            }
            let number = String(version.text.prefix(2))
            if versioned.contains(element.local), let list = element.attribute("listVersionID"),
                !list.hasPrefix(number), !list.hasPrefix("0" + number)
            {
                miss(
                    "BR-OTH-01-40", element,
                    "La version «\u{202F}\(list)\u{202F}» de la liste n’est pas celle du document.")
            }
        }
        visit(root)
        return order.map { miss in
            let count = counts[miss.rule + "/" + miss.name + "/" + miss.message] ?? 1
            let times = count > 1 ? " (\(count)\u{202F}fois)" : ""
            return fault(.error, miss.rule, miss.name, miss.message + times)
        }
    }
}
