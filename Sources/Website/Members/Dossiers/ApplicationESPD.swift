import Community
import Formats

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

    /// The response.
    static func bytes(_ application: Applications.Application, version: ESPDVersion) -> [UInt8] {
        // The machine's form begins with the day.
        let day = String(ParisTime.machine(application.made).prefix(10))
        return ESPDResponder(
            answers(application), to: nil, version: version,
            .init(uuid: uuid(application), day: day)
        ).document.bytes
    }

    /// An identifier that the application alone has: a UUID of version 8, drawn from what makes it.
    private static func uuid(_ application: Applications.Application) -> String {
        var bytes = Array(
            Fingerprint.of(
                Array(
                    "dume \(application.id) \(application.siret) \(application.made.seconds)".utf8)
            ).prefix(16))
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
        answers.role = application.content.call.group == nil ? "sole-tenderer" : "group-lead"
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
        if let managers = company.managers, let year = company.years.first?.year {
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
        if !company.insurances.isEmpty {
            let text = company.insurances.map { "\($0.kind), \($0.insurer), \($0.number)" }
            statements["indem-insu"] = .init(
                isYes: true, text: text.joined(separator: "\u{202F}; "))
        }
        if !company.qualifications.isEmpty {
            let text = company.qualifications.map { "\($0.name), \($0.body), \($0.number)" }
            statements["qualification"] = .init(
                isYes: true, text: text.joined(separator: "\u{202F}; "))
        }
        if !company.equipment.isEmpty {
            statements["tech-equip"] = .init(isYes: true, text: company.equipment)
        }
        return statements
    }
}
