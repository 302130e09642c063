import Foundation
import Testing

@testable import Community

/// The worked examples of RFC 7515: appendix A.2 (RS256) and A.3 (ES256).
@Suite struct TokenKeyTests {
    private static let payload =
        "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"

    private func bytes(_ text: String) throws -> [UInt8] {
        var plain = text.replacingOccurrences(of: "-", with: "+").replacingOccurrences(
            of: "_", with: "/")
        while plain.utf8.count % 4 != 0 { plain += "=" }
        return Array(try #require(Data(base64Encoded: plain)))
    }

    @Test func `the RS256 example verifies and a changed one does not`() throws {
        let modulus = try bytes(
            "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yR"
                + "T-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXB"
                + "dQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9ia"
                + "GNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ")
        let signature = try bytes(
            "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9"
                + "uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB"
                + "_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rq"
                + "Vt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw")
        let text = Array(("eyJhbGciOiJSUzI1NiJ9." + Self.payload).utf8)
        let key = try #require(TokenKey(modulus: modulus, exponent: [1, 0, 1]))

        #expect(key.verifies(signature, of: text))
        #expect(!key.verifies(signature, of: text.dropLast() + [0x41]))
        #expect(!key.verifies(Array(signature.dropLast()), of: text))
        #expect(!key.verifies([], of: text))
        var other = signature
        other[100] ^= 1
        #expect(!key.verifies(other, of: text))
    }

    @Test func `the ES256 example verifies and a changed one does not`() throws {
        let key = try #require(
            TokenKey(
                x: try bytes("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"),
                y: try bytes("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0")))
        let signature = try bytes(
            "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
        )
        let text = Array(("eyJhbGciOiJFUzI1NiJ9." + Self.payload).utf8)

        #expect(key.verifies(signature, of: text))
        #expect(!key.verifies(signature, of: text.dropLast() + [0x41]))
        #expect(!key.verifies([UInt8](repeating: 0, count: 64), of: text))
        #expect(!key.verifies(signature + [0], of: text))
    }

    @Test func `weak or malformed keys are none`() {
        #expect(
            TokenKey(modulus: [UInt8](repeating: 0xFF, count: 128), exponent: [1, 0, 1]) == nil)
        #expect(TokenKey(modulus: [UInt8](repeating: 0xFF, count: 256), exponent: [1]) == nil)
        #expect(
            TokenKey(modulus: [UInt8](repeating: 0xFE, count: 256), exponent: [1, 0, 1]) == nil)
        #expect(TokenKey(x: [1], y: [2]) == nil)
        let offCurve = TokenKey(
            x: [UInt8](repeating: 1, count: 32), y: [UInt8](repeating: 1, count: 32))
        #expect(offCurve?.verifies([UInt8](repeating: 1, count: 64), of: [1]) == false)
    }
}
