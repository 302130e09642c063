extension SyncSource {
    /// The sources followed unless the operator lists others in `sources.json`.
    ///
    /// Each platform's own dataset is followed rather than the ministry's consolidation alone,
    /// which reaches the observatory later; the same contract met twice is merged by the edition.
    ///
    /// - Source: dataset identifiers as published on data.gouv.fr and used by the consumers of
    ///   these data (decp-processing); not verified live.
    public static let builtIn: [SyncSource] = [
        .init(
            name: "ministere-consolide", producer: "Ministère de l’Économie et des Finances",
            dataset: "5cd57bf68b4c4179299eb0e9"),
        .init(
            name: "aife", producer: "Agence pour l’informatique financière de l’État",
            dataset: "5df410e86f44413a91d34be3"),
        .init(
            name: "pes", producer: "Direction générale des finances publiques",
            dataset: "65cf3c55ec910b5a8e2fc084"),
        .init(
            name: "pes-avant-2024", producer: "Direction générale des finances publiques",
            dataset: "5bd0b6fd8b4c413d0801dc57"),
        .init(
            name: "marches-publics-596280", producer: "Marchés Publics 596280",
            dataset: "67305b223bb03813db8efe33"),
        .init(
            name: "porte-du-hainaut", producer: "La Porte du Hainaut",
            dataset: "672720f0f12888a874bc2861"),
        .init(name: "atexo", producer: "Atexo", dataset: "67271f9e05321453957baec7"),
        .init(name: "xmarches", producer: "SPL-Xdemat", dataset: "651eb149add2f419788c36ef"),
        .init(name: "aws", producer: "AWS-Achat", dataset: "65cf11893fda573b53b19f52"),
        .init(name: "aws-avant-2024", producer: "AWS-Achat", dataset: "5cdb1722634f41416ffe90e2"),
        .init(name: "dematis", producer: "Dematis", dataset: "5c0a7845634f4139b2ee8883"),
        .init(name: "klekoon", producer: "Klekoon", dataset: "6952899077f982c9a2373ede"),
        .init(name: "megalis", producer: "Mégalis Bretagne", dataset: "65f18014e9923e9e71f5f258"),
        .init(name: "maximilien", producer: "Maximilien", dataset: "67272093922b37b9b2f1b653"),
        .init(
            name: "strasbourg", producer: "Eurométropole de Strasbourg",
            dataset: "68834dc0f3f93ee2ff6050e2"),
        .init(
            name: "boamp", producer: "Direction de l’information légale et administrative",
            dataset: noticeDataset, licence: "Licence Ouverte 2.0"),
    ]
}
