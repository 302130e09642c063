import HTTPTypes
import Hummingbird
import NIOCore

/// The network's side: requests into visits, answers into responses.
struct HTTPAdapter: HTTPResponder {
    /// What is kept of a connection.
    struct Connection: RequestContext {
        var coreContext: CoreRequestContextStorage
        let address: String
        let channel: any Channel

        init(source: ApplicationRequestContextSource) {
            coreContext = .init(source: source)
            channel = source.channel
            address = source.channel.remoteAddress?.ipAddress ?? ""
        }
    }

    let site: Site
    /// Bodies on their way, bounded together.
    let bodies = BodyBudget(bytes: 160 << 20)

    func respond(to request: Request, context: Connection) async throws -> Response {
        let method: Visit.Method
        switch request.method {
        case .get: method = .get
        case .head: method = .head
        case .post: method = .post
        default:
            let isAPI = request.uri.path.hasPrefix("/api/")
            return response(refusal(.method(allow: "GET, HEAD, POST"), isAPI: isAPI), .get, false)
        }
        let isCompressed = accepts(request.headers[.acceptEncoding])
        do {
            var visit = try Visit(method: method, target: request.head.path ?? "/")
            visit.address = sender(request, context)
            for name in [
                "if-none-match", "origin", "sec-fetch-site", "content-type", "cookie", "user-agent",
                "x-orcp-jeton",
            ] {
                if let field = HTTPField.Name(name) { visit.headers[name] = request.headers[field] }
            }
            visit.headers["host"] = request.head.authority
            guard method == .post else {
                return response(await site.answer(visit), method, isCompressed)
            }
            let found = Routes.find(visit.path)
            if let streamed = found?.resource as? any StreamedResource.Type {
                return try await response(
                    to: request, visit, streamed, found?.arguments ?? [:], context, isCompressed)
            }
            let longest = found?.resource.longestBody ?? Visit.longestBody
            let length = request.headers[.contentLength].flatMap { Int($0) } ?? longest
            guard length <= longest else { throw Problem.bodyTooLarge(longest) }
            guard bodies.take(length) else { throw Problem.busy }
            defer { bodies.give(length) }
            visit.body = try await body(request, atMost: length)
            return response(await site.answer(visit), method, isCompressed)
        } catch let problem as Problem {
            let isAPI = request.uri.path.hasPrefix("/api/")
            let answer = refusal(problem, isAPI: isAPI)
            guard method == .post else { return response(answer, method, isCompressed) }
            return closing(response(answer, method, isCompressed), context)
        }
    }

    /// The response of a resource that reads its body as it comes.
    private func response(
        to request: Request, _ visit: Visit, _ resource: any StreamedResource.Type,
        _ arguments: [String: String], _ context: Connection, _ isCompressed: Bool
    ) async throws -> Response {
        let length = request.headers[.contentLength].flatMap { Int64($0) }
        // What one body holds on its way: a batch, and what the network gave beyond.
        guard bodies.take(StreamedBody.batchBytes * 3) else { throw Problem.busy }
        defer { bodies.give(StreamedBody.batchBytes * 3) }
        var iterator = request.body.makeAsyncIterator()
        var body = StreamedBody(length: length, workers: site.workers) {
            try await HTTPAdapter.piece { try await iterator.next() }.map {
                Array($0.readableBytesView)
            }
        }
        let answer = await site.receive(visit, resource, arguments, &body)
        let response = response(answer, .post, isCompressed)
        return body.isEnded ? response : closing(response, context)
    }

    /// A response after which the connection ends: what is left of a body that is not wanted would
    /// otherwise be read to its end, gibibytes of it.
    private func closing(_ response: Response, _ context: Connection) -> Response {
        var response = response
        response.headers[.connection] = "close"
        let (body, channel) = (response.body, context.channel)
        response.body = ResponseBody(contentLength: body.contentLength) { writer in
            try await body.write(writer)
            // The sender reads the answer before the connection is cut under what it still sends.
            channel.eventLoop.scheduleTask(in: .seconds(2)) { channel.close(promise: nil) }
        }
        return response
    }

    /// A body, bounded in size and in time.
    private func body(_ request: Request, atMost longest: Int) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        let start = ContinuousClock.now
        var iterator = request.body.makeAsyncIterator()
        while let buffer = try await HTTPAdapter.piece({ try await iterator.next() }) {
            guard bytes.count + buffer.readableBytes <= longest else {
                throw Problem.bodyTooLarge(longest)
            }
            // Half a minute, then thirty-two kibibytes a second at least.
            let allowed = Duration.seconds(30 + bytes.count >> 15)
            guard start.duration(to: .now) <= allowed else { throw Problem.tooSlow }
            bytes += buffer.readableBytesView
        }
        return bytes
    }

    /// The next piece of a body.
    ///
    /// - Throws: `Problem.cut` when the sender went away: the network's fault, not ours.
    private static func piece(_ next: () async throws -> ByteBuffer?) async throws -> ByteBuffer? {
        do {
            return try await next()
        } catch {
            throw Problem.cut
        }
    }

    /// Who asks; a proxy on this very machine is believed when it says for whom. It must add to
    /// `X-Forwarded-For`: only what it wrote, the last, is read.
    private func sender(_ request: Request, _ context: Connection) -> String {
        guard context.address == "127.0.0.1" || context.address == "::1",
            let name = HTTPField.Name("X-Forwarded-For"),
            let last = request.headers[name]?.split(separator: ",").last
        else { return context.address }
        return String(last.filter { !$0.isWhitespace })
    }

    private func accepts(_ encodings: String?) -> Bool {
        guard let encodings else { return false }
        return encodings.split(separator: ",").contains { item in
            let text = item.filter { !$0.isWhitespace }.lowercased()
            return text == "gzip" || text.hasPrefix("gzip;") && !text.hasSuffix("q=0")
        }
    }

    private func refusal(_ problem: Problem, isAPI: Bool) -> Answer {
        // The root address is well-formed: there is always a visit to tell the problem to.
        guard let visit = try? Visit(target: "/") else { return .json(problem.json) }
        return site.failed(problem, visit, nil, isAPI: isAPI, isPinned: false)
    }

    private func response(_ answer: Answer, _ method: Visit.Method, _ isCompressed: Bool)
        -> Response
    {
        var headers = HTTPFields()
        func set(_ name: String, _ value: String) {
            if let field = HTTPField.Name(name) { headers[field] = value }
        }
        set("Content-Type", answer.type)
        set("Cache-Control", answer.keeping.header)
        if let tag = answer.tag { set("ETag", tag) }
        for header in SafeHeaders.all { set(header.name, header.value) }
        for (name, value) in answer.headers {
            if name == "Set-Cookie", let field = HTTPField.Name(name) {
                headers.append(HTTPField(name: field, value: value))
            } else {
                set(name, value)
            }
        }
        let status = HTTPResponse.Status(code: answer.status)
        switch answer.body {
        case .bytes(let plain):
            var bytes = plain
            if answer.compressed != nil { set("Vary", "Accept-Encoding") }
            if isCompressed, let compressed = answer.compressed {
                bytes = compressed
                set("Content-Encoding", "gzip")
                // A strong tag names bytes: the compressed ones are others.
                if let tag = answer.tag { set("ETag", Site.compressedTag(tag)) }
            }
            if method == .head || answer.status == 304 {
                if answer.status != 304 { set("Content-Length", String(bytes.count)) }
                return Response(status: status, headers: headers, body: .init())
            }
            return Response(
                status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
        case .chunks(let chunks):
            if method == .head {
                if let length = answer.length { set("Content-Length", String(length)) }
                return Response(status: status, headers: headers, body: .init())
            }
            let workers = site.workers
            return Response(
                status: status, headers: headers,
                body: ResponseBody(contentLength: answer.length) { writer in
                    while let bytes = try await workers.run({ try chunks.next() }) {
                        try await writer.write(ByteBuffer(bytes: bytes))
                    }
                    try await writer.finish(nil)
                })
        }
    }
}
