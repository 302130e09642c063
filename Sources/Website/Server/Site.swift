import Community
import Foundation
import Law
import Procurement

/// The whole site without the network: a request in, an answer out.
final class Site: Sendable {
    let settings: SiteSettings
    let shelf: any EditionShelf
    let reports: ReportBox
    let workers: Workers
    /// Threads that wait for other servers; nobody else waits with them.
    private let callers: Workers
    let cache: AnswerCache
    let law: LawBook
    /// Asks what day it is.
    let today: @Sendable () -> Day
    /// Asks what moment it is.
    let now: @Sendable () -> Moment
    /// Accounts, groups, publications, events; nil where none is served.
    let community: CommunitySetting?
    /// The public register of companies; nil where it is not asked.
    let register: CompanyDesk?
    /// Tells the operator, on the server's log.
    private let log: @Sendable (String) -> Void
    private let assets: [String: Answer]

    /// A site over a shelf of editions.
    init(
        settings: SiteSettings, shelf: any EditionShelf, reports: ReportBox, workers: Workers,
        law: LawBook = .shipped, today: @escaping @Sendable () -> Day,
        now: (@Sendable () -> Moment)? = nil, cacheBytes: Int = 64 << 20,
        community: CommunitySetting? = nil, callers: Workers? = nil, register: CompanyDesk? = nil,
        log: @escaping @Sendable (String) -> Void
    ) {
        self.settings = settings
        self.shelf = shelf
        self.reports = reports
        self.workers = workers
        self.callers = callers ?? workers
        self.law = law
        self.today = today
        self.now = now ?? { Moment(day: today(), hour: 12) }
        self.log = log
        self.community = community
        self.register = register
        cache = AnswerCache(capacity: cacheBytes)
        var assets: [String: Answer] = [:]
        for asset in [
            Assets.style, Assets.script, Assets.icon, OfferScript.asset, settings.colours,
        ] {
            assets[asset.address] = asset.answer
        }
        self.assets = assets
    }

    /// The answer to a request. Never throws: what goes wrong becomes a page or a JSON problem.
    func answer(_ visit: Visit) async -> Answer {
        if let asset = assets[visit.writtenPath] { return Site.checked(asset, visit) }
        let found = Routes.find(visit.path)
        let isAPI = found?.resource.isAPI ?? (visit.path.first == "api" && visit.path.count > 1)
        var edition: Observation?
        let pin = visit.value("edition")
        do {
            guard let found else {
                edition = try current()
                throw Problem.absent(
                    "Aucune page n’a l’adresse «\u{202F}\(Problem.shortened(visit.writtenPath))\u{202F}»."
                )
            }
            if settings.isToolsOnly, !found.resource.isTool {
                if visit.path.isEmpty { return .seeOther(ToolListPage.link) }
                throw Problem.absent(
                    "«\u{202F}\(Problem.shortened(visit.writtenPath))\u{202F}» a besoin d’une édition\u{202F}: "
                        + "seuls les outils sont servis ici.")
            }
            if visit.method == .post, !found.resource.takesForms {
                throw Problem.method(allow: "GET, HEAD")
            }
            edition = try pin.map(shelf.edition) ?? current()
            let key =
                found.resource.isCacheable && visit.method != .post
                ? cacheKey(visit, edition) : nil
            if let key, let kept = cache.find(key) { return Site.checked(kept, visit) }
            let context = Context(
                visit: visit, arguments: found.arguments, edition: edition,
                isPinned: pin != nil, settings: settings, shelf: shelf, reports: reports, law: law,
                today: today(), now: now(), store: community?.store,
                limits: community?.limits, openID: community?.openID, register: register)
            let resource = found.resource
            if resource.isImmediate { return try resource.answer(context) }
            let isOutgoing = resource is any OutgoingResource.Type || resource.callsOut
            let threads = isOutgoing ? callers : workers
            // Who sent a form waits for its answer: five hundred people may send theirs at once.
            let patience: Duration? = visit.method == .post ? .seconds(60) : nil
            let answer = try await threads.run(patience: patience) {
                var answer = try Link.$pinned.withValue(pin) { [self] in
                    try answered(resource, context)
                }
                if resource.isCacheable { answer.seal() }
                return answer
            }
            if let key, answer.status == 200 { cache.keep(answer, under: key) }
            return Site.checked(answer, visit)
        } catch {
            return failed(error, visit, edition, isAPI: isAPI, isPinned: pin != nil)
        }
    }

    /// The answer of a resource, to those who may have it.
    private func answered(_ resource: any Resource.Type, _ context: Context) throws -> Answer {
        guard let gated = resource as? any CommunityResource.Type else {
            return try resource.answer(context)
        }
        switch try admit(gated, context) {
        case .turned(let answer): return answer
        case .admitted(let context): return try gated.answer(context)
        }
    }

    /// The current edition, or nil when none was built.
    private func current() throws -> Observation? {
        do {
            return try shelf.current()
        } catch let problem as Problem where problem == .noEdition {
            return nil
        }
    }

    private func cacheKey(_ visit: Visit, _ edition: Observation?) -> String {
        let items = visit.query.map { Link.query([$0]) }.sorted().joined(separator: "&")
        return (edition?.facts.id ?? "") + " /" + visit.path.joined(separator: "/") + "?" + items
    }

    /// The tag of the compressed form of bytes that have this tag.
    static func compressedTag(_ tag: String) -> String { tag.dropLast() + "-gzip\"" }

    /// 304 when the visitor already has these bytes.
    static func checked(_ answer: Answer, _ visit: Visit) -> Answer {
        guard let tag = answer.tag, let known = visit.headers["if-none-match"] else {
            return answer
        }
        let tags = known.split(separator: ",").map { item in
            var tag = item.trimmingCharacters(in: .whitespaces)
            if tag.hasPrefix("W/") { tag.removeFirst(2) }
            return tag
        }
        guard tags.contains(tag) || tags.contains(compressedTag(tag)) || tags.contains("*") else {
            return answer
        }
        var unchanged = answer
        unchanged.status = 304
        unchanged.body = .bytes([])
        unchanged.compressed = nil
        return unchanged
    }

    /// The page or the JSON of what went wrong.
    func failed(
        _ error: any Error, _ visit: Visit, _ edition: Observation?, isAPI: Bool, isPinned: Bool
    ) -> Answer {
        let problem: Problem
        if let error = error as? Problem {
            problem = error
        } else if let refusal = error as? CommunityRefusal {
            if refusal == .signInNeeded, !isAPI {
                return .seeOther(
                    SignInPage.link(next: visit.method == .post ? "" : visit.writtenTarget))
            }
            problem = Problem(refusal)
        } else if let failure = error as? StoreFailure {
            log("Réponse 503 à \(visit.writtenPath)\u{202F}: \(failure)")
            problem = Problem(failure)
        } else {
            log("Réponse 500 à \(visit.writtenPath)\u{202F}: \(error)")
            problem = .broken
        }
        var headers: [(String, String)] = []
        if let seconds = problem.retryAfter { headers.append(("Retry-After", String(seconds))) }
        if let allow = problem.allow { headers.append(("Allow", allow)) }
        if isAPI {
            return Answer(
                status: problem.status, type: "application/problem+json; charset=utf-8",
                body: .bytes(problem.json.bytes), keeping: .none, headers: headers)
        }
        let context = Context(
            visit: visit, arguments: [:], edition: edition, isPinned: isPinned,
            settings: settings, shelf: shelf, reports: reports, law: law, today: today(),
            now: now(), store: community?.store)
        // An edition that is not kept is not worth keeping in links.
        let kept = isPinned ? edition?.facts.id : nil
        let page = Link.$pinned.withValue(kept) { context.layout.page(problem.document) }
        return Answer(
            status: problem.status, type: "text/html; charset=utf-8",
            body: .bytes(page), keeping: .none, headers: headers)
    }
}
