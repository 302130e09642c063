/// A version of the ESPD exchange data model.
public struct ESPDVersion: Sendable, Equatable, CustomStringConvertible {
    /// The four shapes that versions share: 1.x has a vocabulary of its own, 2.x to 4.x are UBL with
    /// three successive sets of codes.
    public enum Family: Int, Sendable, CaseIterable {
        case first = 1
        case second = 2
        case third = 3
        case fourth = 4
    }

    /// Which shape.
    public let family: Family
    /// As the document tells it, such as `2.1.1`.
    public let text: String

    /// 2.1.1, with the criteria of its basic form.
    public static let second = ESPDVersion(family: .second, text: "2.1.1")
    /// 4.1.0.
    public static let fourth = ESPDVersion(family: .fourth, text: "4.1.0")
    /// The versions that are written.
    public static let written: [ESPDVersion] = [.second, .fourth]

    public var description: String { text }
}
