import Procurement

extension RowReader {
    /// A legal unit: size, headcount, activity, and whether its name may be shown.
    ///
    /// Natural persons are read too: what is kept of them is a number, never a name.
    func firm(_ file: borrowing DelimitedFile, into tables: inout ReferenceTables) -> Int {
        let isBySiret = siren < 0
        guard let siren = identifier(file, column: isBySiret ? siret : siren, isBySiret, &tables)
        else { return 0 }
        var row = FirmRow()
        row.year = number(file, sizeYear, &tables).map { UInt16(clamping: $0) }
        row.size = file.cell(size)
        row.headcountYear = number(file, headcountYear, &tables).map { UInt16(clamping: $0) }
        row.headcount = file.cell(headcount)
        if row.headcount.hasSuffix(".0") { tables.note(\.decimals) }
        row.activity = Self.activity(file.cell(activity), file.cell(nomenclature))
        row.isHidden = diffusion >= 0 && !isDiffusible(file)
        return tables.add(row, siren: siren) ? 1 : 0
    }

    /// A period of a legal unit's activity.
    func period(_ file: borrowing DelimitedFile, into tables: inout ReferenceTables) -> Int {
        guard let siren = identifier(file, column: siren, false, &tables),
            let activity = Self.activity(file.cell(activity), file.cell(nomenclature)),
            let start = Day(file.cell(start))
        else { return 0 }
        tables.firms[siren, default: Firm()].periods.append(
            .init(start: start.number, activity: activity))
        return 1
    }

    /// The SIREN that a cell writes, by itself or as the beginning of a SIRET; its lost zeros are put
    /// back when the check then holds.
    private func identifier(
        _ file: borrowing DelimitedFile, column: Int, _ isBySiret: Bool,
        _ tables: inout ReferenceTables
    ) -> UInt32? {
        guard let (value, count) = file.digits(column) else { return nil }
        let length = isBySiret ? 14 : 9
        guard count <= length else { return nil }
        let siren = UInt32(clamping: isBySiret ? value / 100_000 : value)
        guard count < length else { return siren }
        let isValid = Self.isValid(value, length: length)
        tables.note(isValid ? \.zeros : \.unreadable)
        return isValid ? siren : nil
    }

    /// Whether a number is a SIREN (9 digits) or a SIRET (14), its zeros put back.
    static func isValid(_ value: UInt64, length: Int) -> Bool {
        let digits = String(value)
        let text = String(repeating: "0", count: max(0, length - digits.utf8.count)) + digits
        // Only whether it is one matters, not why it is none.
        return length == 9 ? (try? Siren(text)) != nil : (try? Siret(text)) != nil
    }

    private func number(
        _ file: borrowing DelimitedFile, _ column: Int, _ tables: inout ReferenceTables
    ) -> UInt64? {
        guard let number = file.number(column) else { return nil }
        if file.cell(column).hasSuffix(".0") { tables.note(\.decimals) }
        return number
    }

    /// An activity of NAF revision 2, with its dot; nil for any other nomenclature or shape.
    static func activity(_ code: String, _ nomenclature: String) -> String? {
        guard nomenclature.isEmpty || nomenclature == "NAFRev2" else { return nil }
        let bytes = Array(code.utf8.filter { $0 != UInt8(ascii: ".") })
        func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
        guard bytes.count == 5, bytes[..<4].allSatisfy(isDigit), bytes[4] &- 0x41 < 26,
            code.utf8.count == 5 || code.utf8.count == 6, bytes != Array("0000Z".utf8)
        else { return nil }
        let text = String(decoding: bytes, as: UTF8.self)
        return text.prefix(2) + "." + text.dropFirst(2)
    }
}

/// What one row says of a firm, before it is numbered.
struct FirmRow {
    /// Year of the size; nil when the row does not say it.
    var year: UInt16?
    var size = ""
    var headcountYear: UInt16?
    var headcount = ""
    var activity: String?
    var isHidden = false
}

extension ReferenceTables {
    /// Counts one repair of the list at hand.
    mutating func note(_ repair: WritableKeyPath<ListRepairs, Int>) {
        guard !repairs.isEmpty else { return }
        repairs[repairs.count - 1][keyPath: repair] += 1
    }

    /// Adds what a row says; false when it says nothing.
    mutating func add(_ row: FirmRow, siren: UInt32) -> Bool {
        var firm = firms[siren] ?? Firm()
        let list = UInt16(clamping: max(0, used.count - 1))
        var says = row.isHidden || row.activity != nil
        if let value = Firm.sizeLabels.firstIndex(of: row.size) {
            Self.add(UInt8(value), row.year ?? listYear, list, to: &firm.sizes)
            says = true
        }
        if let value = Self.band(row.headcount) {
            Self.add(UInt8(value), row.headcountYear ?? listYear, list, to: &firm.headcounts)
            says = true
        }
        if let activity = row.activity { firm.activity = activity }
        if row.isHidden { firm.isHidden = true }
        if says { firms[siren] = firm }
        return says
    }

    /// One fact a year: the list read last is the one kept, since lists come in the order of their
    /// names and those of SIRENE after the others.
    private static func add(
        _ value: UInt8, _ year: UInt16, _ list: UInt16, to facts: inout [Firm.Fact]
    ) {
        let fact = Firm.Fact(year: year, value: value, list: list)
        if let place = facts.firstIndex(where: { $0.year == year }) {
            facts[place] = fact
        } else {
            facts.append(fact)
        }
    }

    /// The number of a headcount band; `1` and `11.0`, as programs write numbers, are `01` and `11`.
    private static func band(_ text: String) -> Int? {
        var code = text.hasSuffix(".0") ? String(text.dropLast(2)) : text
        if code.utf8.count == 1 { code = "0" + code }
        return Firm.bands.firstIndex { $0.code == code }
    }

    /// The year that a list's name bears last (`…_2022.csv`), 0 when it bears none.
    static func year(inName name: String) -> UInt16 {
        var found: UInt16 = 0
        for run in name.split(whereSeparator: { !$0.isASCII || !$0.isNumber })
        where run.utf8.count == 4 {
            if let year = UInt16(run), (1990...2099).contains(year) { found = year }
        }
        return found
    }
}
