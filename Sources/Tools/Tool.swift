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

    /// The form in parts; empty for a short form.
    var parts: [FormPart] { get }
    /// Cases ready to be changed: a vehicle, a boiler.
    var models: [ToolModel] { get }
    /// What the form can fill in by itself from what was typed.
    var preparation: ToolPreparation? { get }
    /// Whether it reads the contracts of an edition.
    var readsContracts: Bool { get }

    /// The answer to a case.
    ///
    /// - Throws: `ToolRefusal` naming the field, the value and what is expected.
    func answer(_ input: ToolInput, _ setting: ToolSetting) throws(ToolRefusal) -> ToolAnswer
}

/// A part of a form.
public struct FormPart: Sendable {
    /// French.
    public let title: String
    /// Names of fields.
    public let fields: [String]
    /// Whether it is folded until somebody opens it: what most cases leave as it is.
    public var isFolded = false
}

/// A case ready to be changed.
public struct ToolModel: Sendable {
    /// Stable name.
    public let name: String
    /// French.
    public let title: String
    /// Values by field.
    public let values: [String: String]
}

/// What a form can fill in by itself.
public struct ToolPreparation: Sendable {
    /// French, of the button: « Préparer la grille des notes ».
    public let label: String
    /// The values typed, completed.
    public let complete: @Sendable ([String: String]) -> [String: String]
}

extension Tool {
    public var parts: [FormPart] { [] }
    public var models: [ToolModel] { [] }
    public var preparation: ToolPreparation? { nil }
    public var readsContracts: Bool { false }
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
    /// Who runs the server or the computer, as documents and notices name it.
    public let operatorName: String
    /// The contracts of an edition; nil where there is none.
    public let market: (any Market)?

    /// A setting.
    public init(
        law: LawBook, today: Day, operatorName: String = "votre ordinateur",
        market: (any Market)? = nil
    ) {
        self.law = law
        self.today = today
        self.operatorName = operatorName
        self.market = market
    }
}

/// Every tool: adding one is a file and a line here.
public enum Toolbox {
    /// In the order readers see them.
    public static let tools: [any Tool] = [
        WhichProcedure(), Sourcing(), WholeLifeCost(), ScoreOffers(), AbnormallyLow(),
        PaymentThermometer(), EssentialData(), MyData(), CanTheyAsk(), ObligationGuide(),
        LateInterest(), DueDate(), Advance(), Retention(),
    ]

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
