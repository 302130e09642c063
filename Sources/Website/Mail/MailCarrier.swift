import Community
import Foundation

/// What takes letters away.
protocol MailCarrier: Sendable {
    /// Takes one letter, whole.
    func carry(_ bytes: [UInt8], to recipient: EmailAddress, number: Int64) throws
    /// Forgets what it still holds of letters that are no longer kept.
    ///
    /// - Parameter kept: those of these numbers that are.
    /// - Returns: how many were forgotten.
    func forget(_ kept: ([Int64]) throws -> Set<Int64>) throws -> Int
}

extension MailCarrier {
    /// What was carried is no longer here.
    func forget(_ kept: ([Int64]) throws -> Set<Int64>) throws -> Int { 0 }
}

/// The system's `sendmail`: msmtp, postfix, exim answer to it.
struct SendmailCarrier: MailCarrier {
    /// The program, by name or path.
    let program: String
    /// Arguments that come before ours, as `-C /etc/orcp/msmtprc`.
    let arguments: [String]
    /// The envelope's sender.
    let sender: String

    /// A program and its arguments, between blanks: no shell reads them. Nil when there is none.
    init?(command: String, sender: String) {
        let words = command.split(whereSeparator: \.isWhitespace).map(String.init)
        guard let program = words.first else { return nil }
        self.program = program
        arguments = Array(words.dropFirst())
        self.sender = sender
    }

    func carry(_ bytes: [UInt8], to recipient: EmailAddress, number: Int64) throws {
        _ = try Program(name: program, seconds: 60).run(
            arguments + ["-i", "-f", sender, "--", recipient.text], input: bytes)
    }
}

/// One file a letter, in a folder: what an observatory without mail, or a demonstration, has.
struct FolderCarrier: MailCarrier {
    let folder: String

    func carry(_ bytes: [UInt8], to recipient: EmailAddress, number: Int64) throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        let digits = String(number)
        let name = String(repeating: "0", count: max(0, 8 - digits.count)) + digits
        try Data(bytes).write(
            to: URL(fileURLWithPath: "\(folder)/\(name).eml"), options: .atomic)
    }

    /// A file goes with its letter: after its time, or with the person it was for.
    func forget(_ kept: ([Int64]) throws -> Set<Int64>) throws -> Int {
        let manager = FileManager.default
        guard manager.fileExists(atPath: folder) else { return 0 }
        let files = try manager.contentsOfDirectory(atPath: folder).compactMap { name in
            name.hasSuffix(".eml") ? Int64(name.dropLast(4)).map { (name, $0) } : nil
        }
        let kept = try kept(files.map(\.1))
        let gone = files.filter { !kept.contains($0.1) }
        for file in gone { try manager.removeItem(atPath: "\(folder)/\(file.0)") }
        return gone.count
    }
}

/// Takes what waits in the outbox to a carrier.
struct MailDelivery: Sendable {
    let store: CommunityStore
    let carrier: any MailCarrier
    let sender: String
    let senderName: String
    /// The public address of the site, for links of refusal.
    let siteAddress: String

    /// Failures in a row after which the carrier itself is down: the other letters wait for the next
    /// turn without a try being counted.
    static let mostFailures = 3

    /// Forgets what the carrier holds of letters that left the outbox.
    ///
    /// - Returns: how many were forgotten.
    func forget() throws -> Int { try carrier.forget { try store.outbox.kept(of: $0) } }

    /// Carries the letters whose turn has come. One that fails does not keep the others.
    ///
    /// - Returns: how many were carried.
    func deliver(_ acting: Acting, log: (String) -> Void) throws -> Int {
        var carried = 0
        var failures = 0
        for letter in try store.outbox.pending(at: acting.now) {
            guard failures < MailDelivery.mostFailures else { break }
            // A letter that cannot be taken, on a full disk, does not leave: it would leave again and
            // again.
            guard try store.outbox.take(letter, acting) else { continue }
            do {
                let message = letter.message
                var refusal: String?
                if message.category != .owed {
                    let token = try store.outbox.refusalToken(
                        message.category, message.to, acting)
                    refusal =
                        siteAddress
                        + RefuseMailPage.link(message.category, message.to, token: token).address
                }
                let envelope = MailMessage.Envelope(
                    sender: sender, senderName: senderName, date: letter.created,
                    number: letter.id, refusalAddress: refusal)
                try carrier.carry(message.bytes(envelope), to: message.to, number: letter.id)
                failures = 0
            } catch {
                // The reason may hold an address: the log tells the letter's number only.
                log("Le courriel n°\u{A0}\(letter.id) n’est pas parti, il sera retenté.")
                try store.outbox.failed(letter, reason: "\(error)", acting)
                failures += 1
                continue
            }
            try store.outbox.carried(letter, acting)
            carried += 1
        }
        return carried
    }
}
