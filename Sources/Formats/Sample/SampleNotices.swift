import Foundation
public import Procurement

/// Invented notices in the shape of the present API of BOAMP, for the demonstration: calls whose
/// deadlines follow a day, one corrected, one cancelled, one awarded.
///
/// Same day, same bytes. Every text says that it is invented; addresses are of `example.org`.
public struct SampleNotices: Sendable {
    private struct Call {
        var number: Int
        var object: String
        var buyer: String
        var department: String
        var cpv: String
        var descriptor: (code: String, label: String)
        var type: String
        var published: Int
        var limit: Int
        var estimate: Int
        var lots: [String] = []
    }

    private let day: Day

    /// The notices of a day: published up to it, with deadlines before and after.
    public init(day: Day) { self.day = day }

    private static let calls: [Call] = [
        Call(
            number: 900_001, object: "Réfection de la toiture de l’école des Tilleuls",
            buyer: "Commune de Val-Inventé", department: "59", cpv: "45261900",
            descriptor: ("79", "Couverture"), type: "TRAVAUX", published: -3, limit: 24,
            estimate: 180_000, lots: ["Couverture et zinguerie", "Isolation par l’extérieur"]),
        Call(
            number: 900_002, object: "Entretien des espaces verts et fauchage des accotements",
            buyer: "Communauté de communes des Rivières Inventées", department: "62",
            cpv: "77310000", descriptor: ("133", "Espaces verts"), type: "SERVICES",
            published: -6, limit: 9, estimate: 90_000),
        Call(
            number: 900_003, object: "Fourniture de denrées issues de l’agriculture biologique",
            buyer: "Syndicat Inventé de restauration scolaire", department: "80", cpv: "15000000",
            descriptor: ("72", "Denrées alimentaires"), type: "FOURNITURES", published: -10,
            limit: 16, estimate: 240_000, lots: ["Fruits et légumes", "Produits laitiers", "Pain"]),
        Call(
            number: 900_004, object: "Maîtrise d’œuvre pour la rénovation de la médiathèque",
            buyer: "Commune de Beaulieu-l’Exemple", department: "60", cpv: "71221000",
            descriptor: ("186", "Maîtrise d’œuvre"), type: "SERVICES", published: -1, limit: 33,
            estimate: 95_000),
        Call(
            number: 900_005, object: "Nettoyage des locaux et de la vitrerie",
            buyer: "Office Inventé de l’habitat", department: "02", cpv: "90910000",
            descriptor: ("239", "Nettoyage de locaux"), type: "SERVICES", published: -12, limit: 5,
            estimate: 310_000),
        Call(
            number: 900_006, object: "Acquisition de deux véhicules électriques",
            buyer: "Département Inventé", department: "59", cpv: "34144900",
            descriptor: ("348", "Véhicules"), type: "FOURNITURES", published: -20, limit: -2,
            estimate: 64_000),
        Call(
            number: 900_007, object: "Travaux de voirie, programme annuel",
            buyer: "Commune de Val-Inventé", department: "59", cpv: "45233140",
            descriptor: ("361", "Voirie"), type: "TRAVAUX", published: -40, limit: -12,
            estimate: 520_000),
    ]

    /// The notices as one page of the API.
    public var json: String {
        var records = Self.calls.map { record($0) }
        records.append(correction(of: Self.calls[1], number: 900_010, limit: 19))
        records.append(
            follow(Self.calls[4], number: 900_011, nature: "APPEL_OFFRE", state: "ANNULATION"))
        records.append(
            follow(Self.calls[6], number: 900_012, nature: "ATTRIBUTION", state: "INITIAL"))
        return "{\"total_count\":\(records.count),\"results\":[\n"
            + records.joined(separator: ",\n") + "\n]}\n"
    }

    /// Writes the notices to a file.
    ///
    /// - Throws: what the disk throws.
    public func write(toFile path: String) throws {
        try Data(json.utf8).write(to: URL(fileURLWithPath: path))
    }

    private func number(_ number: Int) -> String {
        let year = day.year % 100
        return (year < 10 ? "0" : "") + "\(year)-\(number)"
    }

    private func limit(_ days: Int) -> String {
        let deadline = ParisClock.moment(day.adding(days: days), secondsOfDay: 43_200)
        let hours = ParisClock.offset(at: deadline) / 3_600
        return "\(day.adding(days: days))T12:00:00+0\(hours):00"
    }

    private func record(_ call: Call) -> String {
        let lots = call.lots.enumerated().map { rank, title in
            "{\"numLot\":\"\(rank + 1)\",\"intitule\":\(quoted(title + " (exemple)"))}"
        }.joined(separator: ",")
        let details = """
            {"MAPA":{"initial":{"lots":{"lot":[\(lots)]},"description":{"cpv":{"objetPrincipal":"\(call.cpv)"},\
            "valeurEstimee":"\(call.estimate)"},"criteres":{"criteresPonderes":{"critere":\
            "[{'value': 'Prix', 'poids': 50}, {'value': 'Valeur technique', 'poids': 50}]"}},\
            "renseignements":{"urlProfilAcheteur":"https://marches.example.org/inventes/\(call.number)"}}}}
            """
        return head(
            call, number: call.number, nature: "APPEL_OFFRE", state: "INITIAL",
            published: call.published, limit: call.limit, link: nil, details: details)
    }

    private func correction(of call: Call, number: Int, limit: Int) -> String {
        head(
            call, number: number, nature: "APPEL_OFFRE", state: "RECTIFICATIF", published: -1,
            limit: limit, link: call.number, details: nil)
    }

    private func follow(_ call: Call, number: Int, nature: String, state: String) -> String {
        head(
            call, number: number, nature: nature, state: state, published: 0, limit: nil,
            link: call.number, details: nil)
    }

    private func head(
        _ call: Call, number: Int, nature: String, state: String, published: Int, limit: Int?,
        link: Int?, details: String?
    ) -> String {
        var fields: [(String, String)] = [
            ("idweb", quoted(self.number(number))),
            ("objet", quoted(call.object + " (avis inventé)")),
            ("nomacheteur", quoted(call.buyer)), ("nature", quoted(nature)),
            ("etat", quoted(state)), ("famille", quoted("MAPA")),
            ("dateparution", quoted(day.adding(days: published).description)),
            ("code_departement", "[" + quoted(call.department) + "]"),
            ("type_marche", "[" + quoted(call.type) + "]"),
            ("procedure_libelle", quoted("Procédure adaptée")),
            ("descripteur_code", "[" + quoted(call.descriptor.code) + "]"),
            ("descripteur_libelle", "[" + quoted(call.descriptor.label) + "]"),
            ("url_avis", quoted("https://avis.example.org/\(self.number(number))")),
        ]
        if let limit { fields.append(("datelimitereponse", quoted(self.limit(limit)))) }
        if let link { fields.append(("annonce_lie", "[" + quoted(self.number(link)) + "]")) }
        if let details { fields.append(("donnees", quoted(details))) }
        return "{" + fields.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
    }

    private func quoted(_ text: String) -> String {
        var escaped = ""
        for character in text {
            if character == "\"" || character == "\\" { escaped.append("\\") }
            escaped.append(character)
        }
        return "\"" + escaped + "\""
    }
}
