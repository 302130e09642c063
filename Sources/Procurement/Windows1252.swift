/// The code page of Western Windows, the single-byte encoding of older French files.
///
/// Source: Unicode Consortium, `CP1252.TXT`.
public enum Windows1252 {
    /// Scalars of 0x80 to 0x9F; the five undefined ones stay control characters.
    private static let high: [UInt32] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013,
        0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
    ]

    /// The scalar of a byte; an undefined byte is the control character of that number.
    public static func scalar(_ byte: UInt8) -> UInt32 {
        byte >= 0x80 && byte < 0xA0 ? high[Int(byte) - 0x80] : UInt32(byte)
    }

    /// Whether the code page has a character for a byte of 0x80 to 0x9F.
    public static func isSign(_ byte: UInt8) -> Bool { scalar(byte) >= 0xA0 }

    /// The text of these bytes; undefined ones show as U+FFFD.
    public static func text(_ bytes: ArraySlice<UInt8>) -> String {
        var scalars = String.UnicodeScalarView()
        for byte in bytes {
            let isUndefined = (0x80..<0xA0).contains(byte) && !isSign(byte)
            scalars.append(
                isUndefined ? "\u{FFFD}" : Unicode.Scalar(scalar(byte)) ?? "\u{FFFD}")
        }
        return String(scalars)
    }
}
