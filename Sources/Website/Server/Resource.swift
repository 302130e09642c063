import Community
import Law
import Procurement
import Tools

/// Something with an address: a page, a file, an answer of the API.
protocol Resource: SendableMetatype {
    /// Its path; a segment that begins with `:` takes any text, as in `/contrats/:cle`.
    static var path: String { get }
    /// What it answers to besides GET and HEAD.
    static var takesForms: Bool { get }
    /// Longest body it takes, in bytes.
    static var longestBody: Int { get }
    /// Whether the same edition and the same address always give the same answer.
    static var isCacheable: Bool { get }
    /// Whether it is part of the API, whose problems are JSON.
    static var isAPI: Bool { get }
    /// Whether the answer costs next to nothing: it is made at once, even while all threads are busy.
    static var isImmediate: Bool { get }
    /// Whether it needs no edition and is served where only the tools are.
    static var isTool: Bool { get }
    /// Whether its answer may ask another server: it then waits on threads of its own.
    static var callsOut: Bool { get }
    /// The answer.
    static func answer(_ context: Context) throws -> Answer
}

extension Resource {
    static var isImmediate: Bool { false }
    static var takesForms: Bool { false }
    static var longestBody: Int { Visit.longestBody }
    static var isCacheable: Bool { true }
    static var isAPI: Bool { false }
    static var isTool: Bool { false }
    static var callsOut: Bool { false }
}

/// A page for people.
protocol Page: Resource {
    /// What it says.
    static func document(_ context: Context) throws -> Document
}

extension Page {
    static func answer(_ context: Context) throws -> Answer {
        .page(context.layout.page(try document(context)))
    }
}

/// What a resource is answered with: the request, the edition it began with, the site.
struct Context: Sendable {
    let visit: Visit
    /// The texts that stand for the `:` segments of the path.
    let arguments: [String: String]
    /// Nil when no edition was built.
    let edition: Observation?
    /// Whether the address names the edition.
    let isPinned: Bool
    let settings: SiteSettings
    let shelf: any EditionShelf
    let reports: ReportBox
    /// The law, with what was confirmed.
    let law: LawBook
    /// Today in Paris.
    let today: Day
    /// The present moment.
    let now: Moment
    /// The community, who asks, when; for its own addresses.
    var members: Members?
    /// The form of a POST, for addresses of the community.
    var sent: SentForm?
    /// What was wrong with it, when it is shown again.
    var faults: FormFaults?
    /// What people write here, for public pages that show some of it; nil where no community is served.
    var store: CommunityStore?
    /// Whether a community is served.
    var hasCommunity: Bool { store != nil }
    /// How often an address may do what costs something.
    var limits: RateLimits?
    /// Another provider of identities, where the operator configured one.
    var openID: OpenIDProvider?

    /// The public register of companies, where the operator switched it on.
    var register: CompanyDesk?

    /// What tools know besides their fields.
    var toolSetting: ToolSetting {
        ToolSetting(
            law: law, today: today, operatorName: settings.name,
            market: edition.map { EditionMarket(observation: $0) })
    }

    /// The edition.
    ///
    /// - Throws: `Problem.noEdition` when none was built.
    func observation() throws(Problem) -> Observation {
        guard let edition else { throw .noEdition }
        return edition
    }

    /// A segment of the path.
    func argument(_ name: String) -> String { arguments[name] ?? "" }

    /// The selection of the address: its query without the keys that are not filters.
    var selection: Answering.Query {
        visit.query(without: Context.otherKeys).map { ($0.key, $0.value) }
    }

    /// Keys of addresses that choose how, not what.
    static let otherKeys: Set<String> = [
        "tri", "page", "colonne", "edition", "format", "par", "by", "limite", "toutes",
    ]

    /// The frame of pages.
    var layout: Layout {
        Layout(
            site: .init(
                name: settings.name, isUnconfigured: settings.isUnconfigured,
                isDemonstration: settings.isDemonstration, hasLogo: settings.logo != nil,
                coloursAddress: settings.colours.address,
                isToolsOnly: settings.isToolsOnly, hasCommunity: hasCommunity,
                visitorName: members?.visitor.person?.shownName),
            source: edition.map { edition in
                Layout.SourceLine(
                    edition: edition.facts.id, day: edition.facts.day,
                    producers: edition.facts.producers, licence: edition.facts.licence,
                    isInvented: edition.facts.isInvented, isPinned: isPinned)
            })
    }
}
