/// Bytes that come once, in order.
public protocol ByteStream: AnyObject {
    /// Reads at least one byte, or 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
}

/// A stream whose first bytes can be looked at before they are read.
final class StreamSource: ByteSource {
    let isDamaged = false
    private let stream: any ByteStream
    private var peeked: [UInt8] = []

    init(_ stream: any ByteStream) { self.stream = stream }

    /// The first bytes, fewer when the stream is shorter.
    func peek(_ count: Int) throws -> [UInt8] {
        while peeked.count < count {
            let got = peeked.count
            var more = [UInt8](repeating: 0, count: count - got)
            let read = try more.withUnsafeMutableBytes { try stream.read(into: $0) }
            if read == 0 { break }
            peeked.append(contentsOf: more[..<read])
        }
        return Array(peeked.prefix(count))
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard !peeked.isEmpty, !buffer.isEmpty else { return try stream.read(into: buffer) }
        let count = min(peeked.count, buffer.count)
        buffer.copyBytes(from: peeked[..<count])
        peeked.removeFirst(count)
        return count
    }
}
