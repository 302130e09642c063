/// What a demonstration shows: invented organisations, persons and content that say so.
public enum CommunitySample {
    /// Fills an empty store; nothing happens when it holds a group already.
    ///
    /// - Parameter edition: the edition that invented studies are fixed on; none are written without.
    /// - Returns: whether something was added.
    public static func fill(_ store: CommunityStore, edition: String? = nil, _ acting: Acting)
        throws
        -> Bool
    {
        guard try store.groups.all().isEmpty else { return false }
        for part in parts { try part(store, acting) }
        if let edition { try addStudies(to: store, edition: edition, acting) }
        return true
    }

    /// The one list, in order; later parts may use what earlier ones added.
    private static let parts: [@Sendable (CommunityStore, Acting) throws -> Void] = [
        addGroups, addAssembly, addCharter, addPublications, addEvents, addMeetings, addPlans,
    ]
}
