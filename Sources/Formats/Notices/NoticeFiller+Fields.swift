internal import Procurement

/// One field at a time: reads a value, notes what is wrong with it, keeps the first that can be read.
extension NoticeFiller {
    /// A text on one line.
    mutating func line(_ raw: String, most: Int = 1_000) -> String? {
        NoticeText.line(raw, &notice.findings, most: most)
    }

    mutating func setBuyerName(_ raw: String) {
        if notice.buyerName == nil {
            notice.buyerName = line(raw, most: 300)?.trimmingTrailingMarks
        }
    }

    /// A SIRET, a SIREN, or a French VAT number that ends in a SIREN.
    mutating func setBuyerIdentifier(_ raw: String) {
        guard notice.buyerSiren == nil, !NoticeText.isMissing(raw) else { return }
        let digits = raw.filter { $0.isASCII && $0.isNumber }
        let letters = raw.filter(\.isLetter).uppercased()
        do {
            switch digits.count {
            case 14 where letters.isEmpty || letters == "SIRET":
                let siret = try Siret(digits)
                notice.buyerSiret = siret.description
                notice.buyerSiren = siret.siren
            case 9 where letters.isEmpty || letters == "SIREN":
                notice.buyerSiren = try Siren(digits).description
            case 11 where ["FR", "TVAFR"].contains(letters):
                notice.buyerSiren = try Siren(digits.suffix(9)).description
            default: notice.findings.insert(.invalidBuyer)
            }
        } catch {
            notice.findings.insert(.invalidBuyer)
        }
    }

    mutating func setPostalCode(_ raw: String) {
        guard notice.buyerPostalCode == nil, !NoticeText.isMissing(raw) else { return }
        let digits = raw.filter { !$0.isWhitespace }
        guard digits.utf8.count == 5, digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else {
            notice.findings.insert(.invalidPostalCode)
            return
        }
        notice.buyerPostalCode = digits
    }

    /// One code, or several between commas; a code may be followed by its name.
    mutating func addDepartment(_ raw: String) {
        for piece in raw.split(whereSeparator: { $0 == "," || $0 == ";" }) {
            let word = piece.split(whereSeparator: { $0 == " " || $0 == "-" }).first ?? ""
            let code = word.utf8.count == 1 ? "0" + word.uppercased() : word.uppercased()
            guard let known = Territory.department(code)?.code else { continue }
            if !notice.departments.contains(known) { notice.departments.append(known) }
        }
    }

    mutating func setProfile(_ raw: String) {
        guard notice.profile == nil, !NoticeText.isMissing(raw) else { return }
        notice.profile = NoticeAddress.checked(raw)
        if notice.profile == nil { notice.findings.insert(.refusedAddress) }
    }

    mutating func setObject(_ raw: String) {
        if notice.object == nil { notice.object = line(raw) }
    }

    mutating func setFolder(_ raw: String) {
        if notice.folder == nil, raw.utf8.count <= 64 {
            notice.folder = raw.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
                .lowercased()
        }
    }

    mutating func addCPVs(_ raw: String) {
        for piece in NoticeText.inner(raw).split(whereSeparator: { ",; []'\"".contains($0) }) {
            guard notice.cpvs.count < 100 else { return }
            if let code = NoticeText.cpv(String(piece), &notice.findings),
                !notice.cpvs.contains(code)
            {
                notice.cpvs.append(code)
            }
        }
    }

    mutating func addDescriptor(_ raw: String) {
        if let text = line(raw, most: 120), !notice.descriptors.contains(text) {
            notice.descriptors.append(text)
        }
    }

    mutating func addDescriptorCode(_ raw: String) {
        let code = raw.filter { $0.isASCII && $0.isNumber }
        if !code.isEmpty, code.utf8.count <= 6, !notice.descriptorCodes.contains(code) {
            notice.descriptorCodes.append(code)
        }
    }

    mutating func addConsideration(_ raw: String) {
        let word = NoticeWord.folded(raw)
        for known in ["sociaux", "environnementaux"]
        where word.contains(known) && !notice.considerations.contains(known) {
            notice.considerations.append(known)
        }
    }

    mutating func addType(_ raw: String) {
        let word = NoticeWord.folded(raw)
        let number: UInt8? =
            word.hasPrefix("travaux") || word == "works"
            ? 0
            : word.hasPrefix("fourniture") || word == "supplies"
                ? 1 : word.hasPrefix("service") ? 2 : nil
        if let number, !notice.types.contains(number) { notice.types.append(number) }
    }

    /// The usual name of a procedure, whatever the code.
    mutating func setProcedure(_ raw: String) {
        guard notice.procedure == nil else { return }
        let word = NoticeWord.folded(raw)
        let known: [(String, String)] = [
            ("adapte", "Procédure adaptée"), ("ouvert", "Procédure ouverte"),
            ("open", "Procédure ouverte"), ("restreint", "Procédure restreinte"),
            ("restricted", "Procédure restreinte"), ("dialogue", "Dialogue compétitif"),
            ("compdial", "Dialogue compétitif"), ("negwocall", "Procédure négociée sans publicité"),
            ("negwcall", "Procédure avec négociation"), ("negoci", "Procédure négociée"),
            ("innovation", "Partenariat d’innovation"), ("concours", "Concours"),
            ("oth", "Autre procédure"), ("autre", "Autre procédure"),
        ]
        if let found = known.first(where: { word.hasPrefix($0.0) })
            ?? known.first(where: { word.contains($0.0) })
        {
            notice.procedure = found.1
        }
    }

    // MARK: Dates

    mutating func moment(_ raw: String) -> NoticeMoment? {
        guard !NoticeText.isMissing(raw) else { return nil }
        let moment = NoticeMoment.read(NoticeText.inner(raw))
        if moment == nil { notice.findings.insert(.unreadableDate) }
        return moment
    }

    mutating func setPublished(_ raw: String) {
        guard notice.published == nil, let moment = moment(raw) else { return }
        notice.published = isTable ? tableDay(moment) : moment.parisDay
    }

    /// The earlier of the deadlines of a notice: that of candidatures comes before that of offers.
    mutating func setDeadline(_ raw: String) {
        guard let moment = moment(raw) else { return }
        let deadline = isTable ? tableDeadline(moment) : moment.deadline
        if let known = notice.deadline, known.seconds <= deadline.seconds { return }
        notice.deadline = deadline
    }

    /// The deadline of a cell of the gazette tables.
    ///
    /// The gazette writes `12:00:00+01:00` in summer as in winter, and the tables turned it into UTC:
    /// noon, the usual hour, is `11:00` all year round (decision 0152). The hour is that of the wall
    /// clock, an hour later than written; read so, a deadline is never later than the real one.
    private func tableDeadline(_ moment: NoticeMoment) -> NoticeDeadline {
        guard let second = moment.secondOfDay, moment.offset == nil else { return moment.deadline }
        let wall = Int64(moment.day.number) * 86_400 + second + 3_600
        let day = Day(number: Int32(clamping: wall / 86_400))
        return NoticeDeadline(
            seconds: ParisClock.moment(day, secondsOfDay: wall % 86_400), hasHour: true)
    }

    /// The day of a cell of the gazette tables, whose midnights of Paris are written in UTC.
    func tableDay(_ moment: NoticeMoment) -> Day {
        ParisClock.day(
            Int64(moment.day.number) * 86_400 + (moment.secondOfDay ?? 43_200)
                - (moment.offset ?? 0))
    }

    mutating func setEstimate(_ raw: String) {
        guard notice.estimateCents == nil, !NoticeText.isMissing(raw) else { return }
        notice.estimateCents = NoticeText.cents(NoticeText.inner(raw))
        if notice.estimateCents == nil { notice.findings.insert(.unreadableAmount) }
    }
}
