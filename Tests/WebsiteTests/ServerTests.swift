import Community
import Foundation
import Procurement
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

@testable import Website

@Suite struct ServerTests {
    @Test func `the server answers over the network with safe headers and bounded forms`()
        async throws
    {
        let invented = try InventedSite(contracts: 60)
        let (ports, found) = AsyncStream<Int>.makeStream()
        let server = Task {
            try await Website.serve(
                port: 0, data: invented.folder, today: { Day(number: 20_000) },
                now: { Moment(seconds: 1_780_000_000) },
                started: { found.yield($0) })
        }
        let session = URLSession(configuration: .ephemeral)
        defer {
            session.invalidateAndCancel()
            server.cancel()
        }
        var port = 0
        for await started in ports {
            port = started
            break
        }
        let base = "http://127.0.0.1:\(port)"

        let (health, first) = try await send(session, base + "/health")
        let (_, page) = try await send(session, base + "/")
        let (_, large) = try await send(
            session, base + "/signaler/acheteur/1", method: "POST", body: Data(count: 40_000))
        let (_, wrong) = try await send(session, base + "/", method: "DELETE")

        #expect(String(decoding: health, as: UTF8.self).contains("\"status\":\"ok\""))
        #expect(first.statusCode == 200)
        let policy = page.value(forHTTPHeaderField: "Content-Security-Policy") ?? ""
        #expect(policy.contains("default-src 'none'"))
        #expect(!policy.contains("unsafe"))
        #expect(large.statusCode == 413)
        #expect(wrong.statusCode == 405)
        #expect(wrong.value(forHTTPHeaderField: "Allow") == "GET, HEAD, POST")
    }

    private func send(
        _ session: URLSession, _ address: String, method: String = "GET", body: Data? = nil
    ) async throws -> (Data, HTTPURLResponse) {
        var request = URLRequest(url: try #require(URL(string: address)))
        request.httpMethod = method
        request.httpBody = body
        let (data, response) = try await session.data(for: request)
        return (data, try #require(response as? HTTPURLResponse))
    }
}
