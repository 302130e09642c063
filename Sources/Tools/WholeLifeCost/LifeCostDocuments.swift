import Law
import Procurement

/// The annex that makes all bidders compute alike, and the report of a comparison.
///
/// - Source: code de la commande publique, articles R2152-9 and R2152-10.
struct LifeCostDocuments: Sendable {
    let sheet: LifeCostSheet
    let law: LawBook
    let day: Day

    private var life: LifeCostCase { sheet.life }

    private func rows(_ table: ToolTable) -> ToolDocument.Block {
        .table(head: table.columns.map(\.label), rows: table.rows.map { $0.map(\.french) })
    }

    /// For the consultation file: what is counted, how, with which assumptions, what to give.
    var annex: ToolDocument {
        ToolDocument(
            name: "annexe-cout-global",
            title: "Annexe au règlement de la consultation\u{202F}: calcul du coût du cycle de vie",
            blocks: [
                .lines(["Acheteur\u{202F}: [à compléter]", "Objet\u{202F}: [à compléter]"]),
                .heading("Ce qui est compté"),
                .paragraph(law.rule(.lifeCostScope).title + "."),
                .heading("Calcul"),
                .paragraph(
                    "Coût global = acquisition + somme, de l’année 1 à l’année \(life.years), des coûts de l’année "
                        + "÷ (1 + d)ᵗ + somme des émissions × valeur de la tonne ÷ (1 + d)ᵗ − valeur résiduelle ÷ "
                        + "(1 + d)ⁿ. Les coûts d’une année sont payés à sa fin\u{202F}; ceux de la première sont aux "
                        + "prix d’aujourd’hui."),
                .paragraph(
                    "Tout est en euros constants hors taxes. Le résultat est arrondi au centime, à la fin "
                        + "seulement."),
                .heading("Hypothèses, les mêmes pour tous"),
                rows(sheet.assumptions),
                .heading("À remplir par le candidat"),
                .table(
                    head: ["Donnée", "Unité", "Valeur", "Comment la vérifier"],
                    rows: [
                        ["Acquisition", "€ HT", "", "bordereau des prix"],
                        ["Consommation par an", "unité d’énergie", "", "fiche technique ou essai"],
                        ["Consommables par an", "€ HT", "", "tarif annexé"],
                        ["Maintenance par an", "€ HT", "", "contrat proposé"],
                        ["Personnel par an", "€ HT", "", "heures et taux"],
                        ["Renouvellements", "€ HT, tous les … ans", "", "durée garantie"],
                        ["Fin de vie", "€ HT", "", "filière de reprise"],
                        ["Valeur résiduelle", "€ HT", "", "engagement de reprise"],
                        [
                            "Émissions à la fabrication", "kg CO₂e", "",
                            "déclaration environnementale",
                        ],
                    ]),
                .paragraph(
                    "L’acheteur vérifie ces données et refait le calcul. Une donnée sans justificatif est "
                        + "remplacée par [règle à compléter]."),
                .paragraph(law.rule(.lifeCostMethod).title + "."),
            ])
    }

    /// The comparison, printed.
    var report: ToolDocument {
        ToolDocument(
            name: "rapport-cout-global", title: "Comparaison en coût global",
            blocks: [
                .lines(["Calculé le \(FrenchNumber.day(day))"]), .paragraph(sheet.summary),
                .heading(sheet.totals.title), rows(sheet.totals), .heading(sheet.families.title),
                rows(sheet.families), .heading(sheet.breakEven.title), rows(sheet.breakEven),
                .heading(sheet.assumptions.title), rows(sheet.assumptions),
                .lines(["[Nom, qualité et signature]"]),
            ])
    }
}
