/// A letter to send: plain text, French, with its attachments.
public struct MailMessage: Sendable, Hashable {
    /// A file that goes with a letter.
    public struct Attachment: Sendable, Hashable, Codable {
        public var name: String
        /// As `text/calendar; charset=utf-8; method=REQUEST`.
        public var type: String
        public var bytes: [UInt8]

        /// A file that goes with a letter.
        public init(name: String, type: String, bytes: [UInt8]) {
            self.name = name
            self.type = type
            self.bytes = bytes
        }
    }

    /// What a letter is sent for: those that are not owed may be refused by whom they reach.
    public enum Category: String, Sendable, CaseIterable {
        /// Owed: sign-in, confirmation, convocation, change of what was agreed.
        case owed = ""
        case reminders = "rappels"
        case news = "actualites"
        case digests = "alertes"
        case questionnaires = "questionnaires"

        /// French, as in « Ne plus recevoir les … ».
        public var label: String {
            switch self {
            case .owed: "courriels nécessaires"
            case .reminders: "rappels d’événements"
            case .news: "actualités"
            case .digests: "alertes"
            case .questionnaires: "questionnaires"
            }
        }
    }

    public var to: EmailAddress
    public var subject: String
    /// Lines end with `\n`.
    public var text: String
    public var category: Category
    public var attachments: [Attachment]
    /// A name that makes the letter unique: a second one of the same name is not sent.
    public var once: String?

    /// A letter.
    public init(
        to: EmailAddress, subject: String, text: String, category: Category = .owed,
        attachments: [Attachment] = [], once: String? = nil
    ) {
        self.to = to
        self.subject = subject
        self.text = text
        self.category = category
        self.attachments = attachments
        self.once = once
    }
}
