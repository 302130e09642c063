import Foundation
import Law
import Procurement
import Testing

@testable import Tools

/// Whole-life cost: golden values, rankings, break-even, chance.
@Suite struct WholeLifeCostTests {
    private func life(_ values: [String: String]) throws -> (LifeCostCase, [LifeCost]) {
        let input = try ToolInput(values, of: WholeLifeCost())
        let life = try LifeCostCase(input, try setting())
        return (life, life.offers.map { LifeCost($0, life) })
    }

    private func cents(_ value: Double) -> Double { (value * 100).rounded() / 100 }

    private static let lighting = [
        "years": "12", "start": "2026", "rate": "3,2",
        "energies": "energy;price;escalation;emissions\nelectricity;0,20;2;0,052",
        "offers": "name;acquisition;energy;quantity;maintenance\na;9000;electricity;1800;150\n"
            + "b;11500;electricity;1100;150",
    ]

    private static let heating = [
        "years": "15", "start": "2026",
        "energies": "energy;price;escalation\ngas;0,11;2\nelectricity;0,20;2",
        "offers": "name;acquisition;energy;quantity;maintenance\ngas;18000;gas;14000;350\n"
            + "heatpump;26000;electricity;4200;300",
    ]

    @Test func `lighting over twelve years has its golden costs`() throws {
        let (_, costs) = try life(Self.lighting)

        #expect(costs.map { cents($0.value(.energy)) } == [3_928.44, 2_400.72])
        #expect(costs.map { cents($0.value(.maintenance)) } == [1_475.43, 1_475.43])
        #expect(costs.map { cents($0.value(.carbon)) } == [287.79, 175.87])
        #expect(costs.map { cents($0.total) } == [14_691.66, 15_552.02])
    }

    @Test func `heating over fifteen years has its golden costs, from the dated library`() throws {
        let (_, costs) = try life(Self.heating)

        #expect(costs.map { cents($0.value(.energy)) } == [20_650.47, 11_263.89])
        #expect(costs.map { cents($0.value(.maintenance)) } == [4_118.47, 3_530.12])
        #expect(costs.map { cents($0.value(.carbon)) } == [12_859.9, 839.39])
        #expect(costs.map { cents($0.total) } == [55_628.84, 41_633.4])
    }

    @Test(arguments: [
        ("3", "0", 20, 14.877475), ("3,2", "0", 15, 11.767057), ("3", "0", 12, 9.954004),
    ])
    func `a yearly euro is worth its present value`(
        rate: String, growth: String, years: Int, expected: Double
    ) throws {
        let (_, costs) = try life([
            "years": String(years), "rate": rate, "escalation": growth,
            "offers": "acquisition;maintenance\n0;1",
        ])

        #expect((costs[0].internalTotal * 1e6).rounded() / 1e6 == expected)
    }

    @Test func `the NIST pair, arithmetic of its own factors, and ours beside it`() throws {
        let base = 103_000 + 12_000 * 0.701 - 3_500 * 0.554 + 250_000 * 0.08 * 15.13 + 7_000 * 14.88
        let efficient =
            110_000 + 12_500 * 0.701 - 3_700 * 0.554 + 162_500 * 0.08 * 15.13 + 8_000 * 14.88
        #expect(base.rounded() == 516_233 && (efficient * 10).rounded() == 4_324_427)
        #expect((base - efficient).rounded() == 83_790)

        // The handbook's energy factor, 15.13, is that of prices growing by 0.197 % a year.
        let (_, costs) = try life([
            "years": "20", "rate": "3",
            "energies": "energy;price;escalation;emissions\nelectricity;0,08;0,1974;0",
            "offers": """
            name;acquisition;energy;quantity;maintenance;replacement;lifetime;residual
            base;103000;electricity;250000;7000;12000;12;3500
            efficient;110000;electricity;162500;8000;12500;12;3700
            """,
        ])
        #expect(abs(costs[0].internalTotal - 516_233) < 200)
        #expect(abs(costs[1].internalTotal - 432_443) < 200)
    }

    @Test func `the former method of vehicles is in the dated facts`() throws {
        let law = LawBook.shipped
        let situation = Situation(on: try day("2015-06-01"))
        func number(_ rule: String) throws -> Double {
            try #require(try law.rule(named: rule).fact(in: situation).number).approximate
        }
        let km = try number("vehicles-km-m23")
        let litres = km * 40 / 100

        #expect((litres * 2.66 * (try number("vehicles-co2-least"))).rounded() == 25_536)
        #expect((km * 2 * (try number("vehicles-nox"))).rounded() == 7_040)
        #expect((km * 0.03 * (try number("vehicles-pm"))).rounded() == 2_088)
        #expect((km * 0.2 * (try number("vehicles-nmhc"))).rounded() == 160)
        #expect(
            try law.rule(named: "vehicles-nox").answer(in: Situation(on: day("2026-06-01")))
                == .unknown)
    }

    @Test func `at its break-even price an offer equals the best`() throws {
        for values in [Self.lighting, Self.heating] {
            let (life, costs) = try life(values)
            let sheet = LifeCostSheet(life: life, costs: costs)
            for (place, row) in sheet.breakEven.rows.enumerated() {
                guard case .money(let price) = row[3] else { continue }
                var changed = values
                let lines = DelimitedText(values["offers"] ?? "", atMost: .max).lines.map(\.cells)
                var rows = lines
                rows[place + 1][1] = price.description
                changed["offers"] = DelimitedText.written(rows)
                guard price.cents >= 0 else { continue }
                let again = try self.life(changed).1
                #expect(abs(again[place].total - costs[sheet.bestWith].total) < 0.01)
            }
        }
    }

    @Test func `the ranking ignores the order of the offers and the unit of money`() throws {
        let (life, costs) = try life(Self.heating)
        var reversed = Self.heating
        let lines = (Self.heating["offers"] ?? "").split(separator: "\n")
        reversed["offers"] = [lines[0], lines[2], lines[1]].joined(separator: "\n")
        let (otherLife, others) = try self.life(reversed)
        var thousandth = Self.heating
        thousandth["energies"] = "energy;price;escalation\ngas;11;2\nelectricity;20;2"
        thousandth["carbonValue"] = "0"
        thousandth["offers"] =
            "name;acquisition;energy;quantity;maintenance\ngas;1800000;gas;14000;35000\n"
            + "heatpump;2600000;electricity;4200;30000"

        let sheet = LifeCostSheet(life: life, costs: costs)
        let other = LifeCostSheet(life: otherLife, costs: others)
        #expect(costs[sheet.bestWith].offer.name == others[other.bestWith].offer.name)
        let cents = try self.life(thousandth).1
        for (cent, euro) in zip(cents, costs) {
            #expect(abs(cent.internalTotal / 100 - euro.internalTotal) < 1e-6)
        }
    }

    @Test func `the same seed gives the same draws, another seed others, all within bounds`() throws
    {
        func draws(_ seed: String) throws -> [[ToolValue]] {
            let (life, costs) = try self.life(
                Self.heating.merging(["seed": seed, "draws": "500"]) { $1 })
            return LifeCostSheet(life: life, costs: costs).draws.rows
        }

        #expect(try draws("7") == draws("7"))
        #expect(try draws("7") != draws("8"))
        let (life, costs) = try life(Self.heating)
        let chance = LifeCostDraws(costs, life)
        #expect(abs(chance.cheapest.reduce(0, +) - 1) < 1e-9)
        for (cost, quantile) in zip(costs, chance.quantiles) {
            #expect(quantile.low < quantile.middle && quantile.middle < quantile.high)
            #expect(abs(quantile.middle / cost.total - 1) < 0.05)
        }
    }

    @Test func `without uncertainty every draw is the case`() throws {
        let none = ["energyUncertainty": "0", "costUncertainty": "0", "carbonUncertainty": "0"]
        let (life, costs) = try life(Self.heating.merging(none) { $1 })

        let chance = LifeCostDraws(costs, life)

        #expect(chance.cheapest == [0, 1])
        #expect(abs(chance.quantiles[0].low - costs[0].total) < 1e-6)
    }

    @Test func `the carbon value passes through its milestones and grows between`() throws {
        let carbon = CarbonValue(nil, .shipped, on: try day("2026-06-01"))
        let former = CarbonValue(nil, .shipped, on: try day("2024-06-01"))

        #expect(carbon.value(in: 2030) == 300 && carbon.value(in: 2050) == 563)
        #expect(carbon.value(in: 2020) == 256 && carbon.value(in: 2070) == 563)
        #expect(
            abs(former.value(in: 2030) - 250) < 1e-9 && abs(former.value(in: 2040) - 500) < 1e-9)
        for year in 2026...2049 { #expect(carbon.value(in: year) < carbon.value(in: year + 1)) }
    }

    @Test(arguments: LifeCostModels.all.map(\.name))
    func `each model is answered and says its figures are invented`(name: String) throws {
        let model = try #require(LifeCostModels.all.first { $0.name == name })

        let answer = try WholeLifeCost().answer(to: model.values, try setting())

        #expect(model.title.contains("inventés"))
        #expect(answer.tables.contains { $0.name == "draws" })
        #expect(answer.documents.map(\.name) == ["annexe-cout-global", "rapport-cout-global"])
    }

    @Test(arguments: [
        (["offers": "name;acquisition;energy;quantity\na;1;wood;2"], "offers.1.energy"),
        (["offers": "name;acquisition;energy\na;1;gas"], "offers.1.quantity"),
        (["offers": "acquisition;lifetime\n1;3"], "offers.1.replacement"),
        (["offers": "name;acquisition\na;1\nA;2"], "offers.2.name"),
        (["energies": "energy;price\ngas;1\ngas;2"], "energies.2.energy"),
        (["years": "61"], "years"),
        (["years": ""], "years"),
    ])
    func `what contradicts the case is refused at its cell`(
        changes: [String: String], field: String
    ) {
        do {
            _ = try WholeLifeCost().answer(
                to: Self.heating.merging(changes) { $1 }, try setting())
            Issue.record("answered")
        } catch let refusal as ToolRefusal {
            #expect(refusal.field == field)
        } catch {
            Issue.record("\(error)")
        }
    }
}
