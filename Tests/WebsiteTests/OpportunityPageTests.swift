import Columns
import Editions
import Foundation
import Indicators
import Law
import Procurement
import Testing

@testable import Website

/// Pages of contracts that end and of trades, over invented contracts.
@Suite struct OpportunityPageTests {
    private static let buyer = "00000051300093"
    private static let roofer = "00100082700053"

    private static func contract(
        _ number: Int, buyer: String = buyer, day: String, months: Int = 24,
        place: String = "59350"
    ) -> String {
        """
        {"id": "R\(number)", "acheteur": {"id": "\(buyer)"}, "nature": "Marché",
         "objet": "Toiture <Fictive> numéro \(number) (exemple inventé)", "codeCPV": "45261210",
         "procedure": "Appel d'offres ouvert",
         "lieuExecution": {"code": "\(place)", "typeCode": "Code commune"},
         "dureeMois": \(months), "dateNotification": "\(day)", "datePublicationDonnees": "\(day)",
         "montant": \(50_000 + number * 1_000), "offresRecues": 3,
         "titulaires": [{"titulaire": {"typeIdentifiant": "SIRET", "id": "\(roofer)"}}]}
        """
    }

    private static let document: String = {
        var contracts = (1...6).map { contract($0, day: "2025-01-1\($0)") }
        contracts.append(contract(7, buyer: "00000056100068", day: "2025-02-01", place: "59512"))
        contracts.append(contract(8, day: "2020-01-01", months: 12))
        return "{\"marches\": {\"marche\": [\(contracts.joined(separator: ",\n"))]}}"
    }()

    private static let establishments = """
        siret,codeCommuneEtablissement,activitePrincipaleEtablissement,nomenclatureActivitePrincipaleEtablissement
        \(roofer),59350,43.91B,NAFRev2
        00200082600000,62041,43.91B,NAFRev2
        """

    private func site(register: CompanyDesk? = nil) throws -> InventedSite {
        try InventedSite(
            document: Self.document, more: ["etablissements.csv": Self.establishments],
            register: register)
    }

    @Test func `the radar shows what ends in the window and says from which day`() async throws {
        let site = try site()

        let page = try await site.page("/renouvellements?cpv=45261&autour=59&rayon=40")

        // The site's day is 31 January 2026: the window runs from 31 July 2026 to 31 July 2027.
        #expect(page.contains("<strong>7\u{A0}contrats</strong>"))
        #expect(page.contains("31 janvier 2026, aujourd’hui"))
        #expect(page.contains("d’après les seuls délais de la loi"))
        #expect(page.contains("Toiture &lt;Fictive&gt;"))
        #expect(PageWalk(page).complaints == [])
    }

    @Test func `the window moves with the day and the months asked`() async throws {
        let site = try site()

        let then = try await site.page(
            "/api/v1/renewals?jour=2020-06-30&debut=0&fin=12")
        let edition = try await site.page("/api/v1/renewals?jour=edition")

        #expect(then.contains("\"total\":1,") && then.contains("\"dateFin\":\"2021-01-01\""))
        #expect(edition.contains("\"jour\":\"2026-01-31\"") && edition.contains("\"total\":7,"))
    }

    @Test(arguments: [
        ("jour=hier", "jour"), ("debut=12&fin=6", "fin"), ("autour=Lille", "autour"),
        ("rayon=20", "autour"), ("tri=distance", "tri"), ("renouveles=oui", "renouveles"),
        ("couleur=bleu", "couleur"),
    ]) func `a bad question names its field`(query: String, field: String) async throws {
        let answer = try await site().get("/api/v1/renewals?" + query)

        #expect(answer.status == 400)
        #expect(try answer.text.contains("\"field\":\"\(field)\""))
    }

    @Test func `the file holds every line shown, its day and its edition`() async throws {
        let site = try site()

        let text = try await site.page("/api/v1/renewals?format=csv&limite=1&tri=montant")

        let lines = text.split(separator: "\r\n")
        #expect(lines.count == 8)
        #expect(lines[0].hasSuffix("edition,selection,jour"))
        #expect(lines[1].contains(",R7,") && lines[7].contains(",R1,"))
        #expect(lines[1].hasSuffix(",2026-01-31"))
    }

    @Test func `the feed tells each contract once, on the day it comes in`() async throws {
        let site = try site()

        let feed = try await site.page("/renouvellements/fil.atom?cpv=45261")
        let query = try RenewalQuery(
            Visit(target: "/renouvellements?cpv=45261"), edition: site.edition,
            today: site.site.today())
        let entries = try RenewalEntries(query, site.edition, site.site.shelf).all

        #expect(feed.contains("<feed xmlns=\"http://www.w3.org/2005/Atom\""))
        #expect(feed.components(separatedBy: "<entry>").count == 8)
        #expect(!feed.contains("rel=\"next\""))
        // Ends 1 February 2027, eighteen months after 1 August 2025.
        #expect(entries.first?.day == Day("2025-08-01"))
        #expect(Set(entries.map(\.line.row)).count == 7)
    }

    @Test func `the form of a trade keeps a place that no list knows, and says so`() async throws {
        let page = try await site().page("/mon-marche?naf=43.91B&autour=59350&rayon=20")

        #expect(page.contains("aucune liste des communes n’a été ajoutée"))
        #expect(page.contains("name=\"naf\" value=\"43.91B\""))
        #expect(page.contains("name=\"autour\" value=\"59350\""))
        #expect(page.contains("role=\"alert\"") && page.contains("Qui achète"))
        #expect(PageWalk(page).complaints == [])
    }

    @Test func `a market without contracts does not say that sizes are unknown`() async throws {
        let page = try await site().page("/mon-marche?naf=43.91B&autour=971&rayon=20")

        #expect(page.contains("Aucune attribution à compter ici."))
        #expect(!page.contains("La taille des titulaires n’est pas connue ici."))
    }

    @Test func `a buyer's window and radius are chosen in a form`() async throws {
        let site = try site()
        let address = "/renouvellements/acheteur/\(Self.buyer)"

        let near = try await site.page(address + "?rayon=1&debut=0&fin=24")
        let none = try await site.page(address + "?debut=0&fin=1")

        #expect(near.contains("name=\"debut\" value=\"0\"") && near.contains("value=\"24\""))
        #expect(near.contains("à 1\u{202F}km au plus"))
        #expect(none.contains("Aucun contrat connu de cet acheteur"))
        #expect(try await site.get(address + "?rayon=0").status == 400)
        #expect(PageWalk(near).complaints == [])
    }

    @Test func `a buyer sees its own ends and the neighbours of the same quarter`() async throws {
        let page = try await site().page("/renouvellements/acheteur/\(Self.buyer)")

        #expect(page.contains("6\u{A0}contrats de l’acheteur"))
        #expect(page.contains("1\u{A0}contrat de 1\u{A0}voisin"))
        #expect(page.contains("1er trimestre 2027"))
        #expect(PageWalk(page).complaints == [])
    }

    @Test(arguments: ["/renouvellements", "/renouvellements/acheteur/\(buyer)"])
    func `the radar and the buyer's page say that a duration is a maximum`(address: String)
        async throws
    {
        let page = try await site().page(address)

        #expect(page.contains("notification plus la durée publiée"))
        #expect(page.contains("c’est un maximum"))
        #expect(page.contains("peut finir plus tôt"))
    }

    @Test func `a SIRET of the lists leads to its trade, its buyers and its renewals`() async throws
    {
        let page = try await site().page("/mon-marche?siret=\(Self.roofer)")

        #expect(page.contains("<code>43.91B</code>"))
        #expect(page.contains("<strong>") == false || page.contains("45261"))
        #expect(page.contains("Qui achète") && page.contains("Prochains renouvellements"))
        #expect(page.contains("La taille des titulaires n’est pas connue ici."))
        #expect(PageWalk(page).complaints == [])
    }

    @Test func `a SIRET that no list knows asks for its activity, never a guess`() async throws {
        let page = try await site().page("/mon-marche?siret=35600000000048")

        #expect(page.contains("Indiquez le code NAF vous-même."))
        #expect(!page.contains("Qui achète"))
        #expect(PageWalk(page).complaints == [])
    }

    @Test(arguments: [("siret=123", "siret"), ("naf=toit", "naf"), ("naf=43.91B&cpv=a", "cpv")])
    func `a bad trade names its field`(query: String, field: String) async throws {
        let answer = try await site().get("/mon-marche?" + query)

        #expect(answer.status == 400)
        #expect(try answer.text.contains(field))
    }

    // MARK: The register

    /// Answers as recorded, or fails.
    private struct Recorded: OpenIDCaller {
        var status = 200
        var text: String?

        func call(_ call: OpenIDCall) throws -> OpenIDReply {
            guard let text else { throw OpenIDFailure.unreachable("essai") }
            #expect(call.address.hasPrefix("http://127.0.0.1:1/search?q=35600000000048&"))
            #expect(!call.address.contains("dirigeants"))
            return OpenIDReply(status: status, type: "application/json", bytes: Array(text.utf8))
        }
    }

    /// Shaped as the sample answers of the API's description; the firm is invented but its SIREN.
    private static func answer(category: String) -> String {
        """
        {"results":[{"siren":"356000000","nom_complet":"NOM COMPLET","nom_raison_sociale":"RAISON SOCIALE",
        "activite_principale":"53.10Z","categorie_entreprise":"GE","annee_categorie_entreprise":"2020",
        "nature_juridique":"\(category)","statut_diffusion":"O",
        "dirigeants":[{"nom":"PERSONNE","prenoms":"Jamais Montrée"}],
        "siege":{"siret":"35600000000048","activite_principale":"43.91B","commune":"59350",
        "etat_administratif":"A"}}],"total_results":1,"page":1,"per_page":1,"total_pages":1}
        """
    }

    private func desk(_ recorded: Recorded) -> CompanyDesk {
        CompanyDesk(CompanyRegister(address: "http://127.0.0.1:1/", caller: recorded))
    }

    @Test func `the register gives trade and place, and no person`() async throws {
        let site = try site(register: desk(Recorded(text: Self.answer(category: "5510"))))

        let page = try await site.page("/mon-marche?siret=35600000000048")

        #expect(page.contains("RAISON SOCIALE") && page.contains("<code>43.91B</code>"))
        #expect(page.contains("d’après le registre public des entreprises"))
        #expect(!page.contains("PERSONNE") && !page.contains("NOM COMPLET"))
        #expect(page.contains("Qui achète"))
    }

    @Test func `the name of a sole trader is not read`() throws {
        let siret = try Siret("35600000000048")
        let company = try CompanyRegister.read(
            Array(Self.answer(category: "1000").utf8), siret)

        #expect(company?.name == nil)
        #expect(company?.activity == "43.91B")
    }

    @Test(arguments: [(200, nil), (429, "{}"), (500, "{}"), (200, "[]")] as [(Int, String?)])
    func `a register that does not answer takes nothing away`(
        status: Int, text: String?
    ) async throws {
        let site = try site(register: desk(Recorded(status: status, text: text)))

        let page = try await site.page("/mon-marche?siret=35600000000048&naf=4391B")

        #expect(page.contains("Indiquez le code NAF et la commune vous-même"))
        #expect(page.contains("Qui achète"))
    }

    @Test func `a register at a closed port gives up with a calm sentence`() throws {
        let register = CompanyRegister(address: "http://127.0.0.1:1")

        #expect(throws: RegisterTrouble.unreachable) {
            try register.company(try Siret("35600000000048"))
        }
    }
}
