/// One invented contract: what was drawn for it, before it is written.
struct SampleContract {
    var number = 0
    var sector = 0
    var code: StaticString = ""
    var object: StaticString = ""
    var lot = 0
    var buyer = 0
    var suppliers: [Int] = []
    var cents = 0
    var months = 1
    var notified = SampleDay.last
    var published = SampleDay.last
    var isFramework = false
    var isNegotiated = false
    var offers = 1
    var procedure: StaticString = ""
    var defect: SampleDefect?

    /// Draws a contract; memory is reused from one to the next.
    ///
    /// - Complexity: O(1).
    mutating func draw(
        _ number: Int, in world: SampleWorld, clean: Bool, _ random: inout SplitMix64
    ) {
        self.number = number
        sector = SampleSector.byChance[random.below(SampleSector.byChance.count)]
        let sector = SampleSector.all[self.sector]
        code = sector.codes[random.below(sector.codes.count)]
        object = sector.works[random.below(sector.works.count)]
        lot = random.happens(perMille: 450) ? random.within(1, 12) : 0
        buyer = random.zipf(world.buyers.count)
        isFramework = random.happens(perMille: sector.frameworks)
        let power = sector.median + sector.spread * random.normal()
        let euros = SplitMix64.powerOfTwo(min(max(power, 9), 28))
        cents = Int(euros) * 100 + (random.happens(perMille: 400) ? random.below(100) : 0)
        if isFramework { cents = max(cents / 1_000_000, 1) * 1_000_000 }
        months = random.within(sector.shortest, sector.longest)
        if isFramework { months = (months + 11) / 12 * 12 }
        drawDates(&random)
        drawProcedure(&random)
        drawSuppliers(world, &random)
        defect = nil
        if !clean, random.happens(perMille: SampleDefect.perMille) {
            defect = SampleDefect.allCases[random.below(SampleDefect.allCases.count)]
        }
    }

    /// Buyers notify before the summer and before the end of the year.
    private static let months = [
        5, 6, 8, 8, 8, 12, 13, 5, 7, 9, 9, 10,
    ].enumerated().flatMap { Array(repeating: $0.offset + 1, count: $0.element) }

    private mutating func drawDates(_ random: inout SplitMix64) {
        notified = SampleDay(
            year: random.within(2019, 2025), month: Self.months[random.below(Self.months.count)],
            day: random.within(1, 28))
        let delay = random.happens(perMille: 850) ? random.within(2, 56) : random.within(57, 200)
        published = min(notified.later(delay), .last)
        if published < notified { published = notified }
    }

    private mutating func drawProcedure(_ random: inout SplitMix64) {
        let isLarge = cents >= 22_100_000
        switch random.below(100) {
        case 0..<8: procedure = "Marché passé sans publicité ni mise en concurrence préalable"
        case 8..<12: procedure = "Procédure avec négociation"
        case 12: procedure = isLarge ? "Dialogue compétitif" : "Procédure adaptée"
        case 13..<15: procedure = isLarge ? "Appel d'offres restreint" : "Procédure adaptée"
        default: procedure = isLarge ? "Appel d'offres ouvert" : "Procédure adaptée"
        }
        offers = random.happens(perMille: 230) ? 1 : 2 + random.zipf(22)
    }

    /// Most buyers choose in their department, and a few firms win much.
    private mutating func drawSuppliers(_ world: SampleWorld, _ random: inout SplitMix64) {
        let pool = world.suppliers[sector]
        let place = world.buyers[buyer].place
        suppliers.removeAll(keepingCapacity: true)
        let wanted = random.happens(perMille: 80) ? random.within(2, 4) : 1
        while suppliers.count < wanted {
            var chosen = random.zipf(pool.count)
            var tries = random.happens(perMille: 620) ? 6 : 0
            while tries > 0, pool[chosen].place != place {
                chosen = random.zipf(pool.count)
                tries -= 1
            }
            if suppliers.contains(chosen) { chosen = (chosen + 1) % pool.count }
            if suppliers.contains(chosen) { break }
            suppliers.append(chosen)
        }
    }
}
