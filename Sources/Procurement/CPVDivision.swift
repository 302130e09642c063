/// One of the 45 divisions of the common procurement vocabulary.
///
/// - Source: règlement (CE) nº 213/2008, annexe I. The purchase type follows the vocabulary's own
///   order: division 45 is works; 03 to 44 and 48 are supplies; 50 to 98 are services.
public struct CPVDivision: Sendable, Hashable {
    /// Two digits, 3 to 98.
    public let number: UInt8
    /// French label of the vocabulary.
    public let label: String

    /// The two digits.
    public var code: String { number < 10 ? "0\(number)" : String(number) }

    /// Number in `CodeList.type`: works, supplies or services.
    public var type: UInt8 { CPVDivision.type(ofDivision: number) }

    /// Number in `CodeList.type` for two digits known to be a division.
    public static func type(ofDivision number: UInt8) -> UInt8 {
        number == 45 ? 0 : (number < 50 ? 1 : 2)
    }

    /// Whether two digits are a division.
    ///
    /// - Complexity: O(1).
    public static func exists(_ number: UInt8) -> Bool {
        number < 128 && (number < 64 ? low >> UInt64(number) : high >> UInt64(number - 64)) & 1 == 1
    }

    /// The division of two digits, or nil.
    public static func of(_ number: UInt8) -> CPVDivision? { all.first { $0.number == number } }

    private static let low = all.reduce(into: UInt64(0)) {
        if $1.number < 64 { $0 |= 1 << UInt64($1.number) }
    }
    private static let high = all.reduce(into: UInt64(0)) {
        if $1.number >= 64 { $0 |= 1 << UInt64($1.number - 64) }
    }

    /// The 45 divisions, in ascending order.
    public static let all: [CPVDivision] = [
        CPVDivision(
            number: 3,
            label: "Produits agricoles, de l'élevage, de la pêche, de la sylviculture et "
                + "produits connexes"),
        CPVDivision(
            number: 9,
            label: "Produits pétroliers, combustibles, électricité et autres sources d'énergie"),
        CPVDivision(
            number: 14,
            label: "Produits d'exploitation des mines, métaux de base et produits connexes"),
        CPVDivision(
            number: 15,
            label: "Produits alimentaires, boissons, tabac et produits connexes"),
        CPVDivision(number: 16, label: "Machines agricoles"),
        CPVDivision(number: 18, label: "Vêtements, articles chaussants, bagages et accessoires"),
        CPVDivision(
            number: 19,
            label: "Produits en cuir et textiles, matériaux en plastique et en caoutchouc"),
        CPVDivision(number: 22, label: "Imprimés et produits connexes"),
        CPVDivision(number: 24, label: "Produits chimiques"),
        CPVDivision(
            number: 30,
            label: "Machines, matériel et fourniture informatique et de bureau, excepté les "
                + "meubles et logiciels"),
        CPVDivision(
            number: 31,
            label: "Machines, appareils, équipements et consommables électriques; éclairage"),
        CPVDivision(
            number: 32,
            label: "Équipements et appareils de radio, de télévision, de communication, de "
                + "télécommunication et équipements connexes"),
        CPVDivision(
            number: 33,
            label: "Matériels médicaux, pharmaceutiques et produits de soins personnnels"),
        CPVDivision(
            number: 34,
            label: "Équipement de transport et produits auxiliaires pour le transport"),
        CPVDivision(
            number: 35,
            label: "Équipement de sécurité, de lutte contre l'incendie, de police et de défense"),
        CPVDivision(
            number: 37,
            label: "Instruments de musique, articles de sport, jeux, jouets, articles pour "
                + "artisanat, articles pour travaux artistiques et accessoires"),
        CPVDivision(
            number: 38,
            label: "Équipements de laboratoire, d'optique et de précision (excepté les lunettes)"),
        CPVDivision(
            number: 39,
            label: "Meubles (y compris les meubles de bureau), aménagements, appareils "
                + "électroménagers (à l'exclusion de l'éclairage) et produits de nettoyage"),
        CPVDivision(number: 41, label: "Eau collectée et purifiée"),
        CPVDivision(number: 42, label: "Machines industrielles"),
        CPVDivision(
            number: 43,
            label: "Équipement minier, équipement pour l'exploitation de carrières, matériel de "
                + "construction"),
        CPVDivision(
            number: 44,
            label: "Matériaux et structures de construction; produits auxiliaires pour la "
                + "construction (à l'exception des appareils électriques)"),
        CPVDivision(number: 45, label: "Travaux de construction"),
        CPVDivision(number: 48, label: "Logiciels et systèmes d'information"),
        CPVDivision(number: 50, label: "Services de réparation et d'entretien"),
        CPVDivision(number: 51, label: "Services d'installation (à l'exception des logiciels)"),
        CPVDivision(
            number: 55,
            label: "Services d'hôtellerie, de restauration et de commerce au détail"),
        CPVDivision(
            number: 60,
            label: "Services de transport (à l'exclusion du transport des déchets)"),
        CPVDivision(
            number: 63,
            label: "Services d'appui et services auxiliaires dans le domaine des transports, "
                + "services des agences de voyages"),
        CPVDivision(number: 64, label: "Services des postes et télécommunications"),
        CPVDivision(number: 65, label: "Services publics"),
        CPVDivision(number: 66, label: "Services financiers et d'assurance"),
        CPVDivision(number: 70, label: "Services immobiliers"),
        CPVDivision(
            number: 71,
            label: "Services d'architecture, services de construction, services d'ingénierie et "
                + "services d'inspection"),
        CPVDivision(
            number: 72,
            label: "Services de technologies de l'information, conseil, développement de "
                + "logiciels, internet et appui"),
        CPVDivision(
            number: 73,
            label: "Services de recherche et développement et services de conseil connexes"),
        CPVDivision(
            number: 75,
            label: "Services de l'administration publique, de la défense et de la sécurité "
                + "sociale"),
        CPVDivision(number: 76, label: "Services relatifs à l'industrie du pétrole et du gaz"),
        CPVDivision(
            number: 77,
            label: "Services agricoles, sylvicoles, horticoles, d'aquaculture et d'apiculture"),
        CPVDivision(
            number: 79,
            label: "Services aux entreprises: droit, marketing, conseil, recrutement, "
                + "impression et sécurité"),
        CPVDivision(number: 80, label: "Services d'enseignement et de formation"),
        CPVDivision(number: 85, label: "Services de santé et services sociaux"),
        CPVDivision(
            number: 90,
            label: "Services d'évacuation des eaux usées et d'élimination des déchets, services "
                + "d'hygiénisation et services relatifs à l'environnement"),
        CPVDivision(number: 92, label: "Services récréatifs, culturels et sportifs"),
        CPVDivision(number: 98, label: "Autres services communautaires, sociaux et personnels"),
    ]
}
