import Testing

@testable import Community

@Suite struct SecretSharingTests {
    @Test func `the field multiplies as a field does`() {
        for left in UInt8.min...UInt8.max {
            #expect(SecretSharing.product(left, 1) == left)
            if left != 0 {
                #expect(SecretSharing.product(left, SecretSharing.inverse(left)) == 1)
            }
        }
        // FIPS 197, §4.2: {57} · {83} = {c1}.
        #expect(SecretSharing.product(0x57, 0x83) == 0xC1)
        let chance = InventedChance()
        for _ in 0..<500 {
            let some = chance.bytes(3)
            let (a, b, c) = (some[0], some[1], some[2])
            #expect(SecretSharing.product(a, b) == SecretSharing.product(b, a))
            let together = SecretSharing.product(a, b ^ c)
            #expect(together == SecretSharing.product(a, b) ^ SecretSharing.product(a, c))
        }
    }

    @Test(arguments: [(1, 1), (1, 3), (2, 3), (3, 3), (3, 5), (7, 20)])
    func `any k of n parts give the secret back`(needed: Int, count: Int) {
        let secret = SecretBytes.random(32)
        let parts = SecretSharing.split(secret, needed: needed, of: count)

        for start in 0..<count {
            let chosen = (0..<needed).map { parts[(start + $0 * 3) % count] }
            guard Set(chosen.map(\.place)).count == needed else { continue }
            #expect(SecretSharing.combine(chosen)?.isSame(as: secret) == true)
        }
        #expect(SecretSharing.combine(parts)?.isSame(as: secret) == true)
    }

    @Test func `fewer than k parts give another secret, whatever the missing one was`() {
        let secret = SecretBytes.random(32)
        let parts = SecretSharing.split(secret, needed: 3, of: 4)

        #expect(SecretSharing.combine(Array(parts[0..<2]))?.isSame(as: secret) == false)
        #expect(SecretSharing.combine([parts[0], parts[0], parts[1]]) == nil)
        #expect(SecretSharing.combine([]) == nil)
    }

    @Test func `one part alone takes every value, whatever the secret`() {
        // With k = 2 a part of a one-byte secret is uniform: over 4 096 splittings all 256 are met.
        let secret = SecretBytes([42])
        var seen: Set<UInt8> = []
        for _ in 0..<4_096 {
            seen.insert(SecretSharing.split(secret, needed: 2, of: 2)[0].values[0])
        }

        #expect(seen.count > 250)
    }
}

@Suite struct RecoveryCodeTests {
    private let symbols = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

    @Test func `a code gives its secret back, however it is typed`() throws {
        for _ in 0..<50 {
            let secret = SecretBytes.random(20)
            let code = RecoveryCode.text(secret)
            let typed = code.lowercased().replacing("-", with: " ").replacing("0", with: "o")

            #expect(code.split(separator: "-").allSatisfy { $0.count == 5 })
            #expect(try RecoveryCode.secret("secours", code).isSame(as: secret))
            #expect(try RecoveryCode.secret("secours", typed).isSame(as: secret))
        }
    }

    @Test func `any one wrong symbol is seen, and its group named`() throws {
        let code = Array(RecoveryCode.text(SecretBytes.random(20)))
        for place in code.indices where code[place] != "-" {
            for symbol in symbols where symbol != code[place] {
                var wrong = code
                wrong[place] = symbol
                let refusal = #expect(throws: CommunityRefusal.self) {
                    _ = try RecoveryCode.secret("secours", String(wrong))
                }
                #expect(refusal?.description.contains("n°\u{A0}\(place / 6 + 1)") == true)
            }
        }
    }

    @Test func `two symbols of a group, or two groups, exchanged are seen`() {
        let code = Array(RecoveryCode.text(SecretBytes.random(20)))
        for group in 0..<8 {
            for place in 6 * group..<6 * group + 4 where code[place] != code[place + 1] {
                var wrong = code
                wrong.swapAt(place, place + 1)
                #expect(throws: CommunityRefusal.self) {
                    _ = try RecoveryCode.secret("secours", String(wrong))
                }
            }
        }
        var groups = String(code).split(separator: "-").map(String.init)
        groups.swapAt(2, 5)
        #expect(throws: CommunityRefusal.self) {
            _ = try RecoveryCode.secret("secours", groups.joined(separator: "-"))
        }
        #expect(throws: CommunityRefusal.self) {
            _ = try RecoveryCode.secret("secours", "K7QFM")
        }
    }
}
