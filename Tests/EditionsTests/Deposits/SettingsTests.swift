import Editions
import Testing

@Suite struct SettingsTests {
    @Test func `settings survive being written and read`() throws {
        let folder = try TemporaryFolder()
        var settings = Settings()
        settings.publisher = .init(
            nom: "Organisme fictif", adresse: "1 rue Fictive", telephone: "0")
        settings.isDemonstration = true
        settings.colours.primary = "#123456"

        try settings.write(folder: folder.path)

        #expect(try Settings(folder: folder.path) == settings)
        #expect(try Settings(folder: folder.path + "/absent") == Settings())
    }

    @Test func `missing keys keep their default and wrong ones are named`() throws {
        let folder = try TemporaryFolder()
        try folder.write(#"{"editeur":{"nom":"Fictif"},"inconnu":1}"#, "reglages.json")
        #expect(try Settings(folder: folder.path).publisher.nom == "Fictif")

        try folder.write(#"{"partageIdentiqueAutorise":"oui"}"#, "reglages.json")
        let failure = #expect(throws: StorageFailure.self) { try Settings(folder: folder.path) }
        #expect(failure?.description.contains("partageIdentiqueAutorise") == true)
    }

    @Test func `what the law requires and is empty is listed`() {
        var settings = Settings()
        #expect(settings.missing.count == 8)

        settings.publisher = .init(nom: "a", adresse: "b", telephone: "c")
        settings.host = settings.publisher
        settings.email = "contact@exemple.fr"
        settings.publicationDirector = " "

        #expect(settings.missing.map(\.key) == ["directeurPublication"])
    }

    @Test func `what cannot be right is quoted`() {
        var settings = Settings()
        settings.colours.primary = "bleu"
        settings.email = "contact"
        settings.siteAddress = "observatoire.fr"
        settings.logo = "../logo.svg"

        #expect(
            settings.faults.map(\.key)
                == ["couleurPrincipale", "courriel", "adresseDuSite", "logo"])
        #expect(Settings().faults.isEmpty)
    }
}
