import Community

/// Makes the application of a company for a consultation, as files ready to deposit.
protocol ApplicationFiles: Sendable {
    /// What the button that adds them says, as `Joindre ma candidature`.
    var label: String { get }
    /// Names and bytes, as `candidature.json`, `DC1.odt`.
    ///
    /// - Throws: `CommunityRefusal` when the company's dossier is not ready.
    func files(siret: String, call: Offers.Call, _ members: Members) throws -> [(
        name: String, bytes: [UInt8]
    )]
}

/// What the company prepared from its dossier for this consultation.
struct DossierApplication: ApplicationFiles {
    let label = "Joindre ma candidature"

    func files(siret: String, call: Offers.Call, _ members: Members) throws -> [(
        name: String, bytes: [UInt8]
    )] {
        try ApplicationBundle.files(for: call.id, siret: siret, members)
    }
}

/// What deposits are made with besides files of the company's own.
enum OfferProviders {
    /// The maker of applications.
    static let application: (any ApplicationFiles)? = DossierApplication()
}
