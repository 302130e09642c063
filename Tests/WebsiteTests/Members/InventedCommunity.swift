import Community
import Editions
import Foundation
import Procurement
import Synchronization
import Testing

@testable import Website

/// A site with a community in memory, and persons of every kind signed in; no edition.
final class InventedCommunity: Sendable {
    /// The kinds of person that the table of permissions tells apart.
    enum Kind: String, CaseIterable, Sendable {
        case visitor, account, member, lead, editor, administrator

        /// The most that this kind may open, as `Access` orders it.
        var access: Access {
            switch self {
            case .visitor: .everyone
            case .account: .account
            case .member: .member
            case .lead: .lead
            case .editor: .editor
            case .administrator: .administrator
            }
        }
    }

    static let start = Moment(seconds: 1_780_000_000)

    let store: CommunityStore
    let site: Site
    /// Cookies of sessions by kind.
    let sessions: [Kind: String]
    /// Persons by kind.
    let people: [Kind: Int64]
    let organisation: Int64
    let group: Int64
    private let clock = Clock()

    /// What moment it is, moved by hand.
    private final class Clock: Sendable {
        private let moment = Mutex(InventedCommunity.start)
        var now: Moment { moment.withLock { $0 } }
        func advance(_ minutes: Int) {
            moment.withLock { $0 = $0.adding(minutes: minutes) }
        }
    }

    init(
        shelf: any EditionShelf = EmptyShelf(), register: CompanyDesk? = nil,
        withSample: Bool = false,
        deciding decide: (inout SiteSettings) -> Void = { _ in }
    ) throws {
        store = try CommunityStore()
        let acting = Acting(person: nil, now: Self.start, chance: SystemChance())
        if withSample { _ = try CommunitySample.fill(store, edition: "edition", acting) }
        var sessions: [Kind: String] = [:]
        var people: [Kind: Int64] = [:]
        for kind in Kind.allCases where kind != .visitor {
            let email = try EmailAddress("\(kind.rawValue)@exemple.fr")
            let person = try store.accounts.invite(email, name: "Personne \(kind.rawValue)", acting)
            people[kind] = person.id
            if kind == .editor { try store.accounts.give(.editor, to: person.id, acting) }
            if kind == .administrator {
                try store.accounts.give(.administrator, to: person.id, acting)
            }
            let token = try store.accounts.link(for: email, acting)
            sessions[kind] = try store.accounts.signIn(token: token, device: "essai", acting).token
        }
        organisation = try store.organisations.add(
            name: "Ville inventée", siret: nil, college: .buyers, territory: "Nord", acting)
        group = try store.groups.add(
            key: "delais", name: "Délais de paiement", mandate: "Payer à l’heure.", acting)
        try store.organisations.represent(organisation, by: people[.member] ?? 0, acting)
        try store.organisations.represent(organisation, by: people[.lead] ?? 0, acting)
        try store.groups.join(group, person: people[.lead] ?? 0, asLead: true, acting)
        self.sessions = sessions
        self.people = people
        var settings = SiteSettings(.init(), folder: "")
        settings.name = "Observatoire inventé"
        decide(&settings)
        let clock = clock
        site = Site(
            settings: settings, shelf: shelf, reports: ReportBox(folder: ""),
            workers: Workers(threads: 1, capacity: 16),
            today: { ParisTime.day(clock.now) },
            community: CommunitySetting(
                store: store, now: { clock.now }, chance: SystemChance()),
            register: register, log: { print($0) })
    }

    deinit { site.workers.stop() }

    /// Moves the clock.
    func wait(minutes: Int) { clock.advance(minutes) }

    /// Somebody acting now.
    func acting(_ kind: Kind? = nil) -> Acting {
        Acting(
            person: kind.flatMap { people[$0] }, now: clock.now, chance: SystemChance())
    }

    /// The answer to a GET.
    func get(_ target: String, as kind: Kind = .visitor) async throws -> Answer {
        var visit = try Visit(target: target)
        if let session = sessions[kind] { visit.headers["cookie"] = "orcp_session=\(session)" }
        return await site.answer(visit)
    }

    /// The answer to a form sent from the site's own page.
    func post(
        _ target: String, _ fields: [(String, String)] = [], as kind: Kind = .visitor,
        cookies: String = "", token: String? = nil, fromElsewhere: Bool = false
    ) async throws -> Answer {
        var visit = try Visit(method: .post, target: target)
        var items = fields
        var cookie = cookies
        if let session = sessions[kind] {
            cookie = "orcp_session=\(session)" + (cookies.isEmpty ? "" : "; " + cookies)
            items.append(("jeton", token ?? Accounts.formToken(session: session)))
        }
        visit.headers["cookie"] = cookie
        visit.headers["sec-fetch-site"] = fromElsewhere ? "cross-site" : "same-origin"
        visit.headers["content-type"] = "application/x-www-form-urlencoded"
        visit.body = Array(Link.query(items).utf8)
        return await site.answer(visit)
    }

    /// The answer to a form with files.
    func post(
        _ target: String, _ fields: [(String, String)],
        files: [(field: String, name: String, bytes: [UInt8])], as kind: Kind
    ) async throws -> Answer {
        var visit = try Visit(method: .post, target: target)
        let session = sessions[kind] ?? ""
        visit.headers["cookie"] = "orcp_session=\(session)"
        visit.headers["sec-fetch-site"] = "same-origin"
        visit.headers["content-type"] = "multipart/form-data; boundary=limite"
        var body: [UInt8] = []
        for (key, value) in fields + [("jeton", Accounts.formToken(session: session))] {
            body += Array(
                "--limite\r\nContent-Disposition: form-data; name=\"\(key)\"\r\n\r\n\(value)\r\n"
                    .utf8)
        }
        for file in files {
            body += Array(
                ("--limite\r\nContent-Disposition: form-data; name=\"\(file.field)\"; "
                    + "filename=\"\(file.name)\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                    .utf8)
            body += file.bytes + [0x0D, 0x0A]
        }
        visit.body = body + Array("--limite--\r\n".utf8)
        return await site.answer(visit)
    }
}

extension Answer {
    /// Where a redirection leads.
    var location: String? { headers.first { $0.0 == "Location" }?.1 }
    /// The value of a cookie it sets.
    func cookie(_ name: String) -> String? {
        headers.lazy.filter { $0.0 == "Set-Cookie" }.compactMap { header in
            let pair = header.1.split(separator: ";")[0].split(separator: "=", maxSplits: 1)
            return pair[0] == name ? String(pair.count > 1 ? pair[1] : "") : nil
        }.first
    }
    /// Whether the visitor was turned away: refused, or sent to sign in.
    var isTurnedAway: Bool {
        status == 403 || (status == 303 && location?.hasPrefix("/connexion") == true)
    }
}
