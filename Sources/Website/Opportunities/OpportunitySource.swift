import Columns
import Editions
import Indicators
import Procurement

/// Something to come that suits a market: a purchase plan, an open notice.
struct Opportunity: Sendable {
    /// Stable, for alerts.
    var id: String
    var title: String
    var link: Link
    /// The day that matters: deadline, planned notice.
    var day: Day?
    /// One line: who, where, how much.
    var note: String
}

/// What a market is about, as other parts of the site are asked for what suits it.
struct MarketQuery: Sendable {
    /// CPV classes, four digits each.
    var classes: [String]
    /// The code of a place, its centre and a radius in kilometres, when the visitor gave a point.
    var around: (code: String, point: GeoPoint, radius: Double)?
}

/// A part of the site that knows of purchases to come: plans, notices.
protocol OpportunitySource: Sendable {
    /// The heading, as `Projets d’achat`.
    static var title: String { get }
    /// The page that shows all those that suit a market.
    static func link(_ query: MarketQuery, _ context: Context) throws -> Link
    /// Those that suit a market, each once, the nearest day first, ten at most; within the radius, when
    /// one is given: those whose place is unknown are left out.
    static func opportunities(_ query: MarketQuery, _ context: Context) throws -> [Opportunity]
}

/// The parts that are asked: each adds its line.
enum OpportunitySources {
    static let all: [any OpportunitySource.Type] = [
        NoticeOpportunities.self, PlanOpportunities.self,
    ]
}
