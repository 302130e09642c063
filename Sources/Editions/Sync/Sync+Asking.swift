import Foundation

extension Sync {
    /// A file received whole, waiting to be deposited.
    struct Reception {
        var path: String
        var address: String
        var etag: String?
        var lastModified: String?

        /// Removes the received file and its note.
        func forget() {
            unlink(path)
            unlink(path + ".validateur")
        }

        /// Compares the file with the checksum its publisher announced.
        func check(_ checksum: SyncDataset.Checksum?) throws {
            guard let value = checksum?.value?.lowercased(), let type = checksum?.type?.lowercased()
            else { return }
            guard let found = try FileDigest.hexadecimal(of: path, algorithm: type) else { return }
            guard found == value else {
                throw SyncStop(
                    .refused,
                    """
                    l’empreinte du fichier reçu (\(type) \(found.prefix(12))…) n’est pas celle \
                    annoncée (\(value.prefix(12))…)\u{202F}: l’ancien dépôt est gardé.
                    """)
            }
        }
    }

    /// Receives a resource, or nil when its server says that it did not change.
    func receive(
        _ resource: SyncDataset.Resource, _ former: SyncMemory.Entry?, _ series: String
    ) async throws -> Reception? {
        guard let address = resource.url ?? resource.latest else {
            throw SyncStop(.failed, "la ressource n’a pas d’adresse.")
        }
        let name = FileDigest.sha256(text: series + "\n" + address)
        let path = folder + "/sync/partiels/" + name
        var headers: [String: String] = [:]
        if let etag = former?.etag {
            headers["If-None-Match"] = etag
        } else if let date = former?.lastModified {
            headers["If-Modified-Since"] = date
        }
        let answer = try await ask(address, path, headers, largestBytes: limits.largestBytes)
        if answer.status == 304 { return nil }
        return Reception(
            path: path, address: address, etag: answer.headers["etag"],
            lastModified: answer.headers["last-modified"])
    }

    /// Asks until a whole answer comes, or tries run out.
    ///
    /// - Throws: `SyncStop`, and what our own disk throws.
    func ask(
        _ address: String, _ path: String, _ headers: [String: String], largestBytes: Int
    ) async throws -> FetchAnswer {
        var last = "sans réponse."
        for attempt in 0..<limits.tries {
            if attempt > 0 { try await sleep(wait(attempt)) }
            do {
                let answer = try await fetcher.fetch(
                    .init(
                        address: address, headers: resuming(path, headers), path: path,
                        largestBytes: largestBytes, patience: limits.patience))
                switch answer.status {
                case 200, 206, 304: return answer
                case 404, 410:
                    throw SyncStop(
                        .vanished,
                        "retiré par son producteur (\(answer.status))\u{202F}: le dernier dépôt est gardé."
                    )
                case 416: unlink(path)
                case 429, 503:
                    if let asked = answer.headers["retry-after"].flatMap(Double.init), asked > 0 {
                        try await sleep(min(asked, limits.longestWait))
                    }
                case 500...599, 408: break
                default:
                    throw SyncStop(.failed, "le serveur a répondu \(answer.status).")
                }
                last = "le serveur a répondu \(answer.status)."
            } catch FetchFailure.interrupted(let reason) {
                last = FetchFailure.interrupted(reason).description
            } catch let failure as FetchFailure {
                unlink(path)
                throw SyncStop(.refused, failure.description)
            }
        }
        throw SyncStop(.failed, "\(last) \(limits.tries) essais, à reprendre plus tard.")
    }

    /// Seconds before a try: doubled each time, spread between half and once and a half.
    private func wait(_ attempt: Int) -> Double {
        var seconds = limits.firstWait
        for _ in 1..<attempt { seconds *= 2 }
        return min(seconds, limits.longestWait) * (0.5 + chance())
    }

    /// The headers of a request, asking only for the rest when a part was received whose version
    /// is known.
    private func resuming(_ path: String, _ headers: [String: String]) -> [String: String] {
        var information = stat()
        guard stat(path, &information) == 0, information.st_size > 0,
            let note = FileManager.default.contents(atPath: path + ".validateur"), !note.isEmpty
        else { return headers }
        return [
            "Range": "bytes=\(information.st_size)-",
            "If-Range": String(decoding: note, as: UTF8.self),
        ]
    }
}
