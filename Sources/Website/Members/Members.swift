public import Community

/// The community as one request sees it: the store, who asks, when.
struct Members: Sendable {
    let store: CommunityStore
    /// Who asks.
    let visitor: Visitor
    /// Who acts, when, and with what chance.
    let acting: Acting
    /// What the forms of this session must send back; nil when nobody is signed in.
    let formToken: String?
    /// What the session's cookie holds; nil when nobody is signed in.
    let session: String?
    /// The two clocks, asked anew each time; the moment of the request where there is none.
    var clock: (@Sendable () -> OfferTime)?

    /// What moment it is on both clocks, now rather than when the request began.
    var time: OfferTime { clock?() ?? OfferTime(wall: acting.now, steady: acting.now) }
}

/// The system's generator, where the house opens onto the world.
public struct SystemChance: Chance {
    /// The system's generator.
    public init() {}

    /// So many unpredictable bytes.
    public func bytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }
}

/// What the site of a community is made with.
struct CommunitySetting: Sendable {
    let store: CommunityStore
    let now: @Sendable () -> Moment
    let chance: any Chance
    let limits = RateLimits()
    /// Another provider of identities, where the operator configured one.
    var openID: OpenIDProvider?
    /// A clock that nobody sets; the wall's where there is none.
    var steady: (@Sendable () -> Moment)?

    /// What moment it is on both clocks.
    func time() -> OfferTime {
        let wall = now()
        return OfferTime(wall: wall, steady: steady?() ?? wall)
    }
}

extension Context {
    /// The community, who asks, when.
    ///
    /// - Throws: a `Problem` where no community is served.
    func community() throws(Problem) -> Members {
        guard let members else { throw Site.noCommunity }
        return members
    }

    /// The same request, its form shown again with what is wrong.
    func refused(_ faults: FormFaults) -> Context {
        var context = self
        context.faults = faults
        return context
    }

    /// Beginning of a form sent by POST to this address: its action and the session's token.
    ///
    /// - Parameter files: whether it may hold files.
    func formStart(_ link: Link, files: Bool = false, anchor: String? = nil) -> HTML {
        let kind: HTML? = files ? " enctype=\"multipart/form-data\"" : nil
        let id: HTML? = anchor.map { " id=\"\($0)\"" }
        let token = members?.formToken.map { token -> HTML in
            "<input type=\"hidden\" name=\"jeton\" value=\"\(token)\">\n"
        }
        return "<form method=\"post\" action=\"\(link)\"\(kind)\(id)>\n\(token)"
    }

    /// The sentence that a redirection asked to show, as `?fait=inscrit`; nothing for another word.
    func notice(_ sentences: [String: String]) -> HTML? {
        guard let word = visit.value("fait"), let sentence = sentences[word] else { return nil }
        return "<p class=\"encart\" role=\"status\">\(sentence)</p>\n"
    }

    /// What is wrong with the form sent, above it: each fault leads to its field.
    var faultSummary: HTML? {
        guard let faults else { return nil }
        let items = faults.byField.map { fault -> HTML in
            "<li><a href=\"#champ-\(fault.field)\">\(fault.sentence)</a></li>\n"
        }
        let whole = faults.sentence.map { sentence -> HTML in "<p>\(sentence)</p>\n" }
        let list: HTML? = items.isEmpty ? nil : "<ul>\n\(items)</ul>\n"
        return """
            <div class="encart alerte" role="alert" tabindex="-1" id="fautes">
            <p><strong>Le formulaire n’a pas été pris en compte.</strong></p>
            \(whole)\(list)</div>

            """
    }
}
