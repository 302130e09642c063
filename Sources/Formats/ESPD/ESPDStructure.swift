import CTaxonomy

/// Order and number of the elements of versions 2 to 4.
///
/// - Source: UBL 2.2 and 2.3 schemas of the two documents and of what they hold; `Taxonomy/`.
enum ESPDStructure {
    /// One place of a sequence.
    private struct Place {
        let name: String
        let isRequired: Bool
        let isRepeated: Bool
    }

    private static let sequences: [String: [Place]] = {
        var sequences: [String: [Place]] = [:]
        for cells in ESPDTaxonomy.lines(espd_structure_ubl_txt().contents) where cells.count == 2 {
            sequences[cells[0]] = cells[1].split(separator: " ").map { word in
                let mark = word.last ?? " "
                return Place(
                    name: String("?*+".contains(mark) ? word.dropLast() : word),
                    isRequired: mark != "?" && mark != "*", isRepeated: mark == "*" || mark == "+")
            }
        }
        return sequences
    }()

    /// What elements break the order or the number, from an element down.
    ///
    /// - Complexity: O(elements).
    static func faults(_ root: MarkupElement) -> [ESPDFault] {
        var faults: [ESPDFault] = []
        visit(root, String(root.local), &faults)
        return faults
    }

    private static func visit(
        _ element: MarkupElement, _ path: String, _ faults: inout [ESPDFault]
    ) {
        if let places = sequences[String(element.local)] {
            check(element, places, path, &faults)
        }
        for child in element.elements where isKnown(child) {
            visit(child, path + "/" + child.local, &faults)
        }
    }

    private static func isKnown(_ element: MarkupElement) -> Bool {
        element.space == Tag.aggregates || element.space.hasPrefix("urn:X-test:UBL:Pre-award")
    }

    private static func check(
        _ element: MarkupElement, _ places: [Place], _ path: String, _ faults: inout [ESPDFault]
    ) {
        func add(_ rule: String, _ message: String) {
            faults.append(
                ESPDFault(severity: .error, rule: rule, place: path, message: message))
        }
        var position = 0
        var counts = [Int](repeating: 0, count: places.count)
        for child in element.elements {
            let name = String(child.local)
            guard let index = places.firstIndex(where: { $0.name == name }) else {
                add("ELEMENT", "L’élément «\u{202F}\(name)\u{202F}» n’a pas sa place ici.")
                continue
            }
            if index < position {
                add(
                    "ORDRE",
                    "L’élément «\u{202F}\(name)\u{202F}» vient après "
                        + "«\u{202F}\(places[position].name)\u{202F}»\u{202F}; le schéma le veut avant."
                )
            }
            position = max(position, index)
            counts[index] += 1
        }
        for (place, count) in zip(places, counts) {
            if place.isRequired, count == 0 {
                add("ABSENT", "L’élément «\u{202F}\(place.name)\u{202F}» manque.")
            }
            if !place.isRepeated, count > 1 {
                add(
                    "NOMBRE",
                    "L’élément «\u{202F}\(place.name)\u{202F}» est là \(count) fois, une seule est permise."
                )
            }
        }
    }
}
