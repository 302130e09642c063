import Community

/// A clock that nobody sets: the moment of the program's start, and what has passed since.
struct SteadyClock: Sendable {
    private let anchor: Moment
    private let start = ContinuousClock.now

    /// A clock that begins with the wall's.
    init(_ wall: @Sendable () -> Moment) { anchor = wall() }

    /// What moment it is.
    var now: @Sendable () -> Moment {
        { [anchor, start] in
            anchor.adding(seconds: start.duration(to: .now).components.seconds)
        }
    }
}
