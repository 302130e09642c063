import Foundation
import GRDB
import Procurement
import Synchronization
import Testing

@testable import Community
@testable import Website

@Suite struct OfferPageTests {
    @Test func `no page tells who deposited before the closing, the administration's neither`()
        async throws
    {
        let invented = try await InventedOfferSite()
        let digest = try #require(invented.deposit.files.first?.digest)

        for object in ["depot", "depot_fichier", "copie_sauvegarde", "candidature"] {
            let answer = try await invented.community.get(
                "/administration/journal?objet=\(object)", as: .administrator)
            let text = try answer.text
            #expect(answer.status == 200)
            #expect(text.contains("\(JournalWords.table(object)) n°") == object.hasPrefix("depot"))
            for secret in [InventedOfferSite.company, digest, "Personne account"] {
                #expect(!text.contains(secret), "\(object) \(secret)")
            }
        }
        let whole = try await invented.community.get("/administration/journal", as: .administrator)
        #expect(try !whole.text.contains(digest))
        #expect(try whole.text.contains("Non dit avant l’heure limite"))
        for kind in [InventedCommunity.Kind.administrator, .member] {
            let export = try await invented.community.get("/compte/donnees.json", as: kind)
            #expect(export.status == 200)
            let text = String(decoding: try export.bytes, as: UTF8.self)
            #expect(!text.contains(InventedOfferSite.company) && !text.contains(digest))
        }
        let opening = try await invented.page("/ouverture")
        #expect(opening.contains("1\u{A0}offre reçue"))
        #expect(opening.contains("ni à vous ni à l’administration du site"))
        #expect(!opening.contains(InventedOfferSite.company))
    }

    @Test func `the receipt names the buyer, and the files once the seal is broken`() async throws {
        let invented = try await InventedOfferSite()
        let end = "/depots/\(invented.deposit.key)/accuse"

        let sealed = try await invented.page(end, as: .account)
        #expect(sealed.contains("Commune inventée (SIRET \(invented.buyer))"))
        #expect(sealed.contains("Fichier n°\u{A0}1"))
        #expect(sealed.contains("ne peut plus les lire avant l’ouverture"))
        #expect(!sealed.contains("offre secrète.pdf"))
        let letter = Receipt(invented.deposit, try invented.offers.call(invented.key)).text
        #expect(letter.contains("Commune inventée"))
        #expect(letter.contains("ne peut plus les lire avant l’ouverture"))

        try await invented.open()
        let opened = try await invented.page(end, as: .account)
        #expect(opened.contains("offre secrète.pdf"))
        #expect(!opened.contains("ne peut plus les lire"))
    }

    @Test
    func
        `the receipt and its letter say when the sending began and ended, and what the hour is not`()
        async throws
    {
        let invented = try await InventedOfferSite()
        let ended = try #require(invented.deposit.ended)
        let page = try await invented.page(
            "/depots/\(invented.deposit.key)/accuse", as: .account)
        let letter = Receipt(invented.deposit, try invented.offers.call(invented.key)).text

        for text in [page, letter] {
            #expect(text.contains("Début de l’envoi") && text.contains("Fin de l’envoi"))
            #expect(text.contains(OfferText.exact(invented.deposit.begun.wall)))
            #expect(text.contains(OfferText.exact(ended.wall)))
            #expect(text.contains("L’heure est celle du serveur"))
            #expect(text.contains("Ce n’est pas un horodatage qualifié"))
        }
    }

    @Test func `a deposit under way tells the proofs that are asked, and what is to be joined`()
        async throws
    {
        let invented = try await InventedOfferSite()
        let begun = try await invented.community.post(
            "/consultations/\(invented.key)/deposer",
            [("siret", InventedOfferSite.company)], as: .account)
        let place = try #require(begun.location?.split(separator: "/").last)

        let page = try await invented.page("/depots/\(place)", as: .account)

        #expect(page.contains("Ce que cette consultation demande"))
        #expect(page.contains(ConsultationProof.references.label))
        #expect(page.contains("<strong>À joindre</strong> à votre offre"))
    }

    @Test func `the opening, the register, the analysis and the award lead to what is verified`()
        async throws
    {
        let invented = try await InventedOfferSite()
        let door =
            "href=\"/dossier/verification/\(InventedOfferSite.company)?acheteur=\(invented.buyer)\""
        #expect(try await !invented.page("/ouverture").contains(door))

        try await invented.open()

        for end in ["/ouverture", "/ouverture/registre", "/analyse", "/attribution"] {
            #expect(try await invented.page(end).contains(door), "\(end)")
        }
        let page = try await invented.community.get(
            "/dossier/verification/\(InventedOfferSite.company)?acheteur=\(invented.buyer)",
            as: .member)
        #expect(page.status == 200)
    }

    @Test func `one agent is one agent, one deposit was destroyed`() async throws {
        let invented = try await InventedOfferSite()
        #expect(try await invented.page("/cles").contains("1\u{A0}agent sur 1"))
        invented.community.wait(minutes: 20 * 1_440 + 5)

        let text = try await invented.page("/ouverture")

        #expect(text.contains("Il faut 1\u{A0}agent sur 1\u{202F}: il donne sa phrase, et ouvre."))
        #expect(
            Chore.destroyed(1)
                == "1\u{A0}dépôt, dont la durée est passée, a été détruit.")
        #expect(
            Chore.destroyed(2)
                == "2\u{A0}dépôts, dont la durée est passée, ont été détruits.")
    }

    @Test func `the buyer and the company read the same day of erasure, by the setting`()
        async throws
    {
        let invented = try await InventedOfferSite()
        let store = invented.community.store
        for days in [Consultations.keptDays, 4_000] {
            try store.decide(
                Consultations.retention.setting, String(days), invented.community.acting())
            let closing = try #require(invented.offers.call(invented.key).closing)
            let until = ParisTime.dayText(closing.adding(days: days))
            let left = French.count(
                Int(closing.adding(days: days).since(InventedCommunity.start) / 86_400), "jour")

            let buyer = try await invented.page("")
            let company = try await invented.page("/depots/\(invented.deposit.key)", as: .account)

            for text in [buyer, company] {
                #expect(text.contains("conservées jusqu’au \(until)"))
                #expect(text.contains(left))
                #expect(text.contains("R2184-12"))
            }
        }
    }

    @Test func `less than five years is refused with the article`() async throws {
        let community = try InventedCommunity()
        let setting = Consultations.retention.setting
        let fields = try community.store.retentions().map { ($0.kept.setting, String($0.days)) }
        let version = String(try community.store.version(ofSettings: fields.map(\.0)))
        func send(_ days: String) async throws -> Answer {
            try await community.post(
                "/administration/conservation",
                fields.map { ($0.0, $0.0 == setting ? days : $0.1) } + [("version", version)],
                as: .administrator)
        }

        let refused = try await send("1826")
        #expect(refused.status == 422)
        #expect(try refused.text.contains("Jamais moins de cinq ans"))
        #expect(try refused.text.contains("R2184-12"))
        #expect(try community.store.setting(setting) == nil)

        let taken = try await send("1827")
        #expect(taken.status == 303)
        #expect(try community.store.setting(setting) == "1827")
    }

    @Test func `letters are forgotten even where a table cannot be purged`() async throws {
        let community = try InventedCommunity()
        try community.store.bare {
            try $0.execute(
                sql: """
                    CREATE TRIGGER refuse BEFORE DELETE ON session
                    BEGIN SELECT raise(ABORT, 'non'); END
                    """)
        }
        community.wait(minutes: 400 * 1_440)
        let carrier = RecordingCarrier()
        let lines = Lines()
        let chore = try #require(Chore.all.first { $0.name == "conservation" })

        try chore.run(
            Chore.Setting(
                store: community.store,
                mail: MailDelivery(
                    store: community.store, carrier: carrier, sender: "a@b.fr", senderName: "O",
                    siteAddress: "https://obs.exemple.fr"),
                siteName: "Observatoire inventé", siteAddress: "https://obs.exemple.fr/",
                acting: community.acting(), log: { lines.add($0) }))

        #expect(carrier.count.all == ["oublié"])
        #expect(lines.all.contains { $0.contains("«\u{202F}session\u{202F}»") })
    }
}

/// What was said, in order.
private final class Lines: Sendable {
    private let said = Mutex<[String]>([])
    func add(_ line: String) { said.withLock { $0.append(line) } }
    var all: [String] { said.withLock { $0 } }
}

/// A carrier that notes that it forgot.
private struct RecordingCarrier: MailCarrier {
    let count = Lines()
    func carry(_ bytes: [UInt8], to recipient: EmailAddress, number: Int64) throws {}
    func forget(_ kept: ([Int64]) throws -> Set<Int64>) throws -> Int {
        count.add("oublié")
        return 0
    }
}
