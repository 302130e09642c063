import Procurement

/// What a demonstration shows: invented organisations, persons and content that say so.
public enum CommunitySample {
    /// Fills an empty store; nothing happens when it holds a group already.
    ///
    /// - Parameters:
    ///   - edition: the edition that invented studies are fixed on; none are written without.
    ///   - allowsConsultations: whether the operator opened simplified consultations.
    /// - Returns: whether something was added.
    public static func fill(
        _ store: CommunityStore, edition: String? = nil, allowsConsultations: Bool = true,
        _ acting: Acting
    ) throws -> Bool {
        guard try store.groups.all().isEmpty else { return false }
        for part in parts { try part(store, acting) }
        if allowsConsultations { try addConsultations(to: store, acting) }
        if let edition { try addStudies(to: store, edition: edition, acting) }
        return true
    }

    /// The first Tuesday from so many days after the demonstration's own day: nobody meets on a
    /// Sunday.
    static func tuesday(_ acting: Acting, after days: Int) -> Day {
        let day = acting.now.adding(days: days).day
        // 1970-01-01, day 0, was a Thursday.
        let sinceTuesday = (Int(day.number) % 7 + 9) % 7
        return Day(number: day.number + Int32((7 - sinceTuesday) % 7))
    }

    /// The one list, in order; later parts may use what earlier ones added.
    private static let parts: [@Sendable (CommunityStore, Acting) throws -> Void] = [
        addGroups, addAssembly, addCharter, addPublications, addEvents, addMeetings, addDossiers,
        addPlans,
    ]
}
