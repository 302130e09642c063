internal import Procurement

/// What an eForms notice says, carried as JSON (`ContractNotice`, `ContractAwardNotice`,
/// `PriorInformationNotice`): attributes as `@name`, text beside them as `#text`.
struct EFormsNotice {
    private struct Organisation {
        var id = ""
        var name: String?
        var company: String?
        var postalCode: String?
        var town: String?
        var nuts: String?
        var website: String?
    }

    private struct Lot {
        var id: String?
        var title: String?
        var cpv: String?
        var estimate: String?
        var endDate: String?
        var endTime: String?
    }

    private var organisations: [Int: Organisation] = [:]
    private var lots: [Int: Lot] = [:]
    private var lotOrder: [Int] = []
    private var criteria: [(place: String, criterion: Notice.Criterion)] = []
    private var buyer: String?
    private var recipient: String?
    private var documents: String?
    private var overall: String?
    private var isForeignCurrency = false

    /// Reads a value that stands under `EFORMS` into a notice.
    static func read(_ value: NoticeJSON, into filler: inout NoticeFiller) {
        var reading = EFormsNotice()
        NoticeWalk.leaves(of: value) { path, text, attribute in
            reading.take(path, text, attribute, &filler)
        }
        reading.finish(&filler)
    }

    private mutating func take(
        _ path: NoticePath, _ text: String, _ attribute: String?, _ filler: inout NoticeFiller
    ) {
        guard !text.isEmpty, !path.parts.contains(where: NoticePath.personal.contains) else {
            return
        }
        if path.has("organizations") {
            takeOrganisation(path, text)
        } else if path.has("contractingparty") {
            if path.tail == "buyerprofileuri" { filler.setProfile(text) }
            if path.ends("party", "partyidentification", "id"), !path.has("serviceproviderparty"),
                buyer == nil
            {
                buyer = text
            }
        } else if path.has("procurementprojectlot") {
            takeLot(path, text, attribute, &filler)
        } else if path.has("procurementproject") {
            takeProject(path, text, attribute, &filler)
        } else if path.ends("tenderingprocess", "procedurecode") {
            filler.setProcedure(text)
        } else if path.tail == "contractfolderid" {
            filler.setFolder(text)
        } else if path.tail == "noticetypecode" {
            takeType(text, &filler)
        }
    }

    private func takeType(_ text: String, _ filler: inout NoticeFiller) {
        guard filler.notice.nature == nil else { return }
        let kinds: [(String, NoticeNature)] = [
            ("cn-", .call), ("can-modif", .change), ("can-", .award), ("pin", .prior),
            ("veat", .intention), ("qu-sy", .qualification), ("subco", .subcontracting),
        ]
        filler.notice.nature = kinds.first { text.hasPrefix($0.0) }?.1
    }

    private mutating func takeOrganisation(_ path: NoticePath, _ text: String) {
        let rank = path.rank(of: "organization") ?? 0
        guard path.has("company") else { return }
        var organisation = organisations[rank] ?? Organisation()
        switch path.tail {
        case "id" where path.parent == "partyidentification": organisation.id = text
        case "name" where path.parent == "partyname": organisation.name = organisation.name ?? text
        case "companyid": organisation.company = organisation.company ?? text
        case "postalzone": organisation.postalCode = text
        case "cityname": organisation.town = text
        case "countrysubentitycode": organisation.nuts = text
        case "websiteuri": organisation.website = text
        default: return
        }
        organisations[rank] = organisation
    }

    private mutating func takeProject(
        _ path: NoticePath, _ text: String, _ attribute: String?, _ filler: inout NoticeFiller
    ) {
        switch path.tail {
        case "name" where path.parent == "procurementproject": filler.setObject(text)
        case "procurementtypecode": filler.addType(text)
        case "itemclassificationcode": filler.addCPVs(text)
        case "countrysubentitycode":
            filler.notice.placeNUTS = filler.notice.placeNUTS ?? NoticeText.nuts(text)
        case "estimatedoverallcontractamount":
            overall = text
            if let attribute, attribute != "EUR" { isForeignCurrency = true }
        default: break
        }
    }

    private mutating func takeLot(
        _ path: NoticePath, _ text: String, _ attribute: String?, _ filler: inout NoticeFiller
    ) {
        let rank = path.rank(of: "procurementprojectlot") ?? 0
        if lots[rank] == nil {
            lots[rank] = Lot()
            lotOrder.append(rank)
        }
        switch path.tail {
        case "id" where path.parent == "procurementprojectlot": lots[rank]?.id = text
        case "name" where path.parent == "procurementproject": lots[rank]?.title = text
        case "itemclassificationcode":
            filler.addCPVs(text)
            if lots[rank]?.cpv == nil, path.has("maincommodityclassification") {
                lots[rank]?.cpv = NoticeText.cpv(text, &filler.notice.findings)
            }
        case "estimatedoverallcontractamount":
            lots[rank]?.estimate = text
            if let attribute, attribute != "EUR" { isForeignCurrency = true }
        case "enddate"
        where path.parent == "tendersubmissiondeadlineperiod"
            || path.parent == "participationrequestreceptionperiod":
            lots[rank]?.endDate = text
        case "endtime"
        where path.parent == "tendersubmissiondeadlineperiod"
            || path.parent == "participationrequestreceptionperiod":
            lots[rank]?.endTime = text
        case "endpointid" where path.parent == "tenderrecipientparty":
            recipient = recipient ?? text
        case "uri" where path.has("callfortendersdocumentreference"):
            documents = documents ?? text
        case "countrysubentitycode":
            filler.notice.placeNUTS = filler.notice.placeNUTS ?? NoticeText.nuts(text)
        default:
            if path.has("awardingcriterion") { takeCriterion(path, text, rank) }
        }
    }

    private mutating func takeCriterion(_ path: NoticePath, _ text: String, _ lot: Int) {
        guard lot == lotOrder.first else { return }
        let outer = path.rank(of: "awardingcriterion") ?? 0
        let place = "\(outer) \(path.rank(of: "subordinateawardingcriterion") ?? -1)"
        func change(_ body: (inout Notice.Criterion) -> Void) {
            if let index = criteria.firstIndex(where: { $0.place == place }) {
                body(&criteria[index].criterion)
            } else {
                var new = Notice.Criterion(name: "")
                body(&new)
                criteria.append((place, new))
            }
        }
        switch path.tail {
        case "parameternumeric":
            change { $0.weightHundredths = $0.weightHundredths ?? NoticeText.hundredths(text) }
        case "name": change { $0.name = text }
        case "description": change { if $0.name.isEmpty { $0.name = text } }
        case "awardingcriteriontypecode":
            let names = ["price": "Prix", "cost": "Coût", "quality": "Qualité"]
            if let name = names[text] { change { if $0.name.isEmpty { $0.name = name } } }
        default: break
        }
    }

    private mutating func finish(_ filler: inout NoticeFiller) {
        finishBuyer(&filler)
        for link in [recipient, documents] {
            if filler.notice.profile == nil, let link, NoticeAddress.checked(link) != nil {
                filler.setProfile(link)
            }
        }
        finishLots(&filler)
        if filler.notice.criteria.isEmpty {
            for item in criteria.prefix(NoticeCriteria.most) {
                var criterion = item.criterion
                guard let name = filler.line(criterion.name, most: 200) else { continue }
                criterion.name = name
                filler.notice.criteria.append(criterion)
            }
        }
        finishEstimate(&filler)
    }

    private func finishBuyer(_ filler: inout NoticeFiller) {
        let all = organisations.sorted { $0.key < $1.key }.map(\.value)
        guard let found = all.first(where: { $0.id == buyer }) ?? all.first else { return }
        if let name = found.name { filler.setBuyerName(name) }
        if let company = found.company { filler.setBuyerIdentifier(company) }
        if let code = found.postalCode { filler.setPostalCode(code) }
        if filler.notice.buyerTown == nil, let town = found.town {
            filler.notice.buyerTown = filler.line(town, most: 120)
        }
        if let nuts = found.nuts {
            filler.notice.buyerNUTS = filler.notice.buyerNUTS ?? NoticeText.nuts(nuts)
        }
    }

    private func finishLots(_ filler: inout NoticeFiller) {
        let ordered = lotOrder.compactMap { lots[$0] }
        if filler.notice.lots.isEmpty {
            filler.notice.lots = ordered.prefix(1_000).map { lot in
                Notice.Lot(
                    number: lot.id.flatMap { filler.line($0, most: 40) },
                    title: lot.title.flatMap { filler.line($0, most: 300) }, cpv: lot.cpv)
            }
        }
        guard filler.notice.deadline == nil else { return }
        for lot in ordered {
            guard let date = lot.endDate, let day = NoticeMoment.read(date)?.day else { continue }
            let written = lot.endTime.map { "\(day)T\($0)" } ?? "\(day)"
            filler.setDeadline(written)
        }
    }

    private func finishEstimate(_ filler: inout NoticeFiller) {
        guard filler.notice.estimateCents == nil else { return }
        guard !isForeignCurrency else {
            filler.notice.findings.insert(.unreadableAmount)
            return
        }
        if let overall { return filler.setEstimate(overall) }
        // The sum of the lots, when every lot gives its value.
        let values = lotOrder.compactMap { lots[$0]?.estimate.flatMap(NoticeText.cents) }
        guard !values.isEmpty, values.count == lotOrder.count else { return }
        var sum: Int64 = 0
        for value in values {
            let (total, overflow) = sum.addingReportingOverflow(value)
            if overflow { return }
            sum = total
        }
        filler.notice.estimateCents = sum
    }
}
