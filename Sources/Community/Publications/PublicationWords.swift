/// What a publication is.
public enum PublicationKind: String, Sendable, CaseIterable {
    case report = "rapport"
    case study = "etude"
    case guide
    case sheet = "fiche"
    case barometer = "barometre"
    case minutes = "compte_rendu"
    case pressRelease = "communique"
    case talk = "intervention"
    case other = "autre"

    /// French, as shown.
    public var label: String {
        switch self {
        case .report: "Rapport de recherche"
        case .study: "Étude"
        case .guide: "Guide"
        case .sheet: "Fiche pédagogique"
        case .barometer: "Baromètre"
        case .minutes: "Compte rendu"
        case .pressRelease: "Communiqué de presse"
        case .talk: "Intervention"
        case .other: "Autre document"
        }
    }
}

/// What others may do with a publication.
public enum PublicationLicence: String, Sendable, CaseIterable {
    case open = "licence-ouverte-2.0"
    case attribution = "cc-by-4.0"
    case shareAlike = "cc-by-sa-4.0"
    case noDerivatives = "cc-by-nd-4.0"
    case reserved = "tous-droits-reserves"

    /// French, as shown.
    public var label: String {
        switch self {
        case .open: "Licence Ouverte 2.0"
        case .attribution: "CC BY 4.0"
        case .shareAlike: "CC BY-SA 4.0"
        case .noDerivatives: "CC BY-ND 4.0"
        case .reserved: "Tous droits réservés"
        }
    }

    /// The address that names it for machines; nil when all rights are reserved.
    public var address: String? {
        switch self {
        case .open: "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
        case .attribution: "https://creativecommons.org/licenses/by/4.0/"
        case .shareAlike: "https://creativecommons.org/licenses/by-sa/4.0/"
        case .noDerivatives: "https://creativecommons.org/licenses/by-nd/4.0/"
        case .reserved: nil
        }
    }
}

/// The language of a publication, by its two letters (ISO 639-1).
public enum PublicationLanguage: String, Sendable, CaseIterable {
    case french = "fr"
    case english = "en"
    case dutch = "nl"
    case german = "de"
    case spanish = "es"
    case italian = "it"
    case polish = "pl"

    /// French, as shown.
    public var label: String {
        switch self {
        case .french: "Français"
        case .english: "Anglais"
        case .dutch: "Néerlandais"
        case .german: "Allemand"
        case .spanish: "Espagnol"
        case .italian: "Italien"
        case .polish: "Polonais"
        }
    }
}

/// Where a version stands between the first draft and the readers.
public enum PublicationState: String, Sendable, CaseIterable {
    case draft = "brouillon"
    case inReview = "relecture"
    case accepted = "acceptee"
    case published = "publiee"

    /// French, as shown.
    public var label: String {
        switch self {
        case .draft: "Brouillon"
        case .inReview: "En relecture"
        case .accepted: "Acceptée, à publier"
        case .published: "Publiée"
        }
    }
}
