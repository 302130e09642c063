import Community
import Procurement

/// The library for harvesters: OAI-PMH 2.0 (openarchives.org/OAI/2.0/openarchivesprotocol.htm).
///
/// - Shape: `oai_dc` records; themes are sets; withdrawn publications stay as deleted records for ever.
enum OAIEndpoint: CommunityResource {
    static let path = "/oai"
    // Harvesters send the same questions by POST, and no browser is involved.
    static let writing: Access? = .everyone
    static let takesForeignForms = true

    static func link(_ items: [(String, String)] = []) -> Link { Link(["oai"], query: items) }

    /// Records of one answer.
    static let pageSize = 25

    static func answer(_ context: Context) throws -> Answer {
        let items =
            context.sent.map { form in
                form.fields.filter { $0.key != "jeton" }.map { ($0.key, $0.value) }
            } ?? context.visit.query.map { ($0.key, $0.value) }
        let repository = OAIRepository(
            address: PublicationAddress(context), email: context.settings.email,
            publications: try context.community().store.publications,
            now: try context.community().acting.now)
        return Answer(
            type: "text/xml; charset=utf-8", body: .bytes(try repository.answer(items).bytes),
            keeping: .none)
    }
}

/// Why a question of a harvester has no answer: one of the protocol's codes.
struct OAIError: Error {
    /// The protocol's code, as `badArgument`.
    let code: String
    let sentence: String

    static func argument(_ sentence: String) -> OAIError {
        OAIError(code: "badArgument", sentence: sentence)
    }
}

/// Answers the six questions of the protocol.
struct OAIRepository {
    let address: PublicationAddress
    let email: String
    let publications: Publications
    let now: Moment

    private static let needed: [String: (needed: Set<String>, allowed: Set<String>)] = [
        "Identify": ([], []), "ListMetadataFormats": ([], ["identifier"]), "ListSets": ([], []),
        "GetRecord": (["identifier", "metadataPrefix"], []),
        "ListIdentifiers": (["metadataPrefix"], ["from", "until", "set"]),
        "ListRecords": (["metadataPrefix"], ["from", "until", "set"]),
    ]

    /// The whole document.
    func answer(_ items: [(String, String)]) throws -> HTML {
        let own = address.whole(OAIEndpoint.link())
        var request: HTML = "<request>\(own)</request>"
        var content: HTML
        do {
            let (verb, arguments) = try OAIRepository.read(items)
            var attributes: HTML = " verb=\"\(verb)\""
            for (key, value) in arguments.sorted(by: { $0.key < $1.key }) {
                attributes += " " + HTML(text: key) + "=\"\(value)\""
            }
            content = "<\(HTML(text: verb))>\n\(try body(verb, arguments))</\(HTML(text: verb))>\n"
            request = "<request\(attributes)>\(own)</request>"
        } catch let error as OAIError {
            content = "<error code=\"\(error.code)\">\(error.sentence)</error>\n"
            // The protocol: the question is repeated unless it could not be understood.
            if error.code != "badVerb", error.code != "badArgument",
                let (verb, arguments) = try? OAIRepository.read(items)  // Read above already.
            {
                var attributes: HTML = " verb=\"\(verb)\""
                for (key, value) in arguments.sorted(by: { $0.key < $1.key }) {
                    attributes += " " + HTML(text: key) + "=\"\(value)\""
                }
                request = "<request\(attributes)>\(own)</request>"
            }
        }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/" \
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
            xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/ \
            http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd">
            <responseDate>\(ParisTime.machine(now))</responseDate>
            \(request)
            \(content)</OAI-PMH>

            """
    }

    /// The verb and its arguments, checked against the protocol.
    private static func read(_ items: [(String, String)]) throws(OAIError) -> (
        String, [String: String]
    ) {
        var arguments: [String: String] = [:]
        for (key, value) in items {
            guard arguments[key] == nil else {
                throw key == "verb"
                    ? OAIError(code: "badVerb", sentence: "The verb is repeated.")
                    : .argument("The argument \(Problem.shortened(key)) is repeated.")
            }
            arguments[key] = value
        }
        guard let verb = arguments.removeValue(forKey: "verb"), let known = needed[verb] else {
            throw OAIError(code: "badVerb", sentence: "The verb is absent or unknown.")
        }
        if arguments["resumptionToken"] != nil, verb.hasPrefix("List"),
            verb != "ListMetadataFormats"
        {
            guard arguments.count == 1 else {
                throw .argument("A resumptionToken stands alone.")
            }
            return (verb, arguments)
        }
        let allowed = known.needed.union(known.allowed)
        for key in arguments.keys where !allowed.contains(key) {
            throw .argument("The argument \(Problem.shortened(key)) is not allowed here.")
        }
        for key in known.needed where arguments[key] == nil {
            throw .argument("The argument \(key) is missing.")
        }
        return (verb, arguments)
    }

    private func body(_ verb: String, _ arguments: [String: String]) throws -> HTML {
        switch verb {
        case "Identify": return try identify()
        case "ListMetadataFormats":
            if let identifier = arguments["identifier"] { _ = try record(identifier) }
            return """
                <metadataFormat><metadataPrefix>oai_dc</metadataPrefix>\
                <schema>http://www.openarchives.org/OAI/2.0/oai_dc.xsd</schema>\
                <metadataNamespace>http://www.openarchives.org/OAI/2.0/oai_dc/</metadataNamespace>\
                </metadataFormat>

                """
        case "ListSets": return try sets(arguments)
        case "GetRecord":
            try OAIRepository.requireDublinCore(arguments["metadataPrefix"])
            return record(try record(arguments["identifier"] ?? ""), isWhole: true)
        default: return try list(arguments, isWhole: verb == "ListRecords")
        }
    }

    private func identify() throws -> HTML {
        let earliest = try publications.earliestChange() ?? Moment(seconds: 0)
        let mail = email.isEmpty ? "contact@\(address.host)" : email
        return """
            <repositoryName>\(address.siteName)</repositoryName>
            <baseURL>\(address.whole(OAIEndpoint.link()))</baseURL>
            <protocolVersion>2.0</protocolVersion>
            <adminEmail>\(mail)</adminEmail>
            <earliestDatestamp>\(ParisTime.machine(earliest))</earliestDatestamp>
            <deletedRecord>persistent</deletedRecord>
            <granularity>YYYY-MM-DDThh:mm:ssZ</granularity>

            """
    }

    private func sets(_ arguments: [String: String]) throws -> HTML {
        guard arguments["resumptionToken"] == nil else { throw OAIRepository.badToken }
        let themes = try publications.themes()
        guard !themes.isEmpty else {
            throw OAIError(code: "noSetHierarchy", sentence: "There is no set yet.")
        }
        var html = HTML()
        for theme in themes {
            html += "<set><setSpec>\(theme.key)</setSpec><setName>\(theme.name)</setName></set>\n"
        }
        return html
    }

    private static let badToken = OAIError(
        code: "badResumptionToken", sentence: "The resumptionToken is unknown or has expired.")

    private static func requireDublinCore(_ prefix: String?) throws(OAIError) {
        guard prefix == "oai_dc" else {
            throw OAIError(
                code: "cannotDisseminateFormat", sentence: "Only oai_dc is given here.")
        }
    }

    private func list(_ arguments: [String: String], isWhole: Bool) throws -> HTML {
        var harvest: Publications.Harvest
        var begun = 0
        if let token = arguments["resumptionToken"] {
            guard let resumed = OAIToken(token) else { throw OAIRepository.badToken }
            harvest = resumed.harvest
            begun = resumed.cursor
        } else {
            try OAIRepository.requireDublinCore(arguments["metadataPrefix"])
            harvest = Publications.Harvest()
            let from = try arguments["from"].map { try OAIDate($0, "from") }
            let until = try arguments["until"].map { try OAIDate($0, "until") }
            if let from, let until {
                guard from.isDay == until.isDay else {
                    throw OAIError.argument("from and until have different granularities.")
                }
                guard from.first <= until.last else {
                    throw OAIError.argument("from is later than until.")
                }
            }
            harvest.from = from?.first
            harvest.until = until?.last
            harvest.theme = arguments["set"]
        }
        let (records, total) = try publications.harvest(harvest, atMost: OAIEndpoint.pageSize)
        guard let last = records.last else {
            throw begun > 0
                ? OAIRepository.badToken
                : OAIError(code: "noRecordsMatch", sentence: "No record matches.")
        }
        var html = HTML()
        for item in records { html += record(item, isWhole: isWhole) }
        let next = begun + records.count
        if next < total, let changed = last.publication.changed {
            harvest.after = (changed, last.publication.id)
            html += """
                <resumptionToken completeListSize="\(total)" cursor="\(begun)">\
                \(OAIToken(harvest: harvest, cursor: next).text)</resumptionToken>

                """
        } else if begun > 0 {
            html += "<resumptionToken completeListSize=\"\(total)\" cursor=\"\(begun)\"/>\n"
        }
        return html
    }

    private func record(_ identifier: String) throws -> Publications.Record {
        let prefix = "oai:\(address.host):"
        let unknown = OAIError(
            code: "idDoesNotExist", sentence: "No record has this identifier here.")
        guard identifier.hasPrefix(prefix) else { throw unknown }
        do {
            guard let found = try publications.record(String(identifier.dropFirst(prefix.count)))
            else { throw unknown }
            return found
        } catch is CommunityRefusal {
            throw unknown
        }
    }

    private func record(_ record: Publications.Record, isWhole: Bool) -> HTML {
        let isDeleted = record.publication.withdrawn != nil
        let status: HTML? = isDeleted ? " status=\"deleted\"" : nil
        let sets = record.version.themes.map { theme -> HTML in
            "<setSpec>\(theme.key)</setSpec>"
        }
        let header: HTML = """
            <header\(status)><identifier>oai:\(address.host):\(record.publication.key)</identifier>\
            <datestamp>\(ParisTime.machine(record.publication.changed ?? now))</datestamp>\
            \(sets)</header>

            """
        guard isWhole else { return header }
        guard !isDeleted else { return "<record>\(header)</record>\n" }
        let metadata = PublicationMetadata(address, record.publication, record.version)
        let elements = metadata.dublinCore.map { element -> HTML in
            let name = HTML(text: element.name)
            return "<dc:\(name)>\(element.value)</dc:\(name)>\n"
        }
        return """
            <record>\(header)<metadata><oai_dc:dc \
            xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" \
            xmlns:dc="http://purl.org/dc/elements/1.1/" \
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
            xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/oai_dc/ \
            http://www.openarchives.org/OAI/2.0/oai_dc.xsd">
            \(elements)</oai_dc:dc></metadata></record>

            """
    }
}
