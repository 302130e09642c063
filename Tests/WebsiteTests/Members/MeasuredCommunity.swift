import Community
import Procurement
import Testing

@testable import Website

/// A community beside an invented edition: a buyer of that edition, and who represents it.
final class MeasuredCommunity: Sendable {
    let invented: InventedSite
    let store: CommunityStore
    let site: Site
    let organisation: Int64
    let siret: String
    let acting: Acting
    private let sessions: [String: String]

    /// - Parameter notices: notices of BOAMP to import too.
    init(notices: String? = nil) throws {
        invented = try InventedSite(contracts: 1_500, notices: notices)
        store = try CommunityStore()
        let now = InventedCommunity.start
        let nobody = Acting(person: nil, now: now, chance: SystemChance())
        let edition = try invented.edition
        siret = try #require(
            try edition.answers.facets([], of: ["acheteur_id"], top: 1).facets.first?.values.first?
                .value)
        organisation = try store.organisations.add(
            name: "Ville mesurée", siret: siret, college: .buyers, territory: "Nord", nobody)
        var sessions: [String: String] = [:]
        var people: [String: Int64] = [:]
        for role in ["membre", "redaction"] {
            let email = try EmailAddress("\(role)@exemple.fr")
            let person = try store.accounts.invite(email, name: "Personne \(role)", nobody)
            people[role] = person.id
            sessions[role] = try store.accounts.signIn(
                token: try store.accounts.link(for: email, nobody), device: "essai", nobody
            ).token
        }
        let member = people["membre"] ?? 0
        try store.accounts.give(.editor, to: people["redaction"] ?? 0, nobody)
        try store.organisations.represent(organisation, by: member, nobody)
        try store.charter.write("Nous promettons.<b>Oui</b>", changes: "", version: 0, nobody)
        _ = try store.charter.publish(version: 1, nobody)
        acting = Acting(person: member, now: now, chance: SystemChance())
        self.sessions = sessions
        site = Site(
            settings: invented.site.settings, shelf: invented.site.shelf,
            reports: invented.site.reports, workers: Workers(threads: 1, capacity: 16),
            today: { ParisTime.day(now) },
            community: CommunitySetting(store: store, now: { now }, chance: SystemChance()),
            log: { print($0) })
    }

    deinit { site.workers.stop() }

    /// The answer to a GET.
    func get(_ target: String, as role: String = "") async throws -> Answer {
        var visit = try Visit(target: target)
        if let session = sessions[role] { visit.headers["cookie"] = "orcp_session=\(session)" }
        return await site.answer(visit)
    }

    /// The answer to a form.
    func post(_ target: String, _ fields: [(String, String)], as role: String) async throws
        -> Answer
    {
        let session = sessions[role] ?? ""
        var visit = try Visit(method: .post, target: target)
        visit.headers = [
            "cookie": "orcp_session=\(session)", "sec-fetch-site": "same-origin",
            "content-type": "application/x-www-form-urlencoded",
        ]
        visit.body = Array(
            Link.query(fields + [("jeton", Accounts.formToken(session: session))]).utf8)
        return await site.answer(visit)
    }
}
