import Community
import Procurement
import Synchronization

/// Editions whose figures a test decides.
final class InventedFigures: CharterFigures {
    private struct State {
        var editions: [ObservedEdition] = []
        var figures: [String: ObservedFigure] = [:]
        var asked: [FigureQuestion] = []
    }

    private let state = Mutex(State())

    let indicators = [
        ObservedIndicator(
            code: "CON-01", title: "Offre unique", better: .lower, isTerritorial: false,
            measures: [.init(name: "part", title: "Part", unit: .share)]),
        ObservedIndicator(
            code: "ECO-99", title: "Ni haut ni bas", better: .neutral, isTerritorial: false,
            measures: [.init(name: "nombre", title: "Nombre", unit: .count)]),
        ObservedIndicator(
            code: "LOC-01", title: "Part locale sous un autre nom", better: .neutral,
            isTerritorial: true, measures: [.init(name: "part", title: "Part", unit: .share)]),
    ]

    /// Builds an edition in which so many of so many contracts had one offer.
    func build(_ id: String, day: String, _ part: Int, of whole: Int, unknown: Int = 0) {
        let isEnough = whole >= 20
        let figure = ObservedFigure(
            state: isEnough ? .measured : .notEnoughData,
            value: isEnough ? Double(part) / Double(whole) : nil, numerator: String(part),
            denominator: String(whole), unknown: unknown, unit: .share, selection: "acheteur_id=1")
        state.withLock {
            $0.editions.insert(
                ObservedEdition(id: id, day: Day(day) ?? Day(number: 0)), at: 0)
            $0.figures[id] = figure
        }
    }

    /// Forgets an edition, as pruning does.
    func prune(_ id: String) { state.withLock { $0.editions.removeAll { $0.id == id } } }

    var asked: [FigureQuestion] { state.withLock { $0.asked } }

    func currentEdition() throws -> ObservedEdition? { state.withLock { $0.editions.first } }
    func editions() throws -> [ObservedEdition] { state.withLock { $0.editions } }
    func canonical(_ filters: String, field: String) throws -> String { filters }

    func figure(_ question: FigureQuestion, edition: String) throws -> ObservedFigure {
        state.withLock {
            $0.asked.append(question)
            return $0.figures[edition]
                ?? ObservedFigure(state: .notApplicable, unit: .share, selection: "")
        }
    }
}

/// A store with a published charter, a buyer and who represents it.
struct InventedCharter {
    let store: CommunityStore
    let figures = InventedFigures()
    let organisation: Int64
    let person: Int64
    let stranger: Int64
    static let signatory = Signatory(name: "Anne Fictive", function: "Achats", isDeclared: true)

    init() throws {
        store = try CommunityStore()
        organisation = try store.organisations.add(
            name: "Ville inventée", siret: "00000001800028", college: .buyers, territory: "Nord",
            Invented.acting())
        person = try store.accounts.invite(
            try EmailAddress("anne@exemple.fr"), name: "Anne", Invented.acting()
        ).id
        stranger = try store.accounts.invite(
            try EmailAddress("luc@exemple.fr"), name: "Luc", Invented.acting()
        ).id
        try store.organisations.represent(organisation, by: person, Invented.acting())
        try store.charter.write(
            "Nous promettons des achats ouverts.", changes: "", version: 0, Invented.acting())
        _ = try store.charter.publish(version: 1, Invented.acting())
    }

    /// The representative acting so many days after the start.
    func acting(days: Int = 0) -> Acting {
        Invented.acting(person, at: Invented.now.adding(days: days))
    }

    static func draft(
        _ indicator: String = "CON-01", measure: String = "part", filters: String = "",
        sense: CommitmentTie.Sense = .atMost, due: Day? = nil
    ) -> CommitmentDraft {
        CommitmentDraft(
            title: "Moins d’offres uniques", text: "Faire venir plus d’une offre.",
            theme: .competition,
            tie: CommitmentTie(
                indicator: indicator, measure: measure, filters: filters, sense: sense,
                targetMillionths: 100_000, due: due))
    }

    /// Adds the commitment and signs it.
    func signed(_ draft: CommitmentDraft = draft()) throws -> Int64 {
        _ = try store.charter.add(key: "offre-unique", draft, figures: figures, Invented.acting())
        return try store.charter.sign(
            ["offre-unique"], for: organisation, by: Self.signatory, scope: .unit,
            edition: try figures.currentEdition()?.id, acting())[0]
    }
}
