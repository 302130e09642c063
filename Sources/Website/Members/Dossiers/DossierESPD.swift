import Community
import Formats
import Foundation
import Procurement

/// What an ESPD response says of a company, as entries of its dossier.
///
/// - Shape: a document and the dossier as it stands in; the whole dossier out, where only what was empty
///   is filled and only years and references that it lacks are added: nothing said before is changed.
struct DossierESPD {
    private(set) var entries: [Dossiers.Entry] = []
    /// How many fields and rows the document brought.
    private(set) var brought = 0

    /// Reads the company that answers first.
    init(_ document: ESPDDocument, into dossier: Dossier) {
        let party = document.tenderers.first?.party ?? ESPDParty()
        let size: String? =
            switch party.size {
            case "micro": "Micro-entreprise"
            case "small", "medium", "sme": "PME"
            default: nil
            }
        add(
            .identity, dossier,
            [
                "nom": party.names.first, "adresse": party.street, "code_postal": party.postcode,
                "commune": party.city, "taille": size,
                "registre": DossierESPD.text(document, "prof-regist", atMost: 120)
                    ?? document.evidences.first {
                        $0.identifier == ApplicationESPD.registerMark
                    }.map { String($0.title.prefix(120)) },
            ])
        add(
            .contact, dossier, ["courriel": party.email, "telephone": party.telephone])
        add(
            .means, dossier,
            [
                "materiel": DossierESPD.text(document, "tech-equip", atMost: 2_000),
                "encadrement": DossierESPD.managers(document),
            ])
        addYears(document, dossier)
        addReferences(document, dossier)
        addInsurances(document, dossier)
        addQualifications(document, dossier)
    }

    /// Insurances whose end is said, as another dossier lists them; the form itself has no place for them.
    private mutating func addInsurances(_ document: ESPDDocument, _ dossier: Dossier) {
        let known = dossier.rows(.insurances)
        entries += known.map { .init(part: .insurances, row: $0.row, values: $0.values) }
        func key(_ values: [String: String]) -> [String?] {
            [values["nature"], values["assureur"], values["numero"] ?? ""]
        }
        let said = Set(known.map { key($0.values) })
        for proof in document.evidences
        where proof.identifier.hasPrefix(ApplicationESPD.insuranceMark) {
            guard let mark = proof.title.range(of: ApplicationESPD.endMark, options: .backwards),
                let end = Day(proof.title[mark.upperBound...]), !proof.issuer.isEmpty
            else { continue }
            let kind = String(proof.title[..<mark.lowerBound])
            // The writer puts the identifier where no number is known.
            let number = proof.number == proof.identifier ? "" : proof.number
            let values = [
                "nature": DossierPart.insuranceKinds.contains(kind) ? kind : "Autre",
                "assureur": String(proof.issuer.prefix(120)),
                "numero": String(number.prefix(60)), "fin": end.description,
            ]
            if !said.contains(key(values)) { append(.insurances, values, after: known) }
        }
    }

    private mutating func addQualifications(_ document: ESPDDocument, _ dossier: Dossier) {
        let known = dossier.rows(.qualifications)
        entries += known.map { .init(part: .qualifications, row: $0.row, values: $0.values) }
        let said = Set(known.compactMap { $0.values["nom"] })
        for row in StatedRow.rows(DossierESPD.text(document, "qualification") ?? "") {
            guard let name = row.names.first.map({ String($0.prefix(160)) }), !said.contains(name)
            else { continue }
            append(
                .qualifications,
                [
                    "nom": name,
                    "organisme": row.names.count > 1 ? String(row.names[1].prefix(120)) : "",
                    "numero": String(row.number.prefix(60)), "fin": row.end,
                ], after: known)
        }
    }

    /// A part told once: what the dossier holds, then what it lacks.
    private mutating func add(
        _ part: DossierPart, _ dossier: Dossier, _ found: [String: String?]
    ) {
        var values: [String: String] = [:]
        for field in part.fields {
            let known = dossier.value(part, field.key)
            let other = (found[field.key] ?? nil) ?? ""
            values[field.key] = known.isEmpty ? other : known
            if known.isEmpty, !other.isEmpty { brought += 1 }
        }
        entries.append(.init(part: part, values: values))
    }

    private mutating func addYears(_ document: ESPDDocument, _ dossier: Dossier) {
        var years: [String: [String: String]] = [:]
        for row in DossierESPD.rows(document, ["gen-year-to"]) {
            guard let year = DossierESPD.year(row), let amount = DossierESPD.amount(row) else {
                continue
            }
            years[year, default: [:]]["chiffre"] = amount
        }
        for row in DossierESPD.rows(document, ["spec-year-to"]) {
            guard let year = DossierESPD.year(row),
                let part = DossierESPD.amount(row).flatMap({ Double($0) }),
                let whole = years[year]?["chiffre"].flatMap({ Double($0) }), whole > 0,
                part <= whole
            else { continue }
            years[year]?["part"] = String(Int((part * 100 / whole).rounded()))
        }
        for row in DossierESPD.rows(document, ["year-manpower"]) {
            guard let year = DossierESPD.year(row), let persons = DossierESPD.persons(row) else {
                continue
            }
            years[year, default: [:]]["effectif"] = persons
        }
        let known = dossier.rows(.years)
        entries += known.map { .init(part: .years, row: $0.row, values: $0.values) }
        let said = Set(known.compactMap { $0.values["annee"] })
        for (year, values) in years.sorted(by: { $0.key > $1.key }) where !said.contains(year) {
            append(.years, values.merging(["annee": year]) { $1 }, after: known)
        }
    }

    private mutating func addReferences(_ document: ESPDDocument, _ dossier: Dossier) {
        let known = dossier.rows(.references)
        entries += known.map { .init(part: .references, row: $0.row, values: $0.values) }
        let said = Set(known.compactMap { $0.values["objet"] })
        let codes = ["work-perform", "supply-perform", "service-perform"]
        for row in DossierESPD.rows(document, codes) {
            let texts = row.compactMap { value -> String? in
                guard case .text(let lines) = value else { return nil }
                let text = lines.joined(separator: " ")
                return text.isEmpty ? nil : text
            }
            guard let object = texts.first, !said.contains(object),
                let year = DossierESPD.year(row)
            else { continue }
            var values = [
                "objet": String(object.prefix(200)), "annee": year,
                "client": String((texts.dropFirst().first ?? "Non précisé").prefix(120)),
            ]
            values["montant"] = DossierESPD.amount(row)
            append(.references, values, after: known)
        }
    }

    private mutating func append(
        _ part: DossierPart, _ values: [String: String], after known: [Dossier.Statement]
    ) {
        let last = entries.filter { $0.part == part }.map(\.row).max() ?? 0
        entries.append(
            .init(
                part: part, row: max(last, known.map(\.row).max() ?? 0) + 1, values: values))
        brought += 1
    }

    // MARK: Answers

    /// The first text of the answers to a criterion.
    private static func text(
        _ document: ESPDDocument, _ code: String, atMost most: Int = 10_000
    ) -> String? {
        rows(document, [code]).joined().lazy.compactMap { value -> String? in
            guard case .text(let lines) = value else { return nil }
            let text = lines.joined(separator: "\n")
            return text.isEmpty ? nil : String(text.prefix(most))
        }.first
    }

    /// The number of managers of the last year that is said.
    private static func managers(_ document: ESPDDocument) -> String? {
        rows(document, ["manage-staff"]).compactMap { row -> (String, String)? in
            guard let year = year(row), let persons = persons(row) else { return nil }
            return (year, persons)
        }.max { $0.0 < $1.0 }?.1
    }

    /// The answers of criteria by repetition: what was said together.
    private static func rows(_ document: ESPDDocument, _ codes: [String]) -> [[ESPDValue]] {
        document.criteria.filter { codes.contains($0.entry?.code ?? "") }.flatMap { criterion in
            repetitions(of: criterion.properties).flatMap { lines -> [[ESPDValue]] in
                let count = lines.map(\.answers.count).max() ?? 0
                return (0..<count).map { place in
                    lines.flatMap { line in
                        place < line.answers.count ? line.answers[place].values : []
                    }
                }
            }
        }
    }

    /// The lines of a criterion by repetition: version 2 writes a group again for each, so that a
    /// question comes back.
    private static func repetitions(of lines: [ESPDProperty]) -> [[ESPDProperty]] {
        var all: [[ESPDProperty]] = []
        var current: [ESPDProperty] = []
        var asked: Set<String> = []
        for line in lines where line.role == .question {
            if !asked.insert(line.typeCode + line.description).inserted {
                all.append(current)
                (current, asked) = ([], [line.typeCode + line.description])
            }
            current.append(line)
        }
        return all + (current.isEmpty ? [] : [current])
    }

    /// The last year that a row speaks of.
    private static func year(_ row: [ESPDValue]) -> String? {
        row.compactMap { value -> String? in
            switch value {
            case .date(let day): return String(day.prefix(4))
            case .period(let start, let end, _):
                return String((end.isEmpty ? start : end).prefix(4))
            case .quantity(let text, let unit) where unit.uppercased() == "YEAR":
                return String(text.prefix(4))
            default: return nil
            }
        }.filter { $0.count == 4 && Int($0) != nil }.max()
    }

    /// Whole euros.
    private static func amount(_ row: [ESPDValue]) -> String? {
        row.lazy.compactMap { value -> String? in
            guard case .amount(let text, let currency) = value,
                currency.isEmpty || currency == "EUR"
            else { return nil }
            return text.split(separator: ".").first.map(String.init)
        }.first
    }

    private static func persons(_ row: [ESPDValue]) -> String? {
        row.lazy.compactMap { value -> String? in
            guard case .quantity(let text, let unit) = value, unit.uppercased() != "YEAR" else {
                return nil
            }
            return text.split(separator: ".").first.map(String.init)
        }.first
    }
}

/// « Reprendre un DUME »: the dossier takes what an ESPD response already says.
enum DossierESPDPage: FormPage {
    static let path = "/dossier/:siret/dume"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = "rattaché à l’entreprise"
    static let longestBody = 9 << 20

    static func link(to siret: String) -> Link { Link(["dossier", siret, "dume"]) }

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let person = try members.visitor.signedIn()
        let siret = context.argument("siret")
        _ = try members.store.dossiers.dossier(siret, by: person.id)
        return Document(
            title: "Reprendre un DUME", summary: "Remplir le dossier depuis une réponse ESPD.",
            content: """
                \(context.faultSummary)<p class="chapo">Déposez une réponse DUME (fichier XML, toute version)\u{202F}: \
                ce qui manque au dossier y est repris. Ce que vous avez déjà dit ne change pas.</p>
                \(context.form(
                    link(to: siret),
                    [FormField(key: "fichier", label: "Réponse DUME (XML)", control: .file(accepted: ".xml,application/xml"))],
                    button: "Reprendre", files: true))
                """, kind: "Dossier d’entreprise, SIRET \(siret)", trail: DossierListPage.trail,
            isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        let person = try members.visitor.signedIn()
        let siret = context.argument("siret")
        let dossier = try members.store.dossiers.dossier(siret, by: person.id)
        let read: ESPDDocument
        do {
            read = try ESPDReader.read(form.file("fichier")?.bytes ?? [])
        } catch {
            throw CommunityRefusal.invalid(
                field: "fichier", value: form.file("fichier")?.name ?? "",
                sentence: "\(error)")
        }
        let found = DossierESPD(read, into: dossier)
        guard read.kind == .response, found.brought > 0 else {
            throw CommunityRefusal.invalid(
                field: "fichier", value: form.file("fichier")?.name ?? "",
                sentence: read.kind == .response
                    ? "Ce document ne dit rien que le dossier ne sache déjà."
                    : "Ce document est la demande d’un acheteur, pas une réponse\u{202F}: préparez une candidature, "
                        + "qui y répond."
            )
        }
        try members.store.dossiers.say(
            siret, found.entries, version: dossier.version, members.acting)
        return Link(["dossier", siret], query: [("fait", "repris")])
    }
}
