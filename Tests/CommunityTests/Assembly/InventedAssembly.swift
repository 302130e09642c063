import Testing

@testable import Community

/// A store with organisations in every college, each with one representative, and a session.
struct InventedAssembly {
    let store: CommunityStore
    let chance = InventedChance()
    /// Organisations by college.
    private(set) var organisations: [College: [Int64]] = [:]
    /// The representative of each organisation.
    private(set) var people: [Int64: Int64] = [:]
    let session: Int64

    /// - Parameter sizes: organisations by college.
    init(
        _ sizes: [College: Int], rules: AssemblyRules? = nil, store: CommunityStore? = nil,
        secondOf: Int64? = nil
    ) throws {
        let store = try store ?? CommunityStore()
        self.store = store
        let acting = Invented.acting(chance: chance)
        for college in College.allCases {
            for number in 0..<(sizes[college] ?? 0) {
                let organisation = try store.organisations.add(
                    name: "Organisme \(college.rawValue) \(number)", siret: nil, college: college,
                    territory: "", acting)
                let person = try store.accounts.invite(
                    try EmailAddress("\(college.rawValue)\(number)@exemple.fr"),
                    name: "Personne \(college.rawValue) \(number)", acting)
                try store.organisations.represent(organisation, by: person.id, acting)
                organisations[college, default: []].append(organisation)
                people[organisation] = person.id
            }
        }
        if let rules { try store.assembly.decide(rules, acting) }
        session = try store.assembly.prepare(
            .init(
                title: "Séance inventée", place: "Lille",
                begins: Invented.now.adding(days: 20), president: people.values.min()), acting)
        try store.assembly.addPoint(to: session, title: "Un point", text: "", acting)
    }

    var all: [Int64] { College.allCases.flatMap { organisations[$0] ?? [] } }

    /// The first organisations of a college.
    subscript(_ college: College, _ index: Int) -> Int64 { organisations[college]?[index] ?? 0 }

    /// Somebody acting on the day of the session.
    func acting(_ person: Int64? = nil, day: Int = 20) -> Acting {
        Invented.acting(person, at: Invented.now.adding(days: day), chance: chance)
    }

    /// Convokes and opens the session.
    func open() throws {
        _ = try store.assembly.convoke(session, acting(day: 0)) { session, _, recipient in
            MailMessage(to: recipient.email, subject: session.title, text: "Venez.\n")
        }
        try store.assembly.open(session, acting())
    }

    /// Notes that organisations are there.
    func attend(_ organisations: [Int64]) throws {
        for organisation in organisations {
            try store.assembly.checkIn(
                organisation, at: session, person: people[organisation], isBySelf: true, acting())
        }
    }

    /// A resolution put to the vote.
    func vote(
        _ kind: Assembly.VoteKind, majority: Majority = .simple, abstentionsCount: Bool = false,
        acceptsSmallColleges: Bool = true
    ) throws -> Int64 {
        let id = try store.assembly.propose(
            .init(
                title: "Une résolution", text: "L’assemblée décide.", majority: majority,
                abstentionsCount: abstentionsCount, kind: kind), to: session, acting())
        try store.assembly.openVote(id, acceptsSmallColleges: acceptsSmallColleges, acting())
        return id
    }

    /// Casts the answer of an organisation by its representative.
    func cast(_ choice: Choice, for organisation: Int64, on resolution: Int64) throws {
        let person = people[organisation] ?? 0
        try store.assembly.cast(
            [organisation: choice], on: resolution, person: person, acting(person))
    }
}

extension AssemblyRules {
    /// The usual rules, changed.
    static func with(_ change: (inout AssemblyRules) -> Void) -> AssemblyRules {
        var rules = AssemblyRules.usual
        change(&rules)
        return rules
    }
}
