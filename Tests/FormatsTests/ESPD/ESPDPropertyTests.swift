import Testing

@testable import Formats

/// Invented documents, written and read back.
@Suite struct ESPDPropertyTests {
    /// A document made of chance.
    private struct Inventor {
        var chance: SplitMix64
        let isSecond: Bool
        var number = 0

        mutating func word() -> String {
            let letters = Array("abcdéœß <>&\"'日本€  x")
            let text = String(
                (0..<chance.within(1, 12)).map { _ in letters[chance.below(letters.count)] })
            let trimmed = text.split(separator: " ").joined(separator: " ")
            return trimmed.isEmpty ? "mot" : trimmed
        }

        mutating func name() -> String {
            number += 1
            return "N\(number)-" + String(chance.below(1_000))
        }

        mutating func value(_ code: String) -> ESPDValue {
            switch ESPDDataType(code: code) {
            case .indicator: .indicator(chance.below(2) == 0)
            case .amount: .amount("\(chance.below(100_000)).50", currency: "EUR")
            case .quantity, .integer: .quantity(String(chance.below(99)), unit: "")
            case .year: .quantity(String(1990 + chance.below(60)), unit: "YEAR")
            case .percentage: .percentage("0.\(chance.within(1, 9))")
            case .code: .code(name(), list: "")
            case .date:
                .date("20\(chance.within(10, 29))-0\(chance.within(1, 9))-1\(chance.below(9))")
            case .period:
                .period(
                    start: "2025-01-01", end: chance.below(2) == 0 ? "" : "2025-12-31",
                    description: "")
            case .identifier, .lot: .identifier(word())
            case .address: .address("https://exemple.fr/" + name())
            default: .text([word()])
            }
        }

        mutating func property() -> ESPDProperty {
            let codes = [
                "INDICATOR", "DESCRIPTION", "AMOUNT", "QUANTITY", "QUANTITY_INTEGER",
                "QUANTITY_YEAR", "PERCENTAGE", "CODE", "DATE", "PERIOD", "IDENTIFIER",
                "LOT_IDENTIFIER", "URL",
            ]
            let code = codes[chance.below(codes.count)]
            var property = ESPDProperty(identifier: name(), description: word(), typeCode: code)
            if chance.below(3) > 0 {
                property.answers = [.init(identifier: name(), values: [value(code)])]
            } else if chance.below(2) == 0 {
                property.role = .requirement
                property.expectations = [
                    .init(bound: .expected, value: .text([word()])),
                    .init(bound: .minimum, value: .amount("100", currency: "EUR")),
                ]
            }
            return property
        }

        mutating func group(_ depth: Int) -> ESPDGroup {
            let conditions: [ESPDGroup.Condition] = [.always, .onTrue, .onFalse]
            var group = ESPDGroup(identifier: name(), condition: conditions[chance.below(3)])
            for _ in 0..<chance.within(1, 3) { group.properties.append(property()) }
            guard depth < 5 else { return group }
            for _ in 0..<chance.below(3) { group.groups.append(self.group(depth + 1)) }
            return group
        }

        mutating func document() -> ESPDDocument {
            var document = ESPDDocument(
                kind: .response, version: isSecond ? .second : .fourth)
            document.identifier = name()
            document.uuid = name()
            document.issueDay = "2026-02-03"
            document.issueTime = "08:00:00"
            document.groupName = word()
            document.buyer.names = [word()]
            document.buyer.country = "FR"
            document.procedure.number = name()
            document.procedure.title = word()
            document.procedure.description = word()
            document.procedure.purchases = ["45260000-7", "45261000-4"]
            document.procedure.lots = [name(), name()]
            var reference = ESPDProcedure.Reference()
            reference.identifier = name()
            reference.kind = "TED_CN"
            reference.address = "https://exemple.fr/" + name()
            document.procedure.references = [reference]
            var party = ESPDParty()
            party.names = [word(), word()]
            party.identifiers = [.init(value: name(), scheme: "VAT"), .init(value: name())]
            party.street = word()
            party.city = word()
            party.postcode = "59000"
            party.country = "BE"
            party.size = "small"
            party.email = "a@exemple.fr"
            var person = ESPDParty.Person()
            person.firstName = word()
            person.familyName = word()
            person.position = word()
            person.country = "FR"
            party.representatives = [person]
            document.tenderers = [
                ESPDTenderer(party: party, role: "group-mem", qualifications: [name()])
            ]
            for _ in 0..<chance.within(1, 4) {
                var criterion = ESPDCriterion(
                    identifier: name(), code: name(), name: word(), description: word())
                criterion.legislation = [
                    .init(title: word(), article: "57(1)", language: isSecond ? "FR" : "FRA")
                ]
                if !isSecond { criterion.lots = [document.procedure.lots[0]] }
                for _ in 0..<chance.within(1, 2) { criterion.groups.append(group(1)) }
                document.criteria.append(criterion)
            }
            var evidence = ESPDEvidence()
            evidence.identifier = name()
            evidence.number = name()
            evidence.title = word()
            evidence.address = "https://exemple.fr/" + name()
            evidence.issuer = word()
            document.evidences = [evidence]
            return document
        }
    }

    @Test(arguments: [true, false], Array(UInt64(1)...40))
    func `a document of the model says the same once written and read`(
        _ isSecond: Bool, _ seed: UInt64
    ) throws {
        var inventor = Inventor(chance: SplitMix64(seed: seed), isSecond: isSecond)
        let document = inventor.document()

        let read = try ESPDReader.read(document.bytes)

        #expect(read.saysTheSame(as: document), "graine \(seed)")
        #expect(try ESPDReader.read(read.bytes) == read)
        let structure = ESPDCheck.faults(read).filter {
            ["ORDRE", "ELEMENT", "NOMBRE", "LIGNE"].contains($0.rule)
        }
        #expect(structure == [], "graine \(seed)")
    }

    @Test(arguments: Array(UInt64(1)...20))
    func `to the other version and back, answers and requirements stay`(_ seed: UInt64) throws {
        var inventor = Inventor(chance: SplitMix64(seed: seed), isSecond: true)
        let document = inventor.document()

        let there = ESPDConversion(document, to: .fourth)
        let back = ESPDConversion(try ESPDReader.read(there.document.bytes), to: .second)

        func said(_ document: ESPDDocument) -> [[ESPDValue]] {
            document.criteria.flatMap(\.properties).map {
                $0.answers.flatMap(\.values) + $0.expectations.map(\.value)
            }
        }
        #expect(said(back.document) == said(document), "graine \(seed)")
        #expect(there.losses.isEmpty && back.losses.isEmpty)
    }
}
