/// Signed words in addresses about one registration: a number and a keyed digest of it.
///
/// - Shape: `12.kX…`; a token made for one purpose serves no other.
public enum EventToken: String, Sendable {
    /// The page where a registration is changed.
    case registration = "inscription"
    /// The badge's code, opened by those at the door.
    case badge
    /// The questionnaire.
    case questionnaire

    func text(_ id: Int64, key: [UInt8]) -> String {
        "\(id)." + Fingerprint.token(Fingerprint.keyed("rencontre|\(rawValue)|\(id)", key: key))
    }

    /// The registration that a token names, or nil for one that is not ours.
    func read(_ token: String, key: [UInt8]) -> Int64? {
        guard let digits = token.split(separator: ".").first, let id = Int64(digits), id > 0,
            Fingerprint.same(Array(text(id, key: key).utf8), Array(token.utf8))
        else { return nil }
        return id
    }
}

extension Events {
    /// The token of a registration for a purpose.
    public func token(_ purpose: EventToken, of registration: Int64, _ acting: Acting) throws
        -> String
    {
        purpose.text(registration, key: try store.key(acting))
    }

    /// The registration that a token opens, at this event.
    ///
    /// - Throws: `.absent` for a token that is not ours, or not of this event.
    public func registration(
        _ purpose: EventToken, _ token: String, at event: Int64, _ acting: Acting
    ) throws -> Registration {
        let missing = CommunityRefusal.absent(
            "Ce lien ne correspond à aucune inscription. Recopiez-le en entier depuis le courriel.")
        guard let id = purpose.read(token, key: try store.key(acting)) else { throw missing }
        let found = try store.read { try Events.registration(id, in: $0) }
        guard let found, found.event == event else { throw missing }
        return found
    }
}
