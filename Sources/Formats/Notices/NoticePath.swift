internal import Procurement

/// Where a value stands in a notice: names from the outside in, in lower case, letters and digits only.
///
/// The same names come of JSON keys (`cac:ProcurementProject`), of the former API's wrappers
/// (`OBJET_COMPLET`) and of columns (`D_05_04_Objet_Objetcomplet`).
struct NoticePath: Sendable {
    private(set) var parts: [String] = []
    /// The rank in its list of what each part names; -1 outside lists.
    private(set) var ranks: [Int] = []

    /// The last name.
    var tail: String { parts.last ?? "" }
    /// The name before the last.
    var parent: String { parts.count > 1 ? parts[parts.count - 2] : "" }

    /// Whether a name is on the way.
    func has(_ name: String) -> Bool { parts.contains(name) }

    /// Whether one of the names on the way contains a piece.
    func hasPiece(_ piece: String) -> Bool { parts.contains { $0.contains(piece) } }

    /// Whether the last names are these.
    func ends(_ names: String...) -> Bool { parts.suffix(names.count).elementsEqual(names) }

    /// The rank of the first part of this name, or nil.
    func rank(of name: String) -> Int? {
        parts.firstIndex(of: name).map { max(0, ranks[$0]) }
    }

    mutating func push(_ name: String) {
        parts.append(name)
        ranks.append(-1)
    }

    mutating func pop() {
        parts.removeLast()
        ranks.removeLast()
    }

    mutating func setRank(_ rank: Int) {
        if !ranks.isEmpty { ranks[ranks.count - 1] = rank }
    }

    /// A key without its namespace prefix.
    static func name(_ key: String) -> String {
        guard let colon = key.utf8.lastIndex(of: 0x3A) else { return NoticeWord.folded(key) }
        return NoticeWord.folded(key[key.index(after: colon)...])
    }

    /// The path of a column such as `D_01_02_Identite_Codeidentnational`.
    init(column: String) {
        for piece in column.split(separator: "_") {
            let isNumber = piece.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
            if isNumber || piece.utf8.count == 1 { continue }
            push(NoticeWord.folded(piece))
        }
    }

    init() {}

    /// Names below which persons stand: nothing under them is ever looked at.
    static let personal: Set<String> = [
        "contact", "correspondant", "correspondantprm", "prm", "nomcontact", "tel", "telephone",
        "telcontact", "fax", "telecopieur", "telefax", "mel", "mail", "email", "courriel",
        "adressecourriel", "electronicmail", "poste", "personne", "signataire", "naturalperson",
        "ultimatebeneficialowner", "membrejury", "membresjury", "nomsparticipantsselectionnes",
        "adressescomplementaires", "adressescomplt", "adressecomplt", "instancerecours",
        "rensrecours", "proceduresrecours", "titulaire", "titulaires", "attributaire",
        "titulaireandrenseignement", "streetname", "additionalstreetname", "addressline", "voie",
        "adresse", "telefaxnumber", "coordonnees", "coord",
    ]
}
