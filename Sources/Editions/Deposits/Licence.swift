/// The licence a deposit is published under.
///
/// Written as its publisher writes it; only what decides whether it may enter an edition is
/// interpreted.
public struct Licence: Hashable, Sendable, Codable, CustomStringConvertible {
    /// The licence's usual name, as `Licence Ouverte 2.0`.
    public let name: String

    /// The licence of this name; the identifiers used by data.gouv.fr are given their usual name.
    public init(_ name: String) {
        let folded = name.lowercased().filter { $0.isLetter || $0.isNumber }
        self.name =
            switch folded {
            case "lov2", "licenceouverte20", "licenceouvertev20", "etalab20", "licenceouverte2":
                "Licence Ouverte 2.0"
            case "frlo", "licenceouverte", "lov1", "licenceouverte10": "Licence Ouverte"
            case "odcodbl", "odbl", "odbl10": "ODbL 1.0"
            default: name
            }
    }

    /// The licence essential procurement data are published under unless their buyer says other.
    public static let licenceOuverte = Licence("Licence Ouverte 2.0")

    /// Whether what is made from the data must be published under the same terms.
    public var isShareAlike: Bool {
        let folded = name.lowercased().filter { $0.isLetter || $0.isNumber }
        return [
            "odbl", "opendatabase", "sharealike", "ccbysa", "bysa", "partagealidentique",
            "partageàlidentique",
        ]
        .contains { folded.contains($0) }
    }

    /// The name.
    public var description: String { name }

    /// Read from its name.
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    /// Written as its name.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(name)
    }
}
