/// The name and lot of a file, sealed to its deposit: their length says nothing either.
struct SealedName: Sendable, Hashable {
    /// 1 to 150 characters.
    let name: String
    /// The lot it is for; 0 for the whole consultation.
    let lot: Int

    /// Sealed, always of the same length.
    func sealed(to publicKey: [UInt8]) -> [UInt8] {
        var text = Array("\(lot)\n\(name)".utf8)
        precondition(
            text.count < SealedName.paddedBytes, "A name is shortened before it is sealed.")
        text.append(0x80)
        text += [UInt8](repeating: 0, count: SealedName.paddedBytes - text.count)
        return text.withUnsafeBufferPointer { Sodium.seal($0, to: publicKey) }
    }

    private static let paddedBytes = 768

    /// What somebody named a file: the last piece of a path, without control characters.
    ///
    /// - Throws: `.invalid` naming `fichier`.
    init(_ name: String, lot: Int) throws(CommunityRefusal) {
        let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? ""
        self.name = String(try Entry.line("fichier", String(last.prefix(150)), 1...150))
        self.lot = lot
        guard self.name.utf8.count < 700 else {
            throw .invalid(
                field: "fichier", value: "", sentence: "Donnez un nom plus court au fichier.")
        }
    }

    /// What was sealed; nil when it was changed.
    init?(_ sealed: [UInt8], _ publicKey: [UInt8], _ secret: SecretBytes) {
        guard let opened = Sodium.open(sealed, publicKey, secret)?.read({ Array($0) }),
            let end = opened.lastIndex(of: 0x80),
            let text = String(validating: opened[..<end], as: UTF8.self),
            let line = text.firstIndex(of: "\n"), let lot = Int(text[..<line])
        else { return nil }
        self.lot = lot
        name = String(text[text.index(after: line)...])
    }
}
