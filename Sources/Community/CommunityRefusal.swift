/// Why the community's part refuses what somebody asked.
///
/// - Shape: French sentences, complete; a refusal that concerns one field of a form names it.
public enum CommunityRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// A field whose value is not what is expected: its name in forms, what was given, the sentence.
    case invalid(field: String, value: String, sentence: String)
    /// Something that is not there, or not for this person to know of.
    case absent(String)
    /// The person may not do this; the sentence says who may.
    case forbidden(String)
    /// Nobody is signed in, and the act needs somebody.
    case signInNeeded
    /// Somebody else changed the same thing meanwhile: nothing was overwritten.
    case changedMeanwhile(what: String)
    /// The state of things does not allow it: too late, full, already done.
    case untimely(String)
    /// Too many tries; when to come back, in seconds.
    case tooMany(sentence: String, retryAfterSeconds: Int)

    /// The sentence shown.
    public var description: String {
        switch self {
        case .invalid(_, _, let sentence), .absent(let sentence), .forbidden(let sentence),
            .untimely(let sentence), .tooMany(let sentence, _):
            sentence
        case .signInNeeded: "Connectez-vous pour continuer."
        case .changedMeanwhile(let what):
            "\(what) a été modifié par quelqu’un d’autre depuis que vous l’avez ouvert. Rien n’a été "
                + "écrasé\u{202F}: comparez les deux textes, puis enregistrez de nouveau."
        }
    }
}
