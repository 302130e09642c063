import GRDB

/// Who somebody is for another provider of identities.
public struct ExternalIdentity: Sendable, Hashable {
    /// The provider and its name for the person, which never changes: `https://issuer|subject`.
    public let key: String
    /// The address that the provider vouches for; nil when it vouches for none.
    public let email: EmailAddress?
    /// The name given, or empty.
    public let name: String

    /// An identity told by a provider.
    public init(issuer: String, subject: String, email: EmailAddress?, name: String) {
        key = issuer + "|" + subject
        self.email = email
        self.name = name
    }
}

extension Accounts {
    /// Signs in whom a provider identified.
    ///
    /// - Shape: the person known by the provider's name for them; else the person of the address that
    ///   the provider vouches for, joined from now on; else a new one. An address that nobody vouches
    ///   for joins nothing and makes nothing: it would give somebody else's account away.
    /// - Throws: `.forbidden` when the address is not vouched for, or belongs to another identity.
    public func signIn(
        _ identity: ExternalIdentity, next: String, device: String, _ acting: Acting
    ) throws -> SignedIn {
        try store.write(acting) { database in
            let known = try Row.fetchOne(
                database,
                sql: "SELECT * FROM personne WHERE identite_externe = ? AND effacee IS NULL",
                arguments: [identity.key]
            ).map { Person($0) }
            if let known {
                return SignedIn(
                    token: try begin(known.id, device: device, database, acting), person: known,
                    isNew: false, next: next)
            }
            guard let email = identity.email else {
                throw CommunityRefusal.forbidden(
                    "Ce fournisseur ne garantit pas votre adresse de courriel\u{202F}: connectez-vous par un "
                        + "lien envoyé à cette adresse.")
            }
            let (person, isNew) = try personOf(email.text, database, acting)
            let name = person.name.isEmpty ? String(identity.name.prefix(120)) : person.name
            try database.execute(
                sql: """
                    UPDATE personne SET identite_externe = ?, nom = ?, version = version + 1
                    WHERE id = ? AND identite_externe IS NULL
                    """, arguments: [identity.key, name, person.id])
            guard database.changesCount == 1 else {
                throw CommunityRefusal.forbidden(
                    "Un compte à cette adresse est déjà tenu par une autre identité\u{202F}: connectez-vous "
                        + "par un lien envoyé à cette adresse.")
            }
            return SignedIn(
                token: try begin(person.id, device: device, database, acting),
                person: try Accounts.person(person.id, in: database), isNew: isNew, next: next)
        }
    }

    /// A text that only this store can have signed, as the cookie of a sign-in elsewhere holds it.
    public func signature(of text: String, _ acting: Acting) throws -> String {
        Fingerprint.token(Fingerprint.keyed("signature|" + text, key: try store.key(acting)))
    }
}
