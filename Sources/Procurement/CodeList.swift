/// A closed list of labels of the regulation, in the order the program numbers them.
///
/// Columns hold the label; declarations hold the number. Numbers above the list's length do not
/// exist; unknown is `CodeList.unknown`.
///
/// - Source: arrêtés du 22 décembre 2022 (schema 2.0.4), and the 2019 schema for older labels.
public struct CodeList: Sendable {
    /// The column's name, as `procedure`.
    public let name: String
    /// Labels, by number.
    public let labels: [String]
    /// The number that stands for "not known".
    public static let unknown: UInt8 = 255

    /// A list of labels.
    public init(name: String, labels: [String]) {
        self.name = name
        self.labels = labels
    }

    /// The label of a number, or nil for unknown.
    public func label(_ code: UInt8) -> String? {
        Int(code) < labels.count ? labels[Int(code)] : nil
    }

    /// Contract or concession.
    public static let genre = CodeList(name: "genre", labels: ["Marché", "Concession"])
    /// Nature of the contract. Accord-cadre and Marché subséquent exist in the 2019 format only.
    public static let nature = CodeList(
        name: "nature",
        labels: [
            "Marché", "Marché de partenariat", "Marché de défense ou de sécurité",
            "Accord-cadre", "Marché subséquent",
            "Concession de travaux", "Concession de service", "Concession de service public",
            "Délégation de service public",
        ])
    /// Award procedure.
    public static let procedure = CodeList(
        name: "procedure",
        labels: [
            "Procédure adaptée", "Appel d'offres ouvert", "Appel d'offres restreint",
            "Procédure avec négociation", "Dialogue compétitif",
            "Marché passé sans publicité ni mise en concurrence préalable",
            "Procédure négociée ouverte", "Procédure non négociée ouverte",
            "Procédure négociée restreinte", "Procédure non négociée restreinte",
        ])
    /// Kind of purchase, from the CPV division.
    public static let type = CodeList(name: "type", labels: ["Travaux", "Fournitures", "Services"])
    /// Purchasing techniques (bit set).
    public static let techniques = CodeList(
        name: "techniques",
        labels: [
            "Accord-cadre", "Concours", "Système de qualification",
            "Système d'acquisition dynamique", "Catalogue électronique", "Enchère électronique",
        ])
    /// Ways of performance (bit set).
    public static let modalitesExecution = CodeList(
        name: "modalitesExecution",
        labels: ["Tranches", "Bons de commande", "Marchés subséquents"])
    /// Kinds of price (bit set).
    public static let typesPrix = CodeList(
        name: "typesPrix",
        labels: [
            "Définitif ferme", "Définitif actualisable", "Définitif révisable", "Provisoire",
        ])
    /// Form of the price. The 2019 field of this name holds what 2022 calls `typesPrix`, and is
    /// read into that.
    public static let formePrix = CodeList(
        name: "formePrix", labels: ["Unitaire", "Forfaitaire", "Mixte"])
    /// General conditions.
    public static let ccag = CodeList(
        name: "ccag",
        labels: [
            "Travaux", "Maîtrise d'œuvre", "Fournitures courantes et services",
            "Marchés industriels", "Prestations intellectuelles",
            "Techniques de l'information et de la communication", "Pas de CCAG",
        ])
    /// Kind of group of firms.
    public static let typeGroupementOperateurs = CodeList(
        name: "typeGroupementOperateurs", labels: ["Conjoint", "Solidaire", "Pas de groupement"])
    /// Kind of place code.
    public static let lieuTypeCode = CodeList(
        name: "lieuExecution_typeCode",
        labels: [
            "Code postal", "Code commune", "Code arrondissement", "Code canton",
            "Code département", "Code région", "Code pays",
        ])
    /// Social considerations (bit set; no bit: known none).
    public static let considerationsSociales = CodeList(
        name: "considerationsSociales",
        labels: ["Clause sociale", "Critère social", "Marché réservé"])
    /// Environmental considerations (bit set; no bit: known none).
    public static let considerationsEnvironnementales = CodeList(
        name: "considerationsEnvironnementales",
        labels: ["Clause environnementale", "Critère environnemental"])
    /// Kind of supplier identifier.
    public static let typeIdentifiant = CodeList(
        name: "titulaire_typeIdentifiant",
        labels: ["SIRET", "TVA", "TAHITI", "RIDET", "FRWF", "IREP", "HORS-UE"])
    /// Price variation of a sub-contracting act.
    public static let variationPrix = CodeList(
        name: "variationPrix", labels: ["Ferme", "Actualisable", "Révisable"])
}
