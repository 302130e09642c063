internal import Procurement

/// A record of the present API (Opendatasoft): 33 fields, of which `gestion` and `donnees` hold JSON.
///
/// Versions of the API put the fields at the top, under `fields`, or under `record`; some tools keep
/// them under `raw_fields`.
enum OpenDataNotice {
    /// Reads a record into a notice.
    static func read(_ value: NoticeJSON, into filler: inout NoticeFiller) {
        let record = value.member("record") ?? value
        let fields = record.member("rawfields") ?? record.member("fields") ?? record
        for name in ["idweb", "id", "filename", "reference"] where filler.notice.id.isEmpty {
            let text = fields.member(name)?.scalar ?? record.member(name)?.scalar
            filler.notice.id = text.flatMap { NoticeText.number(ofNotice: $0) } ?? ""
        }
        head(fields, &filler)
        let management = content(fields.member("gestion"), &filler)
        if let management {
            NoticeWalk.leaves(of: management) { path, text, _ in filler.take(path, text) }
        }
        if let details = content(fields.member("donnees"), &filler) {
            self.details(details, &filler)
        }
        // A number only the management part gives.
        if filler.notice.id.isEmpty,
            let number = management?.member("reference")?.member("idweb")?.scalar
        {
            filler.notice.id = NoticeText.number(ofNotice: number) ?? ""
        }
    }

    private static func details(_ value: NoticeJSON, _ filler: inout NoticeFiller) {
        if let forms = value.member("eforms") {
            EFormsNotice.read(forms, into: &filler)
        } else {
            NoticeWalk.leaves(of: value) { path, text, _ in filler.take(path, text) }
        }
    }

    /// The value of a field that holds JSON, written as a text or as itself.
    private static func content(
        _ value: NoticeJSON?, _ filler: inout NoticeFiller
    ) -> NoticeJSON? {
        switch value {
        case .text(let text):
            if text.allSatisfy(\.isWhitespace) { return nil }
            if let value = NoticeJSON.parse(text) { return value }
            filler.notice.findings.insert(.unreadableContent)
            return nil
        case .object, .list: return value
        default: return nil
        }
    }

    /// The fields at the head of a record.
    private static func head(_ fields: NoticeJSON, _ filler: inout NoticeFiller) {
        func texts(_ name: String) -> [String] {
            (fields.member(name)?.scalars ?? []).filter { !NoticeText.isMissing($0) }
        }
        func first(_ name: String) -> String? { texts(name).first }
        if let text = first("objet") ?? first("title") { filler.setObject(text) }
        if let text = first("nomacheteur") ?? first("buyername") { filler.setBuyerName(text) }
        setNature(fields, &filler)
        if let text = first("etat") { filler.notice.state = NoticeState(word: text) }
        for text in texts("annoncelie") + texts("annoncesanterieures") {
            for piece in text.split(whereSeparator: { ",; []'\"".contains($0) }) {
                if let number = NoticeText.number(ofNotice: piece) { filler.addLink(number) }
            }
        }
        if let text = first("dateparution") ?? first("publicationdate") {
            filler.setPublished(text)
        }
        if let text = first("datelimitereponse") ?? first("applicationdeadline") {
            filler.setDeadline(text)
        }
        if let text = first("datefindiffusion"), let moment = filler.moment(text) {
            filler.notice.shownUntil = moment.parisDay
        }
        let departments = texts("codedepartement") + texts("codedepartementprestation")
        for text in departments.isEmpty ? texts("department") : departments {
            filler.addDepartment(text)
        }
        for text in texts("descripteurcode") {
            text.split(separator: ",").forEach { filler.addDescriptorCode(String($0)) }
        }
        texts("descripteurlibelle").forEach { filler.addDescriptor($0) }
        (texts("typemarche") + texts("typemarchefacette")).forEach { filler.addType($0) }
        for name in ["procedurelibelle", "typeprocedure", "procedurecategorise"] {
            if let text = first(name) { filler.setProcedure(text) }
        }
        if let text = first("famille") {
            filler.notice.family = filler.line(text, most: 20)?.uppercased()
        }
        if let text = first("contractfolderid") { filler.setFolder(text) }
        texts("criteres").forEach { filler.addConsideration($0) }
        if let text = first("urlavis") ?? first("url") {
            filler.notice.address = NoticeAddress.checked(text)
        }
    }

    private static func setNature(_ fields: NoticeJSON, _ filler: inout NoticeFiller) {
        // The sub-nature first: it tells a contract without outcome from an award.
        let sub = fields.member("sousnature")?.scalars.first ?? ""
        if NoticeWord.folded(sub).contains("sanssuite") {
            filler.notice.nature = .withoutOutcome
        }
        for name in ["nature", "naturecategorise", "naturelibelle"] {
            guard filler.notice.nature == nil,
                let text = fields.member(name)?.scalars.first, !NoticeText.isMissing(text)
            else { continue }
            filler.notice.nature = NoticeNature(word: text)
            if filler.notice.nature == nil { filler.notice.findings.insert(.unknownNature) }
        }
        if filler.notice.nature != nil { filler.notice.findings.remove(.unknownNature) }
    }
}
