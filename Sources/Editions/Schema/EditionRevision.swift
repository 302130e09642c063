/// The revision of what turns deposits into an edition: reading, interpretation, consolidation,
/// derivation and writing.
///
/// Part of an edition's identity beside the program's version, so that changed rules build a new
/// edition instead of reusing the one there is. Raise it by one with any change after which the same
/// deposits give other bytes; a test compares the bytes of a sample with those noted for this number.
public enum EditionRevision {
    /// The current revision.
    public static let current = 6
}
