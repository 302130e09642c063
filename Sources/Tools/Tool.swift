public import Law
public import Procurement

/// A question people ask every week, answered by the rule of the day.
///
/// A tool is declared once: its fields and its answer. Its form, its JSON endpoint, its command and
/// its printable sheet follow from the declaration. It stores nothing and reads nothing but its
/// arguments.
public protocol Tool: Sendable {
    /// Stable name, as commands and addresses write it: `late-interest`.
    var name: String { get }
    /// French.
    var title: String { get }
    /// One French sentence: the question it answers.
    var question: String { get }
    /// For whom it was made.
    var audience: ToolAudience { get }
    /// What is asked, in the order of the form.
    var fields: [any ToolField] { get }
    /// Values of a case that can be tried, by the names of fields.
    var example: [(field: String, value: String)] { get }

    /// The answer to a case.
    ///
    /// - Throws: `ToolRefusal` naming the field, the value and what is expected.
    func answer(_ input: ToolInput, _ setting: ToolSetting) throws(ToolRefusal) -> ToolAnswer
}

/// For whom a tool was made.
public enum ToolAudience: String, Sendable {
    case buyers, companies, both
}

/// What a tool knows besides its fields.
public struct ToolSetting: Sendable {
    /// The law, with what was confirmed.
    public let law: LawBook
    /// Today, where a case needs one.
    public let today: Day

    /// A setting.
    public init(law: LawBook, today: Day) {
        self.law = law
        self.today = today
    }
}

/// Every tool: adding one is a file and a line here.
public enum Toolbox {
    /// In the order readers see them.
    public static let tools: [any Tool] = [DueDate(), LateInterest(), Advance(), Retention()]

    /// The tool of a name.
    public static func tool(named name: String) -> (any Tool)? { tools.first { $0.name == name } }
}

extension Tool {
    /// The answer to values as somebody typed them.
    ///
    /// - Throws: `ToolRefusal` when a value is not what its field expects, or the case is not whole.
    public func answer(
        to values: [String: String], _ setting: ToolSetting
    ) throws(ToolRefusal) -> ToolAnswer {
        try answer(ToolInput(values, of: self), setting)
    }
}
