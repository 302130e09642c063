import Columns
import Community
import Foundation
import Procurement
import Testing

@testable import Website

@Suite struct SiteTests {
    /// One address of each registered resource.
    private func addresses(_ invented: InventedSite) throws -> [(resource: String, address: String)]
    {
        let edition = try invented.edition
        let tables = edition.tables
        let key = try #require(tables.contracts["cle"]?.text(0))
        let buyer = try #require(tables.buyers["acheteur_id"]?.text(0))
        let supplier = try #require(tables.suppliers["titulaire_id"]?.text(0))
        let rule = try #require(tables.findings["code"]?.text(0))
        let indicator = edition.answers.indicators[0].code
        // The community's addresses are walked by `PermissionTests`, as everyone who may open them.
        return Routes.all.filter { !($0 is any CommunityResource.Type) }.map { resource in
            var path = resource.path
            let values = [
                ":cle": key, ":genre": "acheteur", ":fichier": "contracts.arrow",
                ":nom": "late-interest", ":famille": "thresholds",
                ":rule": "dispensation", ":obligation": "delai-paiement",
                ":id": path.hasPrefix("/editions")
                    ? edition.facts.id
                    : path.contains("titulaires") || path.contains("suppliers") ? supplier : buyer,
                ":code": path.contains("regles")
                    ? rule
                    : path.contains("indicat")
                        ? indicator
                        : path.contains("departements")
                            ? "59"
                            : path.contains("regions") ? "32" : "45",
            ]
            for (name, value) in values { path = path.replacing(name, with: Link.encoded(value)) }
            if path == "/editions/comparer" {
                path += "?avant=\(edition.facts.id)&apres=\(edition.facts.id)"
            }
            return ("\(resource)", path)
        }
    }

    @Test func `every registered page answers, passes the accessibility walk and needs no script`()
        async throws
    {
        let invented = try InventedSite()
        // This edition has no notices: `OpenCallsTests` walks their pages.
        for (resource, address) in try addresses(invented)
        where resource != "LogoFile" && resource != "NoticePage" {
            let answer = try await invented.get(address)

            #expect(answer.status == 200, "\(address)")
            guard answer.type.hasPrefix("text/html") else { continue }
            #expect(PageWalk(try answer.text).complaints == [], "\(address)")
        }
    }

    @Test(arguments: [
        ("/rien", 404), ("/contrats/inconnu", 404), ("/acheteurs/0", 404), ("/explorer?x=1", 400),
        ("/explorer?annee=hier", 400), ("/explorer?tri=hasard", 400), ("/explorer?page=0", 400),
        ("/explorer?colonne=rien", 400), ("/cpv/abc", 400), ("/?edition=rien", 404),
        ("/indicateurs/XXX-99", 404), ("/editions/comparer", 400), ("/logo", 404),
        ("/api/v1/rien", 404), ("/api/v1/facets?limite=0", 400),
        ("/api/v1/indicators/CON-01?by=acheteur_id", 400),
        ("/api/v1/indicators/CON-01?by=titulaire_nom", 400),
        ("/api/v1/indicators/ECO-01?by=acheteur_nom&constat=aucun", 400),
        ("/api/v1/contracts?constat=ZZZ-99", 400), ("/explorer?constat=inconnu", 400),
        ("/api/v1/contracts?format=pdf", 400),
    ]) func `a bad request gets a calm answer that names what is wrong`(
        target: String, status: Int
    ) async throws {
        let invented = try InventedSite(contracts: 60)

        let answer = try await invented.get(target)

        #expect(answer.status == status)
        if target.hasPrefix("/api/") {
            #expect(answer.type.hasPrefix("application/problem+json"))
        } else {
            #expect(PageWalk(try answer.text).complaints == [])
        }
    }

    @Test func `an unchanged page is not sent again, and another edition has another tag`()
        async throws
    {
        let invented = try InventedSite(contracts: 60)
        let first = try await invented.get("/methode")
        let tag = try #require(first.tag)

        let again = try await invented.get("/methode", ["if-none-match": tag])

        #expect(again.status == 304)
        #expect(try again.text == "")
    }

    @Test func `the export holds exactly the contracts of the selection, in the order shown`()
        async throws
    {
        let invented = try InventedSite()
        let answers = try invented.edition.answers
        let rows = try answers.contracts(
            [("type", "Travaux")], order: .montant, from: 0, count: 10_000)

        let text = try await invented.page("/explorer/export?type=Travaux&tri=montant&format=csv")

        let lines = text.split(separator: "\r\n")
        let keys = lines.dropFirst().map { String($0.prefix { $0 != "," }) }
        let expected = try rows.rows.map {
            try #require(try invented.edition.tables.contracts["cle"]?.text($0))
        }
        #expect(keys == expected)
        #expect(lines[0].hasSuffix("edition,selection"))
        #expect(lines[1].hasSuffix("\(try invented.edition.facts.id),type=Travaux"))
    }

    @Test func `invented data says so on every page`() async throws {
        let invented = try InventedSite(contracts: 60)
        for target in ["/", "/explorer", "/mentions-legales", "/rien"] {
            #expect(try await invented.page(target).contains("Données inventées"))
        }
    }

    @Test func `no page of a named buyer or firm is ranked`() async throws {
        let invented = try InventedSite()
        for card in try invented.edition.answers.indicators {
            let page = try await invented.page("/indicateurs/\(card.code)")
            #expect(!page.contains("/acheteurs/") && !page.contains("/titulaires/"))
        }
    }

    @Test(arguments: [
        "offreUnique=oui", "offresRecues_max=1", "montant_motif=absent", "constat=aucun",
        "nouveau=oui",
    ])
    func `no facet ranks named buyers or firms on competition or findings`(filter: String)
        async throws
    {
        let invented = try InventedSite(contracts: 60)

        let narrowed = try await invented.page("/api/v1/facets?" + filter)
        let open = try await invented.page("/api/v1/facets")

        #expect(!narrowed.contains("\"acheteur_id\":") && !narrowed.contains("\"titulaire_nom\":"))
        #expect(open.contains("\"acheteur_id\":"))
    }

    @Test func `a supplier's and a contract's pages tell sizes with their years`() async throws {
        let invented = try InventedSite()
        let tables = try invented.edition.tables
        let years = try #require(tables.awards["titulaire_taille_annee"])
        let award = try #require((0..<tables.awards.rowCount).first { years.integer($0) == 2021 })
        let size = try #require(tables.awards["titulaire_taille"]?.text(award))
        let supplier = try #require(tables.awards["titulaire_id"]?.text(award))
        let key = try #require(tables.awards["cle"]?.text(award))

        let firm = try await invented.get("/titulaires/\(supplier)").text
        let contract = try await invented.get("/contrats/\(key)").text
        let chosen = try await invented.get("/explorer?taille=\(size)&colonne=titulaire_taille")
            .text
        let bids = try await invented.get("/indicateurs/PME-02").text

        #expect(firm.contains("\(size) (") && firm.contains(", en 2021"))
        #expect(contract.contains("<span class=\"etiquette\">\(size)</span>"))
        #expect(contract.contains("en 2021"))
        #expect(chosen.contains("Taille des titulaires"))
        #expect(bids.contains("sans objet") && bids.contains("BT-759"))
    }

    @Test func `a page that may name a person is kept out of search engines`() {
        #expect(SupplierPage.mayBePerson("MARTIN Jeanne"))
        #expect(SupplierPage.mayBePerson(nil))
        #expect(!SupplierPage.mayBePerson("SARL Martin et fils"))
    }

    @Test func `a site that is not the demonstration does not start with empty settings`()
        async throws
    {
        let folder = FileManager.default.temporaryDirectory.path + "/vide-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }  // Temporary.
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)

        await #expect(throws: Website.NotReady.self) {
            try await Website.serve(
                port: 0, data: folder, today: { Day(number: 20_000) },
                now: { Moment(seconds: 1_780_000_000) })
        }
    }
}
