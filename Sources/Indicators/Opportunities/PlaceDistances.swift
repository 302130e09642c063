public import Columns
public import Procurement

/// How far contracts are performed from a point: each place is worked out once.
///
/// The place of a contract is that of its performance, else the department of its buyer.
///
/// - Unit: kilometres as the crow flies, between centres.
public struct PlaceDistances {
    /// Where a place is: its point, and what the point stands for.
    public typealias Centre =
        @Sendable (_ code: String, _ kind: String?, _ departement: String?)
        -> (point: GeoPoint, precision: String)?

    /// The distance of a contract and what its place is known by.
    public struct Distance: Hashable, Sendable {
        public var kilometres: Double
        /// `commune`, `code postal`, `département` or `département de l’acheteur`.
        public var precision: String
    }

    private let origin: GeoPoint
    private let centre: Centre
    private let code: Column?
    private let kind: Column?
    private let departement: Column?
    private let buyer: Column?
    private let kinds: Int
    /// By place code and kind; nil not worked out yet.
    private var known: [Distance??]
    /// By department of the buyer.
    private var ofBuyer: [Distance??]

    /// Distances of the contracts of a table from a point.
    public init(_ contracts: Table, from origin: GeoPoint, centre: @escaping Centre) {
        self.origin = origin
        self.centre = centre
        code = contracts["lieuExecution_code"]
        kind = contracts["lieuExecution_typeCode"]
        departement = contracts["departement"]
        buyer = contracts["acheteur_departement"]
        kinds = max(1, kind?.texts?.count ?? 1)
        known = Array(repeating: nil, count: max(1, code?.texts?.count ?? 0) * kinds)
        ofBuyer = Array(repeating: nil, count: max(1, buyer?.texts?.count ?? 0))
    }

    /// The distance of a contract; nil when its place is unknown.
    ///
    /// - Complexity: O(1) once its place was seen.
    public mutating func distance(_ row: Int) -> Distance? {
        if let code, code.isKnown(row) {
            let place = code.code(row) * kinds + (kind?.code(row) ?? 0)
            if place < known.count {
                if let distance = known[place] {
                    if let distance { return distance }
                } else {
                    let found = centre(
                        code.text(row) ?? "", kind?.text(row), departement?.text(row))
                    let distance = found.map {
                        Distance(
                            kilometres: origin.distance(to: $0.point), precision: $0.precision)
                    }
                    known[place] = .some(distance)
                    if let distance { return distance }
                }
            }
        }
        return distanceOfBuyer(row)
    }

    private mutating func distanceOfBuyer(_ row: Int) -> Distance? {
        guard let buyer, buyer.isKnown(row), buyer.code(row) < ofBuyer.count else { return nil }
        if let distance = ofBuyer[buyer.code(row)] { return distance }
        let distance = centre("", nil, buyer.text(row)).map {
            Distance(
                kilometres: origin.distance(to: $0.point), precision: "département de l’acheteur")
        }
        ofBuyer[buyer.code(row)] = .some(distance)
        return distance
    }
}
