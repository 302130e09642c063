import Foundation

/// What the operator decides: who runs the observatory, how it looks, what it accepts.
///
/// Kept in `reglages.json` of the data folder, with French keys; every key is optional.
///
/// - Source: the fields a public site must show are those of article 1-1 of the law of 21 June
///   2004 (LCEN) and of articles 13 and 14 of the GDPR.
public struct Settings: Hashable, Sendable {
    /// A firm or body that is reachable.
    public struct Contact: Hashable, Sendable, Codable {
        public var nom: String
        public var adresse: String
        public var telephone: String

        /// Nobody yet.
        public init(nom: String = "", adresse: String = "", telephone: String = "") {
            self.nom = nom
            self.adresse = adresse
            self.telephone = telephone
        }

        /// Missing keys are empty.
        public init(from decoder: any Decoder) throws {
            let object = try decoder.container(keyedBy: CodingKeys.self)
            nom = try object.decodeIfPresent(String.self, forKey: .nom) ?? ""
            adresse = try object.decodeIfPresent(String.self, forKey: .adresse) ?? ""
            telephone = try object.decodeIfPresent(String.self, forKey: .telephone) ?? ""
        }

        private enum CodingKeys: String, CodingKey { case nom, adresse, telephone }
    }

    /// Colours of the site, as `#rrggbb`.
    public struct Colours: Hashable, Sendable {
        /// Links, buttons and the first series of charts.
        public var primary: String
        /// The second series of charts.
        public var secondary: String
    }

    /// The site's name.
    public var siteName = "Observatoire de la commande publique"
    /// Who publishes the site.
    public var publisher = Contact()
    /// Where visitors write.
    public var email = ""
    /// The person who answers for what is published.
    public var publicationDirector = ""
    /// Who hosts the site.
    public var host = Contact()
    /// Where requests about personal data go; the site's e-mail by default.
    public var dataProtectionEmail = ""
    /// The public address of the site, as `https://observatoire.example.fr`.
    public var siteAddress = ""
    /// A file of the data folder shown as logo, or empty.
    public var logo = ""
    /// The site's colours.
    public var colours = Colours(primary: "#1d4f91", secondary: "#b3541e")
    /// Whether data under a share-alike licence may enter; the edition's licence then says so.
    public var allowsShareAlike = false
    /// Whether this is a demonstration with invented data, which every page then says.
    public var isDemonstration = false
    /// The program that takes letters away and its arguments between blanks, as `/usr/sbin/sendmail` or
    /// `msmtp -C /etc/orcp/msmtprc`; empty: files in `courriels/`.
    public var mailCommand = ""
    /// Who letters come from; the site's e-mail by default.
    public var mailSender = ""
    /// Another provider of identities, as ProConnect; nil when there is none.
    public var openID: OpenID?
    /// Where API Entreprise is asked, with the buyers' own tokens; the State's own when empty.
    public var entrepriseAddress = ""
    /// Address of the public register of companies (API Recherche d’entreprises), as
    /// `https://recherche-entreprises.api.gouv.fr`; empty: it is not asked.
    public var companyRegister = ""
    /// The region the observatory is about, by INSEE code; all of France when empty.
    public var region = ""
    /// Whether buyers may open simplified consultations here: the operator's choice, which makes it answer
    /// for what it keeps.
    public var allowsSimplifiedConsultations = false

    /// What an operator who decided nothing has.
    public init() {}

    /// The settings of a data folder; the defaults when it has none.
    ///
    /// - Throws: `StorageFailure` naming the file and what is wrong with it.
    public init(folder: String) throws {
        let path = folder + "/reglages.json"
        guard FileManager.default.fileExists(atPath: path) else { return }
        do {
            let data = try Data(contentsOf: URL(fileURLWithPath: path))
            self = try JSONDecoder().decode(Settings.self, from: data)
        } catch let error as DecodingError {
            throw StorageFailure(
                "Réglages illisibles dans «\u{202F}\(path)\u{202F}»\u{202F}: \(Self.sentence(error))"
            )
        } catch {
            throw StorageFailure(
                "Impossible de lire les réglages «\u{202F}\(path)\u{202F}»\u{202F}: \(error.localizedDescription)"
            )
        }
    }

    /// Writes the settings of a data folder.
    public func write(folder: String) throws {
        try DurableFile.createFolder(folder)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        var bytes = Array(try encoder.encode(self))
        bytes.append(0x0A)
        try DurableFile.replace(folder + "/reglages.json", with: bytes)
    }

    /// Whether nobody has said yet who publishes the site.
    public var isUnconfigured: Bool { publisher.nom.isEmpty }

    private static func sentence(_ error: DecodingError) -> String {
        switch error {
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            let path = context.codingPath.map(\.stringValue).joined(separator: ".")
            return "la valeur de «\u{202F}\(path)\u{202F}» n’a pas la forme attendue."
        case .dataCorrupted(let context) where !context.codingPath.isEmpty:
            return context.debugDescription
        default:
            return "ce n’est pas du JSON."
        }
    }
}

extension Settings: Codable {
    private enum Key: String, CodingKey, CaseIterable {
        case nomDuSite, editeur, courriel, directeurPublication, hebergeur
        case courrielDonneesPersonnelles, adresseDuSite, logo, couleurPrincipale
        case couleurSecondaire, partageIdentiqueAutorise, demonstration, region
        case programmeDeCourriel, expediteurDesCourriels, connexionOpenID, consultationSimplifiee
        case adresseAPIEntreprise, registreEntreprises
    }

    /// Read from `reglages.json`; missing keys keep their default.
    public init(from decoder: any Decoder) throws {
        self.init()
        let object = try decoder.container(keyedBy: Key.self)
        func text(_ key: Key, _ field: inout String) throws {
            if let value = try object.decodeIfPresent(String.self, forKey: key) { field = value }
        }
        func flag(_ key: Key, _ field: inout Bool) throws {
            if let value = try object.decodeIfPresent(Bool.self, forKey: key) { field = value }
        }
        try text(.nomDuSite, &siteName)
        publisher = try object.decodeIfPresent(Contact.self, forKey: .editeur) ?? publisher
        try text(.courriel, &email)
        try text(.directeurPublication, &publicationDirector)
        host = try object.decodeIfPresent(Contact.self, forKey: .hebergeur) ?? host
        try text(.courrielDonneesPersonnelles, &dataProtectionEmail)
        try text(.adresseDuSite, &siteAddress)
        try text(.logo, &logo)
        try text(.couleurPrincipale, &colours.primary)
        try text(.couleurSecondaire, &colours.secondary)
        try flag(.partageIdentiqueAutorise, &allowsShareAlike)
        try flag(.demonstration, &isDemonstration)
        try text(.region, &region)
        try flag(.consultationSimplifiee, &allowsSimplifiedConsultations)
        try text(.programmeDeCourriel, &mailCommand)
        try text(.expediteurDesCourriels, &mailSender)
        try text(.adresseAPIEntreprise, &entrepriseAddress)
        try text(.registreEntreprises, &companyRegister)
        openID = try object.decodeIfPresent(OpenID.self, forKey: .connexionOpenID)
    }

    /// Written to `reglages.json`.
    public func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: Key.self)
        try object.encode(siteName, forKey: .nomDuSite)
        try object.encode(publisher, forKey: .editeur)
        try object.encode(email, forKey: .courriel)
        try object.encode(publicationDirector, forKey: .directeurPublication)
        try object.encode(host, forKey: .hebergeur)
        try object.encode(dataProtectionEmail, forKey: .courrielDonneesPersonnelles)
        try object.encode(siteAddress, forKey: .adresseDuSite)
        try object.encode(logo, forKey: .logo)
        try object.encode(colours.primary, forKey: .couleurPrincipale)
        try object.encode(colours.secondary, forKey: .couleurSecondaire)
        try object.encode(allowsShareAlike, forKey: .partageIdentiqueAutorise)
        try object.encode(isDemonstration, forKey: .demonstration)
        try object.encode(region, forKey: .region)
        try object.encode(allowsSimplifiedConsultations, forKey: .consultationSimplifiee)
        try object.encode(mailCommand, forKey: .programmeDeCourriel)
        try object.encode(mailSender, forKey: .expediteurDesCourriels)
        try object.encode(entrepriseAddress, forKey: .adresseAPIEntreprise)
        try object.encode(companyRegister, forKey: .registreEntreprises)
        try object.encodeIfPresent(openID, forKey: .connexionOpenID)
    }
}
