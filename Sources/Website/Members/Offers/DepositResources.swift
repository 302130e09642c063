import Community

/// Files of a deposit, sent by the page's own form: read and sealed as they come.
enum DepositFilesResource: StreamedResource {
    static let path = "/consultations/:cle/depots/:depot/fichiers"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = "agit pour l’entreprise"

    static func link(_ call: Offers.Call, _ deposit: String) -> Link {
        Link(["consultations", call.key, "depots", deposit, "fichiers"])
    }

    /// The page of the deposit.
    static func answer(_ context: Context) throws -> Answer {
        let visit = try context.offerVisit()
        return .seeOther(DepositPage.link(visit.call, context.argument("depot")))
    }

    static func receive(_ context: Context, _ sent: inout StreamedForm) async throws -> Answer {
        let key = context.argument("depot")
        let (visit, deposit) = try await opened(context, sent.body)
        guard sent.isForm else { throw FormBody.unreadable }
        let lot = Int(sent["lot"]) ?? 0
        let announced = sent.body.length
        do {
            _ = deposit
            while let piece = try await sent.next() {
                guard case .file(_, let name) = piece else { continue }
                try await take(name, lot: lot, atMost: announced, &sent, key, visit)
            }
        } catch let refusal as CommunityRefusal {
            return try await refused(context, refusal, sent.body)
        } catch let failure as StoreFailure where failure.kind == .full {
            return try await refused(context, .untimely(OfferProblem.full), sent.body, status: 507)
        }
        return .seeOther(DepositPage.link(visit.call, key, done: "ajoute"))
    }

    /// The visit and the deposit, found on the engine's threads.
    static func opened(_ context: Context, _ body: StreamedBody) async throws -> (
        OfferVisit, Offers.Deposit
    ) {
        try await body.work {
            let visit = try context.offerVisit()
            let deposit = try visit.offers.deposit(
                context.argument("depot"), of: visit.call, visit.members.acting)
            return (visit, deposit)
        }
    }

    /// One file of the form; what came of it is removed when it is cut, since nobody knows its size.
    private static func take(
        _ name: String, lot: Int, atMost length: Int64?, _ sent: inout StreamedForm, _ key: String,
        _ visit: OfferVisit
    ) async throws {
        guard !name.isEmpty else {
            while case .bytes? = try await sent.next() {}
            return
        }
        let (call, members, offers) = (visit.call, visit.members, visit.offers)
        let body = sent.body
        let (number, reception) = try await body.work {
            let number = try offers.addFile(
                name, lot: lot, size: nil, to: key, of: call, members.acting)
            return (
                number, try offers.receive(number, of: key, call, from: 0, members.acting)
            )
        }
        do {
            var batch: [UInt8] = []
            while case .bytes(let bytes)? = try await sent.next() {
                batch += bytes
                if batch.count >= StreamedBody.batchBytes {
                    let full = batch
                    batch = []
                    try await body.work { try reception.take(full) }
                }
            }
            let last = batch
            _ = try await body.work {
                try reception.take(last)
                return try offers.end(
                    reception, isWhole: true, of: call, at: members.time, members.acting)
            }
        } catch {
            try await body.work { try offers.removeFile(number, of: key, call, members.acting) }
            throw error
        }
    }

    /// The page again, with why the files were not taken.
    private static func refused(
        _ context: Context, _ refusal: CommunityRefusal, _ body: StreamedBody, status: Int = 409
    ) async throws -> Answer {
        try await body.work {
            var answer = try DepositPage.shown(
                context.refused(FormFaults(sentence: refusal.description)), status: status)
            answer.headers.append(OfferScript.policy)
            return answer
        }
    }
}

/// What goes wrong with deposits, in words.
enum OfferProblem {
    static let full = """
        Le serveur n’a plus de place\u{202F}: ce fichier n’est pas reçu, et votre offre n’est pas envoyée. Ce qui \
        était déjà arrivé reste. Prévenez l’acheteur et l’observatoire, puis réessayez.
        """
}

/// One file in pieces: where it stands, and its next bytes. What the page's script and other programs use.
///
/// - Shape: GET answers `{"numero", "recu", "annonce", "empreinte"}`; POST
///   `?debut=OCTET` with `Content-Type: application/octet-stream` and the header `X-Orcp-Jeton` adds the
///   bytes that follow and answers the same.
enum DepositChunkResource: StreamedResource {
    static let path = "/consultations/:cle/depots/:depot/fichiers/:numero"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = "agit pour l’entreprise"
    static let isAPI = true

    static func answer(_ context: Context) throws -> Answer {
        let visit = try context.offerVisit()
        let file = try visit.offers.received(
            Int(context.argument("numero")) ?? 0, of: context.argument("depot"), visit.call,
            visit.members.acting)
        return json(file)
    }

    /// Where a file stands.
    static func json(_ file: Offers.File) -> Answer {
        var answer = Answer.json(
            .object([
                ("numero", .integer(Int64(file.id))), ("recu", .integer(file.received)),
                ("annonce", file.announced.map { .integer($0) } ?? .null),
                ("empreinte", file.digest.map { .text($0) } ?? .null),
            ]))
        answer.keeping = .none
        return answer
    }

    static func receive(_ context: Context, _ sent: inout StreamedForm) async throws -> Answer {
        let key = context.argument("depot")
        let (visit, _) = try await DepositFilesResource.opened(context, sent.body)
        guard !sent.isForm else { throw FormBody.unreadable }
        let number = Int(context.argument("numero")) ?? 0
        guard let start = Int64(context.visit.value("debut") ?? "0"), start >= 0 else {
            throw Problem.invalid(
                field: "debut", value: context.visit.value("debut") ?? "",
                expected: "la place du premier octet envoyé")
        }
        let (call, members, offers) = (visit.call, visit.members, visit.offers)
        let reception = try await sent.body.work {
            try offers.receive(number, of: key, call, from: start, members.acting)
        }
        do {
            var batch: [UInt8] = []
            while let bytes = try await sent.body.next() {
                batch += bytes
                if batch.count >= StreamedBody.batchBytes {
                    let full = batch
                    batch = []
                    try await sent.body.work { try reception.take(full) }
                }
            }
            let last = batch
            let file = try await sent.body.work {
                try reception.take(last)
                return try offers.end(
                    reception, isWhole: true, of: call, at: members.time, members.acting)
            }
            return json(file)
        } catch {
            // Whatever went wrong, what did arrive is noted: the next piece goes on from there.
            _ = try await sent.body.work {
                try offers.end(
                    reception, isWhole: false, of: call, at: members.time, members.acting)
            }
            if let failure = error as? StoreFailure, failure.kind == .full {
                throw Problem(
                    status: 507, title: "Plus de place", detail: OfferProblem.full, retryAfter: 600)
            }
            throw error
        }
    }
}

/// A file announced before its pieces come: its name and lot are sealed, its number given.
enum DepositAnnounceEndpoint: CommunityResource {
    static let path = "/consultations/:cle/depots/:depot/annonce"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = "agit pour l’entreprise"
    static let isAPI = true

    static func link(_ call: Offers.Call, _ deposit: String) -> Link {
        Link(["consultations", call.key, "depots", deposit, "annonce"])
    }

    static func answer(_ context: Context) throws -> Answer {
        let visit = try context.offerVisit()
        let key = context.argument("depot")
        guard context.visit.method == .post, let form = context.sent else {
            return .seeOther(DepositPage.link(visit.call, key))
        }
        guard let size = Int64(form["taille"]), size >= 0 else {
            throw CommunityRefusal.invalid(
                field: "taille", value: form["taille"], sentence: "Donnez la taille en octets.")
        }
        do {
            let number = try visit.offers.addFile(
                form["nom"], lot: Int(form["lot"]) ?? 0, size: size, to: key, of: visit.call,
                visit.members.acting)
            return DepositChunkResource.json(
                try visit.offers.received(number, of: key, visit.call, visit.members.acting))
        } catch let failure as StoreFailure where failure.kind == .full {
            throw Problem(
                status: 507, title: "Plus de place", detail: OfferProblem.full, retryAfter: 600)
        }
    }
}
