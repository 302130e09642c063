/// A moment as two clocks tell it: the wall's, which may be set, and one that only goes forward.
///
/// - Shape: the steady moment is the wall's at the program's start plus what has passed since.
public struct OfferTime: Sendable, Hashable {
    /// As the machine's clock says.
    public let wall: Moment
    /// As the time passed since the program's start says.
    public let steady: Moment

    /// A moment on both clocks.
    public init(wall: Moment, steady: Moment) {
        self.wall = wall
        self.steady = steady
    }

    /// The clocks' difference that is no longer small, in seconds.
    static let toleranceSeconds: Int64 = 2
    /// The difference beyond which no offer is opened, in seconds.
    static let openingToleranceSeconds: Int64 = 60

    /// How far the wall's clock was set since the program's start, in seconds.
    public var shiftSeconds: Int64 { wall.since(steady) }
}
