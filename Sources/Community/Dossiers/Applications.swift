import Foundation
import GRDB
import Procurement

extension CommunityStore {
    /// Applications made from dossiers.
    public var applications: Applications { Applications(store: self) }
}

/// Applications to calls, made from a company's dossier and kept as they were.
public struct Applications: Sendable {
    let store: CommunityStore

    /// How firms apply together.
    public enum GroupForm: String, Sendable, Codable, CaseIterable {
        case joint = "conjoint"
        case several = "solidaire"

        /// French.
        public var label: String {
            self == .joint ? "Groupement conjoint" : "Groupement solidaire"
        }
    }

    /// Another firm of a group.
    public struct Member: Sendable, Codable, Hashable {
        public var name: String
        public var siret: String
        /// What it does.
        public var share: String

        /// Another firm of a group.
        public init(name: String, siret: String, share: String) {
            self.name = name
            self.siret = siret
            self.share = share
        }
    }

    /// A subcontractor declared with the application.
    public struct Subcontractor: Sendable, Codable, Hashable {
        public var name: String
        public var siret: String
        public var address: String
        public var works: String
        /// Whole euros before tax.
        public var amount: Int?

        /// A subcontractor declared with the application.
        public init(name: String, siret: String, address: String, works: String, amount: Int?) {
            self.name = name
            self.siret = siret
            self.address = address
            self.works = works
            self.amount = amount
        }
    }

    /// What is applied for, and how.
    public struct Call: Sendable, Codable, Hashable {
        public var buyer: String
        public var object: String
        /// As `2, 3`; empty where the contract has no lots, or all are applied for.
        public var lots: String
        /// The number of the notice or of the procedure.
        public var reference: String?
        /// The buyer's profile, or the notice; http or https, or empty.
        public var link: String
        /// Nil when the company applies alone.
        public var group: GroupForm?
        /// Whether the agent of a joint group answers for the others.
        public var agentAnswers: Bool
        /// What the agent itself does in the group.
        public var ownShare: String
        public var members: [Member]
        public var subcontractor: Subcontractor?

        /// What is applied for.
        public init(
            buyer: String, object: String, lots: String = "", reference: String? = nil,
            link: String = "", group: GroupForm? = nil, agentAnswers: Bool = false,
            ownShare: String = "",
            members: [Member] = [], subcontractor: Subcontractor? = nil
        ) {
            self.buyer = buyer
            self.object = object
            self.lots = lots
            self.reference = reference
            self.link = link
            self.group = group
            self.agentAnswers = agentAnswers
            self.ownShare = ownShare
            self.members = members
            self.subcontractor = subcontractor
        }
    }

    /// Who signs and whom to reach: the only natural person that an application names.
    public struct Signatory: Sendable, Hashable {
        public var name: String
        public var occupation: String
        public var email: String
        public var telephone: String

        /// Who signs and whom to reach.
        public init(name: String, occupation: String, email: String, telephone: String) {
            self.name = name
            self.occupation = occupation
            self.email = email
            self.telephone = telephone
        }
    }

    /// What is kept of an application besides its signatory.
    public struct Content: Sendable, Codable, Hashable {
        public var call: Call
        public var company: CompanyAnswers
    }

    /// An application, as it was made.
    public struct Application: Sendable, Identifiable {
        public let id: Int64
        public let siret: String
        /// The consultation of this platform, where it is one.
        public let consultation: Int64?
        public let content: Content
        public let signatory: Signatory
        public let made: Moment
    }

    /// Makes an application from the dossier as it stands, with the grounds for exclusion affirmed now.
    ///
    /// - Parameters:
    ///   - isAffirmed: whether the person affirmed them for this very application.
    ///   - precisions: what the company adds to that.
    /// - Returns: its number.
    /// - Throws: `.forbidden`; `.invalid` naming `affirmation`, `acheteur`, `objet`…; `.untimely` when
    ///   the dossier lacks what any application needs.
    public func make(
        _ call: Call, for siret: String, isAffirmed: Bool, precisions: String = "",
        consultation: Int64? = nil, _ acting: Acting
    ) throws -> Int64 {
        guard let person = acting.person else { throw CommunityRefusal.signInNeeded }
        let call = try call.checked()
        let precisions = try Entry.text("precisions", precisions, 0...2_000)
        guard isAffirmed else {
            throw CommunityRefusal.invalid(
                field: "affirmation", value: "",
                sentence:
                    "Les déclarations sur l’honneur se confirment pour chaque candidature\u{202F}: "
                    + "relisez-les, puis cochez la case.")
        }
        return try store.write(acting) { database in
            try Dossiers.require(person, actsFor: siret, as: .company, in: database)
            let dossier = try Dossiers.dossier(siret, in: database)
            guard !dossier.value(.identity, "nom").isEmpty else {
                throw CommunityRefusal.untimely(
                    "Le dossier de cette entreprise est vide\u{202F}: remplissez-le d’abord, une fois."
                )
            }
            var company = dossier.answers
            company.exclusions = .init(
                affirmed: ExclusionGround.allCases, precisions: precisions,
                momentSeconds: acting.now.seconds)
            let row = try Row.fetchOne(
                database,
                sql: "SELECT nom, fonction, courriel, telephone FROM personne WHERE id = ?",
                arguments: [person])
            let written = dossier.value(.contact, "courriel")
            let number = dossier.value(.contact, "telephone")
            try database.execute(
                sql: """
                    INSERT INTO candidature (siret, consultation, acheteur, objet, contenu, signataire,
                      qualite, courriel, telephone, auteur, cree)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    siret, consultation, call.buyer, call.object,
                    try Applications.encoded(Content(call: call, company: company)),
                    row?["nom"] ?? "", row?["fonction"] ?? "",
                    written.isEmpty ? row?["courriel"] ?? "" : written,
                    number.isEmpty ? row?["telephone"] ?? "" : number, person, acting.now.seconds,
                ])
            return database.lastInsertedRowID
        }
    }

    /// An application, for a person who acts for its company.
    ///
    /// - Throws: `.absent`; `.forbidden`.
    public func application(_ id: Int64, by person: Int64) throws -> Application {
        try store.read { database in
            guard
                let row = try Row.fetchOne(
                    database, sql: "SELECT * FROM candidature WHERE id = ?", arguments: [id])
            else { throw CommunityRefusal.absent("Il n’y a pas de telle candidature.") }
            try Dossiers.require(person, actsFor: row["siret"], as: .company, in: database)
            return try Application(row)
        }
    }

    /// The applications of a company, the latest first.
    ///
    /// - Throws: `.forbidden`.
    public func of(_ siret: String, by person: Int64, atMost limit: Int = 100) throws
        -> [Application]
    {
        try store.read { database in
            try Dossiers.require(person, actsFor: siret, as: .company, in: database)
            return try Row.fetchAll(
                database,
                sql: "SELECT * FROM candidature WHERE siret = ? ORDER BY id DESC LIMIT ?",
                arguments: [siret, limit]
            ).map { try Application($0) }
        }
    }

    static func encoded(_ content: Content) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(content), as: UTF8.self)
    }
}

extension Applications.Application {
    init(_ row: Row) throws {
        id = row["id"]
        siret = row["siret"]
        consultation = row["consultation"]
        let content: String = row["contenu"]
        self.content = try JSONDecoder().decode(
            Applications.Content.self, from: Data(content.utf8))
        signatory = Applications.Signatory(
            name: row["signataire"], occupation: row["qualite"], email: row["courriel"],
            telephone: row["telephone"])
        made = Moment(seconds: row["cree"])
    }
}

extension Applications.Call {
    /// The same, each part checked.
    ///
    /// - Throws: `.invalid` naming `acheteur`, `objet`, `lots`, `lien`, `membre_1_siret`,
    ///   `sous_traitant_siret`…
    public func checked() throws(CommunityRefusal) -> Applications.Call {
        var call = self
        call.buyer = try Entry.line("acheteur", buyer, 2...200)
        call.object = try Entry.line("objet", object, 2...500)
        call.lots = try Entry.line("lots", lots, 0...200)
        call.reference = try reference.map { text throws(CommunityRefusal) in
            try Entry.line("reference", text, 0...100)
        }
        call.link = try WebAddress.read("lien", link)
        call.ownShare = try Entry.line("part", ownShare, 0...300)
        call.members = []
        for (index, member) in members.enumerated() {
            let prefix = "membre_\(index + 1)_"
            call.members.append(
                .init(
                    name: try Entry.line(prefix + "nom", member.name, 2...200),
                    siret: try Applications.siret(prefix + "siret", member.siret),
                    share: try Entry.line(prefix + "part", member.share, 0...300)))
        }
        guard group == nil || !call.members.isEmpty else {
            throw .invalid(
                field: "membre_1_nom", value: "",
                sentence: "Un groupement compte au moins un autre membre\u{202F}: nommez-le.")
        }
        if group == nil { call.members = [] }
        if let subcontractor {
            call.subcontractor = .init(
                name: try Entry.line("sous_traitant_nom", subcontractor.name, 2...200),
                siret: try Applications.siret("sous_traitant_siret", subcontractor.siret),
                address: try Entry.line("sous_traitant_adresse", subcontractor.address, 0...300),
                works: try Entry.line("sous_traitant_prestations", subcontractor.works, 2...500),
                amount: subcontractor.amount)
        }
        return call
    }
}

extension Applications {
    static func siret(_ field: String, _ written: String) throws(CommunityRefusal) -> String {
        do {
            return try Siret(written).description
        } catch {
            throw .invalid(field: field, value: written, sentence: error.message)
        }
    }
}
