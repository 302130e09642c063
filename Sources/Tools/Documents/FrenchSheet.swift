import Law
import Procurement

/// A sheet written for French spreadsheets: cells between `;`, decimal commas, lines ended by CRLF,
/// a mark of UTF-8 at the start.
///
/// - Shape: a cell of text that a spreadsheet would run as a formula begins with an apostrophe.
/// - Complexity: O(bytes); made for hundreds of thousands of lines.
struct FrenchSheet {
    private(set) var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]
    private var isFirst = true

    /// A sheet with the names of its columns.
    init(head: [String]) {
        for name in head { text(name) }
        endLine()
    }

    /// A cell of words; empty where there are none.
    mutating func text(_ text: String) {
        begin()
        guard let first = text.utf8.first else { return }
        let isFormula = [0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D].contains(first)
        let isPlain = !text.utf8.contains { $0 == 0x22 || $0 == 0x3B || $0 < 0x20 }
        if !isPlain { bytes.append(0x22) }
        if isFormula { bytes.append(0x27) }
        for byte in text.utf8 {
            if byte == 0x22 { bytes.append(0x22) }
            bytes.append(byte)
        }
        if !isPlain { bytes.append(0x22) }
    }

    /// A cell of a whole number.
    mutating func whole(_ number: Int) {
        begin()
        digits(number.magnitude, least: 1, isNegative: number < 0)
    }

    /// A cell of euros, `1234,56`; empty where unknown.
    mutating func money(_ money: Money?) {
        begin()
        guard let money else { return }
        digits(UInt(money.cents.magnitude / 100), least: 1, isNegative: money.cents < 0)
        bytes.append(0x2C)
        digits(UInt(money.cents.magnitude % 100), least: 2)
    }

    /// A cell of a number, `10,4`; empty where unknown.
    mutating func number(_ number: LegalNumber?) {
        begin()
        guard let number else { return }
        for byte in number.description.utf8 { bytes.append(byte == 0x2E ? 0x2C : byte) }
    }

    /// A cell of a day, `06/07/2026`; empty where unknown.
    mutating func day(_ day: Day?) {
        begin()
        guard let (year, month, day) = day?.parts else { return }
        digits(UInt(day), least: 2)
        bytes.append(0x2F)
        digits(UInt(month), least: 2)
        bytes.append(0x2F)
        digits(UInt(year), least: 4)
    }

    /// The end of a line.
    mutating func endLine() {
        bytes.append(0x0D)
        bytes.append(0x0A)
        isFirst = true
    }

    private mutating func begin() {
        if !isFirst { bytes.append(0x3B) }
        isFirst = false
    }

    private mutating func digits(_ value: UInt, least: Int, isNegative: Bool = false) {
        if isNegative { bytes.append(0x2D) }
        var scale: UInt = 1
        var count = 1
        while value / scale >= 10 || count < least {
            scale *= 10
            count += 1
        }
        while scale > 0 {
            bytes.append(0x30 + UInt8(value / scale % 10))
            scale /= 10
        }
    }
}
