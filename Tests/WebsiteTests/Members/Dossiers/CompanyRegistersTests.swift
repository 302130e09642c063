import Community
import Editions
import Foundation
import Procurement
import Synchronization
import Testing

@testable import Website

/// What registers know is not typed: it is in the form, each value with its source.
@Suite struct CompanyRegistersTests {
    private static let siret = "73282932000074"

    /// Answers as the public search of companies does; nil: nothing answers.
    private final class Recorded: OpenIDCaller {
        let text: String?
        private let count = Mutex(0)
        var calls: Int { count.withLock { $0 } }

        init(_ text: String?) { self.text = text }

        func call(_ call: OpenIDCall) throws -> OpenIDReply {
            count.withLock { $0 += 1 }
            guard let text else { throw OpenIDFailure.unreachable("essai") }
            return OpenIDReply(status: 200, type: "application/json", bytes: Array(text.utf8))
        }
    }

    private static let answer = """
        {"results":[{"siren":"732829320","nom_raison_sociale":"TOITURES EN LIGNE",
        "activite_principale":"43.91B","categorie_entreprise":"PME","nature_juridique":"5710",
        "statut_diffusion":"O","siege":{"siret":"73282932000074","activite_principale":"43.91B",
        "adresse":"3 RUE DES ARDOISES 62000 ARRAS","code_postal":"62000","libelle_commune":"ARRAS",
        "commune":"62041","etat_administratif":"A"}}],"total_results":1,"page":1,"per_page":1,
        "total_pages":1}
        """

    /// A data folder with SIRENE's lists of one company.
    private static func folder() throws -> String {
        let folder = FileManager.default.temporaryDirectory.path + "/registres-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let lock = try DataFolderLock(folder: folder)
        var lists = try ReferenceLists(folder: folder)
        for (name, text) in [
            (
                "lieux.csv",
                """
                siren,siret,statutDiffusionEtablissement,numeroVoieEtablissement,typeVoieEtablissement,\
                libelleVoieEtablissement,codePostalEtablissement,libelleCommuneEtablissement,\
                codeCommuneEtablissement,activitePrincipaleEtablissement
                732829320,73282932000074,O,3,RUE,DES ARDOISES,62000,ARRAS,62041,43.91B

                """
            ),
            (
                "unites.csv",
                """
                siren,statutDiffusionUniteLegale,trancheEffectifsUniteLegale,categorieEntreprise,\
                denominationUniteLegale,categorieJuridiqueUniteLegale
                732829320,O,03,PME,TOITURES INVENTEES,5499

                """
            ),
        ] {
            let path = folder + "/" + name
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            _ = try lists.add(path: path, on: try #require(Day("2026-03-02")), lock: lock)
        }
        return folder
    }

    private func community(_ recorded: Recorded?, folder: String = "") throws -> InventedCommunity {
        // A clock that stands still.
        let start = ContinuousClock.now
        let community = try InventedCommunity(
            register: recorded.map {
                CompanyDesk(
                    CompanyRegister(address: "http://127.0.0.1:1", caller: $0), now: { start })
            }, deciding: { $0.folder = folder })
        let person = community.people[.account] ?? 0
        try community.store.attachments.ask(
            person, siret: Self.siret, kind: .company, reason: "Gérante, joignable au siège.",
            community.acting(.account))
        let asked = try #require(try community.store.attachments.of(person).first)
        try community.store.attachments.decide(
            asked.id, isConfirmed: true, askedAt: asked.asked, community.acting(.administrator)
        ) { _, address in MailMessage(to: address, subject: "Confirmé", text: "Confirmé.") }
        return community
    }

    /// The value of a field of the form.
    private func value(_ key: String, _ page: String) -> String? {
        guard let place = page.range(of: "id=\"champ-\(key)\""),
            let value = page[..<(page[place.upperBound...].firstIndex(of: ">") ?? page.endIndex)]
                .range(of: "value=\"", options: .backwards), value.lowerBound > place.lowerBound
        else { return nil }
        return String(page[value.upperBound...].prefix { $0 != "\"" })
    }

    @Test func `SIRENE’s lists fill the identity in, each value with its source`() async throws {
        let folder = try Self.folder()
        // The folder is temporary: what cannot be removed is left to the system.
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let community = try community(nil, folder: folder)

        let page = try await community.get("/dossier/\(Self.siret)", as: .account).text

        #expect(value("identite_nom", page) == "TOITURES INVENTEES")
        #expect(value("identite_forme", page) == "Société à responsabilité limitée (SARL)")
        #expect(value("identite_adresse", page) == "3 RUE DES ARDOISES")
        #expect(value("identite_code_postal", page) == "62000")
        #expect(value("identite_commune", page) == "ARRAS")
        #expect(value("identite_activite", page) == "43.91B")
        #expect(page.contains("<option value=\"PME\" selected>"))
        #expect(
            page.contains(
                "D’après SIRENE (liste «\u{202F}lieux.csv\u{202F}», reçue le 2 mars 2026)"))
        #expect(page.contains("liste «\u{202F}unites.csv\u{202F}»"))
        #expect(PageWalk(page).complaints == [])
    }

    @Test func `the public search fills in what the lists do not say, and is asked once`()
        async throws
    {
        let recorded = Recorded(Self.answer)
        let community = try community(recorded)

        let page = try await community.get("/dossier/\(Self.siret)", as: .account).text
        _ = try await community.get("/dossier/\(Self.siret)", as: .account)

        #expect(value("identite_nom", page) == "TOITURES EN LIGNE")
        #expect(value("identite_forme", page) == "Société par actions simplifiée (SAS)")
        #expect(value("identite_adresse", page) == "3 RUE DES ARDOISES")
        #expect(value("identite_code_postal", page) == "62000")
        #expect(value("identite_commune", page) == "ARRAS")
        #expect(page.contains("D’après l’annuaire public des entreprises"))
        #expect(recorded.calls == 1)
    }

    @Test func `a register that does not answer is told calmly, and left alone`() async throws {
        let recorded = Recorded(nil)
        let community = try community(recorded)

        let first = try await community.get("/dossier/\(Self.siret)", as: .account)
        let again = try await community.get("/dossier/\(Self.siret)", as: .account)

        #expect(first.status == 200 && again.status == 200)
        let page = try first.text
        #expect(page.contains("ne répond pas, ou ce site est hors ligne"))
        #expect(page.contains("Remplissez vous-même ce qui manque"))
        #expect(value("identite_nom", page) ?? "" == "")
        #expect(recorded.calls == 1)
    }

    @Test func `what a register said and nobody corrected is kept as coming from it`() async throws
    {
        let community = try community(Recorded(Self.answer))

        _ = try await community.post(
            "/dossier/\(Self.siret)",
            [
                ("version", "0"), ("identite_nom", "TOITURES EN LIGNE"),
                ("identite_commune", "Arras"), ("contact_courriel", "a@exemple.fr"),
            ], as: .account)

        let dossier = try community.store.dossiers.dossier(
            Self.siret, by: community.people[.account] ?? 0)
        #expect(dossier.statement(.identity, "nom")?.source == .register)
        #expect(dossier.statement(.identity, "commune")?.source == .said)
    }
}
