import ArgumentParser
import Columns
import Community
import Editions
import Formats
import Foundation
import Indicators

/// Turns what a command throws into a sentence and an exit code: the one place that does.
enum Problems {
    /// The problem behind an error, or the error itself when ArgumentParser knows better.
    static func rendered(_ error: any Error) -> any Error {
        switch error {
        case let refusal as ReadingRefusal: shown(.data, refusal.message)
        case let refusal as DepositRefusal: shown(.data, refusal.description)
        case let refusal as ReferenceRefusal: shown(.data, refusal.description)
        case let refusal as EngineRefusal: shown(.usage, refusal.description)
        case let failure as StorageFailure: shown(.unavailable, failure.description)
        case let failure as StoreFailure:
            shown(failure.kind == .foreign ? .data : .unavailable, failure.description)
        case let failure as ArrowFailure: shown(.unavailable, failure.description)
        case let failure as ReadingFailure: shown(.unavailable, failure.description)
        case let failure as CocoaError: shown(.unavailable, failure.inFrench)
        default: error
        }
    }

    private static func shown(_ outcome: Outcome, _ message: String) -> any Error {
        complain(message)
        return outcome.code
    }
}

extension CocoaError {
    /// Why a file could not be read or written: the system's own words are in English.
    var inFrench: String {
        let named =
            (userInfo[NSFilePathErrorKey] as? String).map { " «\u{202F}\($0)\u{202F}»" } ?? ""
        switch code {
        case .fileReadNoSuchFile, .fileNoSuchFile: return "le fichier\(named) n’existe pas"
        case .fileReadNoPermission, .fileWriteNoPermission:
            return "l’accès au fichier\(named) est refusé"
        case .fileWriteOutOfSpace: return "le disque est plein"
        case .fileWriteVolumeReadOnly: return "le disque ne s’écrit pas"
        case .fileWriteFileExists: return "le fichier\(named) existe déjà"
        default: return "le système a répondu par l’erreur n°\u{A0}\(code.rawValue)"
        }
    }
}
