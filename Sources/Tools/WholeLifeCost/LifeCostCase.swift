import Law
import Procurement

/// Offers over a period, with the assumptions that all share.
struct LifeCostCase: Sendable {
    /// The price and the emissions of an energy.
    struct EnergyPrice: Sendable {
        let energy: Energy
        /// Euros per unit.
        let price: Double
        /// Growth per year, above inflation.
        let escalation: Double
        /// Kilograms of CO₂e per unit.
        let emissions: Double
        let source: String?
        /// The library's factor, where it is used.
        let article: ToolArticle?
    }
    /// An offer.
    struct Offer: Sendable {
        let name: String
        let acquisition: Double
        let energy: EnergyPrice?
        /// Units per year.
        let quantity: Double
        let consumables: Double
        let maintenance: Double
        let staff: Double
        let replacement: Double
        /// Years between replacements; nil for none.
        let lifetime: Int?
        let endOfLife: Double
        let residual: Double
        /// Kilograms of CO₂e at the start.
        let emissions: Double
    }

    let years: Int
    let startYear: Int
    /// Real, per year: 0.032.
    let rate: Double
    let rateArticle: ToolArticle?
    let escalation: Double
    let carbon: CarbonValue
    let energies: [EnergyPrice]
    let offers: [Offer]
    /// Plus or minus, as a part: 0.2.
    let uncertainties: [Uncertainty: Double]
    let draws: Int
    let seed: UInt64

    init(_ input: ToolInput, _ setting: ToolSetting) throws(ToolRefusal) {
        let day = setting.today
        let situation = Situation(on: day)
        years = try input.required(LifeCostFields.years)
        startYear = input.optional(LifeCostFields.start) ?? day.year
        if let given = input.optional(LifeCostFields.rate) {
            rate = given.approximate / 100
            rateArticle = nil
        } else if case .known(let fact) = setting.law.rule(.discountRate).answer(in: situation),
            let number = fact.number
        {
            rate = number.approximate / 100
            rateArticle = ToolArticle(fact)
        } else {
            _ = try input.required(LifeCostFields.rate)
            preconditionFailure("A missing rate is refused.")
        }
        escalation = (input.optional(LifeCostFields.escalation)?.approximate ?? 0) / 100
        carbon = CarbonValue(input.optional(LifeCostFields.carbonValue), setting.law, on: day)
        let energies = try Self.energies(input, setting.law, situation)
        self.energies = energies
        offers = try Self.offers(input, energies)
        func part(_ field: Field<LegalNumber>, _ usual: Double) -> Double {
            input.optional(field).map { $0.approximate / 100 } ?? usual
        }
        uncertainties = [
            .energy: part(LifeCostFields.energyUncertainty, 0.2),
            .costs: part(LifeCostFields.costUncertainty, 0.1),
            .carbon: part(LifeCostFields.carbonUncertainty, 0.3),
        ]
        draws = input.optional(LifeCostFields.draws) ?? 2_000
        seed = UInt64(input.optional(LifeCostFields.seed) ?? 1)
    }

    private static func energies(
        _ input: ToolInput, _ law: LawBook, _ situation: Situation
    ) throws(ToolRefusal) -> [EnergyPrice] {
        var energies: [EnergyPrice] = []
        for row in try input.rows(LifeCostFields.energies) {
            let energy = try row.required(LifeCostFields.energy)
            guard !energies.contains(where: { $0.energy == energy }) else {
                throw row.contradiction(
                    LifeCostFields.energy, because: "cette énergie a déjà un prix")
            }
            var emissions = row.optional(LifeCostFields.emissionFactor)?.approximate
            var article: ToolArticle?
            if emissions == nil, let name = energy.emissions,
                case .known(let fact) = law.rule(name).answer(in: situation)
            {
                emissions = fact.number?.approximate
                article = ToolArticle(fact)
            }
            energies.append(
                EnergyPrice(
                    energy: energy,
                    price: try row.required(LifeCostFields.unitPrice).approximate,
                    escalation: (row.optional(LifeCostFields.energyEscalation)?.approximate ?? 0)
                        / 100,
                    emissions: emissions ?? 0, source: row.optional(LifeCostFields.source),
                    article: article))
        }
        return energies
    }

    private static func offers(
        _ input: ToolInput, _ energies: [EnergyPrice]
    ) throws(ToolRefusal) -> [Offer] {
        var offers: [Offer] = []
        for row in try input.rows(LifeCostFields.offers) {
            let name = row.optional(OfferFields.offerName) ?? OfferCase.defaultName(row.number)
            guard !offers.contains(where: { OfferCase.isSame($0.name, name) }) else {
                throw row.contradiction(
                    OfferFields.offerName, because: "une autre offre a ce nom")
            }
            var price: EnergyPrice?
            if let energy = row.optional(LifeCostFields.usedEnergy) {
                price = energies.first { $0.energy == energy }
                guard price != nil else {
                    throw row.contradiction(
                        LifeCostFields.usedEnergy,
                        because: "son prix n’est pas dans le tableau des énergies")
                }
                _ = try row.required(LifeCostFields.quantity)
            }
            func euros(_ field: Field<LegalNumber>) -> Double {
                row.optional(field)?.approximate ?? 0
            }
            let lifetime = row.optional(LifeCostFields.lifetime)
            if lifetime != nil { _ = try row.required(LifeCostFields.replacement) }
            offers.append(
                Offer(
                    name: name,
                    acquisition: try row.required(LifeCostFields.acquisition).approximate,
                    energy: price, quantity: euros(LifeCostFields.quantity),
                    consumables: euros(LifeCostFields.consumables),
                    maintenance: euros(LifeCostFields.maintenance),
                    staff: euros(LifeCostFields.staff),
                    replacement: euros(LifeCostFields.replacement), lifetime: lifetime,
                    endOfLife: euros(LifeCostFields.endOfLife),
                    residual: euros(LifeCostFields.residual),
                    emissions: euros(LifeCostFields.otherEmissions)))
        }
        return offers
    }
}
