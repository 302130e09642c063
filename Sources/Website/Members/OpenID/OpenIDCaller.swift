import Foundation
import Synchronization

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// A question to a provider of identities.
struct OpenIDCall: Sendable {
    let address: String
    var headers: [(name: String, value: String)] = []
    /// Sent by POST when there is one.
    var form: [(String, String)]?
}

/// What a provider answers.
struct OpenIDReply: Sendable {
    let status: Int
    /// As `application/jwt`, lower case, without parameters.
    let type: String
    let bytes: [UInt8]
}

/// What asks a provider; tests answer in its place.
protocol OpenIDCaller: Sendable {
    /// Asks, and waits for the answer.
    ///
    /// - Throws: `OpenIDFailure.unreachable`.
    func call(_ call: OpenIDCall) throws -> OpenIDReply
}

/// Why a sign-in at a provider came to nothing.
enum OpenIDFailure: Error, Sendable, CustomStringConvertible {
    /// No answer, or not one of a provider.
    case unreachable(String)
    /// It answered something that may not be trusted.
    case untrusted(String)
    /// The visitor gave up, or the provider refused.
    case refused(String)

    /// For the operator's log.
    var description: String {
        switch self {
        case .unreachable(let why): "fournisseur injoignable\u{202F}: \(why)"
        case .untrusted(let why): "réponse non fiable du fournisseur\u{202F}: \(why)"
        case .refused(let why): "refus du fournisseur\u{202F}: \(why)"
        }
    }
}

/// Asks over HTTPS. Redirections are not followed, answers are bounded in size and time; the thread
/// that asks waits.
struct NetworkOpenIDCaller: OpenIDCaller {
    /// Seconds for one answer, whole.
    var seconds = 10.0
    /// Longest answer, in bytes.
    var mostBytes = 1 << 20

    func call(_ call: OpenIDCall) throws -> OpenIDReply {
        guard NetworkOpenIDCaller.isSafe(call.address), let url = URL(string: call.address) else {
            throw OpenIDFailure.unreachable("adresse sans https\u{202F}: \(call.address)")
        }
        var request = URLRequest(url: url, timeoutInterval: seconds)
        request.setValue("orcp", forHTTPHeaderField: "User-Agent")
        request.setValue("application/json, application/jwt", forHTTPHeaderField: "Accept")
        for header in call.headers {
            request.setValue(header.value, forHTTPHeaderField: header.name)
        }
        if let form = call.form {
            request.httpMethod = "POST"
            request.setValue(
                "application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
            request.httpBody = Data(Link.query(form).utf8)
        }
        let reception = Reception(mostBytes: mostBytes)
        let configuration = URLSessionConfiguration.ephemeral
        configuration.timeoutIntervalForRequest = seconds
        configuration.urlCache = nil
        configuration.httpCookieStorage = nil
        let session = URLSession(
            configuration: configuration, delegate: reception, delegateQueue: nil)
        defer { session.invalidateAndCancel() }
        session.dataTask(with: request).resume()
        guard reception.ended.wait(timeout: .now() + seconds) == .success else {
            throw OpenIDFailure.unreachable("pas de réponse en \(Int(seconds)) secondes")
        }
        return try reception.reply()
    }

    /// Whether an address is asked at all: HTTPS, or this very machine.
    static func isSafe(_ address: String) -> Bool {
        guard let url = URLComponents(string: address), let host = url.host, !host.isEmpty,
            url.user == nil, url.fragment == nil
        else { return false }
        return url.scheme == "https"
            || url.scheme == "http" && ["localhost", "127.0.0.1", "[::1]", "::1"].contains(host)
    }

    /// Receives one answer; its state is touched under its lock only.
    private final class Reception: NSObject, URLSessionDataDelegate {
        struct State {
            var head: HTTPURLResponse?
            var bytes: [UInt8] = []
            var isTooLong = false
            var failure: String?
        }

        let ended = DispatchSemaphore(value: 0)
        private let mostBytes: Int
        private let state = Mutex(State())

        init(mostBytes: Int) { self.mostBytes = mostBytes }

        func reply() throws -> OpenIDReply {
            let state = state.withLock { $0 }
            guard !state.isTooLong else {
                throw OpenIDFailure.unreachable("réponse de plus de \(mostBytes) octets")
            }
            guard let head = state.head, state.failure == nil else {
                throw OpenIDFailure.unreachable(state.failure ?? "sans réponse")
            }
            let type = (head.value(forHTTPHeaderField: "Content-Type") ?? "").lowercased()
            return OpenIDReply(
                status: head.statusCode,
                type: type.split(separator: ";").first.map { $0.filter { $0 != " " } } ?? "",
                bytes: state.bytes)
        }

        func urlSession(
            _ session: URLSession, task: URLSessionTask,
            willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
            completionHandler: @escaping @Sendable (URLRequest?) -> Void
        ) {
            completionHandler(nil)
        }

        func urlSession(
            _ session: URLSession, dataTask: URLSessionDataTask,
            didReceive response: URLResponse,
            completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
        ) {
            let head = response as? HTTPURLResponse
            state.withLock { $0.head = head }
            completionHandler(head == nil ? .cancel : .allow)
        }

        func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data)
        {
            let isTooLong = state.withLock { state in
                if state.bytes.count + data.count > mostBytes {
                    state.isTooLong = true
                } else {
                    state.bytes += data
                }
                return state.isTooLong
            }
            if isTooLong { dataTask.cancel() }
        }

        func urlSession(
            _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
        ) {
            if let error { state.withLock { $0.failure = error.localizedDescription } }
            ended.signal()
        }
    }
}
