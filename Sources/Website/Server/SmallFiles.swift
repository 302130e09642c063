import Columns
import Foundation
import Law

/// What robots may read.
enum RobotsFile: Resource {
    static let path = "/robots.txt"
    static func answer(_ context: Context) throws -> Answer {
        // Addresses with filters are endless; the pages they lead to are in the site map.
        var text = "User-agent: *\nDisallow: /api/\nDisallow: /explorer?\nDisallow: /signaler/\n"
        if context.settings.isDemonstration { text = "User-agent: *\nDisallow: /\n" }
        if !context.settings.address.isEmpty {
            text += "Sitemap: \(context.settings.address)/sitemap.xml\n"
            if context.hasCommunity {
                text += "Sitemap: \(context.settings.address)\(PublicationSitemap.link.address)\n"
            }
        }
        return Answer(type: "text/plain; charset=utf-8", body: .bytes(Array(text.utf8)))
    }
}

/// The pages that search engines may list.
enum SitemapFile: Resource {
    static let path = "/sitemap.xml"
    static func answer(_ context: Context) throws -> Answer {
        var links =
            Section.allCases.filter { context.hasCommunity || !$0.isCommunity }.map(\.link)
            + LegalPage.Kind.allCases.map(LegalPage.link)
        links.append(APIPage.link)
        links.append(GuidePage.link())
        links += context.law.obligations.map { GuideObligationPage.link(to: $0.id) }
        if let edition = context.edition {
            links += edition.answers.indicators.map { IndicatorPage.link(to: $0.code) }
            let places = try edition.answers.facets([], of: ["departement", "region"], top: 200)
            for facet in places.facets {
                for value in facet.values where value.value != "inconnu" {
                    links.append(
                        facet.key == "departement"
                            ? DepartmentPage.link(to: value.value)
                            : RegionPage.link(to: value.value))
                }
            }
        }
        // Site maps take whole addresses only.
        var base = context.settings.publicAddress
        while base.hasSuffix("/") { base.removeLast() }
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        text += "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
        for link in links {
            // Site maps take the same five entities as HTML.
            text += "<url><loc>\(HTML(text: base + link.address).text)</loc></url>\n"
        }
        text += "</urlset>\n"
        return Answer(type: "application/xml; charset=utf-8", body: .bytes(Array(text.utf8)))
    }
}

/// Whether the server answers and with which edition.
enum HealthEndpoint: Resource {
    static let path = "/health"
    static let isCacheable = false
    // A server that refuses questions because it has many is in good health: it must be able to say so.
    static let isImmediate = true
    static let isAPI = true
    static func answer(_ context: Context) throws -> Answer {
        let edition = try context.observation()
        var answer = Answer.json(
            .object([
                ("status", .text("ok")), ("edition", .text(edition.facts.id)),
                ("contracts", .integer(Int64(edition.tables.contracts.rowCount))),
            ]))
        answer.keeping = .none
        return answer
    }
}

/// The operator's logo.
enum LogoFile: Resource {
    static let path = "/logo"
    static func answer(_ context: Context) throws -> Answer {
        guard let path = context.settings.logo,
            let data = FileManager.default.contents(atPath: path)
        else { throw Problem.absent("Ce site n’a pas de logo.") }
        let types = [
            "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "webp": "image/webp",
            "svg": "image/svg+xml",
        ]
        let suffix = path.split(separator: ".").last.map { $0.lowercased() } ?? ""
        guard let type = types[suffix] else {
            throw Problem.absent("Le logo doit être un fichier PNG, JPEG, WebP ou SVG.")
        }
        return Answer(type: type, body: .bytes(Array(data)))
    }
}
