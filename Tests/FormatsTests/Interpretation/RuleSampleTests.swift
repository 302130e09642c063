import Foundation
import Procurement
import Testing

@testable import Formats

struct RuleSampleTests {
    static let buyer = ["id": "21590163800019"]

    static func supplier(_ id: String, _ type: String = "SIRET") -> [String: Any] {
        ["titulaires": [["titulaire": ["typeIdentifiant": type, "id": id]]]]
    }
    static func change(_ modification: [String: Any]) -> [String: Any] {
        sound(["modifications": [["modification": modification]]])
    }
    static func act(_ act: [String: Any]) -> [String: Any] {
        sound(["actesSousTraitance": [["acteSousTraitance": act]]])
    }
    static var soundChange: [String: Any] {
        [
            "id": 1, "dateNotificationModification": "2024-05-02", "montant": 70000,
        ]
    }
    static var soundAct: [String: Any] {
        [
            "id": 1, "sousTraitant": ["typeIdentifiant": "SIRET", "id": "35600000000048"],
            "dateNotification": "2024-05-02", "montant": 7000,
        ]
    }

    /// A record that breaks each rule the interpreter can see, the sound record breaking none.
    static var samples: [(FindingCode, [String: Any])] {
        texts + dates + identifiers + codes + figures + others
    }

    static var texts: [(FindingCode, [String: Any])] {
        [
            (.replacementCharacter, sound(["objet": "R\u{FFFD}fection du toit"])),
            (.lostLigature, sound(["objet": "Lot 1 : Gros ?uvre"])),
            (.htmlEntity, sound(["objet": "Toit de l&#8217;école"])),
            (.doubleEncoding, sound(["objet": "RÃ©fection du toit"])),
            (.doubleEncoding, sound(["objet": "Travaux ï¿¿ l'école"])),
            (.doubleEncoding, sound(["objet": "dâ\u{80}\u{99}apport volontaire"])),
            (.doubleEncoding, sound(["objet": "dâ€™apport volontaire"])),
            (.controlCharacter, sound(["objet": "Toit\u{0B}école"])),
            (.controlCharacter, sound(["objet": "Toit\u{81}école"])),
            (.windowsCharacter, sound(["objet": "Gros \u{9C}uvre de l\u{92}école"])),
            (.objectMissing, sound(without: ["objet"])), (.objectTooShort, sound(["objet": "Lot"])),
            (.objectTooLong, sound(["objet": String(repeating: "toit ", count: 201)])),
        ]
    }
    static var dates: [(FindingCode, [String: Any])] {
        [
            (.notificationMissing, sound(without: ["dateNotification"])),
            (.publicationMissing, sound(["datePublicationDonnees": NSNull()])),
            (.dateWithTimeZone, sound(["dateNotification": "2024-03-01+01:00"])),
            (.impossibleYear, sound(["dateNotification": "0218-03-01"])),
            (.impossibleDay, sound(["dateNotification": "2024-02-30"])),
            (.unreadableDate, sound(["dateNotification": "mars 2024"])),
            (.futureDate, sound(["dateNotification": "2027-07-22"])),
            (.frenchDate, sound(["dateNotification": "25/02/2024"])),
            (.ambiguousDate, sound(["dateNotification": "03/02/2024"])),
            (.publishedBeforeNotified, sound(["datePublicationDonnees": "2024-02-20"])),
            (.latePublication, sound(["datePublicationDonnees": "2024-05-02"])),
        ]
    }
    static var identifiers: [(FindingCode, [String: Any])] {
        [
            (.buyerMissing, sound(without: ["acheteur"])),
            (.buyerSiretLength, sound(["acheteur": ["id": "2159016380001X"]])),
            (.buyerSiretCheck, sound(["acheteur": ["id": "21590163800018"]])),
            (.identifierBlanks, sound(supplier(" 413 782 509 00017"))),
            (.sirenForSiret, sound(supplier("413782509"))),
            (.lostLeadingZero, sound(supplier("5880501300017"))),
            (.supplierIdMissing, sound(["titulaires": [["typeIdentifiant": "SIRET"]]])),
            (.supplierSiretLength, sound(supplier("413782509000178"))),
            (.supplierSiretCheck, sound(supplier("41378250900018"))),
            (.identifierTypeMissing, sound(supplier("41378250900017", ""))),
            (.identifierTypeUnknown, sound(supplier("41378250900017", "AUTRE"))),
            (.identifierTypeOld, sound(supplier("BE0123456789", "TVA_INTRACOMMUNAUTAIRE"))),
            (.identifierTypeMismatch, sound(supplier("12345", "TAHITI"))),
            (.placeholderIdentifier, sound(supplier("00000000000000"))),
            (.contractIdMissing, sound(without: ["id"])),
            (.contractIdTooLong, sound(["id": "2021-TRAVAUX-ECOLE-LOT-04"])),
            (.contractIdCharacters, sound(["id": "Lot n°4"])),
            (.frameworkIdTooLong, sound(["idAccordCadre": "2021-AC-FOURNITURES-01"])),
            (.suppliersMissing, sound(without: ["titulaires"])),
            (.supplierIsBuyer, sound(supplier("21590163800019"))),
            (
                .supplierRepeated,
                sound([
                    "titulaires": Array(
                        repeating: ["typeIdentifiant": "SIRET", "id": "41378250900017"], count: 2)
                ])
            ),
            (
                .manySuppliers,
                sound([
                    "titulaires": Array(
                        repeating: ["typeIdentifiant": "SIRET", "id": "41378250900017"], count: 51)
                ])
            ),
        ]
    }
    static var codes: [(FindingCode, [String: Any])] {
        [
            (.cpvMissing, sound(without: ["codeCPV"])),
            (.cpvCheckDigitCut, sound(["codeCPV": "45000000-7"])),
            (.cpvCheckDigitWrong, sound(["codeCPV": "45000000-3"])),
            (.cpvLeadingZeroRestored, sound(["codeCPV": "9310000"])),
            (.cpvMalformed, sound(["codeCPV": "4500000"])),
            (.cpvUnknown, sound(["codeCPV": "45999999"])),
            (.cpvBlanks, sound(["codeCPV": "45 00 00 00"])),
            (.cpvDivisionUnknown, sound(["codeCPV": "00000000"])),
            (.labelUnknown, sound(["procedure": "Procédure simplifiée"])),
            (.labelOutsideList, sound(["procedure": "APPEL D OFFRES OUVERT"])),
            (.labelOfOtherVintage, sound(["nature": "Accord-cadre"])),
            (.notCommunicated, sound(["offresRecues": "NC"])),
            (.noneWithOthers, sound(["techniques": ["Sans objet", "Concours"]])),
            (.labelRepeated, sound(["techniques": ["Concours", "Concours"]])),
            (.booleanAsText, sound(["marcheInnovant": "oui"])),
            (.booleanUnreadable, sound(["marcheInnovant": "peut-être"])),
            (.tableTag, sound(["ccag": "MQ"])), (.tableTag, sound(["ccag": "INX valeur"])),
            (
                .placeCodeMismatch,
                sound(["lieuExecution": ["code": "59170", "typeCode": "Code département"]])
            ),
            (.placeMissing, sound(without: ["lieuExecution"])),
            (.mandatoryMissing, sound(without: ["ccag"])),
        ]
    }
    static var figures: [(FindingCode, [String: Any])] {
        [
            (.amountMissing, sound(without: ["montant"])), (.amountZero, sound(["montant": 0])),
            (.amountOne, sound(["montant": 1])), (.amountNegative, sound(["montant": -1500])),
            (.amountRepeatedDigit, sound(["montant": 999_999_999])),
            (.amountSequence, sound(["montant": 123_456_789])),
            (.amountHuge, sound(["montant": 98_999_999_999_999])),
            (.amountUnreadable, sound(["montant": "sur devis"])),
            (.amountUnreadable, sound(["montant": "40,000"])),
            (.amountDecimals, sound(["montant": "40000.123"])),
            (.amountFrenchWriting, sound(["montant": "40 000,00 €"])),
            (.amountAsText, sound(["montant": "64000"])),
            (.durationMissing, sound(without: ["dureeMois"])),
            (.durationZero, sound(["dureeMois": 0])), (.durationLong, sound(["dureeMois": 240])),
            (.durationFraction, sound(["dureeMois": 10.5])),
            (.durationInDays, sound(["dureeMois": 365])),
            (.durationUnreadable, sound(["dureeMois": "4 ans"])),
            (.franceAboveEurope, sound(["origineFrance": 0.9, "origineUE": 0.5])),
            (.shareOutOfRange, sound(["tauxAvance": 5])),
            (.shareUnreadable, sound(["tauxAvance": "cinq"])),
            (.advanceWithoutRate, sound(["tauxAvance": 0])),
            (.rateWithoutAdvance, sound(["attributionAvance": false])),
            (.offersZero, sound(["offresRecues": 0])), (.offersMany, sound(["offresRecues": 1250])),
            (.offersUnreadable, sound(["offresRecues": 2.5])),
        ]
    }
    static var others: [(FindingCode, [String: Any])] {
        [
            (
                .subsidyAboveValue,
                sound(["montantSubventionPublique": 200_000])
            ),
            (
                .startBeforeSignature,
                sound([
                    "nature": "Concession de travaux", "dateSignature": "2024-03-01",
                    "dateDebutExecution": "2024-01-01",
                ])
            ),
            (.modificationWithoutDate, change(["id": 1, "montant": 70000])),
            (.modificationNumber, change(soundChange.merging(["id": 0]) { $1 })),
            (
                .modificationBeforeNotification,
                change(soundChange.merging(["dateNotificationModification": "2024-01-02"]) { $1 })
            ),
            (.modificationRepeated, sound(["modifications": [soundChange, soundChange]])),
            (.modificationEmpty, change(["id": 1, "dateNotificationModification": "2024-05-02"])),
            (
                .modificationLooksLikeDifference,
                change(soundChange.merging(["montant": 4500]) { $1 })
            ),
            (.actIncomplete, act(["id": 1, "montant": 7000])),
            (.actAmountZero, act(soundAct.merging(["montant": 0]) { $1 })),
            (.actAboveContract, act(soundAct.merging(["montant": 120_000]) { $1 })),
            (.actNumber, act(soundAct.merging(["id": 0]) { $1 })),
            (
                .subcontractorIsSupplier,
                act(
                    soundAct.merging([
                        "sousTraitant": ["typeIdentifiant": "SIRET", "id": "41378250900017"]
                    ]) { $1 })
            ),
            (
                .actChangeWithoutAct,
                sound(["modificationsActesSousTraitance": [["id": 3, "montant": 7000]]])
            ),
            (.notAContract, ["_type": "Avis", "objet": "Avis d'attribution"]),
        ]
    }

    @Test func `each rule is fired by its sample`() {
        for (rule, record) in RuleSampleTests.samples {
            let fired = names(interpreted(record))
            #expect(fired.contains(rule), "\(rule) : \(fired)")
        }
    }

    @Test func `sound modifications and acts fire nothing`() {
        #expect(names(interpreted(RuleSampleTests.change(RuleSampleTests.soundChange))) == [])
        #expect(names(interpreted(RuleSampleTests.act(RuleSampleTests.soundAct))) == [])
    }

    @Test func `each rule of the interpreter has a sample`() {
        let fromReader: Set<FindingCode> = [
            .unknownKey, .repeatedKey, .illegalToken, .unexpectedShape, .tooLarge, .raggedRow,
            .invalidUTF8, .concessionAmongContracts, .contractAmongConcessions,
        ]
        let covered = Set(RuleSampleTests.samples.map(\.0)).union(fromReader)

        for rule in FindingRule.catalogue where rule.firedBy == .interpretation {
            #expect(covered.contains(rule.name), "\(rule.name)")
        }
    }

    @Test func `what the reader saw becomes findings`() {
        let interpreter = Interpreter(referenceDay: Day(number: 20_000), cpvCodes: nil)
        var declaration = Declaration()
        let kinds: [(DeclarationDraft.Oddity.Kind, FindingCode)] = [
            (.unknownKey, .unknownKey), (.repeatedKey, .repeatedKey),
            (.illegalToken, .illegalToken), (.unexpectedShape, .unexpectedShape),
            (.tooLarge, .tooLarge), (.raggedRow, .raggedRow), (.invalidUTF8, .invalidUTF8),
        ]
        for (kind, rule) in kinds {
            var draft = DraftFromJSON.draft(sound())
            draft.oddities = [.init(kind: kind, detail: .absent)]
            interpreter.interpret(draft, vintage: nil, into: &declaration)
            #expect(names(declaration) == [rule])
        }
    }

    @Test func `a concession among contracts is read as one, and the reverse`() {
        let interpreter = Interpreter(referenceDay: Day(number: 20_000), cpvCodes: nil)
        var declaration = Declaration()
        let nature = sound(["nature": "Délégation de service public"])
        interpreter.interpret(
            DraftFromJSON.draft(nature, place: .marche), vintage: nil, into: &declaration)
        #expect(declaration.isConcession)
        #expect(names(declaration).contains(.concessionAmongContracts))
        interpreter.interpret(
            DraftFromJSON.draft(sound(), place: .concession), vintage: nil, into: &declaration)
        #expect(!declaration.isConcession)
        #expect(names(declaration).contains(.contractAmongConcessions))
    }
}
