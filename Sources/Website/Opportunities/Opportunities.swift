import Columns
import Editions
import Indicators
import Procurement

/// What an edition and the lists of its folder tell of contracts to come; each part worked out once, at
/// first use.
final class Opportunities: Sendable {
    let dataset: Dataset
    /// The day the edition takes for today.
    let referenceDay: Day
    private let gate: WorkerGate
    private let knownCentres: Lazy<PlaceCentres>
    private let learnedLeads: Lazy<LeadTimes>
    private let learnedTrades: Lazy<TradePurchases>
    private let folder: String

    /// What the edition of a dataset tells, with the lists of a data folder.
    init(dataset: Dataset, referenceDay: Day, gate: WorkerGate, folder: String) {
        self.dataset = dataset
        self.referenceDay = referenceDay
        self.gate = gate
        self.folder = folder
        knownCentres = Lazy {
            // A list that can no longer be read takes nothing else away: departments stay known.
            (try? ReferenceLists(folder: folder).centres()) ?? .withoutLists
        }
        learnedLeads = Lazy { LeadTimes(dataset.facts, referenceDay: referenceDay) }
        learnedTrades = Lazy {
            guard let awards = dataset.details[Dataset.awards]?.table else {
                return TradePurchases(contracts: dataset.facts, awards: dataset.facts)
            }
            return TradePurchases(contracts: dataset.facts, awards: awards)
        }
    }

    /// Where communes, postal codes and departments are.
    var centres: PlaceCentres { knownCentres.value }
    /// When successors were notified.
    var leads: LeadTimes { learnedLeads.value }
    /// What trades were awarded.
    var trades: TradePurchases { learnedTrades.value }

    /// How the radar finds places.
    var centre: PlaceDistances.Centre {
        let centres = centres
        return { code, kind, departement in
            centres.centre(code: code, kind: kind, departement: departement).map {
                ($0.point, $0.precision.rawValue)
            }
        }
    }

    /// What the lists of establishments say of a SIRET, and whether one was too long to be read.
    func establishment(
        _ siret: Siret
    ) throws -> (found: ReferenceTables.Establishment?, isPartial: Bool) {
        try ReferenceLists(folder: folder).establishment(siret: siret)
    }

    /// The contracts that end.
    func renewals(_ question: RenewalRadar.Question) throws -> RenewalRadar.Answer {
        let radar = RenewalRadar(dataset: dataset, centre: centre)
        do {
            return try gate.run { workers throws(EngineRefusal) in
                try radar.ask(question, workers: workers)
            }
        } catch { throw EditionReader.problem(error) }
    }

    /// The market of a trade.
    func market(_ question: TradeMarket.Question) throws -> TradeMarket {
        do {
            return try gate.run { workers throws(EngineRefusal) in
                try TradeMarket(question, dataset: dataset, centre: centre, workers: workers)
            }
        } catch { throw EditionReader.problem(error) }
    }

    /// What a buyer and its neighbours will have to renew in the same quarter.
    func neighbours(_ question: RenewalNeighbours.Question) throws -> RenewalNeighbours {
        do {
            return try gate.run { workers throws(EngineRefusal) in
                try RenewalNeighbours(question, dataset: dataset, centre: centre, workers: workers)
            }
        } catch { throw EditionReader.problem(error) }
    }
}
