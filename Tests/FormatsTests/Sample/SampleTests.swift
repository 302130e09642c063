import Formats
import Foundation
import Testing

@Suite struct SampleTests {
    /// The bytes of a sample.
    func bytes(_ contracts: Int, _ seed: UInt64, clean: Bool = false) -> [UInt8] {
        var bytes: [UInt8] = []
        Sample(contracts: contracts, seed: seed, clean: clean).write {
            bytes.append(contentsOf: $0)
        }
        return bytes
    }

    /// The records of a sample, contracts and concessions.
    func records(_ bytes: [UInt8]) throws -> (contracts: [[String: Any]], concessions: [Any]) {
        let root = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
        let marches = try #require(root?["marches"] as? [String: Any])
        return (
            try #require(marches["marche"] as? [[String: Any]]),
            try #require(marches["contrat-concession"] as? [Any])
        )
    }

    @Test func `the same number and seed give the same bytes, another seed others`() {
        #expect(bytes(300, 7) == bytes(300, 7))
        #expect(bytes(300, 7) != bytes(300, 8))
    }

    @Test(arguments: [0, 1, 60, 1234])
    func `a sample is JSON and has the number of records asked`(contracts: Int) throws {
        let (marches, concessions) = try records(bytes(contracts, 1))

        #expect(marches.count + concessions.count == contracts)
    }

    @Test func `every SIRET of a clean sample is valid and none can be real`() throws {
        let (marches, _) = try records(bytes(2000, 3, clean: true))

        for marche in marches {
            let buyer = try #require((marche["acheteur"] as? [String: String])?["id"])
            #expect(isValid(buyer) && buyer.hasPrefix("000"))
            for titulaire in try #require(marche["titulaires"] as? [[String: [String: String]]]) {
                let siret = try #require(titulaire["titulaire"]?["id"])
                #expect(isValid(siret) && siret < "005")
            }
        }
    }

    @Test func `every contract says that it is invented`() throws {
        let (marches, _) = try records(bytes(500, 3))

        #expect(
            marches.allSatisfy { ($0["objet"] as? String)?.contains("(exemple inventé)") == true })
    }

    @Test func `faults are planted unless the sample is clean`() throws {
        let faulty = try records(bytes(4000, 5)).contracts
        let clean = try records(bytes(4000, 5, clean: true)).contracts

        #expect(faulty.contains { $0["titulaires"] == nil })
        #expect(faulty.contains { $0["offresRecues"] as? String == "NC" })
        #expect(clean.allSatisfy { $0["titulaires"] != nil && $0["offresRecues"] is Int })
    }

    @Test func `the reference lists name every buyer of the sample`() throws {
        let folder = NSTemporaryDirectory() + "orcp-echantillon-" + UUID().uuidString
        let sample = Sample(contracts: 400, seed: 2, clean: true)

        let paths = try sample.writeReferences(toFolder: folder)

        let list = try String(contentsOfFile: try #require(paths.first), encoding: .utf8)
        let known = Set(list.split(separator: "\n").map { String($0.prefix(9)) })
        for marche in try records(bytes(400, 2, clean: true)).contracts {
            let buyer = try #require((marche["acheteur"] as? [String: String])?["id"])
            #expect(known.contains(String(buyer.prefix(9))))
        }
        try FileManager.default.removeItem(atPath: folder)
    }

    /// Luhn's check of a SIRET and of its SIREN.
    private func isValid(_ siret: String) -> Bool {
        func sum(_ text: Substring) -> Int {
            text.reversed().enumerated().reduce(0) { total, item in
                let digit = item.element.wholeNumberValue ?? 99
                let doubled = item.offset % 2 == 1 ? digit * 2 : digit
                return total + (doubled > 9 ? doubled - 9 : doubled)
            }
        }
        return siret.count == 14 && sum(siret[...]) % 10 == 0 && sum(siret.prefix(9)) % 10 == 0
    }
}
