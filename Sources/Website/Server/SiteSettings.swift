import Editions

/// What the operator decided, as the site needs it.
struct SiteSettings: Sendable {
    var name: String
    var publisher: Settings.Contact
    var email: String
    var director: String
    var host: Settings.Contact
    var dataProtectionEmail: String
    var address: String
    /// Path of the logo's file, when there is one.
    var logo: String?
    var isUnconfigured: Bool
    var isDemonstration: Bool
    /// Whether only the tools and the law are served, on somebody's own computer.
    var isToolsOnly = false
    /// Whether buyers may open simplified consultations.
    var allowsConsultations = false
    /// The data folder, whose reference lists pages look into.
    var folder: String
    let colours: Assets.Asset
    /// Where API Entreprise is asked.
    var entrepriseAddress: String
    /// What buyers' tokens are sealed under; nil where none is kept.
    var tokenKey: [UInt8]?

    /// Where letters say the site is: its public address, else this computer's.
    var publicAddress: String { address.isEmpty ? localAddress : address }
    /// The address on this computer, known once the port is.
    var localAddress = "http://localhost:8080"

    /// The settings of a data folder.
    init(_ settings: Settings, folder: String) {
        self.folder = folder
        name = settings.siteName
        publisher = settings.publisher
        email = settings.email
        director = settings.publicationDirector
        host = settings.host
        dataProtectionEmail =
            settings.dataProtectionEmail.isEmpty ? settings.email : settings.dataProtectionEmail
        address = settings.siteAddress
        logo = settings.logo.isEmpty ? nil : folder + "/" + settings.logo
        isUnconfigured = settings.isUnconfigured
        isDemonstration = settings.isDemonstration
        entrepriseAddress =
            settings.entrepriseAddress.isEmpty
            ? EntrepriseAPI.production : settings.entrepriseAddress
        allowsConsultations = settings.allowsSimplifiedConsultations
        colours = Assets.colours(
            primary: settings.colours.primary, secondary: settings.colours.secondary)
    }
}
