import Community
import Testing

@Suite struct FigureReferenceTests {
    private func items(_ reference: FigureReference) -> [String] {
        reference.selection.map { $0.key + "=" + $0.value }
    }

    private func sentence(_ text: String) -> String? {
        guard case .failure(let fault)? = FigureReference.span(text) else { return nil }
        return fault.sentence
    }

    @Test func `a code span and a block say the same figure`() throws {
        let span = try #require(
            try FigureReference.span("figure con-01 annee=2024 departement=59 par=annee")?.get())
        let block = try #require(
            try FigureReference.block(
                info: "figure", "CON-01\nannee=2024\ndepartement=59\n\npar=annee\n")?.get())

        #expect(span == block)
        #expect(span.code == "CON-01")
        #expect(items(span) == ["annee=2024", "departement=59"])
        #expect(span.by == "annee")
    }

    @Test func `an address copied from the explorer gives its items`() throws {
        let reference = try FigureReference(
            "CON-01 https://obs.example/explorer?mots=toiture+%C3%A9cole&annee=2023&tri=montant#x")

        #expect(items(reference) == ["mots=toiture école", "annee=2023"])
    }

    @Test func `quotes hold blanks and signs together`() throws {
        let reference = try FigureReference(
            "CON-01 mots=\"toiture & école +5 %\" titre=\"Offre unique : Nord\"")

        #expect(items(reference) == ["mots=toiture & école +5 %"])
        #expect(reference.title == "Offre unique : Nord")
    }

    @Test func `other code is left alone`() {
        #expect(FigureReference.span("figures") == nil)
        #expect(FigureReference.span("let figure = 1") == nil)
        #expect(FigureReference.block(info: "swift", "figure CON-01") == nil)
        #expect(FigureReference.block(info: "", "CON-01") == nil)
    }

    @Test func `a reference that cannot be read says what is wrong`() {
        #expect(sentence("figure ")?.contains("Il manque le code") == true)
        #expect(sentence("figure <script>")?.contains("n’est pas le code") == true)
        #expect(sentence("figure CON-01 2024")?.contains("clé=valeur") == true)
        #expect(sentence("figure CON-01 mots=%C3")?.contains("encodé") == true)
        #expect(sentence("figure CON-01 mots=\"a")?.contains("guillemet") == true)
        let many = (0..<60).map { "annee=\($0 + 1_900)" }.joined(separator: " ")
        #expect(sentence("figure CON-01 " + many)?.contains("trop de filtres") == true)
    }
}
