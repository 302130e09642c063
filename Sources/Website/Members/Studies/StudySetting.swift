import Community

/// A study's page in the making: the study, its group, who asks, the edition it is fixed on.
struct StudySetting: Sendable {
    let group: GroupSetting
    /// The latest version for the group, the published one for everybody else.
    let study: Studies.Study

    var store: CommunityStore { group.store }
    var acting: Acting { group.acting }

    /// The conditions written in the table of permissions.
    static let condition =
        "version publiée pour tous\u{202F}; autres versions, membre du groupe ou rédaction"

    /// Whether a version may be read: the published one by everybody, the others by the group.
    func mayRead(version: Int) -> Bool { group.takesPart || version == study.publishedVersion }

    /// A saved state that may be read.
    ///
    /// - Throws: `.absent`; `.forbidden` for one that is not public.
    func version(_ number: String) throws -> Studies.Version {
        let version = try store.studies.version(Int(number) ?? 0, of: study.id)
        try group.visitor.require(
            mayRead(version: version.number), "Cette version est réservée au groupe.")
        return version
    }

    /// The edition the study is fixed on; nil when it is not kept any more. A study that fixes none
    /// yet is shown on the edition of the request.
    func edition(_ context: Context) throws -> Observation? {
        guard !study.edition.isEmpty else { return context.edition }
        return try StudySetting.edition(study.edition, context)
    }

    /// An edition by its id; nil when it is not kept.
    static func edition(_ id: String, _ context: Context) throws -> Observation? {
        do {
            return try context.shelf.edition(id)
        } catch is Problem { return nil }
    }

    var trail: [(label: String, link: Link)] {
        group.trail + [(study.title, StudyPage.link(to: study.id))]
    }
}

extension Context {
    /// The study that the address names by `:id`, for who may read it.
    func studySetting() throws -> StudySetting {
        let members = try community()
        let study = try members.store.studies.study(number("id"))
        let group = GroupSetting(
            members: members, group: try members.store.groups.group(study.groupKey))
        let shown = group.takesPart ? study : study.asPublished
        guard let shown else {
            try group.visitor.require(
                false, "Cette étude n’est pas encore publiée\u{202F}: elle est réservée au groupe.")
            return StudySetting(group: group, study: study)
        }
        return StudySetting(group: group, study: shown)
    }
}
