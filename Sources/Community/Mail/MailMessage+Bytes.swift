import Foundation
import Procurement

extension MailMessage {
    /// What stands in the head of every letter of a site.
    public struct Envelope: Sendable {
        /// Who sends, as `observatoire@example.fr`.
        public var sender: String
        /// The sender's name.
        public var senderName: String
        /// When it was written.
        public var date: Moment
        /// What makes its `Message-ID`, unique on the site.
        public var number: Int64
        /// The address where its category is refused, for letters that are not owed.
        public var refusalAddress: String?

        /// What stands in the head of a letter.
        public init(
            sender: String, senderName: String, date: Moment, number: Int64,
            refusalAddress: String? = nil
        ) {
            self.sender = sender
            self.senderName = senderName
            self.date = date
            self.number = number
            self.refusalAddress = refusalAddress
        }
    }

    /// The letter as RFC 5322 writes it, ready for `sendmail -t`: lines end with `\n`, at most 76
    /// characters in the body's encoded parts.
    ///
    /// - Shape: `text/plain` in base64, or `multipart/mixed` with the attachments after it.
    public func bytes(_ envelope: Envelope) -> [UInt8] {
        let domain = envelope.sender.split(separator: "@").last ?? "localhost"
        var head = [
            "From: \(MailMessage.header(envelope.senderName)) <\(envelope.sender)>",
            "To: <\(to.text)>",
            "Subject: \(MailMessage.header(subject))",
            "Date: \(MailMessage.date(envelope.date))",
            "Message-ID: <orcp.\(envelope.number).\(envelope.date.seconds)@\(domain)>",
            "MIME-Version: 1.0",
            "Auto-Submitted: auto-generated",
            "Content-Language: fr",
        ]
        if let address = envelope.refusalAddress {
            head.append("List-Unsubscribe: <\(address)>")
            head.append("List-Unsubscribe-Post: List-Unsubscribe=One-Click")
        }
        var body = text
        if let address = envelope.refusalAddress {
            body +=
                "\n-- \nPour ne plus recevoir ces courriels (\(category.label))\u{202F}:\n\(address)\n"
        }
        let plain =
            "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
            + MailMessage.base64(Array(body.utf8))
        guard !attachments.isEmpty else {
            return Array((head.joined(separator: "\n") + "\n" + plain).utf8)
        }
        let boundary = "orcp-" + Fingerprint.hexadecimal(of: "\(envelope.number)").prefix(24)
        head.append("Content-Type: multipart/mixed; boundary=\"\(boundary)\"")
        var message = head.joined(separator: "\n") + "\n\n--\(boundary)\n" + plain
        for attachment in attachments {
            let name = attachment.name.filter { $0.isASCII && $0 != "\"" && !$0.isNewline }
            message += """
                --\(boundary)
                Content-Type: \(attachment.type)
                Content-Disposition: attachment; filename="\(name)"
                Content-Transfer-Encoding: base64

                \(MailMessage.base64(attachment.bytes))
                """
        }
        return Array((message + "--\(boundary)--\n").utf8)
    }

    /// A header's text: as it is when plain, else encoded words of RFC 2047.
    static func header(_ text: String) -> String {
        let line = String(text.map { $0.isNewline ? " " : $0 })
        let isPlain = line.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
        if isPlain, !line.contains(where: { "<>@,;:\"=?".contains($0) }) { return line }
        var words: [String] = []
        var piece = ""
        for character in line {
            // An encoded word has at most 75 characters: 45 bytes make 60 digits.
            if piece.utf8.count + String(character).utf8.count > 45 {
                words.append(piece)
                piece = ""
            }
            piece.append(character)
        }
        words.append(piece)
        return words.map {
            "=?utf-8?B?" + Data($0.utf8).base64EncodedString() + "?="
        }.joined(separator: "\n ")
    }

    /// `Thu, 26 Nov 2026 09:39:15 +0000`.
    static func date(_ moment: Moment) -> String {
        let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        let day = moment.day
        let parts = day.parts
        let second = Int(moment.seconds - Int64(day.number) * 86_400)
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let week = days[((Int(day.number) % 7) + 7) % 7]
        return "\(week), \(two(parts.day)) \(months[parts.month - 1]) \(parts.year) "
            + "\(two(second / 3_600)):\(two(second / 60 % 60)):\(two(second % 60)) +0000"
    }

    /// Base64 in lines of 76 digits, each ended.
    private static func base64(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString(options: [.lineLength76Characters, .endLineWithLineFeed])
            + "\n"
    }
}
