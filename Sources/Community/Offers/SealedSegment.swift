import CSodium

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A piece of a file as one transmission brought it, encrypted as it came.
///
/// - Shape: a mark of 16 bytes; a secretstream key sealed to the deposit's public key (80 bytes); the
///   stream's header (24 bytes); records of 65 536 bytes and 17 more each, the last one shorter. Each
///   record is bound to its deposit, file and place by the stream's additional data; the last record of
///   a file bears the stream's final tag.
enum SealedSegment {
    static let recordBytes = 65_536
    static let extraBytes = 17
    static let headBytes = 16 + 80 + 24
    private static let mark = Array("orcp-scelle-001\n".utf8)

    /// What a segment is bound to.
    static func place(deposit: String, file: Int, start: Int64) -> [UInt8] {
        Array("\(deposit) \(file) \(start)".utf8)
    }

    private typealias State = crypto_secretstream_xchacha20poly1305_state

    /// A stream's state, which holds its key: in memory that is wiped.
    private static func state() -> SecretBytes { SecretBytes(count: MemoryLayout<State>.size) }

    private static func with<Value>(
        _ state: SecretBytes, _ body: (UnsafeMutablePointer<State>) -> Value
    ) -> Value {
        // The state is made of bytes only: any address is well aligned for it.
        state.fill { $0.withMemoryRebound(to: State.self, capacity: 1, body) }
    }

    /// The encrypting side.
    struct Writer: Sendable {
        /// What the file begins with.
        let head: [UInt8]
        private let state = SealedSegment.state()
        private let place: [UInt8]

        /// A stream of a new key, which is forgotten here and sealed in the head.
        init(to publicKey: [UInt8], place: [UInt8]) {
            self.place = place
            var header = [UInt8](repeating: 0, count: 24)
            let stream = state
            let key = SecretBytes.random(Sodium.keyBytes)
            _ = key.fill { key in
                SealedSegment.with(stream) {
                    crypto_secretstream_xchacha20poly1305_init_push($0, &header, key)
                }
            }
            let sealed = key.read { Sodium.seal($0, to: publicKey) }
            head = SealedSegment.mark + sealed + header
        }

        /// A record.
        func record(_ plain: UnsafeBufferPointer<UInt8>, isLast: Bool) -> [UInt8] {
            var record = [UInt8](repeating: 0, count: plain.count + SealedSegment.extraBytes)
            // libsodium's macros of expressions are not seen from Swift: message 0, final 3.
            _ = SealedSegment.with(state) {
                crypto_secretstream_xchacha20poly1305_push(
                    $0, &record, nil, plain.baseAddress, UInt64(plain.count), place,
                    UInt64(place.count), isLast ? 3 : 0)
            }
            return record
        }
    }

    /// The decrypting side.
    struct Reader: Sendable {
        private let state = SealedSegment.state()
        private let place: [UInt8]

        /// Opens the head with the deposit's pair; nil when it was changed or is another's.
        init?(head: [UInt8], _ publicKey: [UInt8], _ secret: SecretBytes, place: [UInt8]) {
            guard head.count == SealedSegment.headBytes, head.starts(with: SealedSegment.mark),
                let key = Sodium.open(Array(head[16..<96]), publicKey, secret)
            else { return nil }
            self.place = place
            let (header, stream) = (Array(head[96...]), state)
            let status = key.fill { key in
                SealedSegment.with(stream) {
                    crypto_secretstream_xchacha20poly1305_init_pull($0, header, key)
                }
            }
            guard status == 0 else { return nil }
        }

        /// The plain bytes of a record; nil when it was changed, moved or cut.
        func plain(_ record: [UInt8]) -> (bytes: [UInt8], isLast: Bool)? {
            guard record.count >= SealedSegment.extraBytes else { return nil }
            var plain = [UInt8](repeating: 0, count: record.count - SealedSegment.extraBytes)
            var tag: UInt8 = 0
            let status = SealedSegment.with(state) {
                crypto_secretstream_xchacha20poly1305_pull(
                    $0, &plain, nil, &tag, record, UInt64(record.count), place,
                    UInt64(place.count))
            }
            return status == 0 ? (plain, tag == 3) : nil
        }
    }
}
