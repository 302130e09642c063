/// Meetings with their time and place.
///
/// - Shape: a plain value that promises nothing: `MeetingRules` says whether it holds.
public struct MeetingSchedule: Hashable, Sendable {
    /// One meeting placed.
    public struct Meeting: Hashable, Sendable {
        /// The first participant, as in the problem.
        public var a: Int
        /// The second participant.
        public var b: Int
        /// The slot, from 1.
        public var slot: Int
        /// The table, from 1.
        public var table: Int

        /// A meeting placed.
        public init(a: Int, b: Int, slot: Int, table: Int) {
            self.a = a
            self.b = b
            self.slot = slot
            self.table = table
        }
    }

    /// The meetings, in order of slot then table.
    public var meetings: [Meeting]

    /// A schedule of these meetings, put in order.
    public init(meetings: [Meeting]) {
        self.meetings = meetings.sorted {
            ($0.slot, $0.table, $0.a, $0.b) < ($1.slot, $1.table, $1.a, $1.b)
        }
    }

    /// The meetings of one participant, in order of time.
    public func agenda(of id: Int) -> [Meeting] {
        meetings.filter { $0.a == id || $0.b == id }
    }
}
