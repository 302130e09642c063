internal import Procurement

/// Fills a notice from values and where they stand; for each field the first value that can be read is
/// kept.
///
/// The rules look at names, not at whole paths, so that the shapes BOAMP has had since 2008 (former
/// API, gazette tables, `FNSimple`, `MAPA`, `DIVERS`…) are read alike.
struct NoticeFiller {
    var notice = Notice(id: "")
    /// Whether moments without a zone are those of the gazette tables: see `tableDeadline`.
    var isTable = false
    /// The lot that the next values speak of, when lots follow one another in one list.
    private var lot: Notice.Lot?
    private var lotRank = -1

    /// Takes a value.
    mutating func take(_ path: NoticePath, _ raw: String) {
        // The columns of tables were looked at once.
        if !isTable, path.parts.contains(where: NoticePath.personal.contains) { return }
        if path.hasPiece("anterieur") || path.has("publications") {
            takeLink(path, raw)
            return
        }
        if takeFlag(path, raw) || raw.isEmpty { return }
        if NoticeText.isMissing(raw) { return }
        if path.has("lots") || path.has("lot") || path.has("lotsmarche") {
            takeLot(path, raw)
            return
        }
        takeBuyer(path, raw)
        takeDates(path, raw)
        takeObject(path, raw)
        takeCriteria(path, raw)
    }

    /// Ends a record: values that wait are put in their place.
    mutating func finish() {
        endLot()
        if notice.departments.isEmpty, let code = notice.buyerPostalCode,
            let department = Territory.department(ofPostalCode: code)
        {
            notice.departments = [department]
        }
        if let day = notice.published, let deadline = notice.deadline, deadline.day < day {
            notice.findings.insert(.deadlineBeforePublication)
        }
    }

    // MARK: Rules

    private mutating func takeLink(_ path: NoticePath, _ raw: String) {
        guard ["idweb", "annonce", "annonceanterieure", "annonceanterieur"].contains(path.tail),
            let number = NoticeText.number(ofNotice: raw)
        else { return }
        addLink(number)
    }

    /// Adds an earlier notice.
    mutating func addLink(_ number: String) {
        if number != notice.id, !notice.links.contains(number) { notice.links.append(number) }
    }

    /// A choice written as the name of a key or a column.
    private mutating func takeFlag(_ path: NoticePath, _ raw: String) -> Bool {
        let isSet = raw.isEmpty || raw == "True" || raw == "true" || raw == "1"
        let isFragment = raw.hasPrefix("<?xml")
        let tail = path.tail
        if path.has("typeavis") {
            guard isSet || isFragment else { return true }
            if path.has("famille") { notice.family = notice.family ?? tail.uppercased() }
            if path.has("nature") { takeNature(path) }
            if path.has("statut") { notice.state = notice.state ?? NoticeState(word: tail) }
            return true
        }
        guard
            ["naturemarche", "typemarche", "typeprocedure", "criteressociauxenv"]
                .contains(path.parent)
        else { return raw.isEmpty }
        guard isSet || isFragment || Double(raw) == 1 else { return false }
        if path.parent == "criteressociauxenv" {
            addConsideration(tail)
        } else if path.parent == "typeprocedure" {
            setProcedure(tail)
        } else {
            addType(tail)
        }
        return true
    }

    private mutating func takeNature(_ path: NoticePath) {
        guard notice.nature == nil, let at = path.parts.lastIndex(of: "nature") else { return }
        let names = path.parts[(at + 1)...]
        // `attribution / standardinfructueuxsanssuite` says more than `attribution`.
        if names.contains(where: { $0.contains("sanssuite") }) {
            notice.nature = .withoutOutcome
        } else if let first = names.first {
            setNature(first)
        }
    }

    /// The nature a word means.
    mutating func setNature(_ word: String) {
        guard notice.nature == nil else { return }
        notice.nature = NoticeNature(word: word)
        if notice.nature == nil, !NoticeText.isMissing(word) {
            notice.findings.insert(.unknownNature)
        }
    }

    private mutating func takeBuyer(_ path: NoticePath, _ raw: String) {
        let isBuyer =
            path.has("identite") || path.has("ident") || path.hasPiece("organisme")
            || path.has("acheteur") || path.has("pouvoiradjudicateur")
        switch path.tail {
        case "denomination", "nomorganisme", "acheteurpublic", "nomofficiel", "nomacheteur",
            "officialname":
            if isBuyer || path.tail == "nomorganisme" { setBuyerName(raw) }
        case "nom":
            if path.parent.hasPrefix("ident") || path.has("ident") { setBuyerName(raw) }
        case "codeidentnational", "siret", "siren", "codeidentificationnational", "natid",
            "identifiantnational", "numeronationalidentification":
            if isBuyer { setBuyerIdentifier(raw) }
        case "cp", "codepostal":
            if isBuyer { setPostalCode(raw) }
        case "ville":
            if isBuyer, notice.buyerTown == nil {
                notice.buyerTown = line(raw, most: 120)?.trimmingTrailingMarks
            }
        case "adjudicateurnuts":
            notice.buyerNUTS = notice.buyerNUTS ?? NoticeText.nuts(raw)
        case "codenuts", "nuts":
            if isBuyer {
                notice.buyerNUTS = notice.buyerNUTS ?? NoticeText.nuts(raw)
            } else if !path.has("modif"), !path.has("attribution") {
                notice.placeNUTS = notice.placeNUTS ?? NoticeText.nuts(raw)
            }
        case "urlprofilacheteur", "urlprofilach", "urlprofil", "buyerprofileuri":
            setProfile(raw)
        case "urlparticipation", "urldocument", "urldocconsul", "urlconsultation":
            if notice.profile == nil, NoticeAddress.checked(raw) != nil { setProfile(raw) }
        case "deppublication":
            addDepartment(raw)
        case "r3":
            if path.has("gestion") { addDepartment(raw) }
        default: break
        }
    }

    private mutating func takeDates(_ path: NoticePath, _ raw: String) {
        switch path.tail {
        case "receptoffres", "receptcandidat", "receptionoffres", "receptioncandidatures",
            "datereceptionplis", "datereceptionoffres", "datereceptioncandidatures",
            "datelimitereponse", "datelimitereceptionoffres", "datelimitereceptionplis",
            "datelimiteremiseoffres", "datelimitecandidature", "datelimite", "receptcandidatures":
            if path.has("rectif") { return }
            setDeadline(raw)
        case "datepublication":
            if path.has("indexation") { setPublished(raw) }
        case "datefindiffusion":
            if notice.shownUntil == nil, let moment = moment(raw) {
                notice.shownUntil = isTable ? tableDay(moment) : moment.parisDay
            }
        case "lire":
            // A correction's new value, where what it replaces is a date of reception.
            if path.has("rectif"), notice.deadline == nil, raw.contains("T"),
                let moment = NoticeMoment.read(raw), moment.secondOfDay != nil
            {
                notice.deadline = moment.deadline
            }
        default: break
        }
    }

    private mutating func takeObject(_ path: NoticePath, _ raw: String) {
        switch path.tail {
        case "titremarche", "resumeobjet", "objetcomplet", "titreobjet":
            setObject(raw)
        case "objet":
            if !path.has("rectif") { setObject(raw) }
        case "intitule":
            if path.has("naturemarche") || path.parent == "description" { setObject(raw) }
        case "principal", "cpvobj", "classprincipale", "objetprincipal", "cpvcomplement",
            "supplementaire", "classsupplementaire":
            if path.hasPiece("cpv"), !path.has("modif"), !path.has("decision") { addCPVs(raw) }
        case "codecpv", "cpv":
            addCPVs(raw)
        case "libelle", "descripteur":
            if path.has("descripteurs") { addDescriptor(raw) }
        case "code":
            if path.has("descripteurs") { addDescriptorCode(raw) }
        case "contractfolderid":
            setFolder(raw)
        case "valeurestimee", "estimationvaleur", "valeurestime":
            setEstimate(raw)
        case "value", "valeur":
            if path.parent.hasPrefix("valeurestime") { setEstimate(raw) }
        case "type":
            if path.parent == "procedure" { setProcedure(raw) }
        case "autres":
            // The former API's summary of the object stands at the top of its data.
            if path.parent.hasPrefix("titreandinfo") { setObject(raw) }
        case "tetierr4":
            setNature(raw)
        case "famille", "nompublication":
            if notice.family == nil {
                let word = raw.uppercased()
                notice.family =
                    word.hasPrefix("MAPA") ? "MAPA" : word.hasPrefix("BOMP") ? "BOMP" : nil
            }
        case "dateparution":
            setPublished(raw)
        case "nojo":
            if notice.id.isEmpty, let number = NoticeText.number(ofNotice: raw) {
                notice.id = number
            }
        default: break
        }
    }

    private mutating func takeCriteria(_ path: NoticePath, _ raw: String) {
        guard notice.criteria.isEmpty, path.hasPiece("criteres"), !path.has("criteressociauxenv")
        else { return }
        switch path.tail {
        case "critere" where raw.hasPrefix("["):
            notice.criteria = NoticeCriteria.literal(raw, &notice.findings)
        case "critereslibre", "listecriteres", "critereslisteouvert":
            notice.criteria = NoticeCriteria.sentence(raw, &notice.findings)
        default: break
        }
    }

    private mutating func takeLot(_ path: NoticePath, _ raw: String) {
        if path.tail == "numlot" || path.tail == "num" || path.tail == "numero" {
            endLot()
            lot = Notice.Lot(number: line(raw, most: 40))
            return
        }
        let isTitle = ["intitule", "desc", "description", "objet"].contains(path.tail)
        let isCode = path.hasPiece("cpv")
        guard isTitle || isCode else { return }
        let rank = path.rank(of: "lot") ?? path.rank(of: "lots") ?? 0
        if lot == nil || rank != lotRank && lot?.title != nil && path.has("lot") {
            endLot()
            lot = Notice.Lot()
        }
        lotRank = rank
        if isCode {
            if lot?.cpv == nil {
                let code = NoticeText.cpv(raw, &notice.findings)
                lot?.cpv = code
            }
            if let code = lot?.cpv, !notice.cpvs.contains(code) { notice.cpvs.append(code) }
        } else if lot?.title == nil {
            let title = line(raw, most: 300)
            lot?.title = title
        }
    }

    private mutating func endLot() {
        if let done = lot, done != Notice.Lot(), notice.lots.count < 1_000 {
            notice.lots.append(done)
        }
        lot = nil
    }
}

extension String {
    /// Without stops, commas and blanks at its end.
    var trimmingTrailingMarks: String {
        var text = Substring(self)
        while let last = text.last, " .,;".contains(last) { text.removeLast() }
        return String(text)
    }
}
