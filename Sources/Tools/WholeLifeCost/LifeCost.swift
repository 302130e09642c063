import Foundation
import Procurement

/// What an offer costs over the period, in euros of today.
///
/// I + Σ costs ÷ (1 + d)ᵗ + Σ CO₂ × value ÷ (1 + d)ᵗ − residual ÷ (1 + d)ⁿ; costs at the end of each
/// year, the first at the prices of today. Computed with floating point: figures are rounded to the
/// cent when they are shown.
struct LifeCost: Sendable {
    let offer: LifeCostCase.Offer
    /// Present values by family.
    let values: [CostFamily: Double]
    /// Kilograms of CO₂e over the period.
    let emissions: Double
    /// Present value spent by the end of each year, from year 0, externalities left out.
    let cumulative: [Double]

    init(_ offer: LifeCostCase.Offer, _ life: LifeCostCase, rate: Double? = nil) {
        let rate = rate ?? life.rate
        var values: [CostFamily: Double] = [.acquisition: offer.acquisition]
        var emissions = offer.emissions
        values[.carbon] = offer.emissions / 1_000 * life.carbon.value(in: life.startYear)
        var cumulative = [offer.acquisition]
        for year in 1...life.years {
            let discount = pow(1 + rate, Double(-year))
            let growth = pow(1 + life.escalation, Double(year - 1))
            var spent = 0.0
            func add(_ family: CostFamily, _ amount: Double) {
                values[family, default: 0] += amount * discount
                spent += amount * discount
            }
            if let energy = offer.energy {
                add(
                    .energy,
                    offer.quantity * energy.price * pow(1 + energy.escalation, Double(year - 1)))
                let kilograms = offer.quantity * energy.emissions
                emissions += kilograms
                values[.carbon, default: 0] +=
                    kilograms / 1_000 * life.carbon.value(in: life.startYear + year - 1) * discount
            }
            add(.consumables, offer.consumables * growth)
            add(.maintenance, offer.maintenance * growth)
            add(.staff, offer.staff * growth)
            if let lifetime = offer.lifetime, year % lifetime == 0, year < life.years {
                add(.replacement, offer.replacement * growth)
            }
            if year == life.years {
                add(.endOfLife, offer.endOfLife * growth)
                add(.residual, -offer.residual * growth)
            }
            cumulative.append((cumulative.last ?? 0) + spent)
        }
        self.offer = offer
        self.values = values
        self.emissions = emissions
        self.cumulative = cumulative
    }

    func value(_ family: CostFamily) -> Double { values[family] ?? 0 }

    /// The greatest figure, in euros or in kilograms, whatever its sign.
    var greatest: Double {
        values.values.reduce(emissions) { max($0, abs($1)) }
            + cumulative.reduce(0) { max($0, abs($1)) }
    }

    /// Without externalities.
    var internalTotal: Double {
        CostFamily.allCases.reduce(0) { $0 + ($1 == .carbon ? 0 : value($1)) }
    }

    /// With externalities.
    var total: Double { internalTotal + value(.carbon) }

    /// The total when what is uncertain is multiplied.
    func total(_ factors: [Uncertainty: Double]) -> Double {
        CostFamily.allCases.reduce(0) { sum, family in
            sum + value(family) * (family.uncertainty.flatMap { factors[$0] } ?? 1)
        }
    }

    /// Euros to the nearest cent.
    static func money(_ value: Double) -> Money { Money(cents: Int64((value * 100).rounded())) }
}
