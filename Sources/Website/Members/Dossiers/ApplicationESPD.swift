import Community
import Formats
import Procurement

/// The ESPD response (DUME) of an application: what the company said once, in the European form.
///
/// - Shape: an application in, an XML document out, always the same for the same application. Accounting
///   years are taken as calendar years. A ground for exclusion is denied because the company affirmed it
///   for this very application and added nothing; what it added in its own words stays in DC1, and the
///   grounds are then left for it to answer.
enum ApplicationESPD {
    /// Names of the files and the versions they are written in, in order.
    static let files: [(name: String, version: ESPDVersion)] = [
        ("DUME.xml", .fourth), ("DUME-2.1.1.xml", .second),
    ]

    /// The response to no request: the criteria usually asked.
    static func bytes(_ application: Applications.Application, version: ESPDVersion) -> [UInt8] {
        response(application, to: nil, version: version).document.bytes
    }

    /// The response to a buyer's request, and what remains to be answered.
    ///
    /// - Parameter request: nil for the criteria usually asked.
    static func response(
        _ application: Applications.Application, to request: ESPDDocument?, version: ESPDVersion
    ) -> ESPDResponder {
        // The machine's form begins with the day.
        let day = String(ParisTime.machine(application.made).prefix(10))
        var answers = answers(application)
        call(application.content.call, of: application.content.company, version, &answers)
        answers.documents = documents(application.content.company, version)
        return ESPDResponder(
            answers, to: request, version: version,
            .init(uuid: uuid(application, request), day: day))
    }

    /// An identifier that the application alone has, for a request: a UUID of version 8, drawn from what
    /// makes it.
    private static func uuid(
        _ application: Applications.Application, _ request: ESPDDocument?
    ) -> String {
        let asked = request.map { " \($0.identifier) \($0.uuid)" } ?? ""
        let source =
            "dume \(application.id) \(application.siret) \(application.made.seconds)" + asked
        var bytes = Array(Fingerprint.of(Array(source.utf8)).prefix(16))
        bytes[6] = bytes[6] & 0x0f | 0x80
        bytes[8] = bytes[8] & 0x3f | 0x80
        var text = ""
        for (place, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(place) { text += "-" }
            text += Fingerprint.hexadecimal([byte])
        }
        return text
    }

    private static func answers(_ application: Applications.Application) -> ESPDApplication {
        let company = application.content.company
        var answers = ESPDApplication()
        answers.party = party(application)
        // What the company adds in its own words may be an exception: then nothing is denied for it.
        if let exclusions = company.exclusions, exclusions.precisions.isEmpty,
            Set(exclusions.affirmed) == Set(ExclusionGround.allCases)
        {
            answers.denyAllGrounds()
        }
        for year in company.years {
            let (start, end) = ("\(year.year)-01-01", "\(year.year)-12-31")
            if let turnover = year.turnover {
                answers.turnovers.append(
                    .init(start: start, end: end, amountCents: Int64(turnover) * 100))
                if let share = year.share {
                    answers.specificTurnovers.append(
                        .init(start: start, end: end, amountCents: Int64(turnover * share)))
                }
            }
            if let headcount = year.headcount {
                answers.headcounts.append(.init(year: year.year, persons: headcount))
            }
        }
        if let managers = company.managers {
            let year = company.years.first?.year ?? ParisTime.day(application.made).year
            answers.managers = [.init(year: year, persons: managers)]
        }
        answers.references = references(company)
        answers.statements = statements(company)
        return answers
    }

    private static func party(_ application: Applications.Application) -> ESPDParty {
        let company = application.content.company
        var party = ESPDParty()
        party.names = [company.name]
        party.identifiers = [.init(value: company.siret, scheme: "NATIONAL")]
        party.street = company.address
        party.city = company.town
        party.postcode = company.postalCode
        party.country = "FR"
        party.email = application.signatory.email
        party.telephone = application.signatory.telephone
        party.size =
            switch company.size {
            case "Micro-entreprise": "micro"
            case "PME": "sme"
            case "": ""
            default: "large"
            }
        return party
    }

    /// References with all that the form asks: object, year, amount, for whom.
    private static func references(_ company: CompanyAnswers) -> [ESPDApplication.Reference] {
        company.references.compactMap { reference in
            guard let year = reference.year, let amount = reference.amount else { return nil }
            return .init(
                kind: kind(company), description: reference.object,
                amountCents: Int64(amount) * 100, start: "\(year)-01-01", end: "\(year)-12-31",
                recipient: reference.client)
        }.sorted { $0.start > $1.start }
    }

    /// What the company does, by the division its activity code begins with (NAF: 41 to 43 build, 01 to
    /// 33 and 45 to 47 make or sell); services when the activity bears no code.
    private static func kind(_ company: CompanyAnswers) -> ESPDApplication.Reference.Kind {
        guard let division = Int(company.activity.prefix { $0.isNumber }.prefix(2)) else {
            return .services
        }
        switch division {
        case 41...43: return .works
        case 1...33, 45...47: return .supplies
        default: return .services
        }
    }

    private static func statements(_ company: CompanyAnswers) -> [String:
        ESPDApplication.Statement]
    {
        var statements: [String: ESPDApplication.Statement] = [:]
        if !company.register.isEmpty {
            statements["prof-regist"] = .init(isYes: true, text: company.register)
        }
        if let isSmall = company.isSmallOrMedium { statements["sme"] = .init(isYes: isSmall) }
        if !company.qualifications.isEmpty {
            let rows = company.qualifications.map {
                StatedRow(names: [$0.name, $0.body], number: $0.number, end: $0.end)
            }
            statements["qualification"] = .init(isYes: true, text: StatedRow.text(rows))
        }
        if !company.equipment.isEmpty {
            statements["tech-equip"] = .init(isYes: true, text: company.equipment)
        }
        return statements
    }

    /// What no question of the form takes: insurances, whose criterion asks an amount only, and the
    /// register under version 2, where it is a yes.
    private static func documents(_ company: CompanyAnswers, _ version: ESPDVersion)
        -> [ESPDEvidence]
    {
        var documents = company.insurances.enumerated().map { place, insurance in
            var document = ESPDEvidence()
            document.identifier = insuranceMark + String(place + 1)
            document.title =
                insurance.kind + (insurance.end.isEmpty ? "" : endMark + insurance.end)
            document.number = insurance.number
            document.issuer = insurance.insurer
            return document
        }
        if version == .second, !company.register.isEmpty {
            var document = ESPDEvidence()
            document.identifier = registerMark
            document.title = company.register
            documents.append(document)
        }
        return documents
    }

    /// What the identifiers of these documents begin with, and what stands before the end of an insurance.
    static let insuranceMark = "ASSURANCE-"
    static let registerMark = "REGISTRE"
    static let endMark = ", jusqu’au "
}
