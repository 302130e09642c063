import Columns
import Editions
import Indicators
import Procurement

/// What an address says of a company: its trade and its place, and who says so.
struct TradeAsked: Sendable {
    /// The SIRET typed, well formed.
    private(set) var siret: Siret?
    /// NAF rév. 2, as `43.91B`; nil unknown.
    private(set) var activity: String?
    /// Who gives the activity, in French.
    private(set) var activitySource = ""
    /// INSEE code of its commune, or of its department.
    private(set) var place: String?
    /// Whether the SIRET is a supplier of the edition.
    private(set) var isSupplier = false
    /// What the online register said, when it was asked.
    private(set) var registered: RegisteredCompany?
    /// What the visitor must know: trouble, closure, unknown SIRET.
    private(set) var notes: [String] = []

    /// Reads the address; asks the lists, then the register when one is configured.
    ///
    /// - Throws: `Problem` when the SIRET or the activity is badly written.
    init(_ context: Context, _ edition: Observation) throws {
        if let text = context.visit.value("siret") {
            try find(text, context, edition)
        }
        if let text = context.visit.value("naf") {
            activity = try TradeAsked.activity(text)
            activitySource = "indiquée dans la recherche"
        }
    }

    private mutating func find(
        _ text: String, _ context: Context, _ edition: Observation
    ) throws {
        let siret: Siret
        do throws(IdentifierRefusal) {
            siret = try Siret(text.filter { !$0.isWhitespace })
        } catch {
            throw Problem.invalid(
                field: "siret", value: text, expected: "un SIRET de quatorze chiffres")
        }
        self.siret = siret
        if let row = edition.tables.supplier(siret.description) {
            isSupplier = true
            let suppliers = edition.tables.suppliers
            activity = suppliers["titulaire_naf"]?.text(row)
            place = suppliers["titulaire_departement"]?.text(row)
            if activity != nil { activitySource = "d’après SIRENE, dans l’édition" }
        }
        let listed = try edition.opportunities.establishment(siret)
        if let found = listed.found {
            if activity == nil, found.activity != nil {
                activity = found.activity
                activitySource = "d’après la liste d’établissements de ce site (SIRENE)"
            }
            place = found.commune ?? found.departement ?? place
        }
        if activity == nil || place == nil { ask(siret, context, isPartial: listed.isPartial) }
    }

    private mutating func ask(_ siret: Siret, _ context: Context, isPartial: Bool) {
        guard let desk = context.register else {
            if activity == nil {
                notes.append(
                    (isPartial
                        ? "La liste d’établissements de ce site est trop longue pour y chercher à l’instant"
                        : "Ce SIRET n’est dans aucune liste de ce site")
                        + ", qui n’interroge pas le registre public en ligne. Indiquez le code NAF vous-même."
                )
            }
            return
        }
        do throws(RegisterTrouble) {
            guard let company = try desk.company(siret) else {
                notes.append(
                    "Le registre public des entreprises ne connaît pas ce SIRET, ou ne le diffuse pas. Indiquez "
                        + "le code NAF vous-même.")
                return
            }
            registered = company
            if activity == nil, company.activity != nil {
                activity = company.activity
                activitySource = "d’après le registre public des entreprises, à l’instant"
            }
            place = company.commune ?? place
            if company.isClosed {
                notes.append("D’après le registre, cet établissement est fermé.")
            }
        } catch {
            notes.append(error.sentence)
        }
    }

    /// An activity as NAF writes it: `43.91B` for `4391b`.
    static func activity(_ text: String) throws -> String {
        let letters = text.uppercased().filter { !$0.isWhitespace && $0 != "." }
        let digits = letters.prefix { $0.isASCII && $0.isNumber }
        let rest = letters.dropFirst(digits.count)
        guard (2...4).contains(digits.count),
            rest.isEmpty || digits.count == 4 && rest.count == 1 && rest.allSatisfy(\.isLetter)
        else {
            throw Problem.invalid(
                field: "naf", value: text,
                expected: "un code NAF, comme 43.91B, ou son début, comme 43.9")
        }
        return digits.count == 2
            ? String(digits) : digits.prefix(2) + "." + digits.dropFirst(2) + rest
    }
}
