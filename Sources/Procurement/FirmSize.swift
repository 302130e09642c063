/// Sizes of firms, as SIRENE tells them and as columns say them.
public enum FirmSize {
    /// INSEE's categories of firms, smallest first. Micro-firms are SMEs: SIRENE does not tell them
    /// apart.
    ///
    /// - Source: décret 2008-1354 du 18 décembre 2008, article 3; INSEE, SIRENE, `categorieEntreprise`.
    ///   Confidence: memory.
    public static let categories = CodeList(
        name: "titulaire_taille", labels: ["PME", "ETI", "GE"])

    /// Classes of people employed by the legal unit, in order; 250 and 5 000 are where an
    /// intermediate and a large firm begin.
    public static let staff = CodeList(
        name: "titulaire_effectif",
        labels: ["0 à 9", "10 à 49", "50 à 249", "250 à 4999", "5000 et plus"])
}
