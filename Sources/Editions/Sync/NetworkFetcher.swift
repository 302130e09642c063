import Foundation
import Synchronization

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Asks servers over HTTP; bodies go to files as they arrive, whatever their size.
public struct NetworkFetcher: Fetcher {
    /// A fetcher.
    public init() {}

    /// Asks; redirections are followed.
    public func fetch(_ request: FetchRequest) async throws -> FetchAnswer {
        guard let url = URL(string: request.address), let scheme = url.scheme,
            ["http", "https"].contains(scheme), url.host != nil
        else { throw FetchFailure.address(request.address) }
        var question = URLRequest(url: url, timeoutInterval: request.patience)
        // Compressed transport would make ranges and lengths speak of other bytes than the file's.
        question.setValue("identity", forHTTPHeaderField: "Accept-Encoding")
        question.setValue(
            "orcp (observatoire de la commande publique)", forHTTPHeaderField: "User-Agent")
        for (name, value) in request.headers { question.setValue(value, forHTTPHeaderField: name) }
        let reception = Reception(request)
        let configuration = URLSessionConfiguration.ephemeral
        configuration.timeoutIntervalForRequest = request.patience
        configuration.urlCache = nil
        let session = URLSession(
            configuration: configuration, delegate: reception, delegateQueue: nil)
        defer { session.finishTasksAndInvalidate() }
        return try await withCheckedThrowingContinuation { continuation in
            reception.state.withLock { $0.continuation = continuation }
            session.dataTask(with: question).resume()
        }
    }

    /// Receives one answer; its state is touched under its lock only.
    private final class Reception: NSObject, URLSessionDataDelegate {
        struct State {
            var continuation: CheckedContinuation<FetchAnswer, any Error>?
            var answer: FetchAnswer?
            var file: Int32 = -1
            var received = 0
            var size = 0
            var expected: Int?
            var failure: (any Error)?
        }

        let request: FetchRequest
        let state = Mutex(State())

        init(_ request: FetchRequest) { self.request = request }

        func urlSession(
            _ session: URLSession, dataTask: URLSessionDataTask,
            didReceive response: URLResponse,
            completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
        ) {
            guard let head = response as? HTTPURLResponse else { return completionHandler(.cancel) }
            var headers: [String: String] = [:]
            for (name, value) in head.allHeaderFields {
                headers["\(name)".lowercased()] = "\(value)"
            }
            state.withLock { state in
                state.answer = FetchAnswer(status: head.statusCode, headers: headers)
                state.expected = headers["content-length"].flatMap { Int($0) }
                guard head.statusCode == 200 || head.statusCode == 206 else { return }
                let mode = head.statusCode == 206 ? O_APPEND : O_TRUNC
                do {
                    state.file = try DurableFile.open(
                        request.path, O_WRONLY | O_CREAT | mode, "d’écrire")
                    let end = lseek(state.file, 0, SEEK_END)
                    state.size = Int(end)
                    if head.statusCode == 206,
                        headers["content-range"]?.hasPrefix("bytes \(end)-") != true
                    {
                        throw FetchFailure.interrupted("la suite reçue n’est pas celle demandée")
                    }
                    try Self.note(headers, request.path)
                } catch {
                    state.failure = error
                }
            }
            completionHandler(state.withLock { $0.failure } == nil ? .allow : .cancel)
        }

        /// Keeps the version of what begins to arrive, so that a cut file is only completed by the
        /// rest of the same one. Weak validators cannot say that.
        private static func note(_ headers: [String: String], _ path: String) throws {
            let etag = headers["etag"].flatMap { $0.hasPrefix("W/") ? nil : $0 }
            let version = etag ?? headers["last-modified"] ?? ""
            try DurableFile.replace(path + ".validateur", with: Array(version.utf8))
        }

        func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data)
        {
            let isRefused = state.withLock { state in
                guard state.file >= 0, state.failure == nil else { return state.failure != nil }
                state.received += data.count
                state.size += data.count
                guard state.size <= request.largestBytes else {
                    state.failure = FetchFailure.tooLarge(bytes: request.largestBytes)
                    return true
                }
                do {
                    try data.withUnsafeBytes {
                        try DurableFile.write($0, to: state.file, request.path)
                    }
                } catch {
                    state.failure = error
                }
                return state.failure != nil
            }
            if isRefused { dataTask.cancel() }
        }

        func urlSession(
            _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
        ) {
            state.withLock { state in
                if state.file >= 0 { close(state.file) }
                let isShort =
                    state.file >= 0 && state.expected.map { $0 != state.received } ?? false
                if let failure = state.failure {
                    state.continuation?.resume(throwing: failure)
                } else if let error {
                    state.continuation?.resume(
                        throwing: FetchFailure.interrupted(error.localizedDescription))
                } else if isShort {
                    state.continuation?.resume(
                        throwing: FetchFailure.interrupted("moins d’octets qu’annoncé"))
                } else if let answer = state.answer {
                    state.continuation?.resume(returning: answer)
                } else {
                    state.continuation?.resume(throwing: FetchFailure.interrupted("sans réponse"))
                }
                state.continuation = nil
            }
        }
    }
}
