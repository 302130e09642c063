import GRDB
import Procurement
import Testing

@testable import Community

@Suite struct ApplicationTests {
    private let call = Applications.Call(
        buyer: "Ville inventée", object: "Réfection d’une toiture", lots: "2",
        link: "https://profil.exemple.fr/1")

    @Test func `an application keeps the dossier as it was, whatever is said afterwards`() throws {
        let company = try InventedCompany()
        try company.say()
        let id = try company.store.applications.make(
            call, for: InventedCompany.siret, isAffirmed: true, Invented.acting(company.owner))
        try company.say(
            [.init(part: .identity, values: ["nom": "Autre nom"])], version: 1)

        let application = try company.store.applications.application(id, by: company.owner)

        #expect(application.content.company.name == "Toitures Inventées")
        #expect(application.content.company.lastTurnover == 612_000)
        #expect(application.content.company.lastHeadcount == 6)
        #expect(application.content.company.isSmallOrMedium == true)
        #expect(application.content.call == call)
        #expect(application.signatory.name == "Personne couvreuse")
        #expect(application.signatory.email == "devis@toitures.exemple")
    }

    @Test func `exclusion grounds are affirmed for each application, at its own moment`() throws {
        let company = try InventedCompany()
        try company.say()

        #expect(throws: CommunityRefusal.self) {
            try company.store.applications.make(
                call, for: InventedCompany.siret, isAffirmed: false,
                Invented.acting(company.owner))
        }
        let moments = try [0, 40].map { days -> Int64? in
            let id = try company.store.applications.make(
                call, for: InventedCompany.siret, isAffirmed: true,
                Invented.acting(company.owner, at: Invented.now.adding(days: days)))
            return try company.store.applications.application(id, by: company.owner)
                .content.company.exclusions?.momentSeconds
        }

        #expect(moments == [Invented.now.seconds, Invented.now.adding(days: 40).seconds])
        #expect(
            try company.store.applications.of(InventedCompany.siret, by: company.owner).count == 2)
    }

    @Test func `an empty dossier makes no application, and a group names its members`() throws {
        let company = try InventedCompany()
        #expect(throws: CommunityRefusal.self) {
            try company.store.applications.make(
                call, for: InventedCompany.siret, isAffirmed: true,
                Invented.acting(company.owner))
        }
        try company.say()
        var group = call
        group.group = .joint

        let refusal = #expect(throws: CommunityRefusal.self) {
            try company.store.applications.make(
                group, for: InventedCompany.siret, isAffirmed: true,
                Invented.acting(company.owner))
        }

        guard case .invalid("membre_1_nom", _, _)? = refusal else {
            Issue.record("\(String(describing: refusal))")
            return
        }
    }

    @Test
    func `others do not read an application, and erasing the signatory leaves the firm's words`()
        throws
    {
        let company = try InventedCompany()
        try company.say()
        let id = try company.store.applications.make(
            call, for: InventedCompany.siret, isAffirmed: true, Invented.acting(company.owner))
        for person in [company.stranger, company.agent] {
            #expect(throws: CommunityRefusal.self) {
                try company.store.applications.application(id, by: person)
            }
        }

        try company.attach(company.stranger, InventedCompany.siret, .company)

        try company.store.accounts.erase(company.owner, Invented.acting(company.owner))

        let left = try company.store.applications.application(id, by: company.stranger)
        #expect(left.signatory == .init(name: "", occupation: "", email: "", telephone: ""))
        #expect(left.content.company.name == "Toitures Inventées")
        let dossier = try company.store.dossiers.dossier(
            InventedCompany.siret, by: company.stranger)
        #expect(dossier.value(.contact, "courriel").isEmpty)
        #expect(dossier.rows(.insurances).count == 1)
    }

    @Test
    func `a buyer's token is read by its own agents under the key alone, and its answers too`()
        throws
    {
        let company = try InventedCompany()
        let key = [UInt8](repeating: 7, count: 32)
        let token = "aaaaaaaaaa.bbbbbbbbbb.cccccccccc"
        let agent = Invented.acting(company.agent)
        let checks = company.store.buyerChecks
        try checks.keepToken(token, of: InventedCompany.buyer, key: key, agent)
        try checks.note(
            "attestation-sociale", of: InventedCompany.siret, for: InventedCompany.buyer, .api,
            status: 200, content: "{\"secret\":1}", agent)

        #expect(
            try checks.token(of: InventedCompany.buyer, key: key, by: company.agent) == token)
        #expect(
            try checks.token(
                of: InventedCompany.buyer, key: [UInt8](repeating: 8, count: 32),
                by: company.agent) == nil)
        for other in [company.otherAgent, company.owner, company.stranger] {
            #expect(throws: CommunityRefusal.self) {
                try checks.token(of: InventedCompany.buyer, key: key, by: other)
            }
            #expect(throws: CommunityRefusal.self) {
                try checks.latest(
                    of: InventedCompany.siret, for: InventedCompany.buyer, by: other)
            }
        }
        #expect(
            try checks.latest(
                of: InventedCompany.siret, for: InventedCompany.otherBuyer,
                by: company.otherAgent
            ).isEmpty)
        #expect(
            try checks.latest(
                of: InventedCompany.siret, for: InventedCompany.buyer, by: company.agent
            )["attestation-sociale"]?.status == 200)
    }

    @Test func `neither the token nor an answer is copied into the journal`() throws {
        let company = try InventedCompany()
        let agent = Invented.acting(company.agent)
        try company.store.buyerChecks.keepToken(
            "aaaaaaaaaa.bbbbbbbbbb.cccccccccc", of: InventedCompany.buyer,
            key: [UInt8](repeating: 7, count: 32), agent)
        try company.store.buyerChecks.note(
            "qualibat", of: InventedCompany.siret, for: InventedCompany.buyer, .api, status: 200,
            content: "{\"contenu\":\"protégé\"}", agent)

        let written = try company.store.journal(atMost: 50).map {
            ($0.before ?? "") + ($0.after ?? "")
        }.joined()

        #expect(!written.contains("aaaaaaaaaa"))
        #expect(!written.contains("protégé"))
        #expect(written.contains("qualibat"))
    }

    @Test func `a token that is none is refused`() throws {
        let company = try InventedCompany()

        #expect(throws: CommunityRefusal.self) {
            try company.store.buyerChecks.keepToken(
                "ceci n’est pas un jeton du tout", of: InventedCompany.buyer,
                key: [UInt8](repeating: 7, count: 32), Invented.acting(company.agent))
        }
    }
}
