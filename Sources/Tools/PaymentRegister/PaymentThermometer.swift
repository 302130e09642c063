import Law
import Procurement

/// How long a buyer takes to pay, and what its delays cost, from a register of invoices.
public struct PaymentThermometer: Tool {
    public let name = "payments"
    public let title = "Thermomètre des délais de paiement"
    public let question =
        "En combien de jours payons-nous, et que nous coûtent les retards\u{202F}?"
    public let audience = ToolAudience.buyers

    static let register = RegisterField()
    static let from = Field.day(
        "from", "Payées à partir du", "Laissez vide pour prendre tout le registre.",
        example: "2026-01-01"
    ).optional
    static let to = Field.day("to", "Payées jusqu’au", example: "2026-12-31").optional
    static let on = Field.day(
        "on", "Situation au",
        "Jour auquel compter les factures non payées. Sans indication\u{202F}: aujourd’hui.",
        example: "2026-11-23"
    ).optional
    static let buyerName = Field.text(
        "buyerName", "Nom de l’acheteur", "Repris dans la synthèse à signer.",
        example: "Commune de Lens"
    ).optional
    static let expectedDigest = Field<String>(
        name: "expectedDigest", label: "Empreinte à vérifier",
        help: "Pour contrôler une synthèse reçue\u{202F}: l’empreinte du registre qu’elle porte.",
        control: .text(lines: 1), expected: "64 chiffres hexadécimaux", isRequired: false,
        example: String(repeating: "0123456789abcdef", count: 4),
        parse: { text in
            let digest = text.lowercased()
            let isDigest =
                digest.utf8.count == 64
                && digest.utf8.allSatisfy { 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 }
            return isDigest ? digest : nil
        })

    public let fields: [any ToolField] = [
        PaymentThermometer.register, PaymentFields.buyer, PaymentThermometer.from,
        PaymentThermometer.to, PaymentThermometer.on, PaymentThermometer.buyerName,
        PaymentThermometer.expectedDigest,
    ]
    public let parts = [
        FormPart(title: "Le registre", fields: ["register", "buyer"]),
        FormPart(title: "La période", fields: ["from", "to", "on"], isFolded: true),
        FormPart(
            title: "La synthèse à signer", fields: ["buyerName", "expectedDigest"], isFolded: true),
    ]
    public let example: [(field: String, value: String)] = [
        ("register", RegisterTemplate.example), ("buyer", "local-authority"),
        ("on", "2026-11-23"),
    ]

    /// The tool.
    public init() {}

    /// The answer to a case.
    public func answer(
        _ input: ToolInput, _ setting: ToolSetting
    ) throws(ToolRefusal) -> ToolAnswer {
        let buyer = try input.required(PaymentFields.buyer)
        let from = input.optional(PaymentThermometer.from)
        let to = input.optional(PaymentThermometer.to)
        if let from, let to, to < from {
            throw .contradiction(
                field: PaymentThermometer.to.name, label: PaymentThermometer.to.label,
                value: input.text(PaymentThermometer.to),
                because: "la période commence le \(FrenchNumber.day(from))")
        }
        let text = input.text(PaymentThermometer.register)
        let header = try PaymentThermometer.register.header(of: text)
        let reading = RegisterReading(
            text, header,
            RegisterReading.Question(
                buyer: buyer, from: from, to: to,
                on: input.optional(PaymentThermometer.on) ?? setting.today), setting.law)
        return ThermometerAnswer(
            reading, setting, buyerName: input.optional(PaymentThermometer.buyerName),
            expectedDigest: input.optional(PaymentThermometer.expectedDigest)
        ).answer
    }
}
