import Law
import Procurement

/// A column of a register of invoices.
enum RegisterColumn: Int, CaseIterable, Sendable {
    case reference, received, performed, interrupted, completed, reason, ordered, paid, amount
    case interestPaid, service, supplierSize, supplier

    /// The column as a field: its name, its label, what it accepts.
    var field: any ToolField {
        switch self {
        case .reference: RegisterColumn.referenceField
        case .received: PaymentFields.received
        case .performed: PaymentFields.performed
        case .interrupted: PaymentFields.interrupted
        case .completed: PaymentFields.completed
        case .reason: RegisterColumn.reasonField
        case .ordered: RegisterColumn.orderedField
        case .paid: RegisterColumn.paidField
        case .amount: LateInterest.amount
        case .interestPaid: RegisterColumn.interestPaidField
        case .service: RegisterColumn.serviceField
        case .supplierSize: RegisterColumn.sizeField
        case .supplier: RegisterColumn.supplierField
        }
    }

    /// Whether a register without it cannot be measured.
    var isNeeded: Bool { self == .received || self == .paid || self == .amount }

    /// Other names that exports give it, as `TypedText.folded` writes them.
    var aliases: [String] {
        switch self {
        case .reference: ["facture", "numero", "numerofacture", "numfacture", "nfacture"]
        case .received: ["reception", "datereception", "datedereception", "recuele", "recue"]
        case .performed: ["servicefait", "dateservicefait", "datedeservicefait", "executeele"]
        case .interrupted: ["suspension", "datesuspension", "interruption", "interrompuele"]
        case .completed: ["finsuspension", "datefinsuspension", "fininterruption", "completee"]
        case .reason: ["motif", "motifsuspension", "motifinterruption"]
        case .ordered:
            ["mandatement", "datemandatement", "datedemandatement", "ordonnancement", "mandateele"]
        case .paid: ["paiement", "datepaiement", "datedepaiement", "payeele", "payee"]
        case .amount: ["montant", "ttc", "montantttceur", "montantttceuros", "montantdelafacture"]
        case .interestPaid: ["interetsverses", "imverses", "interetsmoratoiresverses"]
        case .service: ["servicegestionnaire", "direction", "libelleservice"]
        case .supplierSize: ["taille", "taillefournisseur", "tailledufournisseur"]
        case .supplier: ["nomfournisseur", "tiers", "nomdutiers", "creancier"]
        }
    }

    /// The column that a heading names; nil where none is.
    static func named(_ heading: String) -> RegisterColumn? { byName[TypedText.folded(heading)] }

    private static let byName: [String: RegisterColumn] = {
        var names: [String: RegisterColumn] = [:]
        for column in allCases {
            for name in column.aliases { names[name] = column }
        }
        for column in allCases {
            names[TypedText.folded(column.field.label)] = column
            names[TypedText.folded(column.field.name)] = column
        }
        return names
    }()

    private static let referenceField = Field.text(
        "reference", "Numéro de facture", "Repris seulement dans le fichier des retards.",
        example: "F-2026-017"
    ).optional
    private static let reasonField = Field.text(
        "reason", "Motif de l’interruption", example: "Bon de commande absent"
    ).optional
    private static let orderedField = Field.day(
        "ordered", "Mandatée le", "Jour de l’ordonnancement.", example: "2026-07-20"
    ).optional
    private static let paidField = Field.day(
        "paid", "Payée le", "Vide si elle ne l’est pas.", example: "2026-07-28"
    ).optional
    private static let interestPaidField = Field.money(
        "interestPaid", "Intérêts et indemnité versés", "S’il en a été versé.", example: "41,20"
    ).optional
    private static let serviceField = Field.text(
        "service", "Service", "Celui qui suit la facture.", example: "Voirie"
    ).optional
    private static let sizeField = Field.choice(
        "supplierSize", "Taille du fournisseur", example: CompanySize.micro, labels: \.label
    ).optional
    private static let supplierField = Field.text(
        "supplier", "Fournisseur", "Lu, jamais repris.", example: "Menuiserie Duval"
    ).optional
}
