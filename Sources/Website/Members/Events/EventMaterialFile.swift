import Community

/// What was handed out at an event, kept here.
enum EventMaterialFile: CommunityResource {
    static let path = "/rencontres/:cle/supports/:id/:nom"

    static func link(_ key: String, _ material: Programme.Material) -> Link {
        Link(["rencontres", key, "supports", String(material.id), material.fileName])
    }

    static func answer(_ context: Context) throws -> Answer {
        let (members, event) = try context.event()
        let material = try members.store.events.programme(of: event.id).materials.first {
            String($0.id) == context.argument("id") && $0.fileName == context.argument("nom")
        }
        guard let material, let file = material.file else {
            throw CommunityRefusal.absent("Cette rencontre n’a pas de tel support.")
        }
        return try KeptFile.answer(
            file, name: material.fileName, isPublic: event.isPublic, context)
    }
}
