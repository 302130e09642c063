extension Settings {
    /// Something to complete or to correct before the site is served for real.
    public struct Fault: Hashable, Sendable {
        /// The key in `reglages.json`, as `editeur.adresse`.
        public var key: String
        /// One French sentence: what is missing or wrong.
        public var message: String
    }

    /// What a public site may not leave empty, and is.
    public var missing: [Fault] {
        let required: [(String, String, String)] = [
            ("editeur.nom", publisher.nom, "le nom de l’organisme qui publie le site"),
            ("editeur.adresse", publisher.adresse, "l’adresse postale de l’éditeur"),
            ("editeur.telephone", publisher.telephone, "le téléphone de l’éditeur"),
            ("courriel", email, "l’adresse de courriel de l’observatoire"),
            (
                "directeurPublication", publicationDirector,
                "le nom du directeur ou de la directrice de la publication"
            ),
            ("hebergeur.nom", host.nom, "le nom de l’hébergeur"),
            ("hebergeur.adresse", host.adresse, "l’adresse postale de l’hébergeur"),
            ("hebergeur.telephone", host.telephone, "le téléphone de l’hébergeur"),
        ]
        return required.filter { $0.1.allSatisfy(\.isWhitespace) }.map {
            Fault(key: $0.0, message: "Il manque «\u{202F}\($0.0)\u{202F}»\u{202F}: \($0.2).")
        }
    }

    /// What is filled and cannot be right.
    public var faults: [Fault] {
        var faults: [Fault] = []
        for (key, colour) in [
            ("couleurPrincipale", colours.primary), ("couleurSecondaire", colours.secondary),
        ] where !Self.isColour(colour) {
            faults.append(
                Fault(
                    key: key,
                    message:
                        "«\u{202F}\(colour)\u{202F}» n’est pas une couleur\u{202F}: écrivez-la «\u{202F}#1d4f91\u{202F}»."
                ))
        }
        for (key, address) in [
            ("courriel", email), ("courrielDonneesPersonnelles", dataProtectionEmail),
        ] where !address.isEmpty && !Self.isEmail(address) {
            faults.append(
                Fault(
                    key: key,
                    message: "«\u{202F}\(address)\u{202F}» n’est pas une adresse de courriel."))
        }
        if !siteAddress.isEmpty, !siteAddress.hasPrefix("https://"),
            !siteAddress.hasPrefix("http://")
        {
            faults.append(
                Fault(
                    key: "adresseDuSite",
                    message:
                        "«\u{202F}\(siteAddress)\u{202F}» n’est pas une adresse\u{202F}: commencez par https://."
                ))
        }
        let isLoopback = ["http://localhost", "http://127.0.0.1"].contains { start in
            companyRegister.hasPrefix(start)
                && ["", "/", ":"].contains(companyRegister.dropFirst(start.count).prefix(1))
        }
        if !companyRegister.isEmpty, !companyRegister.hasPrefix("https://"), !isLoopback {
            faults.append(
                Fault(
                    key: "registreEntreprises",
                    message:
                        "«\u{202F}\(companyRegister)\u{202F}» n’est pas l’adresse d’un registre\u{202F}: commencez par https://."
                ))
        }
        if let openID { faults += openID.faults }
        if logo.hasPrefix("/") || logo.split(separator: "/").contains("..") {
            faults.append(
                Fault(
                    key: "logo",
                    message:
                        "«\u{202F}\(logo)\u{202F}» sort du dossier de données\u{202F}: copiez le logo dedans."
                ))
        }
        return faults
    }

    private static func isColour(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return bytes.count == 7 && bytes[0] == 0x23
            && bytes.dropFirst().allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x46).contains($0)
                    || (0x61...0x66).contains($0)
            }
    }

    private static func isEmail(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".")
            && !text.contains(where: \.isWhitespace)
    }
}
