public import Foundation

/// Problems as JSON files, and answers as JSON.
public enum MeetingFile {
    /// Reads a public instance (`requested`) or an event of wishes (`buyers`, `companies`, `wishes`).
    ///
    /// - Shape: the forms of `docs/meetings.md`; unknown keys are passed over.
    /// - Throws: `CommunityRefusal.invalid` with a sentence that names what is missing or wrong.
    public static func problem(from bytes: Data) throws(CommunityRefusal) -> MeetingProblem {
        let form: Form
        do {
            form = try JSONDecoder().decode(Form.self, from: bytes)
        } catch let error as DecodingError {
            throw refusal(sentence(of: error))
        } catch {
            throw refusal("Le fichier n’est pas du JSON.")
        }
        let problem = try form.requested == nil ? wishes(form) : instance(form)
        if let fault = problem.faults.first { throw refusal(fault) }
        return problem
    }

    private struct Form: Decodable {
        var slots: Int?
        var morning_slots: Int?
        var blocks: [Int]?
        var fixed: [[Int]]?
        // Public instances.
        var participants: Int?
        var locations: Int?
        var requested: [[Int]]?
        var forbidden: [[Int]]?
        // Events of wishes.
        var tables: Int?
        var buyers: [Person]?
        var companies: [Person]?
        var wishes: [[Int]]?
        var silence: Int?
        var equity: Int?
        var break_spread: Int?
    }

    private struct Person: Decodable {
        var id: Int
        var small: Bool?
        var unavailable: [Int]?
        var limit: Int?
        var longest_run: Int?

        func participant(_ side: MeetingProblem.Side) -> MeetingProblem.Participant {
            MeetingProblem.Participant(
                id: id, side: side, isSmall: small ?? false, unavailable: Set(unavailable ?? []),
                limit: limit, longestRun: longest_run)
        }
    }

    /// A public instance: every meeting is held, breaks differ by two at most.
    private static func instance(_ form: Form) throws(CommunityRefusal) -> MeetingProblem {
        let count = try needed(form.participants, "participants")
        let slots = try slots(of: form)
        let forbidden = form.forbidden ?? []
        guard count >= 0, count <= MeetingProblem.mostParticipants, forbidden.count <= count
        else { throw refusal("«\u{202F}participants\u{202F}» ne convient pas\u{202F}: \(count).") }
        var candidates: [MeetingProblem.Candidate] = []
        for row in form.requested ?? [] {
            guard row.count == 2 || row.count == 3, row.count == 2 || (1...3).contains(row[2])
            else {
                throw refusal(
                    "Chaque rendez-vous de «\u{202F}requested\u{202F}» s’écrit [participant, "
                        + "participant, demi-journée de 1 à 3], et non \(row).")
            }
            candidates.append(
                MeetingProblem.Candidate(
                    a: row[0], b: row[1], session: row.count == 3 && row[2] < 3 ? row[2] : nil))
        }
        return MeetingProblem(
            participants: (0..<count).map { index in
                MeetingProblem.Participant(
                    id: index + 1,
                    unavailable: Set(index < forbidden.count ? forbidden[index] : []))
            },
            slots: slots, tables: try needed(form.locations, "locations"),
            candidates: candidates, fixed: try fixed(of: form), aim: .everything, breakSpread: 2)
    }

    /// An event of wishes.
    private static func wishes(_ form: Form) throws(CommunityRefusal) -> MeetingProblem {
        let people =
            try needed(form.buyers, "buyers").map { $0.participant(.buyer) }
            + needed(form.companies, "companies").map { $0.participant(.company) }
        let known = Set(people.map(\.id))
        let silence = form.silence ?? 1
        guard (0...MeetingWishes.strongest).contains(silence) else {
            throw refusal("«\u{202F}silence\u{202F}» va de 0 à 5, et non \(silence).")
        }
        var wishes: [MeetingWishes.Wish] = []
        for row in try needed(form.wishes, "wishes") {
            guard row.count == 3, (0...MeetingWishes.strongest).contains(row[2]) else {
                throw refusal(
                    "Chaque souhait s’écrit [de qui, pour qui, force de 0 à 5], et non \(row).")
            }
            guard known.contains(row[0]), known.contains(row[1]) else {
                throw refusal("Le souhait \(row) nomme un participant inconnu.")
            }
            wishes.append(MeetingWishes.Wish(from: row[0], to: row[1], strength: row[2]))
        }
        return MeetingProblem(
            participants: people, slots: try slots(of: form),
            tables: try needed(form.tables, "tables"),
            candidates: MeetingWishes.candidates(of: people, wishes: wishes, silence: silence),
            fixed: try fixed(of: form), aim: .wishes, breakSpread: form.break_spread,
            equity: (form.equity ?? 6) > 0 ? form.equity ?? 6 : nil)
    }

    private static func slots(of form: Form) throws(CommunityRefusal) -> [MeetingProblem.Slot] {
        let count = try needed(form.slots, "slots")
        guard (1...MeetingProblem.mostSlots).contains(count) else {
            throw refusal("Il faut de un à \(MeetingProblem.mostSlots) créneaux, et non \(count).")
        }
        let blocks = form.blocks ?? [count]
        guard blocks.allSatisfy({ $0 > 0 && $0 <= count }), blocks.reduce(0, +) == count else {
            throw refusal(
                "La somme de «\u{202F}blocks\u{202F}» doit être le nombre de créneaux, \(count).")
        }
        let morning = form.morning_slots ?? count
        let blockOf = blocks.enumerated().flatMap { Array(repeating: $0.offset, count: $0.element) }
        return (0..<count).map {
            MeetingProblem.Slot(session: $0 < morning ? 1 : 2, block: blockOf[$0])
        }
    }

    private static func fixed(of form: Form) throws(CommunityRefusal) -> [MeetingProblem.Fixed] {
        var all: [MeetingProblem.Fixed] = []
        for row in form.fixed ?? [] {
            guard row.count == 3 || row.count == 4 else {
                throw refusal(
                    "Chaque rendez-vous décidé s’écrit [participant, participant, créneau] ou avec "
                        + "sa table, et non \(row).")
            }
            all.append(
                MeetingProblem.Fixed(
                    a: row[0], b: row[1], slot: row[2], table: row.count == 4 ? row[3] : nil))
        }
        return all
    }

    private static func needed<Value>(
        _ value: Value?, _ key: String
    ) throws(CommunityRefusal) -> Value {
        guard let value else { throw refusal("Il manque «\u{202F}\(key)\u{202F}».") }
        return value
    }

    private static func refusal(_ sentence: String) -> CommunityRefusal {
        .invalid(field: "fichier", value: "", sentence: sentence)
    }

    private static func sentence(of error: DecodingError) -> String {
        let path =
            switch error {
            case .typeMismatch(_, let context), .valueNotFound(_, let context),
                .dataCorrupted(let context):
                context.codingPath
            case .keyNotFound(let key, let context): context.codingPath + [key]
            @unknown default: [any CodingKey]()
            }
        let place = path.map { $0.intValue.map(String.init) ?? $0.stringValue }
        return place.isEmpty
            ? "Le fichier n’est pas un objet JSON de la forme attendue."
            : "«\u{202F}\(place.joined(separator: "."))\u{202F}» manque ou n’est pas de la forme "
                + "attendue."
    }

    // MARK: Answers

    /// A proposal as one line of JSON: `status`, `breaks`, `bound`, `meetings`; for an event of
    /// wishes also `weight`, `weight_bound`, `gap`, `without`.
    ///
    /// - Unit: weights in wish points; `gap` as a share of the bound.
    public static func json(of proposal: MeetingProposal, for problem: MeetingProblem) -> String {
        let has = proposal.status == .optimal || proposal.status == .feasible
        var fields = [
            "\"status\": \"\(proposal.status.rawValue)\"",
            "\"breaks\": \(has ? String(proposal.report.breaks) : "null")",
            "\"bound\": \(has ? String(proposal.breakBound) : "null")",
        ]
        if problem.aim == .wishes {
            let (weight, bound) = (proposal.report.weight, proposal.weightBound)
            fields += [
                "\"weight\": \(points(weight))", "\"weight_bound\": \(points(bound))",
                "\"gap\": \(bound > 0 ? Double(max(0, bound - weight)) / Double(bound) : 0)",
                "\"without\": \(proposal.report.without)",
            ]
        }
        let meetings = proposal.schedule.meetings.map {
            "{\"a\": \($0.a), \"b\": \($0.b), \"slot\": \($0.slot), \"table\": \($0.table)}"
        }
        fields.append("\"meetings\": [\(meetings.joined(separator: ", "))]")
        return "{\(fields.joined(separator: ", "))}"
    }

    private static func points(_ weight: Int) -> Double {
        Double(weight) / Double(MeetingProblem.weightUnit)
    }
}
