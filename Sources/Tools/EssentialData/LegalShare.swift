import Law

/// A share from 0 to 1, in ten-thousandths.
struct LegalShare: Hashable, Sendable {
    let tenThousandths: Int64

    /// Reads `0,05`, `0.05` or `5 %`.
    init?(_ text: String) {
        guard let number = LegalNumber(TypedText.plainNumber(text)) else { return nil }
        let isPercent = text.contains("%")
        guard !isPercent || number.tenThousandths % 100 == 0 else { return nil }
        tenThousandths = isPercent ? number.tenThousandths / 100 : number.tenThousandths
        guard (0...10_000).contains(tenThousandths) else { return nil }
    }

    /// As JSON writes it.
    var json: String { LegalNumber(tenThousandths: tenThousandths).description }
}
