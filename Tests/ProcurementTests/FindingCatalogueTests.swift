import Procurement
import Testing

struct FindingCatalogueTests {
    @Test func `each rule stands at the index of its name`() {
        let names = FindingRule.catalogue.map(\.name)

        #expect(names == FindingCode.allCases)
        #expect(FindingField.names.count == FindingField.allCases.count)
    }

    @Test func `codes are unique and well formed`() {
        let codes = FindingRule.catalogue.map(\.code)

        #expect(Set(codes).count == codes.count)
        #expect(codes.count >= 40)
        for code in codes {
            let isWellFormed = code.wholeMatch(of: /[A-Z]{3}-[0-9]{2}/) != nil
            #expect(isWellFormed, "\(code)")
            #expect(FindingCatalogue.index(of: code) != nil)
        }
    }

    @Test func `texts are filled and well typeset`() {
        for rule in FindingRule.catalogue {
            for text in [rule.title, rule.explanation, rule.advice] {
                #expect(!text.isEmpty)
                let hasPlainBlank =
                    text.contains(/[ ][:;!?»]/) || text.contains("« ") || text.contains(/\w[;!»]/)
                #expect(!hasPlainBlank, "\(rule.code) \(text)")
            }
            #expect(!rule.title.hasSuffix("."), "\(rule.code)")
            #expect(rule.explanation.hasSuffix("."), "\(rule.code)")
            #expect(rule.advice.hasSuffix("."), "\(rule.code)")
            #expect(!rule.example.isEmpty)
        }
    }
}
