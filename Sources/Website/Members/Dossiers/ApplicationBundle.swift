import Community
import Tools

/// The files of an application: what a company takes away to a buyer's profile, or deposits here.
enum ApplicationBundle {
    /// The structured application and its forms: `candidature.json`, `DC1.odt`, `DC2.odt`, `DC4.odt`
    /// where a subcontractor is declared; the ESPD response (DUME) in both versions.
    static func files(_ application: Applications.Application) -> [(name: String, bytes: [UInt8])] {
        [("candidature.json", ApplicationPrint.json(application).bytes)]
            + ApplicationForms.all(application).map { ($0.name + ".odt", $0.openDocument) }
            + ApplicationESPD.files.map {
                ($0.name, ApplicationESPD.bytes(application, version: $0.version))
            }
    }

    /// What a company prepared for a consultation of this platform, as files ready to deposit.
    ///
    /// - Shape: the last application it prepared for it, with its own dated affirmation of the grounds
    ///   for exclusion: nobody affirms in the company's place.
    /// - Throws: `.forbidden`; `.untimely`, whose sentence leads to the page that prepares it, when none
    ///   was.
    static func files(for consultation: Int64, siret: String, _ members: Members) throws -> [(
        name: String, bytes: [UInt8]
    )] {
        let person = try members.visitor.signedIn()
        guard
            let application = try members.store.applications.latest(
                of: siret, for: consultation, by: person.id)
        else {
            throw CommunityRefusal.untimely(
                "Préparez d’abord votre candidature, depuis la page de la consultation\u{202F}: vos "
                    + "déclarations s’y confirment.")
        }
        return files(application)
    }

    /// Everything in one archive; PDF where WeasyPrint is installed.
    static func archive(_ application: Applications.Application, site: String) -> [UInt8] {
        var archive = ZipArchive()
        for file in files(application) { archive.add(file.name, file.bytes) }
        for document in ApplicationForms.all(application) {
            // Without WeasyPrint the archive holds the ODT alone: the page says so.
            guard let bytes = try? ApplicationPrint.pdf(document, site: site) else { continue }
            archive.add(document.name + ".pdf", bytes)
        }
        return archive.file
    }
}
