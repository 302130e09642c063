import Community
import Foundation
import Testing

@testable import Website

/// Letters kept as files: they go with their letter.
@Suite struct LetterFileTests {
    @Test func `the file of a letter goes with the person it was for, others stay`() throws {
        let community = try InventedCommunity()
        let folder = FileManager.default.temporaryDirectory.path + "/lettres-\(UUID().uuidString)"
        // The folder is temporary: what cannot be removed is left to the system.
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let delivery = MailDelivery(
            store: community.store, carrier: FolderCarrier(folder: folder), sender: "a@exemple.fr",
            senderName: "Essai", siteAddress: "https://exemple.fr")
        let acting = community.acting()
        let person = try #require(community.people[.member])
        let address = try #require(try community.store.accounts.person(person).email)
        let leaving = try EmailAddress(address)
        let staying = try EmailAddress("autre@exemple.fr")
        for to in [leaving, staying] {
            try community.store.outbox.add(
                MailMessage(to: to, subject: "Bonjour", text: "Bonjour\n"), acting)
        }
        let carried = try delivery.deliver(acting) { _ in }
        let before = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(carried == before.count && carried >= 2)
        #expect(try delivery.forget() == 0)

        try community.store.accounts.erase(person, acting)
        let forgotten = try delivery.forget()

        let after = try FileManager.default.contentsOfDirectory(atPath: folder)
        let texts = try after.map { try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8) }
        #expect(forgotten >= 1 && after.count == before.count - forgotten)
        #expect(texts.contains { $0.contains("autre@exemple.fr") })
        #expect(!texts.contains { $0.contains(address) })
    }
}
