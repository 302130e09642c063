import Foundation

extension Settings {
    /// A provider of identities (OpenID Connect), as ProConnect.
    public struct OpenID: Hashable, Sendable, Codable {
        /// The name on the button, as `ProConnect`.
        public var nom: String
        /// The issuer, exactly as the provider writes it: `https://…`.
        public var emetteur: String
        /// The client's identifier and secret at the provider; no secret for a public client.
        public var identifiantClient: String
        public var secretClient: String
        /// Scopes asked for.
        public var portees: String
        /// Level of assurance asked for, as `eidas1`; none when empty.
        public var niveau: String
        /// Whether every address this provider gives is verified by it, though it does not say so in
        /// `email_verified`. Only an operator who knows may say yes.
        public var courrielsVerifies: Bool

        /// A provider.
        public init(
            nom: String = "", emetteur: String = "", identifiantClient: String = "",
            secretClient: String = "", portees: String = "openid email profile",
            niveau: String = "", courrielsVerifies: Bool = false
        ) {
            self.nom = nom
            self.emetteur = emetteur
            self.identifiantClient = identifiantClient
            self.secretClient = secretClient
            self.portees = portees
            self.niveau = niveau
            self.courrielsVerifies = courrielsVerifies
        }

        /// Missing keys have their default.
        public init(from decoder: any Decoder) throws {
            self.init()
            let object = try decoder.container(keyedBy: CodingKeys.self)
            func text(_ key: CodingKeys, _ field: inout String) throws {
                if let value = try object.decodeIfPresent(String.self, forKey: key) {
                    field = value
                }
            }
            try text(.nom, &nom)
            try text(.emetteur, &emetteur)
            try text(.identifiantClient, &identifiantClient)
            try text(.secretClient, &secretClient)
            try text(.portees, &portees)
            try text(.niveau, &niveau)
            courrielsVerifies =
                try object.decodeIfPresent(Bool.self, forKey: .courrielsVerifies) ?? false
        }

        private enum CodingKeys: String, CodingKey {
            case nom, emetteur, identifiantClient, secretClient, portees, niveau, courrielsVerifies
        }

        /// What is missing or wrong.
        var faults: [Fault] {
            var faults: [Fault] = []
            let isLocal = ["http://localhost", "http://127.0.0.1"].contains { start in
                emetteur.hasPrefix(start)
                    && ["", "/", ":"].contains(emetteur.dropFirst(start.count).prefix(1))
            }
            if !emetteur.hasPrefix("https://"), !isLocal {
                faults.append(
                    Fault(
                        key: "connexionOpenID.emetteur",
                        message:
                            "«\u{202F}\(emetteur)\u{202F}» n’est pas un émetteur OpenID\u{202F}: commencez par https://."
                    ))
            }
            for (key, value) in [("nom", nom), ("identifiantClient", identifiantClient)]
            where value.isEmpty {
                faults.append(
                    Fault(
                        key: "connexionOpenID.\(key)",
                        message: "Il manque «\u{202F}connexionOpenID.\(key)\u{202F}»."))
            }
            if !portees.split(separator: " ").contains("openid") {
                faults.append(
                    Fault(
                        key: "connexionOpenID.portees",
                        message:
                            "«\u{202F}connexionOpenID.portees\u{202F}» doit contenir «\u{202F}openid\u{202F}»."
                    ))
            }
            return faults
        }
    }
}
