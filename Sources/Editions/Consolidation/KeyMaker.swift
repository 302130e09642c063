import CCrypto
import Foundation
import Procurement

/// Makes the key of contracts from their initial content.
///
/// - Complexity: O(bytes of the content), with one digest context reused from record to record.
struct KeyMaker {
    private let context: DigestContext
    private var content: [UInt8] = []
    private var suppliers: [Range<Int>] = []
    private var names: [UInt8] = []

    /// A maker without record yet.
    init() throws { context = try DigestContext() }

    /// The key of a declaration, and the hash of its buyer and identifier (0 when either is
    /// unknown).
    ///
    /// - Parameter whole: hash of all that the record says; part of the key when the identifier
    ///   is empty, so that only identical records merge then.
    mutating func key(
        of declaration: Declaration, _ bytes: UnsafeBufferPointer<UInt8>, content whole: UInt64
    ) -> (key: ContractKey, identifier: UInt64) {
        func slice(_ text: Declaration.Text) -> UnsafeBufferPointer<UInt8> {
            UnsafeBufferPointer(
                rebasing: bytes[Int(text.start)..<Int(text.start) + Int(text.length)])
        }
        content.removeAll(keepingCapacity: true)
        if declaration.acheteurId.isEmpty {
            content.append(0x3D)
            FoldedText.append(slice(declaration.acheteurNom), to: &content)
        } else {
            content.append(contentsOf: slice(declaration.acheteurId))
        }
        content.append(Self.separator)
        let id = Self.trimmed(slice(declaration.id))
        content.append(contentsOf: id)
        content.append(Self.separator)
        var identifier: UInt64 = 0
        if id.count > 0, content.count > id.count + 2 {
            identifier = content.withUnsafeBufferPointer { StableHash.of($0) } | 1
        }
        FoldedText.append(slice(declaration.objet), to: &content)
        content.append(Self.separator)
        appendNumber(declaration.dateNotification.map { UInt64(UInt32(bitPattern: $0.number)) })
        appendSuppliers(declaration, slice)
        if id.count == 0 { appendNumber(whole) }
        return (context.key(of: content), identifier)
    }

    /// The hash of the buyer and identifier of the parent framework, 0 when there is none.
    mutating func framework(
        of declaration: Declaration, _ bytes: UnsafeBufferPointer<UInt8>
    ) -> UInt64 {
        guard !declaration.idAccordCadre.isEmpty, !declaration.acheteurId.isEmpty else { return 0 }
        func slice(_ text: Declaration.Text) -> UnsafeBufferPointer<UInt8> {
            UnsafeBufferPointer(
                rebasing: bytes[Int(text.start)..<Int(text.start) + Int(text.length)])
        }
        content.removeAll(keepingCapacity: true)
        content.append(contentsOf: slice(declaration.acheteurId))
        content.append(Self.separator)
        content.append(contentsOf: Self.trimmed(slice(declaration.idAccordCadre)))
        content.append(Self.separator)
        return content.withUnsafeBufferPointer { StableHash.of($0) } | 1
    }

    private static let separator: UInt8 = 0x1F

    private mutating func appendNumber(_ number: UInt64?) {
        if let number {
            for shift in stride(from: 0, to: 64, by: 8) {
                content.append(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
            }
        }
        content.append(Self.separator)
    }

    /// Appends the set of suppliers: identifiers, or folded names where there is none, in order of
    /// bytes, each once.
    private mutating func appendSuppliers(
        _ declaration: Declaration,
        _ slice: (Declaration.Text) -> UnsafeBufferPointer<UInt8>
    ) {
        names.removeAll(keepingCapacity: true)
        suppliers.removeAll(keepingCapacity: true)
        for party in declaration.parties {
            let start = names.count
            if party.id.isEmpty {
                guard !party.nom.isEmpty else { continue }
                names.append(0x3D)
                FoldedText.append(slice(party.nom), to: &names)
            } else {
                names.append(contentsOf: slice(party.id))
            }
            suppliers.append(start..<names.count)
        }
        if suppliers.count > 1 {
            let names = names
            suppliers.sort { names[$0].lexicographicallyPrecedes(names[$1]) }
        }
        var former = 0..<0
        for supplier in suppliers {
            if !former.isEmpty, names[former].elementsEqual(names[supplier]) { continue }
            content.append(contentsOf: names[supplier])
            content.append(Self.separator)
            former = supplier
        }
    }

    /// An identifier without the blanks around it.
    static func trimmed(_ text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        var start = 0
        var end = text.count
        while start < end, text[start] <= 0x20 { start += 1 }
        while end > start, text[end - 1] <= 0x20 { end -= 1 }
        return UnsafeBufferPointer(rebasing: text[start..<end])
    }
}

/// A SHA-256 context used again and again by one worker.
final class DigestContext {
    private let context: OpaquePointer
    private let algorithm: OpaquePointer

    /// A context, whose algorithm is looked up once: the look-up costs more than a digest.
    init() throws {
        guard let algorithm = EVP_MD_fetch(nil, "SHA256", nil) else {
            throw StorageFailure("Impossible de calculer une empreinte SHA-256.")
        }
        guard let context = EVP_MD_CTX_new() else {
            EVP_MD_free(algorithm)
            throw StorageFailure(
                "Impossible de calculer une empreinte\u{202F}: mémoire insuffisante.")
        }
        self.algorithm = algorithm
        self.context = context
    }

    deinit {
        EVP_MD_CTX_free(context)
        EVP_MD_free(algorithm)
    }

    /// The first 128 bits of the digest of bytes.
    func key(of bytes: [UInt8]) -> ContractKey {
        var digest: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        let isDone = withUnsafeMutableBytes(of: &digest) { digest in
            EVP_DigestInit_ex2(context, algorithm, nil) == 1
                && EVP_DigestUpdate(context, bytes, bytes.count) == 1
                && EVP_DigestFinal_ex(
                    context, digest.baseAddress?.assumingMemoryBound(to: UInt8.self), nil) == 1
        }
        precondition(isDone, "a digest context accepts bytes after its initialisation")
        return ContractKey(high: UInt64(bigEndian: digest.0), low: UInt64(bigEndian: digest.1))
    }
}
