import Foundation
import Procurement
import Testing

@testable import Formats

/// A sound record of the 2022 format, changed by each sample.
func sound(_ changes: [String: Any] = [:], without: [String] = []) -> [String: Any] {
    var record: [String: Any] = [
        "id": "2024-0042", "acheteur": ["id": "21590163800019"], "nature": "Marché",
        "objet": "Réfection de la toiture de l'école", "codeCPV": "45261900",
        "techniques": ["technique": ["Sans objet"]],
        "modalitesExecution": ["modaliteExecution": ["Tranches"]], "marcheInnovant": false,
        "ccag": "Travaux", "offresRecues": 3, "attributionAvance": true, "tauxAvance": 0.05,
        "typeGroupementOperateurs": "Pas de groupement", "procedure": "Procédure adaptée",
        "lieuExecution": ["code": "59170", "typeCode": "Code postal"], "dureeMois": 12,
        "dateNotification": "2024-03-01", "datePublicationDonnees": "2024-03-20",
        "montant": 64250.5, "typesPrix": ["typePrix": ["Définitif ferme"]],
        "formePrix": "Forfaitaire", "sousTraitanceDeclaree": false,
        "titulaires": [["titulaire": ["typeIdentifiant": "SIRET", "id": "41378250900017"]]],
        "considerationsSociales": ["considerationSociale": ["Clause sociale"]],
        "considerationsEnvironnementales": [
            "considerationEnvironnementale": ["Critère environnemental"]
        ],
    ]
    for (key, value) in changes { record[key] = value }
    for key in without { record[key] = nil }
    return record
}

let shortCPV = CPVList(scanning: "45000000-7\n45261900-3\n03100000-2\n09310000-5\n")

func interpreted(_ record: [String: Any], vintage: Declaration.Vintage? = nil) -> Declaration {
    let interpreter = Interpreter(
        referenceDay: Day(year: 2025, month: 1, day: 1) ?? Day(number: 0), cpvCodes: shortCPV)
    var declaration = Declaration()
    interpreter.interpret(DraftFromJSON.draft(record), vintage: vintage, into: &declaration)
    return declaration
}

func names(_ declaration: Declaration) -> Set<FindingCode> {
    Set(declaration.findings.compactMap { FindingCode(rawValue: $0.rule) })
}

struct InterpreterTests {
    @Test func `a sound record is read whole and has no finding`() {
        let read = interpreted(sound())

        #expect(names(read) == [])
        #expect(read.montant == 6_425_050)
        #expect(read.tauxAvance == 500)
        #expect(read.string(read.codeCPV) == "45261900")
        #expect(read.dateNotification == Day(year: 2024, month: 3, day: 1))
        #expect(read.parties.first?.isValidSiret == true)
        #expect(read.techniques == 0)
        #expect(read.modalites == 1)
        #expect(read.ccag == 0)
        #expect(read.offresRecues == 3)
        #expect(read.setAside == nil)
    }

    @Test func `a record of 2019 puts the form of its price among the types`() {
        let read = interpreted([
            "id": "202100000100", "acheteur": ["id": "21590163800019"],
            "nature": "Accord-cadre", "objet": "Fournitures de bureau", "formePrix": "Révisable",
            "procedure": "Appel d offres ouvert", "montant": "40 000,00",
        ])

        #expect(read.vintage == .format2019)
        #expect(read.typesPrix == 0b100)
        #expect(read.techniques == 1)
        #expect(read.nature == 3)
        #expect(read.procedure == 1)
        #expect(read.montant == 4_000_000)
        #expect(names(read).isSuperset(of: [.labelOutsideList, .amountFrenchWriting]))
    }

    @Test func `only what is neither bought nor by anyone is set aside`() {
        #expect(interpreted(["id": "1"]).setAside == .withoutBuyerAndObject)
        #expect(interpreted(["objet": "Travaux"]).setAside == nil)
        let alone = interpreted(["id": "1", "modifications": [["id": 1, "montant": 5000]]])
        #expect(alone.setAside == nil)
        #expect(alone.isModificationOnly)
        #expect(interpreted(["_type": "Avis", "objet": "Avis"]).setAside == .notAContract)
    }

    @Test func `entities are decoded and text stays well formed`() {
        let read = interpreted(sound(["objet": "R&eacute;fection de l&#8217;&#x153;uvre"]))

        #expect(read.string(read.objet) == "Réfection de l\u{2019}œuvre")
    }

    @Test(arguments: [
        ("Gros \u{9C}uvre de l\u{92}école", "Gros œuvre de l\u{2019}école"),
        ("\u{8C}uvre &eacute; l&#146;école \u{96}", "Œuvre é l\u{2019}école \u{2013}"),
        // Undefined in the code page, and halves of letters encoded twice: as published.
        ("Toit\u{81}école", "Toit\u{81}école"),
        ("dâ\u{80}\u{99}apport, \u{9C}uvre", "dâ\u{80}\u{99}apport, \u{9C}uvre"),
        ("un texte assez long pour huit octets \u{9C}", "un texte assez long pour huit octets œ"),
    ])
    func `signs published under their number are put back`(published: String, text: String) {
        let read = interpreted(sound(["objet": published]))

        #expect(read.string(read.objet) == text)
    }

    @Test func `random bytes never break the interpreter`() {
        var generator = SplitMix(state: 42)
        let interpreter = Interpreter(referenceDay: Day(number: 20_000), cpvCodes: shortCPV)
        var declaration = Declaration()
        for _ in 0..<2_000 {
            var draft = DraftFromJSON.draft(sound())
            for _ in 0..<20 {
                let place = Int(generator.next() % UInt64(draft.bytes.count))
                draft.bytes[place] = UInt8(truncatingIfNeeded: generator.next())
            }
            interpreter.interpret(draft, vintage: nil, into: &declaration)
            let isWellFormed = WellFormedness.isWellFormed(declaration.bytes)
            #expect(isWellFormed)
        }
    }
}

/// A small seeded generator.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
