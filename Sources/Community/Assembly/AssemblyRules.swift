import Foundation
import GRDB

/// What the statutes of an assembly say, as settings. A session keeps those of the day it was convoked.
public struct AssemblyRules: Sendable, Hashable, Codable {
    /// Weight of each college, by its word.
    public var weights: [String: Int]
    /// Least share of all organisations present or represented, in percent.
    public var quorum: Int
    /// Least share of each college's organisations, in percent.
    public var collegeQuorum: Int
    /// Whether a second convocation needs no quorum.
    public var isSecondFree: Bool
    /// Days between the convocation and the session, at least.
    public var noticeDays: Int
    /// Proxies that one organisation may hold; zero for none.
    public var mostProxies: Int

    /// What holds where nobody decided.
    public static let usual = AssemblyRules(
        weights: [
            College.buyers.rawValue: 35, College.companies.rawValue: 35,
            College.partners.rawValue: 15, College.academics.rawValue: 15,
        ], quorum: 50, collegeQuorum: 0, isSecondFree: true, noticeDays: 15, mostProxies: 2)

    /// The weight of a college.
    public func weight(_ college: College) -> Int { weights[college.rawValue] ?? 0 }

    /// The weights' sum, over all colleges.
    public var totalWeight: Int { College.allCases.reduce(0) { $0 + weight($1) } }

    static let key = "assemblee.regles"

    static func decided(in database: Database) throws -> AssemblyRules {
        let text = try CommunityStore.setting(key, in: database)
        return try text.map(AssemblyRules.init(json:)) ?? .usual
    }

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    /// Refuses rules under which nobody could ever vote.
    func check() throws(CommunityRefusal) {
        for college in College.allCases where !(0...1_000).contains(weight(college)) {
            throw .invalid(
                field: "poids_" + college.rawValue, value: String(weight(college)),
                sentence: "Écrivez un poids de 0 à 1\u{202F}000.")
        }
        guard totalWeight > 0 else {
            throw .invalid(
                field: "poids_acheteurs", value: "0",
                sentence: "Donnez un poids à un collège au moins.")
        }
    }
}

extension AssemblyRules {
    init(json: String) throws {
        self = try JSONDecoder().decode(AssemblyRules.self, from: Data(json.utf8))
    }
}

extension CommunityStore {
    /// The assembly: sessions, votes, minutes, the bureau.
    public var assembly: Assembly { Assembly(store: self) }
}

/// The assembly: sessions, votes, minutes, the bureau.
///
/// - Shape: a session is prepared, convoked, opened, closed. What each step needs is checked here;
///   who may take it is checked by the page, except where the person's own right is at stake.
public struct Assembly: Sendable {
    let store: CommunityStore

    /// The rules that the next convocation will keep.
    public func rules() throws -> AssemblyRules {
        try store.read { try AssemblyRules.decided(in: $0) }
    }

    /// The version of the rules that a form is opened on.
    public func rulesVersion() throws -> Int { try store.version(ofSettings: [AssemblyRules.key]) }

    /// Decides the rules of sessions not convoked yet.
    ///
    /// - Parameter version: the version the form was opened on; nil where there was none.
    /// - Throws: `.invalid` naming the field, `.changedMeanwhile`.
    public func decide(_ rules: AssemblyRules, version: Int? = nil, _ acting: Acting) throws {
        try rules.check()
        guard let version else {
            return try store.decide(AssemblyRules.key, try rules.json(), acting)
        }
        try store.decide([(AssemblyRules.key, try rules.json())], version: version, acting)
    }
}
