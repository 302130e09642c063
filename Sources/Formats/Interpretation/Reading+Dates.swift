import Procurement

extension Reading {
    /// Years a contract of these files can bear; outside, the year is a typing error.
    static let possibleYears = 1990...2100

    /// A day, when it is certain.
    ///
    /// - Complexity: O(length), no allocation.
    mutating func day(_ slice: Slice, _ field: FindingField, mayBeFuture: Bool = false) -> Day? {
        let trim = value(slice, field)
        guard trim.isPresent, trim.length > 0 else { return nil }
        let text = buffer(trim)
        guard text.count >= 10 else {
            note(.unreadableDate, field, trim)
            return nil
        }
        let year: Int
        let month: Int
        let dayOfMonth: Int
        if text[4] == 0x2D, text[7] == 0x2D, let y = digits(text, 0, 4),
            let m = digits(text, 5, 2), let d = digits(text, 8, 2)
        {
            (year, month, dayOfMonth) = (y, m, d)
            if text.count > 10 {
                guard isTimeOrZone(text[10]) else {
                    note(.unreadableDate, field, trim)
                    return nil
                }
                note(.dateWithTimeZone, field, trim)
            }
        } else if text.count == 10, text[2] == 0x2F || text[2] == 0x2D, text[5] == text[2],
            let first = digits(text, 0, 2), let second = digits(text, 3, 2),
            let y = digits(text, 6, 4)
        {
            guard first > 12 || second > 12 || first == second else {
                note(.ambiguousDate, field, trim)
                return nil
            }
            year = y
            (month, dayOfMonth) = second > 12 ? (first, second) : (second, first)
            note(.frenchDate, field, trim)
        } else {
            note(.unreadableDate, field, trim)
            return nil
        }
        return checked(year, month, dayOfMonth, field, trim, mayBeFuture)
    }

    /// The day of calendar parts, when it exists and may be that of a contract.
    private mutating func checked(
        _ year: Int, _ month: Int, _ day: Int, _ field: FindingField, _ slice: Slice,
        _ mayBeFuture: Bool
    ) -> Day? {
        guard Reading.possibleYears.contains(year) else {
            note(.impossibleYear, field, slice)
            return nil
        }
        guard let result = Day(year: year, month: month, day: day) else {
            note(.impossibleDay, field, slice)
            return nil
        }
        if !mayBeFuture, result > referenceDay {
            note(.futureDate, field, slice)
            return nil
        }
        return result
    }

    /// What may follow a day: a time, or a zone.
    private func isTimeOrZone(_ byte: UInt8) -> Bool {
        byte == 0x54 || byte == 0x2B || byte == 0x2D || byte == 0x5A || byte == 0x20
    }

    /// The number of `count` digits from a position, or nil.
    @inline(__always) private func digits(
        _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ count: Int
    ) -> Int? {
        var number = 0
        for index in start..<start + count {
            let digit = Int(text[index]) - 0x30
            guard digit >= 0, digit <= 9 else { return nil }
            number = number * 10 + digit
        }
        return number
    }

    /// The dates of the record, and what they say of each other.
    mutating func readDates(_ draft: DeclarationDraft) {
        let signature = draft[.dateSignature]
        let notification = draft[.dateNotification]
        let usesSignature = out.isConcession && trimmed(signature).length > 0
        let field: FindingField = usesSignature ? .dateSignature : .dateNotification
        let written = usesSignature ? signature : notification
        out.dateNotification = day(written, field)
        out.dateDebutExecution = day(
            draft[.dateDebutExecution], .dateDebutExecution, mayBeFuture: true)
        if out.isConcession, out.dateNotification == nil, trimmed(written).length == 0 {
            out.dateNotification = out.dateDebutExecution.flatMap {
                $0 > referenceDay ? nil : $0
            }
        }
        if out.dateNotification == nil, trimmed(written).length == 0, !out.isModificationOnly {
            note(.notificationMissing, out.isConcession ? .dateSignature : field)
        }
        out.datePublication = day(draft[.datePublicationDonnees], .datePublicationDonnees)
        if out.datePublication == nil, trimmed(draft[.datePublicationDonnees]).length == 0,
            !out.isModificationOnly
        {
            note(.publicationMissing, .datePublicationDonnees)
        }
        if let published = out.datePublication, let notified = out.dateNotification {
            if published < notified {
                note(
                    .publishedBeforeNotified, .datePublicationDonnees,
                    draft[.datePublicationDonnees])
            } else if published.number > notified.number + 58,
                published > notified.adding(months: 2)
            {
                note(.latePublication, .datePublicationDonnees, draft[.datePublicationDonnees])
            }
        }
        if let start = out.dateDebutExecution, usesSignature, let signed = out.dateNotification,
            start < signed
        {
            note(.startBeforeSignature, .dateDebutExecution, draft[.dateDebutExecution])
        }
    }
}
