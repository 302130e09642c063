/// What became of a declaration.
enum Fate: UInt8, Sendable {
    case kept, merged, setAside

    /// As the column `sort` says it.
    var label: String {
        switch self {
        case .kept: "Gardée"
        case .merged: "Réunie"
        case .setAside: "Écartée"
        }
    }
}

/// Why a declaration is merged into another.
enum MergeReason: UInt8, Sendable {
    case none, exactDuplicate, otherVersion, otherSource, attachedModification

    /// As the column `motif` says it; nil when there is nothing to say.
    var label: String? {
        switch self {
        case .none: nil
        case .exactDuplicate: "doublon exact"
        case .otherVersion: "autre version"
        case .otherSource: "autre source"
        case .attachedModification: "modification rattachée"
        }
    }
}
