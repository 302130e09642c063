internal import Procurement

/// The keys the DECP formats use, numbered.
enum Key: UInt8, CaseIterable {
    case id, uid, uuid, source, nature, objet, codeCPV, procedure, dureeMois, dateNotification
    case datePublicationDonnees, montant, formePrix, idAccordCadre, marcheInnovant, ccag
    case offresRecues, attributionAvance, tauxAvance, typeGroupementOperateurs
    case sousTraitanceDeclaree, origineUE, origineFrance, dateSignature, dateDebutExecution
    case valeurGlobale, montantSubventionPublique, type, declaredKind
    case acheteurId, acheteurNom, lieuCode, lieuTypeCode, lieuNom
    case acheteur, lieuExecution, titulaires, modifications, acts, actChanges
    case techniques, modalites, typesPrix, sociales, environnementales, executions
    case nom, code, typeCode, typeIdentifiant
    case objetModification, dateModification, dateSignatureModification, publicationModification
    case sousTraitant, variationPrix, dateChange, publicationExecution, depenses, tarifs
    case intituleTarif, tarif
    case knownAddition, unknown

    /// The single-valued field of a record that this key fills.
    var field: DeclarationDraft.Field? {
        switch self {
        case .id: .id
        case .uid: .uid
        case .uuid: .uuid
        case .source: .source
        case .nature: .nature
        case .objet: .objet
        case .codeCPV: .codeCPV
        case .procedure: .procedure
        case .dureeMois: .dureeMois
        case .dateNotification: .dateNotification
        case .datePublicationDonnees: .datePublicationDonnees
        case .montant: .montant
        case .formePrix: .formePrix
        case .idAccordCadre: .idAccordCadre
        case .marcheInnovant: .marcheInnovant
        case .ccag: .ccag
        case .offresRecues: .offresRecues
        case .attributionAvance: .attributionAvance
        case .tauxAvance: .tauxAvance
        case .typeGroupementOperateurs: .typeGroupementOperateurs
        case .sousTraitanceDeclaree: .sousTraitanceDeclaree
        case .origineUE: .origineUE
        case .origineFrance: .origineFrance
        case .dateSignature: .dateSignature
        case .dateDebutExecution: .dateDebutExecution
        case .valeurGlobale: .valeurGlobale
        case .montantSubventionPublique: .montantSubventionPublique
        case .type: .type
        case .declaredKind: .declaredKind
        case .acheteurId: .acheteurId
        case .acheteurNom: .acheteurNom
        case .lieuCode: .lieuCode
        case .lieuTypeCode: .lieuTypeCode
        case .lieuNom: .lieuNom
        default: nil
        }
    }
}

/// Finds the number of a key from its bytes.
///
/// - Complexity: O(length of the key), one probe most of the time, no allocation when the key is
///   written as the formats write it.
final class KeyTable: Sendable {
    /// The one table.
    static let shared = KeyTable()

    private struct Entry {
        var head: UInt64 = 0
        var tail: UInt64 = 0
        var length: Int32 = -1
        var key: Key = .unknown
    }
    private let entries: [Entry]
    private let folded: [[UInt8]: Key]
    private static let mask = 1023

    private init() {
        var entries = [Entry](repeating: Entry(), count: KeyTable.mask + 1)
        var folded: [[UInt8]: Key] = [:]
        for (name, key) in KeyNames.all {
            let bytes = Array(name.utf8)
            folded[KeyTable.fold(bytes[...])] = key
            bytes.withUnsafeBufferPointer { buffer in
                guard let start = buffer.baseAddress else { return }
                let (head, tail) = KeyTable.ends(start, buffer.count)
                var slot = KeyTable.slot(head, tail, buffer.count)
                while entries[slot].length >= 0 { slot = (slot + 1) & KeyTable.mask }
                entries[slot] = Entry(
                    head: head, tail: tail, length: Int32(buffer.count), key: key)
            }
        }
        self.entries = entries
        self.folded = folded
    }

    /// The key written in these bytes, which may have blanks around or another case.
    ///
    /// Keys of the same length, first eight and last eight bytes are the same key: no two names of
    /// the formats, and no plausible other name, differ only in their middle.
    @inline(__always)
    func key(_ start: UnsafePointer<UInt8>, _ count: Int) -> Key {
        let (head, tail) = KeyTable.ends(start, count)
        var slot = KeyTable.slot(head, tail, count)
        while true {
            let entry = entries[slot]
            if entry.length < 0 { break }
            if entry.length == Int32(truncatingIfNeeded: count), entry.head == head,
                entry.tail == tail
            {
                return entry.key
            }
            slot = (slot + 1) & KeyTable.mask
        }
        return foldedKey(start, count)
    }

    /// The slow way, for keys with blanks, another case, or that are not known.
    @inline(never)
    private func foldedKey(_ start: UnsafePointer<UInt8>, _ count: Int) -> Key {
        guard count <= 128 else { return .unknown }
        let bytes = Array(UnsafeBufferPointer(start: start, count: count))
        if let key = folded[KeyTable.fold(bytes[...])] { return key }
        return KnownAddition.contains(String(decoding: bytes, as: UTF8.self))
            ? .knownAddition : .unknown
    }

    private static func fold(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var slice = bytes
        while let first = slice.first, first <= 0x20 { slice.removeFirst() }
        while let last = slice.last, last <= 0x20 { slice.removeLast() }
        return slice.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    }

    @inline(__always)
    private static func ends(_ start: UnsafePointer<UInt8>, _ count: Int) -> (UInt64, UInt64) {
        let raw = UnsafeRawPointer(start)
        if count >= 8 {
            return (
                raw.loadUnaligned(as: UInt64.self),
                raw.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
            )
        }
        var word: UInt64 = 0
        for index in 0..<count { word = word << 8 | UInt64(start[index]) }
        return (word, 0)
    }

    @inline(__always)
    private static func slot(_ head: UInt64, _ tail: UInt64, _ count: Int) -> Int {
        let mixed =
            (head ^ (tail &* 0x9E37_79B9_7F4A_7C15) ^ UInt64(count)) &* 0xD6E8_FEB8_6659_FD93
        return Int(truncatingIfNeeded: mixed >> 40) & mask
    }
}

/// Names that consolidators add to records, which no version of the regulation knows.
///
/// Readers leave them out and note them as `unknownKey`; rules may treat these more mildly.
public enum KnownAddition {
    private static let names: Set<String> = [
        "_id", "rootKey", "created_at", "updated_at", "datecreation", "datemaj", "$schema",
        "considerations", "titulaire_distance", "dureeRestanteMois", "donneesActuelles",
        "anomalies", "sourceDataset", "sourceFile", "booleanModification", "distance",
    ]
    private static let prefixes = [
        "titulaire_", "acheteur_", "acheteur.", "lieuExecution_", "lieuExecution.", "backup__",
        "report__", "concessionnaire_", "autoriteConcedante",
    ]

    /// Whether consolidators are known to add this key.
    public static func contains(_ key: String) -> Bool {
        names.contains(key) || prefixes.contains { key.hasPrefix($0) }
    }
}
