import CZlib
import Community
import Synchronization

/// A file of an opened offer, decrypted as it is read.
enum OpenedFileResource: CommunityResource {
    static let path = "/consultations/:cle/ouverture/depots/:depot/:numero"
    static let reading: Access = .account
    static let condition = "agent de l’acheteur"

    static func link(_ call: Offers.Call, _ file: Offers.OpenedFile) -> Link {
        Link([
            "consultations", call.key, "ouverture", "depots", file.deposit, String(file.number),
        ])
    }

    static func answer(_ context: Context) throws -> Answer {
        let visit = try context.offerVisit()
        try visit.requireBuyer()
        let register = try visit.offers.register(of: visit.call, visit.members.acting)
        let number = Int(context.argument("numero"))
        let file = register.first { $0.deposit.key == context.argument("depot") }?.files.first {
            $0.number == number
        }
        guard let file else { throw CommunityRefusal.absent("Ce fichier n’est pas ouvert.") }
        // The sender's name never goes into a header as it is: it is percent-encoded (RFC 8187). What a
        // company sent is never shown inside the site's pages.
        return Answer(
            type: "application/octet-stream",
            body: .chunks(OpenedChunks(try visit.offers.read(file))), length: Int(file.size),
            keeping: .none,
            headers: [
                (
                    "Content-Disposition",
                    "attachment; filename*=UTF-8''\(Link.encoded(file.name).replacing(",", with: "%2C").replacing(":", with: "%3A"))"
                )
            ])
    }
}

/// The bytes of an opened file, piece by piece.
final class OpenedChunks: Answer.Chunks {
    private let reader: OpenedFileReader

    init(_ reader: OpenedFileReader) { self.reader = reader }

    func next() throws -> [UInt8]? { try reader.next() }
}

/// All files of all opened offers, in one archive made as it is read.
enum OpenedArchive: CommunityResource {
    static let path = "/consultations/:cle/ouverture/offres.zip"
    static let reading: Access = .account
    static let condition = "agent de l’acheteur"

    static func link(_ call: Offers.Call) -> Link {
        Link(["consultations", call.key, "ouverture", "offres.zip"])
    }

    static func answer(_ context: Context) throws -> Answer {
        let visit = try context.offerVisit()
        try visit.requireBuyer()
        let register = try visit.offers.register(of: visit.call, visit.members.acting)
        var members: [StreamedArchive.Member] = []
        for item in register where item.deposit.destroyed == nil {
            for file in item.files {
                let folder = "depot-\(item.deposit.number ?? 0)-\(item.deposit.siret)"
                let offers = visit.offers
                members.append(
                    StreamedArchive.Member(
                        name: "\(folder)/\(file.number)-\(file.name)",
                        open: {
                            let reader = try offers.read(file)
                            return { try reader.next() }
                        }))
            }
        }
        guard !members.isEmpty else {
            throw CommunityRefusal.absent("Aucune offre n’est ouverte.")
        }
        let csv = try OpeningRegister(visit).csv
        members.append(
            StreamedArchive.Member(
                name: "registre.csv",
                open: {
                    let rest = Mutex<[UInt8]?>(csv)
                    return {
                        rest.withLock { rest in
                            defer { rest = nil }
                            return rest
                        }
                    }
                }))
        return Answer(
            type: "application/zip", body: .chunks(StreamedArchive(members)), keeping: .none,
            headers: [
                (
                    "Content-Disposition",
                    "attachment; filename=\"offres-\(visit.call.key).zip\""
                )
            ])
    }
}
