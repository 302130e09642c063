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

/// What deposits are made with besides files of the company's own.
enum OfferProviders {
    /// The maker of applications; nil where the dossier's part is not there.
    static let application: (any ApplicationFiles)? = nil
}
