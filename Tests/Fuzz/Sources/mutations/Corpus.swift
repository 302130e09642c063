import Formats
import Foundation

/// Files to begin from: invented ones of every format, and the heads of real ones.
enum Corpus {
    static func files(realData: String?) -> [[UInt8]] {
        var files = invented.map { Array($0.utf8) }
        var sample: [UInt8] = []
        Sample(contracts: 25, seed: 3).write { sample += $0 }
        files.append(sample)
        if let realData { files += real(realData) }
        return files
    }

    /// The same bytes in the envelopes that files come in.
    static func wrapped(_ bytes: [UInt8], _ chance: inout Chance) -> [UInt8] {
        var entry = ZipMaker.Entry("un.json", data: bytes)
        entry.isDeflated = chance.below(2) == 0
        entry.hasDescriptor = chance.below(2) == 0
        entry.isZip64 = chance.below(2) == 0
        let maker = ZipMaker(hasZip64End: chance.below(2) == 0)
        switch chance.below(8) {
        case 0: return ZipMaker.gzip(bytes)
        case 1: return maker.archive([entry])
        case 2: return maker.archive([entry, .init("deux.gz", data: ZipMaker.gzip(bytes))])
        case 3:
            return [0xFF, 0xFE]
                + String(decoding: bytes, as: UTF8.self).utf16.flatMap {
                    [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)]
                }
        default: return bytes
        }
    }

    private static func real(_ folder: String) -> [[UInt8]] {
        var found: [[UInt8]] = []
        let manager = FileManager.default
        for below in ["decp-2019-json", "decp-2022-json", "decp-xml", "decp-tabular"] {
            let names = manager.enumerator(atPath: folder + "/" + below)?.allObjects ?? []
            for name in names.compactMap({ $0 as? String }).sorted() where !name.hasSuffix(".md") {
                guard let file = FileHandle(forReadingAtPath: "\(folder)/\(below)/\(name)"),
                    let data = try? file.read(upToCount: 40_000)  // A folder gives none.
                else { continue }
                found.append(Array(data))
            }
        }
        return found
    }

    private static let invented = [
        #"""
        {"marches":{"marche":[{"_type":"Marché","id":"2024-1","acheteur":{"id":"21590163800019"},
        "nature":"Marché","objet":"Réfection \u0153 \"toiture\"","codeCPV":"45261210","techniques":
        {"technique":["Accord-cadre"]},"procedure":"Procédure adaptée","dureeMois":6,"montant":5e4,
        "lieuExecution":{"code":"59","typeCode":"Code département"},"dateNotification":"2024-03-01",
        "considerationsSociales":{"considerationSociale":["Clause sociale"]},"offresRecues":3,
        "titulaires":[{"titulaire":{"typeIdentifiant":"SIRET","id":"35600000000048"}}],
        "modifications":[{"modification":{"id":1,"montant":60000,"dureeMois":8,"titulaires":[]}}],
        "actesSousTraitance":[{"acteSousTraitance":{"id":1,"sousTraitant":{"id":"1"},"montant":2}}],
        "modificationsActesSousTraitance":[{"modificationActeSousTraitance":{"id":1,"montant":3}}]}],
        "contrat-concession":[{"id":"c1","autoriteConcedante":{"id":"21590163800019"},
        "objet":"Parking","valeurGlobale":100,"concessionnaires":[{"concessionnaire":{"id":"A"}}],
        "donneesExecution":[{"donneesAnnuelles":{"depensesInvestissement":1,"tarifs":[]}}]}]}}
        """#,
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <!-- un --><marches><marche><id>X1</id><acheteur><id>21590163800019</id><nom>Ville</nom>
        </acheteur><nature>Marché</nature><objet><![CDATA[Toit & mur]]> &amp; &#233;</objet>
        <dateNotification>2021-03-01</dateNotification><montant>5000.5</montant><titulaires>
        <titulaire><id>35600000000048</id></titulaire></titulaires><modifications><modification>
        <objetModification>Avenant</objetModification><montant>6000</montant></modification>
        </modifications></marche><contrat-concession><id>c</id></contrat-concession></marches>
        """,
        """
        uid,id,acheteur_id,titulaire_id,titulaire_typeIdentifiant,objet,montant,dateNotification,\
        donneesActuelles,modification_id
        u1,1,21590163800019,35600000000048,SIRET,"Toit, ""mur""
        et sol",12000.5,2020-02-29,true,0
        u1,1,21590163800019,35600000000048,SIRET,Toit,13000,2020-02-29,true,1
        """,
        """
        id;acheteur.id;nature;objet;codeCPV;procedure;dureeMois;dateNotification;montant;\
        titulaires.0.id;titulaires.0.typeIdentifiant;titulaire_id_1;titulaire_id_2
        1;21590163800019;Marché;Œuvres;45000000;Appel d'offres ouvert;12;2021-01-01;"1 000,50";\
        35600000000048;SIRET;35600000000048;77567227221138
        """,
        #"{"id":"1","acheteur":{"id":"2"},"montant":1}"# + "\n" + #"{"id":"2","acheteur":null}"#,
    ]
}
