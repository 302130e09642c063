import GRDB

/// Closing a vote: what was answered is counted, weighed and decides.
extension Assembly {
    /// Closes a vote: counts, weighs, decides. A secret vote's counters are destroyed; where a small
    /// college was accepted and one had one or two voters, only the outcome is kept.
    ///
    /// - Parameter totals: hands counted in the room, for a vote by totals; empty otherwise.
    /// - Returns: whether the resolution is adopted.
    /// - Throws: `.untimely` for a secret vote with fewer than three answers, in all or, unless small
    ///   colleges were accepted, in a college that answered.
    public func closeVote(
        _ id: Int64, totals: [College: CollegeCount.Answers] = [:], _ acting: Acting
    ) throws -> Bool {
        let isAdopted = try store.write(acting) { database in
            let resolution = try Assembly.openResolution(id, in: database)
            let session = try Assembly.session(resolution.session, in: database)
            let rules = try session.rules ?? AssemblyRules.decided(in: database)
            let counts = try Assembly.count(resolution, totals, rules, in: database)
            if resolution.kind == .secret {
                try Assembly.requireEnoughAnswers(
                    counts, acceptsSmallColleges: resolution.acceptsSmallColleges)
            }
            guard let tally = Tally(counts) else {
                preconditionFailure("an open vote tells all its answers")
            }
            let isAdopted = tally.adopts(
                resolution.majority, abstentionsCount: resolution.abstentionsCount)
            let isTold =
                resolution.kind != .secret
                || counts.allSatisfy { $0.voters == 0 || $0.voters >= Assembly.fewestVoters }
            for count in counts {
                try database.execute(
                    sql: """
                        INSERT INTO decompte
                          (resolution, college, poids, electeurs, votants, pour, contre, abstention)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        id, count.college.rawValue, count.weight, count.electors, count.voters,
                        isTold ? count.answers?.favour : nil, isTold ? count.answers?.against : nil,
                        isTold ? count.answers?.abstention : nil,
                    ])
            }
            if resolution.kind == .secret { try Assembly.forgetAnswers(id, in: database) }
            try database.execute(
                sql: """
                    UPDATE resolution SET etat = 'close', close = ?, adoptee = ?,
                      version = version + 1 WHERE id = ?
                    """, arguments: [acting.now.seconds, isAdopted ? 1 : 0, id])
            return isAdopted
        }
        forgetOrder()
        return isAdopted
    }

    /// Refuses to tell one or two answers: those who read the roll know who gave them.
    private static func requireEnoughAnswers(
        _ counts: [CollegeCount], acceptsSmallColleges: Bool
    ) throws(CommunityRefusal) {
        let ways =
            "Attendez d’autres réponses, ou renoncez au vote\u{202F}: rien n’en sera gardé."
        let total = counts.reduce(0) { $0 + $1.voters }
        guard total >= fewestVoters else {
            throw .untimely(
                "Un vote secret ne se clôt pas à moins de trois réponses\u{202F}: son issue dirait qui a répondu "
                    + "quoi. " + ways)
        }
        guard !acceptsSmallColleges else { return }
        for count in counts where count.voters > 0 && count.voters < fewestVoters {
            throw .untimely(
                "Le collège «\u{202F}\(count.college.label)\u{202F}» n’a que \(count.voters) "
                    + "réponse\(count.voters > 1 ? "s" : "")\u{202F}: le secret n’y serait pas protégé. "
                    + ways)
        }
    }

    private static func count(
        _ resolution: Resolution, _ totals: [College: CollegeCount.Answers],
        _ rules: AssemblyRules, in database: Database
    ) throws -> [CollegeCount] {
        let electors = try electors(of: resolution.id, in: database)
        return try College.allCases.map { college in
            let ours = electors.filter { $0.college == college }
            var answers = CollegeCount.Answers()
            switch resolution.kind {
            case .byOrganisation:
                for case let choice? in ours.map(\.choice) { answers[choice] += 1 }
            case .byTotals:
                answers = totals[college] ?? answers
                guard answers.total <= ours.count,
                    Choice.allCases.allSatisfy({ answers[$0] >= 0 })
                else {
                    throw CommunityRefusal.invalid(
                        field: college.rawValue + "_pour", value: String(answers.total),
                        sentence: "\(college.label)\u{202F}: \(answers.total) réponses pour "
                            + "\(ours.count) organismes présents ou représentés.")
                }
            case .secret:
                for choice in Choice.allCases {
                    answers[choice] =
                        try Int.fetchOne(
                            database,
                            sql: """
                                SELECT CAST(voix AS INTEGER) FROM urne
                                WHERE resolution = ? AND college = ? AND choix = ?
                                """,
                            arguments: [resolution.id, college.rawValue, choice.rawValue]) ?? 0
                }
                precondition(
                    answers.total == ours.count(where: \.hasVoted),
                    "the urn holds as many ballots as the roll has voters")
            }
            return CollegeCount(
                college: college, weight: rules.weight(college), electors: ours.count,
                voters: answers.total, answers: answers)
        }
    }

    /// The count of a closed vote, by college; nil before.
    public func count(of resolution: Int64) throws -> [CollegeCount]? {
        let counts = try store.read { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM decompte WHERE resolution = ?",
                arguments: [resolution]
            ).map { row in
                CollegeCount(
                    college: College(rawValue: row["college"]) ?? .partners, weight: row["poids"],
                    electors: row["electeurs"], voters: row["votants"],
                    answers: (row["pour"] as Int?).map {
                        CollegeCount.Answers(
                            favour: $0, against: row["contre"], abstention: row["abstention"])
                    })
            }
        }
        return counts.isEmpty ? nil : counts
    }
}
