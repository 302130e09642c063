import Procurement

/// Who won a contract, by their identifiers.
struct EssentialSuppliers: Sendable {
    /// An identifier and its type.
    struct Identifier: Hashable, Sendable {
        let type: String
        let id: String
    }

    let identifiers: [Identifier]

    private static let types = ["SIRET", "TVA", "TAHITI", "RIDET", "FRWF", "IREP", "HORS-UE"]

    static let field = Field<EssentialSuppliers>(
        name: "titulaires", label: "Titulaires",
        help:
            "Leurs SIRET entre des barres\u{202F}; pour un autre identifiant, son type et deux points.",
        control: .text(lines: 1),
        expected: "des SIRET séparés par des barres, ou TYPE:identifiant, avec pour type "
            + types.joined(separator: ", "),
        isRequired: false, example: "00100133800035", parse: { EssentialSuppliers($0) })

    /// Reads `00100133800035|TVA:DE123456789`.
    private init?(_ text: String) {
        var found: [Identifier] = []
        for item in text.split(whereSeparator: { $0 == "|" || $0 == "," }) {
            let parts = item.split(separator: ":", maxSplits: 1).map {
                TypedText.trimmed(String($0))
            }
            guard let identifier = Self.identifier(parts), !found.contains(identifier) else {
                return nil
            }
            found.append(identifier)
        }
        guard !found.isEmpty, found.count <= 500 else { return nil }
        identifiers = found
    }

    private static func identifier(_ parts: [String]) -> Identifier? {
        guard let last = parts.last else { return nil }
        let id = last.filter { !$0.isWhitespace }
        let type = parts.count == 2 ? parts[0].uppercased() : "SIRET"
        guard types.contains(type) else { return nil }
        guard type == "SIRET" else {
            let isPlain = id.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF)
            }
            return isPlain && (2...18).contains(id.count) ? Identifier(type: type, id: id) : nil
        }
        do {
            return Identifier(type: type, id: try Siret(id).description)
        } catch {
            return nil
        }
    }
}
