/// Reads one row of a recognised list into the lookups; every method gives 1 when the row says
/// something, else 0.
struct RowReader {
    let kind: ReferenceKind
    let code: Int
    private let label: Int
    private let parent: Int
    let siren: Int
    let name: Int
    let type: Int
    let departementColumn: Int
    let regionColumn: Int
    let population: Int
    let siret: Int
    private let commune: Int
    private let postal: Int
    let diffusion: Int
    let legal: Int
    let size: Int
    let sizeYear: Int
    let headcount: Int
    let headcountYear: Int
    let activity: Int
    let nomenclature: Int
    let start: Int
    /// Whether the first column is the identifier by which rows are wanted.
    let leadsWithIdentifier: Bool

    /// Finds the columns once.
    init(_ form: ReferenceRecogniser.Form) {
        kind = form.kind
        switch form.kind {
        case .communes: code = form.column("COM")
        case .departements: code = form.column("DEP")
        case .regions: code = form.column("REG")
        case .codesPostaux: code = form.column("#Code_commune_INSEE")
        case .collectivites: code = form.column("COG")
        case .centres: code = form.column("cog")
        default: code = 0
        }
        label =
            switch form.kind {
            case .cpv, .naturesJuridiques: 1
            default: form.column("LIBELLE", "Commune")
            }
        parent = form.column("TYPECOM")
        siren = form.column("SIREN", "siren")
        name = form.column("nom", "denominationUniteLegale")
        type = form.column("type", "categorie")
        departementColumn = form.column("code_departement", "departement", "depcode")
        regionColumn = form.column("code_region", "REG")
        population = form.column("population", "pop-insee")
        siret = form.column("siret", "siretEtablissement")
        commune = form.column("codeCommuneEtablissement")
        postal = form.column("Code_postal", "codePostalEtablissement")
        diffusion = form.column("statutDiffusionEtablissement", "statutDiffusionUniteLegale")
        legal = form.column("categorieJuridiqueUniteLegale")
        size = form.column("categorieEntreprise")
        sizeYear = form.column("anneeCategorieEntreprise")
        headcount = form.column("trancheEffectifsUniteLegale")
        headcountYear = form.column("anneeEffectifsUniteLegale")
        let isEstablishments = form.kind == .etablissements
        activity = form.column(
            isEstablishments ? "activitePrincipaleEtablissement" : "activitePrincipaleUniteLegale")
        nomenclature = form.column(
            isEstablishments
                ? "nomenclatureActivitePrincipaleEtablissement"
                : "nomenclatureActivitePrincipaleUniteLegale")
        start = form.column("dateDebut")
        leadsWithIdentifier =
            form.header.first.map {
                ["siren", "siret", "SIREN", "siretEtablissement"].contains($0)
            } ?? false
    }

    func cpv(_ file: borrowing DelimitedFile, into tables: inout ReferenceTables) -> Int {
        guard let code = UInt32(file.cell(code).prefix(8)), code >= 1_000_000 else { return 0 }
        tables.add(cpv: code, label: file.cell(label))
        return 1
    }

    /// Communes, with the delegated and associated ones, whose codes contracts still use.
    func commune(_ file: borrowing DelimitedFile, into tables: inout ReferenceTables) -> Int {
        let code = file.cell(code)
        guard code.utf8.count == 5 else { return 0 }
        let isMain = parent < 0 || file.cell(parent) == "COM"
        if isMain || tables.communes[code] == nil { tables.communes[code] = file.cell(label) }
        return 1
    }

    func departement(_ file: borrowing DelimitedFile, into tables: inout ReferenceTables) -> Int {
        let code = file.cell(code)
        guard (2...3).contains(code.utf8.count) else { return 0 }
        tables.departements[code] = (file.cell(label), file.cell(regionColumn))
        return 1
    }

    func region(_ file: borrowing DelimitedFile, into tables: inout ReferenceTables) -> Int {
        let code = file.cell(code)
        guard code.utf8.count == 2 else { return 0 }
        tables.regions[code] = file.cell(label)
        return 1
    }

    /// A postal code shared by communes of two departments is marked by an empty department.
    func postalCode(_ file: borrowing DelimitedFile, into tables: inout ReferenceTables) -> Int {
        let postalCode = file.cell(postal)
        guard postalCode.utf8.count == 5,
            let departement = ReferenceTables.departement(inCode: file.cell(code))
        else { return 0 }
        if let former = tables.postalDepartements[postalCode], former != departement {
            tables.postalDepartements[postalCode] = ""
        } else {
            tables.postalDepartements[postalCode] = departement
        }
        return 1
    }

    /// `7210£Commune et commune nouvelle`; the first byte of the pound sign ends the code.
    func legalCategory(_ file: borrowing DelimitedFile, into tables: inout ReferenceTables) -> Int {
        let code = String(file.cell(code).prefix { $0.isASCII && $0.isNumber })
        guard !code.isEmpty, tables.legalCategories[code] == nil else { return 0 }
        tables.legalCategories[code] = file.cell(label)
        return 1
    }

    func establishment(
        _ file: borrowing DelimitedFile, among wanted: Set<UInt64>?,
        into tables: inout ReferenceTables
    ) -> Int {
        guard let (siret, count) = file.digits(siret), count <= 14 else { return 0 }
        if let wanted, !wanted.contains(siret) { return 0 }
        if count < 14 {
            let isValid = Self.isValid(siret, length: 14)
            tables.note(isValid ? \.zeros : \.unreadable)
            guard isValid else { return 0 }
        }
        // « [ND] » stands where SIRENE hides the place.
        let code = communeCode(file, &tables)
        let commune = code.utf8.count == 5 && !code.hasPrefix("[") ? code : nil
        let former = tables.establishments[siret]
        tables.establishments[siret] = .init(
            commune: commune ?? former?.commune,
            departement: commune.flatMap { ReferenceTables.departement(inCode: $0) }
                ?? former?.departement,
            isDiffusible: isDiffusible(file) && former?.isDiffusible ?? true,
            activity: Self.activity(file.cell(activity), file.cell(nomenclature))
                ?? former?.activity)
        return 1
    }

    /// The commune's code; `98770.0` is 98770, and `1143.0` is 01143.
    private func communeCode(
        _ file: borrowing DelimitedFile, _ tables: inout ReferenceTables
    ) -> String {
        let text = file.cell(commune)
        guard text.hasSuffix(".0") || text.utf8.count == 4, let number = file.number(commune) else {
            return text
        }
        tables.note(\.decimals)
        let digits = String(number)
        return String(repeating: "0", count: max(0, 5 - digits.utf8.count)) + digits
    }

    func isDiffusible(_ file: borrowing DelimitedFile) -> Bool {
        diffusion < 0 || file.firstByte(diffusion) == UInt8(ascii: "O")
    }
}
