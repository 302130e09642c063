import Community

/// What other pages say of events.
enum EventBlocks {
    /// On « L’observatoire »: the next ones.
    static func coming(_ context: Context, _ members: Members) throws -> HTML? {
        let now = members.acting.now
        let coming = try members.store.events.all()
            .filter { !$0.isPast(at: now) && $0.state != .cancelled }.reversed().prefix(3)
        guard !coming.isEmpty else { return nil }
        return """
            <h2>Prochaines rencontres</h2>
            <ul class="cartes">
            \(coming.map { EventText.card($0, at: now) })</ul>
            <p><a href="\(EventListPage.link)">Toutes les rencontres</a></p>

            """
    }

    /// On « Mon compte »: where I am registered.
    static func own(_ context: Context, _ members: Members, _ person: Person) throws -> HTML? {
        let items = try members.store.events.registrations(ofPerson: person.id).map {
            event, own -> HTML in
            let token = try members.store.events.token(.registration, of: own.id, members.acting)
            return """
                <li><a href="\(RegistrationPage.link(event.key, token: token))">\(event.title)</a>, \
                \(EventText.when(event)) <span class="etiquette">\(own.state.label)</span></li>

                """
        }
        guard !items.isEmpty else { return nil }
        return "<h2>Mes rencontres</h2>\n<ul class=\"liste\">\n\(items)</ul>\n"
    }
}
