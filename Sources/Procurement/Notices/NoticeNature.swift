/// What a notice is for.
public enum NoticeNature: UInt8, Sendable, Hashable, CaseIterable {
    case call, prior, intention, award, withoutOutcome, change, correction, cancellation
    case qualification, periodic, profile, subcontracting, other

    /// As BOAMP's readers say it.
    public var label: String {
        switch self {
        case .call: "Avis de marché"
        case .prior: "Préinformation"
        case .intention: "Intention de conclure"
        case .award: "Attribution"
        case .withoutOutcome: "Sans suite ou infructueux"
        case .change: "Modification de marché"
        case .correction: "Rectificatif"
        case .cancellation: "Annulation"
        case .qualification: "Système de qualification"
        case .periodic: "Avis périodique"
        case .profile: "Profil d’acheteur"
        case .subcontracting: "Sous-traitance"
        case .other: "Autre avis"
        }
    }

    /// The nature a published word means, whatever its case and punctuation; nil when unknown.
    public init?(word: String) {
        let word = NoticeWord.folded(word)
        func has(_ piece: String) -> Bool { word.contains(piece) }
        if word.isEmpty { return nil }
        if has("sanssuite") || has("infructueu"), !has("comportantdeslots") {
            self = .withoutOutcome
        } else if has("intention") || has("exante") {
            self = .intention
        } else if has("attribution") || has("resultat") {
            self = .award
        } else if has("preinformation") {
            self = .prior
        } else if has("appeloffre") || has("avisdemarche") || has("avisdeconcession")
            || has("concours") || has("avisdappel")
        {
            self = .call
        } else if has("annulation") {
            self = .cancellation
        } else if has("rectif") {
            self = .correction
        } else if has("modification") {
            self = .change
        } else if has("qualification") {
            self = .qualification
        } else if has("periodique") {
            self = .periodic
        } else if has("profilacheteur") || has("profildacheteur") {
            self = .profile
        } else if has("soustraitance") {
            self = .subcontracting
        } else if word == "autre" || word == "autres" || word == "divers" {
            self = .other
        } else {
            return nil
        }
    }
}

/// Whether a notice is the first of its kind, or changes an earlier one.
public enum NoticeState: UInt8, Sendable, Hashable, CaseIterable {
    case initial, corrected, cancelled, modified

    /// In French.
    public var label: String {
        switch self {
        case .initial: "Initial"
        case .corrected: "Rectificatif"
        case .cancelled: "Annulation"
        case .modified: "Modification"
        }
    }

    /// The state a published word means; nil when unknown.
    public init?(word: String) {
        let word = NoticeWord.folded(word)
        if word.hasPrefix("initial") {
            self = .initial
        } else if word.hasPrefix("rectif") {
            self = .corrected
        } else if word.hasPrefix("annul") {
            self = .cancelled
        } else if word.hasPrefix("modif") {
            self = .modified
        } else {
            return nil
        }
    }
}

/// Published words as they are compared.
public enum NoticeWord {
    /// Lower case letters and digits without accents, nothing else.
    ///
    /// - Complexity: O(characters).
    public static func folded(_ text: some StringProtocol) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x30...0x39, 0x61...0x7A: bytes.append(UInt8(scalar.value))
            case 0x41...0x5A: bytes.append(UInt8(scalar.value) + 32)
            case 0xC0...0xC6, 0xE0...0xE6: bytes.append(0x61)
            case 0xC7, 0xE7: bytes.append(0x63)
            case 0xC8...0xCB, 0xE8...0xEB: bytes.append(0x65)
            case 0xCC...0xCF, 0xEC...0xEF: bytes.append(0x69)
            case 0xD2...0xD6, 0xF2...0xF6: bytes.append(0x6F)
            case 0xD9...0xDC, 0xF9...0xFC: bytes.append(0x75)
            case 0x152, 0x153: bytes += [0x6F, 0x65]
            default: break
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
