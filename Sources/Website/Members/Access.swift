import Community

/// Who may open an address, or send its form: the least they must be. What depends on the thing
/// itself (this group's lead, this organisation's member) is checked where the thing is.
enum Access: Int, Sendable, CaseIterable, Comparable {
    case everyone, account, member, lead, editor, administrator

    static func < (former: Access, latter: Access) -> Bool { former.rawValue < latter.rawValue }

    /// Whether this visitor is at least that.
    func admits(_ visitor: Visitor) -> Bool {
        switch self {
        case .everyone: true
        case .account: visitor.isSignedIn
        case .member: visitor.isMember
        case .lead: visitor.isLead
        case .editor: visitor.isEditor
        case .administrator: visitor.isAdministrator
        }
    }

    /// French, as in « Cette page est réservée … ».
    var label: String {
        switch self {
        case .everyone: "à tout le monde"
        case .account: "aux personnes connectées"
        case .member: "aux membres de l’observatoire"
        case .lead: "aux responsables de groupe"
        case .editor: "à la rédaction"
        case .administrator: "à l’administration"
        }
    }
}

/// An address of the community: it knows who asks.
protocol CommunityResource: Resource {
    /// Who may open it.
    static var reading: Access { get }
    /// Who may send its form; nil when it takes none.
    static var writing: Access? { get }
    /// What else must hold, about the thing itself, as `pilote du groupe`; empty when nothing.
    static var condition: String { get }
    /// Whether forms may come from elsewhere: only the one-click refusal of letters, which mail
    /// programs send.
    static var takesForeignForms: Bool { get }
}

extension CommunityResource {
    static var reading: Access { .everyone }
    static var writing: Access? { nil }
    static var condition: String { "" }
    static var takesForeignForms: Bool { false }
    static var takesForms: Bool { writing != nil }
    static var isCacheable: Bool { false }
}

/// A page of the community, without a form of its own.
protocol CommunityPage: CommunityResource, Page {}

extension CommunityPage {
    static func answer(_ context: Context) throws -> Answer { try shown(context) }

    /// The page, kept by nobody.
    static func shown(_ context: Context, status: Int = 200) throws -> Answer {
        var answer = Answer.page(context.layout.page(try document(context)), status: status)
        answer.keeping = .none
        return answer
    }

    /// What `act` answers; what it refuses and the visitor may mend shows the page again, with what
    /// was typed and why.
    static func answering(_ context: Context, _ act: () throws -> Answer) throws -> Answer {
        do {
            return try act()
        } catch let faults as FormFaults {
            return try shown(context.refused(faults), status: 422)
        } catch let refusal as CommunityRefusal {
            switch refusal {
            case .invalid: return try shown(context.refused(FormFaults([refusal])), status: 422)
            case .changedMeanwhile, .untimely:
                return try shown(
                    context.refused(FormFaults(sentence: refusal.description)), status: 409)
            default: throw refusal
            }
        }
    }
}

/// A page with a form: sent, it acts, then leads somewhere; refused, it is shown again with what was
/// typed and why.
protocol FormPage: CommunityPage {
    /// Does what the form asks.
    ///
    /// - Returns: where to go next.
    /// - Throws: `CommunityRefusal`; one that names a field is shown beside it.
    static func act(_ context: Context, _ form: SentForm) throws -> Link
}

extension FormPage {
    static func answer(_ context: Context) throws -> Answer {
        guard context.visit.method == .post, let form = context.sent else {
            return try shown(context)
        }
        return try answering(context) { .seeOther(try act(context, form)) }
    }
}

/// Why a form cannot be taken: sentences by field, and one for the whole.
struct FormFaults: Error, Sendable {
    private(set) var byField: [(field: String, sentence: String)] = []
    private(set) var sentence: String?

    init(_ refusals: [CommunityRefusal]) {
        for refusal in refusals {
            if case .invalid(let field, _, let sentence) = refusal {
                byField.append((field, sentence))
            } else {
                sentence = refusal.description
            }
        }
    }

    init(sentence: String) { self.sentence = sentence }

    /// What is wrong with a field.
    subscript(_ field: String) -> String? { byField.first { $0.field == field }?.sentence }
}

/// Collects what is wrong with several fields, to be told at once.
struct FormCheck {
    private var refusals: [CommunityRefusal] = []

    init() {}

    /// The value, or nil with the refusal noted.
    mutating func read<Value>(_ body: () throws -> Value) rethrows -> Value? {
        do {
            return try body()
        } catch let refusal as CommunityRefusal {
            refusals.append(refusal)
            return nil
        }
    }

    /// Notes what is wrong with a field.
    mutating func fault(_ field: String, _ sentence: String) {
        refusals.append(.invalid(field: field, value: "", sentence: sentence))
    }

    /// Notes what was found wrong elsewhere.
    mutating func note(_ more: [CommunityRefusal]) { refusals += more }

    /// Ends the reading.
    ///
    /// - Throws: `FormFaults` when something was wrong.
    func end() throws(FormFaults) {
        if !refusals.isEmpty { throw FormFaults(refusals) }
    }
}
