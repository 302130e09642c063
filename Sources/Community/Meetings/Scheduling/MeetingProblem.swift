/// An event whose meetings are to be placed: who, when, where, and who wants to meet whom.
///
/// - Shape: a plain value. Participants are named by their `id`; slots and tables are numbered from 1.
/// - Unit: weights in `weightUnit`ths of a wish point.
/// - Source: Bofill et al., JAIR 74 (2022), for meetings that must all be held; the wishes of both
///   sides and their weight are ours (`docs/meetings.md`).
public struct MeetingProblem: Hashable, Sendable {
    /// Parts of a wish point in which weights are counted: every harmonic mean of two wishes from 1
    /// to 5 is a whole number of them.
    public static let weightUnit = 2_520
    /// Participants at most: the sums of the flow stay exact.
    public static let mostParticipants = 2_000
    /// Slots at most.
    public static let mostSlots = 64

    /// What is asked.
    public enum Aim: Hashable, Sendable {
        /// Every candidate meeting is held; breaks are few.
        case everything
        /// The meetings worth most are chosen; then breaks are few.
        case wishes
    }

    /// On which side of the table somebody sits.
    public enum Side: Hashable, Sendable {
        /// Who posts needs.
        case buyer
        /// Who posts solutions.
        case company
    }

    /// Somebody who meets others.
    public struct Participant: Hashable, Sendable {
        /// The name used by meetings; unique.
        public var id: Int
        /// The side, when the event has two.
        public var side: Side?
        /// Whether this is a small firm, served first between equals.
        public var isSmall: Bool
        /// Slots in which no meeting can be had, from 1.
        public var unavailable: Set<Int>
        /// Meetings at most; nil for no limit but the slots.
        public var limit: Int?
        /// Meetings one after another at most, before a free slot; nil for no such rule.
        public var longestRun: Int?

        /// A participant, free at all times when nothing else is said.
        public init(
            id: Int, side: Side? = nil, isSmall: Bool = false, unavailable: Set<Int> = [],
            limit: Int? = nil, longestRun: Int? = nil
        ) {
            self.id = id
            self.side = side
            self.isSmall = isSmall
            self.unavailable = unavailable
            self.limit = limit
            self.longestRun = longestRun
        }
    }

    /// A slot of the event, the same length as the others.
    public struct Slot: Hashable, Sendable {
        /// The session it belongs to: 1 for the morning, 2 for the afternoon.
        public var session: Int
        /// Idle time between two blocks (a lunch, a night) is no break; one block for public instances.
        public var block: Int

        /// A slot of a session and a block.
        public init(session: Int = 1, block: Int = 0) {
            self.session = session
            self.block = block
        }
    }

    /// A meeting that may be held.
    public struct Candidate: Hashable, Sendable {
        /// The first participant, as given.
        public var a: Int
        /// The second participant.
        public var b: Int
        /// What holding it is worth, in `weightUnit`ths.
        public var weight: Int
        /// The session it must be held in, or nil for any.
        public var session: Int?

        /// A meeting of two participants.
        public init(a: Int, b: Int, weight: Int = 0, session: Int? = nil) {
            self.a = a
            self.b = b
            self.weight = weight
            self.session = session
        }
    }

    /// A meeting somebody has decided: it is held then, and there when a table is named.
    public struct Fixed: Hashable, Sendable {
        /// The first participant.
        public var a: Int
        /// The second participant.
        public var b: Int
        /// The slot, from 1.
        public var slot: Int
        /// The table, from 1; nil for any.
        public var table: Int?

        /// A decided meeting.
        public init(a: Int, b: Int, slot: Int, table: Int? = nil) {
            self.a = a
            self.b = b
            self.slot = slot
            self.table = table
        }
    }

    /// Who takes part.
    public var participants: [Participant]
    /// The slots in order of time.
    public var slots: [Slot]
    /// How many tables there are; numbered from 1.
    public var tables: Int
    /// Tables that close: the first slot in which each can no longer be used.
    public var closedTables: [Int: Int]
    /// The meetings that may be held; a pair stands once.
    public var candidates: [Candidate]
    /// Decided meetings; their pair need not be a candidate.
    public var fixed: [Fixed]
    /// What is asked.
    public var aim: Aim
    /// The numbers of breaks of two participants differ by no more than this; nil for no such rule.
    public var breakSpread: Int?
    /// When somebody who could have a meeting has none, nobody on the same side has this many; nil for
    /// no such rule. Only for `.wishes`.
    public var equity: Int?

    /// An event.
    public init(
        participants: [Participant], slots: [Slot], tables: Int,
        closedTables: [Int: Int] = [:], candidates: [Candidate], fixed: [Fixed] = [],
        aim: Aim, breakSpread: Int? = nil, equity: Int? = nil
    ) {
        self.participants = participants
        self.slots = slots
        self.tables = tables
        self.closedTables = closedTables
        self.candidates = candidates
        self.fixed = fixed
        self.aim = aim
        self.breakSpread = breakSpread
        self.equity = equity
    }

    /// Whether a table can be used in a slot.
    public func isOpen(table: Int, slot: Int) -> Bool {
        guard table >= 1, table <= tables else { return false }
        guard let end = closedTables[table] else { return true }
        return slot < end
    }

    /// What is wrong with the problem itself, before any schedule: a French sentence each.
    public var faults: [String] {
        var faults: [String] = []
        let ids = Set(participants.map(\.id))
        if ids.count < participants.count {
            faults.append("Deux participants portent le même numéro.")
        }
        if participants.count > Self.mostParticipants {
            faults.append(
                "Il faut au plus \(Self.mostParticipants) participants, et non "
                    + "\(participants.count).")
        }
        if slots.isEmpty || slots.count > Self.mostSlots {
            faults.append("Il faut de un à \(Self.mostSlots) créneaux, et non \(slots.count).")
        }
        if tables < 1 { faults.append("Il faut au moins une table.") }
        for person in participants {
            if let limit = person.limit, limit < 0 {
                faults.append("La limite du participant \(person.id) est négative.")
            }
            if let run = person.longestRun, run < 1 {
                faults.append(
                    "Le participant \(person.id) doit pouvoir enchaîner au moins un rendez-vous.")
            }
        }
        var pairs: Set<Set<Int>> = []
        for pair in candidates {
            if pair.a == pair.b {
                faults.append("Le participant \(pair.a) est invité à se rencontrer lui-même.")
            } else if !ids.contains(pair.a) || !ids.contains(pair.b) {
                faults.append("Le rendez-vous \(pair.a)–\(pair.b) nomme un participant inconnu.")
            } else if !pairs.insert([pair.a, pair.b]).inserted {
                faults.append("Le rendez-vous \(pair.a)–\(pair.b) est demandé deux fois.")
            }
            if pair.weight < 0 || pair.weight > 10 * Self.weightUnit {
                faults.append("Le poids du rendez-vous \(pair.a)–\(pair.b) est hors limites.")
            }
        }
        if aim == .wishes, participants.contains(where: { $0.side == nil }) {
            faults.append("Chaque participant doit être acheteur ou entreprise.")
        }
        if aim == .wishes {
            let sides = Dictionary(
                participants.map { ($0.id, $0.side) }, uniquingKeysWith: { first, _ in first })
            for pair in candidates where sides[pair.a] == sides[pair.b] {
                faults.append("Le rendez-vous \(pair.a)–\(pair.b) ne joint pas les deux côtés.")
            }
        }
        return faults
    }
}
