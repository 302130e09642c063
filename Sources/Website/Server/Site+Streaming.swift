import Community

extension Site {
    /// The answer to a body that is read as it comes: who sends it, from where and with what token is
    /// checked first.
    func receive(
        _ visit: Visit, _ resource: any StreamedResource.Type, _ arguments: [String: String],
        _ body: inout StreamedBody
    ) async -> Answer {
        do {
            guard let community, !settings.isToolsOnly else { throw Site.noCommunity }
            let members = try await body.work { try self.members(of: visit, community) }
            var sent = try StreamedForm(body, type: visit.headers["content-type"])
            defer { body = sent.body }
            guard visit.isFromThisSite else { throw Site.foreignForm }
            guard let access = resource.writing, access.admits(members.visitor) else {
                throw members.visitor.isSignedIn
                    ? Problem(
                        status: 403, title: "Accès réservé",
                        detail:
                            "Cette page est réservée \((resource.writing ?? .administrator).label)."
                    )
                    : Site.foreignForm
            }
            try await sent.readFields()
            let token = sent.isForm ? sent["jeton"] : visit.headers["x-orcp-jeton"] ?? ""
            guard let own = members.formToken, Fingerprint.same(Array(own.utf8), Array(token.utf8))
            else { throw Site.foreignForm }
            var context = Context(
                visit: visit, arguments: arguments, edition: nil, isPinned: false,
                settings: settings, shelf: shelf, reports: reports, law: law, today: today(),
                now: now(), store: community.store, limits: community.limits)
            context.members = members
            return try await resource.receive(context, &sent)
        } catch {
            return failed(error, visit, nil, isAPI: resource.isAPI, isPinned: false)
        }
    }
}
