import Community
import Tools

/// The files of an application: what a company takes away to a buyer's profile, or deposits here.
enum ApplicationBundle {
    /// The structured application and its forms: `candidature.json`, `DC1.odt`, `DC2.odt`, `DC4.odt`
    /// where a subcontractor is declared.
    static func files(_ application: Applications.Application) -> [(name: String, bytes: [UInt8])] {
        [("candidature.json", ApplicationPrint.json(application).bytes)]
            + ApplicationForms.all(application).map { ($0.name + ".odt", $0.openDocument) }
    }

    /// The application of a company for a consultation of this platform, made from its dossier now, kept
    /// in its history, as files.
    ///
    /// - Parameters:
    ///   - lots: as `2, 3`; empty for all.
    ///   - isAffirmed: whether the person affirmed the grounds for exclusion for this application.
    /// - Throws: `CommunityRefusal`: `.absent` consultation, `.forbidden`, `.invalid` naming
    ///   `affirmation`, `.untimely` when the dossier is empty.
    static func files(
        for consultation: Int64, siret: String, lots: String, isAffirmed: Bool,
        precisions: String = "", _ members: Members
    ) throws -> [(name: String, bytes: [UInt8])] {
        var call = try members.store.applications.call(ofConsultation: consultation)
        call.lots = lots
        let id = try members.store.applications.make(
            call, for: siret, isAffirmed: isAffirmed, precisions: precisions,
            consultation: consultation, members.acting)
        let person = try members.visitor.signedIn()
        return files(try members.store.applications.application(id, by: person.id))
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
