/// The contracts of an edition, as tools ask for them.
public protocol Market: Sendable {
    /// The edition's identifier.
    var edition: String { get }
}
