/// Where unpredictable bytes come from: the system's generator at the rim, a seed in tests.
public protocol Chance: Sendable {
    /// So many unpredictable bytes.
    func bytes(_ count: Int) -> [UInt8]
}

/// Who acts, when, and with what chance: what every change of the store is told.
public struct Acting: Sendable {
    /// The person signed in; nil for a visitor, a command or a chore.
    public let person: Int64?
    /// When.
    public let now: Moment
    /// Unpredictable bytes.
    public let chance: any Chance

    /// Somebody, or nobody, acting at a moment.
    public init(person: Int64?, now: Moment, chance: any Chance) {
        self.person = person
        self.now = now
        self.chance = chance
    }
}
