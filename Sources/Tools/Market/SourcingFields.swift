import Law
import Procurement

/// What the search for suppliers asks.
enum SourcingFields {
    static let words = Field<String>.text(
        "words", "Mots de l’objet",
        "Comme dans l’explorateur\u{202F}: «\u{202F}toiture école\u{202F}».",
        example: "toiture"
    ).optional
    static let code = Field<String>(
        name: "cpv", label: "Code CPV, ou son début", help: "Deux chiffres au moins.",
        control: .text(lines: 1), expected: "deux à huit chiffres, comme 45 ou 45261210",
        isRequired: false, example: "45",
        parse: { text in
            let isCode =
                (2...8).contains(text.utf8.count)
                && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
            return isCode ? text : nil
        })
    static let department = place("department", "Département d’exécution", "59")
    static let region = Field<Territory.Region>(
        name: "region", label: "Région d’exécution", help: "Son code.", control: .text(lines: 1),
        expected: "le code d’une région, comme 32", isRequired: false, example: "32",
        parse: { Territory.region($0) })
    static let ownDepartment = place("ownDepartment", "Votre département", "59")
    static let years = Field.count(
        "years", "Années regardées", "4 si vide.", unit: "ans", in: 1...15, example: 4
    ).optional
    static let object = Field<String>.text(
        "object", "Votre projet", "Pour le mémo.", example: "Réfection de la toiture de l’école"
    ).optional
    static let company = Field<String>.text(
        "company", "Entreprise", longest: 120, example: "Toits du Nord")
    static let day = Field.day("on", "Le", example: "2026-03-10")
    static let means = Field<String>.text(
        "means", "Par quel moyen", longest: 80, example: "téléphone"
    ).optional
    static let told = Field<String>.text(
        "told", "Ce qui a été dit", longest: 500, example: "Note de besoin du 1er mars"
    ).optional
    static let replied = Field<String>.text(
        "reply", "Ce qui a été répondu", longest: 500, example: "Délai de huit semaines"
    ).optional
    static let contacted = TableField(
        "contacted", "Entreprises rencontrées",
        "Le registre des échanges\u{202F}: la même information pour toutes.",
        columns: [company, day, means, told, replied], lines: 1...200, isRequired: false,
        example: "company;on;means;told\nToits du Nord;2026-03-10;téléphone;Note de besoin")

    private static func place(_ name: String, _ label: String, _ example: String)
        -> Field<Territory.Department>
    {
        Field(
            name: name, label: label, help: "Son numéro.", control: .text(lines: 1),
            expected: "le numéro d’un département, comme 59 ou 2A", isRequired: false,
            example: example, parse: { Territory.department($0.uppercased()) })
    }
}
