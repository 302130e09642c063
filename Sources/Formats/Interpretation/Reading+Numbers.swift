import Procurement

extension Reading {
    /// A decimal number as written: mantissa × 10^-scale.
    struct Number {
        var isNegative = false
        var mantissa: UInt64 = 0
        var scale = 0
        /// Written with blanks, a decimal comma or a euro sign.
        var isFrench = false

        /// The number times a power of ten, rounded half away from zero, or nil beyond ±9e17; and
        /// whether rounding changed it.
        func scaled(by power: Int) -> (value: Int64, isRounded: Bool)? {
            var value = mantissa
            var shift = power - scale
            while shift > 0 {
                let (product, overflow) = value.multipliedReportingOverflow(by: 10)
                if overflow { return nil }
                value = product
                shift -= 1
            }
            var isRounded = false
            var last: UInt64 = 0
            while shift < 0 {
                if last != 0 { isRounded = true }
                last = value % 10
                value /= 10
                shift += 1
            }
            if last != 0 { isRounded = true }
            if last >= 5 { value += 1 }
            guard value < 900_000_000_000_000_000 else { return nil }
            return (isNegative ? -Int64(value) : Int64(value), isRounded)
        }
    }

    /// A number, when its writing leaves no doubt.
    ///
    /// A comma followed by three digits is doubtful unless blanks group the thousands.
    ///
    /// - Complexity: O(length), no allocation.
    func number(_ text: UnsafeBufferPointer<UInt8>) -> Number? {
        var result = Number()
        var index = 0
        var digitCount = 0
        var separator: UInt8 = 0
        var hasGroups = false
        if index < text.count, text[index] == 0x2D || text[index] == 0x2B {
            result.isNegative = text[index] == 0x2D
            index += 1
        }
        scan: while index < text.count {
            let byte = text[index]
            switch byte {
            case 0x30...0x39:
                guard result.mantissa < 900_000_000_000_000_000 else { return nil }
                result.mantissa = result.mantissa * 10 + UInt64(byte - 0x30)
                digitCount += 1
                if separator != 0 { result.scale += 1 }
                index += 1
            case 0x2E, 0x2C:
                guard separator == 0, digitCount > 0 else { return nil }
                separator = byte
                index += 1
            default:
                let width = blankWidth(text, index)
                guard width > 0, digitCount > 0 else { break scan }
                if separator == 0 { hasGroups = true }
                index += width
            }
        }
        guard digitCount > 0 else { return nil }
        if index < text.count, text[index] | 0x20 == 0x65, separator != 0x2C, !hasGroups {
            guard let exponent = exponent(text, index + 1) else { return nil }
            result.scale -= exponent
        } else if index < text.count {
            guard isEuro(text, index) else { return nil }
            result.isFrench = true
        }
        if separator == 0x2C {
            guard result.scale <= 2 || hasGroups else { return nil }
            result.isFrench = true
        }
        if hasGroups { result.isFrench = true }
        return result
    }

    /// Length of the blank at a position: a space, a no-break space or a narrow one; 0 for none.
    private func blankWidth(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
        if text[index] == 0x20 { return 1 }
        if text[index] == 0xC2, index + 1 < text.count, text[index + 1] == 0xA0 { return 2 }
        if text[index] == 0xE2, index + 2 < text.count, text[index + 1] == 0x80,
            text[index + 2] == 0xAF
        {
            return 3
        }
        return 0
    }

    /// Whether the rest is « € », « EUR » or « euros ».
    private func isEuro(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
        let rest = text.count - index
        if rest == 3, text[index] == 0xE2, text[index + 1] == 0x82, text[index + 2] == 0xAC {
            return true
        }
        guard rest >= 3, rest <= 5 else { return false }
        return text[index] | 0x20 == 0x65 && text[index + 1] | 0x20 == 0x75
            && text[index + 2] | 0x20 == 0x72
    }

    /// The exponent from a position to the end, within ±20.
    private func exponent(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
        var index = start
        var isNegative = false
        if index < text.count, text[index] == 0x2D || text[index] == 0x2B {
            isNegative = text[index] == 0x2D
            index += 1
        }
        guard index < text.count else { return nil }
        var value = 0
        while index < text.count {
            guard text[index] >= 0x30, text[index] <= 0x39, value <= 20 else { return nil }
            value = value * 10 + Int(text[index] - 0x30)
            index += 1
        }
        return value <= 20 ? (isNegative ? -value : value) : nil
    }

    // MARK: Amounts

    /// An amount in cents; what is declared is kept even when a rule doubts it.
    mutating func amount(_ slice: Slice, _ field: FindingField) -> Int64? {
        let trim = value(slice, field)
        guard trim.length > 0 else { return nil }
        guard let number = number(buffer(trim)), let cents = number.scaled(by: 2) else {
            note(.amountUnreadable, field, trim)
            return nil
        }
        if number.isFrench {
            note(.amountFrenchWriting, field, trim)
        } else if isTyped, trim.writing == .text {
            note(.amountAsText, field, trim)
        }
        if cents.isRounded { note(.amountDecimals, field, trim) }
        return cents.value
    }

    /// The rules of the contract's own amount.
    mutating func judgeAmount(_ cents: Int64, _ field: FindingField, _ slice: Slice) {
        let trim = trimmed(slice)
        let euros = cents / 100
        if cents < 0 {
            note(.amountNegative, field, trim)
        } else if cents == 0 {
            note(.amountZero, field, trim)
        } else if cents <= 100 {
            note(.amountOne, field, trim)
        } else if Reading.isRepeatedDigit(euros) {
            note(.amountRepeatedDigit, field, trim)
        } else if Reading.isSequence(euros) {
            note(.amountSequence, field, trim)
        } else if euros > 3_000_000_000 {
            note(.amountHuge, field, trim)
        }
    }

    /// Whether a number has at least six digits, all the same.
    static func isRepeatedDigit(_ value: Int64) -> Bool {
        guard value >= 111_111 else { return false }
        let digit = value % 10
        var rest = value
        while rest > 0 {
            if rest % 10 != digit { return false }
            rest /= 10
        }
        return true
    }

    /// Whether a number is 123456, 1234567, 12345678, or begins with 123456789.
    static func isSequence(_ value: Int64) -> Bool {
        if value == 123_456 || value == 1_234_567 || value == 12_345_678 { return true }
        var head = value
        while head > 999_999_999 { head /= 10 }
        return head == 123_456_789
    }

    // MARK: Durations, shares, counts, booleans

    /// A duration in months, rounded up.
    mutating func duration(_ slice: Slice, _ field: FindingField) -> Int32? {
        let trim = value(slice, field)
        guard trim.length > 0 else { return nil }
        guard let number = number(buffer(trim)), let hundredths = number.scaled(by: 2),
            abs(hundredths.value) < 10_000_000
        else {
            note(.durationUnreadable, field, trim)
            return nil
        }
        guard hundredths.value > 0 else {
            note(.durationZero, field, trim)
            return nil
        }
        if hundredths.value % 100 != 0 { note(.durationFraction, field, trim) }
        let months = Int32((hundredths.value + 99) / 100)
        switch months {
        case 365, 366, 730, 731, 1095, 1096, 1460, 1461: note(.durationInDays, field, trim)
        case 181...: note(.durationLong, field, trim)
        default: break
        }
        return months
    }

    /// A share in ten-thousandths.
    mutating func share(_ slice: Slice, _ field: FindingField) -> Int32? {
        let trim = value(slice, field)
        guard trim.length > 0 else { return nil }
        guard let number = number(buffer(trim)), let value = number.scaled(by: 4) else {
            note(.shareUnreadable, field, trim)
            return nil
        }
        guard (0...10_000).contains(value.value) else {
            note(.shareOutOfRange, field, trim)
            return nil
        }
        return Int32(value.value)
    }

    /// A whole number, or nil; `rule` is fired when something else is written.
    mutating func whole(_ slice: Slice, _ field: FindingField, _ rule: FindingCode) -> Int32? {
        let trim = value(slice, field)
        guard trim.length > 0 else { return nil }
        guard let number = number(buffer(trim)), let value = number.scaled(by: 0),
            !value.isRounded, abs(value.value) < 1_000_000_000
        else {
            note(rule, field, trim)
            return nil
        }
        return Int32(value.value)
    }

    /// Yes or no.
    mutating func boolean(_ slice: Slice, _ field: FindingField) -> Bool? {
        switch slice.writing {
        case .yes: return true
        case .no: return false
        default: break
        }
        let trim = value(slice, field)
        guard trim.length > 0 else { return nil }
        guard let match = labels.boolean.match(buffer(trim)) else {
            note(.booleanUnreadable, field, trim)
            return nil
        }
        if isTyped || !match.isExact { note(.booleanAsText, field, trim) }
        return match.code == 1
    }
}
