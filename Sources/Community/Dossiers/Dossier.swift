import Foundation
import GRDB
public import Procurement

/// What a company says of itself, told once.
public struct Dossier: Sendable {
    /// Where something comes from.
    public enum Source: String, Sendable {
        /// A register of companies, not corrected.
        case register = "registre"
        /// The company.
        case said = "dit"

        /// French, as shown.
        public var label: String { self == .register ? "registre" : "l’entreprise" }
    }

    /// One thing said: since when, by what source, until when.
    public struct Statement: Sendable, Identifiable {
        public let id: Int64
        public let part: DossierPart
        /// The field, where the part is no list.
        public let field: String?
        /// The number of the row in its list; 0 where the part is no list.
        public let row: Int
        /// Written values by field.
        public let values: [String: String]
        public let source: Source
        /// Who wrote it.
        public let author: Int64?
        public let since: Moment
        /// The last day it holds, when it has one.
        public let end: Day?
        /// When something else took its place, or it was withdrawn; nil while it stands.
        public let replaced: Moment?

        /// How it stands on a day.
        public func standing(on day: Day) -> Standing {
            guard let end else { return .lasting }
            if end < day { return .over }
            return end <= day.adding(days: Dossier.nearDays) ? .near : .lasting
        }
    }

    /// How something with an end stands.
    public enum Standing: Sendable, Hashable { case lasting, near, over }

    /// An end is near so many days before it.
    public static let nearDays = 60

    public let siret: String
    public let created: Moment?
    public let changed: Moment?
    /// Rises with each change; 0 where nothing was said yet.
    public let version: Int
    /// What stands, in the order of parts, fields and rows.
    public let statements: [Statement]

    /// What stands of a field of a part that is no list.
    public func statement(_ part: DossierPart, _ field: String) -> Statement? {
        statements.first { $0.part == part && $0.field == field }
    }

    /// The value of a field of a part that is no list; empty when unknown.
    public func value(_ part: DossierPart, _ field: String) -> String {
        statement(part, field)?.values[field] ?? ""
    }

    /// The rows of a list.
    public func rows(_ part: DossierPart) -> [Statement] {
        statements.filter { $0.part == part && $0.field == nil }
    }

    /// What ends within the days before which an end is near, or is over.
    public func ending(on day: Day) -> [Statement] {
        statements.filter { $0.standing(on: day) != .lasting }
    }

    /// Labels of what an application needs and the dossier does not hold yet.
    public var missing: [String] {
        var labels: [String] = []
        if value(.identity, "nom").isEmpty { labels.append("la dénomination") }
        if value(.identity, "adresse").isEmpty { labels.append("l’adresse") }
        if value(.identity, "forme").isEmpty { labels.append("la forme juridique") }
        if value(.contact, "courriel").isEmpty { labels.append("le courriel") }
        if rows(.years).isEmpty { labels.append("le chiffre d’affaires") }
        if rows(.insurances).isEmpty { labels.append("une assurance") }
        return labels
    }
}

extension Dossier.Statement {
    init?(_ row: Row) {
        let rubric: String = row["rubrique"]
        let pieces = rubric.split(separator: ".", maxSplits: 1).map(String.init)
        guard let part = pieces.first.flatMap(DossierPart.init(rawValue:)) else { return nil }
        let personal: String = row["nominatif"]
        id = row["id"]
        self.part = part
        field = pieces.count > 1 ? pieces[1] : nil
        self.row = row["rang"]
        if part.isPersonal, let field {
            values = [field: personal]
        } else {
            values = Dossier.decoded(row["valeurs"])
        }
        source = Dossier.Source(rawValue: row["source"]) ?? .said
        author = row["auteur"]
        since = Moment(seconds: row["depuis"])
        end = (row["echeance"] as String?).flatMap { Day($0) }
        replaced = (row["finie"] as Int64?).map { Moment(seconds: $0) }
    }
}

extension Dossier {
    static func decoded(_ text: String) -> [String: String] {
        // What the program itself wrote; anything else says nothing.
        (try? JSONDecoder().decode([String: String].self, from: Data(text.utf8))) ?? [:]
    }

    static func encoded(_ values: [String: String]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(values), as: UTF8.self)
    }
}
