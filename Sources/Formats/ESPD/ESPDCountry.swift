/// Codes of countries: two letters in versions 1 and 2, three letters in versions 3 and 4.
///
/// - Source: ISO 3166-1; the countries of the European Economic Area, their neighbours and partners.
enum ESPDCountry {
    private static let pairs: [(String, String)] = [
        ("FR", "FRA"), ("BE", "BEL"), ("DE", "DEU"), ("LU", "LUX"), ("NL", "NLD"), ("IT", "ITA"),
        ("ES", "ESP"), ("PT", "PRT"), ("IE", "IRL"), ("AT", "AUT"), ("DK", "DNK"), ("SE", "SWE"),
        ("FI", "FIN"), ("GR", "GRC"), ("PL", "POL"), ("CZ", "CZE"), ("SK", "SVK"), ("HU", "HUN"),
        ("SI", "SVN"), ("HR", "HRV"), ("RO", "ROU"), ("BG", "BGR"), ("EE", "EST"), ("LV", "LVA"),
        ("LT", "LTU"), ("CY", "CYP"), ("MT", "MLT"), ("NO", "NOR"), ("IS", "ISL"), ("LI", "LIE"),
        ("CH", "CHE"), ("GB", "GBR"), ("AD", "AND"), ("MC", "MCO"), ("SM", "SMR"), ("VA", "VAT"),
        ("AL", "ALB"), ("BA", "BIH"), ("ME", "MNE"), ("MK", "MKD"), ("RS", "SRB"), ("UA", "UKR"),
        ("MD", "MDA"), ("GE", "GEO"), ("TR", "TUR"), ("US", "USA"), ("CA", "CAN"), ("JP", "JPN"),
        ("CN", "CHN"), ("IN", "IND"), ("KR", "KOR"), ("AU", "AUS"), ("NZ", "NZL"), ("BR", "BRA"),
        ("MX", "MEX"), ("MA", "MAR"), ("DZ", "DZA"), ("TN", "TUN"), ("SN", "SEN"), ("CI", "CIV"),
        ("IL", "ISR"), ("ZA", "ZAF"), ("SG", "SGP"), ("AR", "ARG"), ("CL", "CHL"), ("CO", "COL"),
    ]

    private static let twos = Dictionary(uniqueKeysWithValues: pairs.map { ($0.1, $0.0) })
    private static let threes = Dictionary(uniqueKeysWithValues: pairs)

    /// The two letters of a country; what is not known is kept.
    static func two(_ code: String) -> String { twos[code.uppercased()] ?? code }

    /// The three letters of a country; what is not known is kept.
    static func three(_ code: String) -> String { threes[code.uppercased()] ?? code }
}
