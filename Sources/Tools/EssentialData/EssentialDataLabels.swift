/// Labels of the regulation, as people type them.
enum EssentialDataLabels {
    /// The label that a text means: same letters, whatever their case, accents and apostrophes.
    static func find(_ text: String, in labels: [String]) -> String? {
        let wanted = folded(text)
        return labels.first { folded($0) == wanted }
    }

    private static func folded(_ text: String) -> String {
        TypedText.folded(text.replacing("œ", with: "oe").replacing("Œ", with: "oe"))
    }
}
