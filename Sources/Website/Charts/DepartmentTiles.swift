/// Where each department stands on the tile map: a square each, neighbours near each other.
///
/// - Source: our own drawing; 96 departments of metropolitan France and 5 overseas.
enum DepartmentTiles {
    /// Rows from north to south; `··` is an empty square.
    private static let rows = [
        "·· ·· ·· ·· ·· ·· 62 59 ·· ·· ·· ··",
        "·· ·· ·· ·· ·· 76 80 02 08 ·· ·· ··",
        "·· ·· ·· 50 14 27 60 51 55 54 57 67",
        "29 22 35 61 28 95 93 77 10 52 88 68",
        "·· 56 53 72 78 92 75 94 89 21 70 90",
        "·· 44 49 37 41 91 45 58 71 39 25 ··",
        "·· 85 79 86 36 18 03 42 69 01 74 ··",
        "971 ·· 17 16 87 23 63 43 38 73 ·· ··",
        "972 ·· 33 24 19 15 48 07 26 05 ·· ··",
        "973 ·· 40 47 46 12 30 84 04 06 ·· ··",
        "974 ·· 64 32 82 81 34 13 83 ·· ·· 2B",
        "976 ·· ·· 65 31 11 ·· ·· ·· ·· ·· 2A",
        "·· ·· ·· ·· 09 66 ·· ·· ·· ·· ·· ··",
    ]

    /// Codes with their column and row.
    static let places: [(code: String, column: Int, row: Int)] = rows.enumerated().flatMap {
        row, line in
        line.split(separator: " ").enumerated().compactMap { column, code in
            code == "··" ? nil : (String(code), column, row)
        }
    }
}
