import Foundation
import Law
import Procurement
import Testing

@testable import Tools

/// A seeded generator, so that a failure can be seen again.
private struct Seeded: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ state >> 29
    }
}

/// Payment delays of a register.
@Suite struct PaymentThermometerTests {
    /// Six invoices worked out by hand, to a town looked at on 2026-09-30.
    static let small = """
        reference;supplier;received;interrupted;completed;reason;ordered;paid;amount;interestPaid;service;supplierSize
        =F1;Dupont;2026-07-06;;;;2026-08-20;2026-09-30;12000;100;Voirie;micro
        F2;Durand;2026-03-02;2026-03-20;2026-04-10;Motif A;2026-04-20;2026-05-10;1000;;Voirie;large
        F3;Durand;2026-02-02;;;;2026-02-20;2026-03-05;1000;;Écoles;sme
        F4;Dupont;2026-02-02;;;;2026-02-03;2026-02-05;500;;Écoles;
        F5;Dupont;2026-08-01;;;;;;2000;;Écoles;micro
        F6;Dupont;2026-09-20;;;;;;3000;;Voirie;micro
        """

    private func answer(
        _ register: String, _ more: [String: String] = [:]
    ) throws -> ToolAnswer {
        let values = ["register": register, "buyer": "local-authority", "on": "2026-09-30"]
        return try PaymentThermometer().answer(
            to: values.merging(more) { $1 }, try setting())
    }

    private func number(_ answer: ToolAnswer, _ name: String) -> LegalNumber? {
        guard case .number(let number, _) = answer.value(name) else { return nil }
        return number
    }

    @Test(arguments: [
        // Days 86, 69, 31, 3.
        ("delayMean", "47.25"), ("delayMedian", "50"), ("delayP90", "86"),
        // (86 × 12000 + 69 × 1000 + 31 × 1000 + 3 × 500) ÷ 14500.
        ("delayMeanByAmount", "78.17"), ("delayNetMean", "42"), ("lateShare", "50"),
        ("lateShareByAmount", "89.66"), ("beyondShare", "75"),
        // 45, 49 − 21, 18, 1; then 41, 20, 13, 2.
        ("ordererDays", "23"), ("accountantDays", "19"), ("ordererOverShare", "50"),
        ("accountantOverShare", "75"), ("within5Share", "25"), ("within30Share", "25"),
        ("from31To60Share", "25"), ("beyond60Share", "50"), ("paidToDueShare", "36.8"),
        ("stockLateCount", "1"), ("stockLateDays", "30"), ("stockLongest", "30"),
        ("interruptedCount", "1"),
        ("interruptionMedian", "21"), ("lateShareSmall", "100"), ("lateShareLarger", "0"),
        ("linesRead", "6"), ("payments", "4"), ("unpaid", "2"), ("setAside", "0"),
    ])
    func `indicators are those worked out by hand`(name: String, expected: String) throws {
        let answer = try answer(Self.small)

        #expect(number(answer, name) == LegalNumber(expected), "\(name)")
    }

    @Test func `what is owed is that of the worked examples`() throws {
        let answer = try answer(Self.small)

        #expect(answer.value("interest") == Money("191.75").map { .money($0) })
        #expect(answer.value("flatFee") == Money("80").map { .money($0) })
        #expect(answer.value("total") == Money("271.75").map { .money($0) })
        #expect(answer.value("stockLateAmount") == Money("2000").map { .money($0) })
        #expect(answer.value("stockOwed") == Money("57.10").map { .money($0) })
        let sheet = try #require(answer.files.first { $0.name == "factures-en-retard.csv" })
        let lines = String(decoding: sheet.bytes, as: UTF8.self).split(separator: "\r\n")
        #expect(lines.count == 4)
        #expect(
            lines[1]
                == "2;'=F1;Voirie;06/07/2026;05/08/2026;payée;30/09/2026;56;12000,00;10,4;191,47;40,00;231,47"
        )
    }

    @Test func `a line gives what the tool about one invoice gives`() throws {
        var generator = Seeded(state: 2_013)
        let roles: [BuyerRole] = [.localAuthority, .hospital, .publicUndertaking, .state]
        for turn in 0..<200 {
            let buyer = roles[turn % roles.count]
            let received = Day(number: Int32.random(in: 15_900...20_000, using: &generator))
            var values = [
                "amount": Money(cents: Int64.random(in: 1...500_000_000, using: &generator))
                    .description,
                "received": received.description,
            ]
            let paid = received.adding(days: Int.random(in: 20...500, using: &generator))
            if turn % 5 > 0 { values["paid"] = paid.description }
            if turn % 3 == 0 {
                values["performed"] =
                    received.adding(days: Int.random(in: -5...15, using: &generator)).description
            }
            if turn % 4 == 1 {
                let notice = received.adding(days: Int.random(in: 15...20, using: &generator))
                values["interrupted"] = notice.description
                values["completed"] =
                    notice.adding(days: Int.random(in: 0...40, using: &generator)).description
            }
            let columns = values.keys.sorted()
            let register =
                columns.joined(separator: ";") + (values["paid"] == nil ? ";paid" : "") + "\n"
                + columns.map { values[$0] ?? "" }.joined(separator: ";")
            values["buyer"] = buyer.rawValue

            let one = try LateInterest().answer(to: values, try setting())
            let all = try answer(register, ["buyer": buyer.rawValue, "on": "2026-11-23"])

            guard case .money(let interest) = one.value("interest"),
                case .money(let fee) = one.value("flatFee")
            else {
                Issue.record("\(values)")
                continue
            }
            if values["paid"] == nil {
                let owed = Money(cents: interest.cents + fee.cents)
                #expect(all.value("stockOwed") == .money(owed), "\(values)")
            } else {
                #expect(all.value("interest") == .money(interest), "\(values)")
                #expect(all.value("flatFee") == .money(fee), "\(values)")
            }
        }
    }

    @Test func `the order of the lines changes nothing but the digest`() throws {
        let lines = RegisterTemplate.example.split(separator: "\n").map(String.init)
        let turned = ([lines[0]] + lines.dropFirst().reversed()).joined(separator: "\n")

        let one = try answer(RegisterTemplate.example)
        let other = try answer(turned)

        let digests: Set<String> = ["registerDigest", "summaryDigest"]
        for (left, right) in zip(one.results, other.results) where !digests.contains(left.name) {
            #expect(left.value == right.value, "\(left.name)")
        }
        #expect(one.value("registerDigest") != other.value("registerDigest"))
    }

    @Test func `two halves owe what the whole owes`() throws {
        let lines = RegisterTemplate.example.split(separator: "\n").map(String.init)
        func owed(_ lines: ArraySlice<String>) throws -> Int64 {
            let answer = try answer(
                ([RegisterTemplate.example.prefix { $0 != "\n" }.description] + lines)
                    .joined(separator: "\n"), ["on": "2026-11-23"])
            guard case .money(let paid) = answer.value("total"),
                case .money(let unpaid) = answer.value("stockOwed")
            else { return -1 }
            return paid.cents + unpaid.cents
        }

        let whole = try owed(lines[1...])
        let parts = try owed(lines[1..<12]) + owed(lines[12...])

        #expect(whole > 0 && whole == parts)
    }

    @Test func `a period leaves out payments, never stock, and says so`() throws {
        let answer = try answer(Self.small, ["from": "2026-03-01", "to": "2026-05-31"])

        #expect(number(answer, "payments") == LegalNumber(2))
        #expect(number(answer, "outside") == LegalNumber(2))
        #expect(number(answer, "stockLateCount") == LegalNumber(1))
        #expect(throws: ToolRefusal.self) {
            try self.answer(Self.small, ["from": "2026-03-01", "to": "2026-02-01"])
        }
    }

    @Test func `an invoice paid after the day looked at is unpaid on that day`() throws {
        let answer = try answer(Self.small, ["on": "2026-09-01"])

        #expect(number(answer, "payments") == LegalNumber(3))
        #expect(number(answer, "stockLateCount") == LegalNumber(2))
        #expect(number(answer, "outside") == LegalNumber(1))
        #expect(answer.warnings.contains { $0.contains("1er septembre 2026") })
    }

    @Test func `what is not known is counted apart`() throws {
        let register = """
            received;interrupted;completed;ordered;paid;amount
            2026-07-06;2026-07-10;;;2026-09-30;1000
            2026-07-06;;;2026-07-01;2026-07-30;1000
            """

        let answer = try answer(register)

        guard case .unknown = answer.value("ordererDays") else {
            Issue.record("days without dates")
            return
        }
        #expect(number(answer, "lateShare") == LegalNumber(0))
        // Open interruption, strange order, too few to be filed.
        #expect(answer.warnings.count == 3)
        let table = try #require(answer.tables.first { $0.name == "indicators" })
        let late = try #require(
            table.rows.first { $0[0] == .text("Part des paiements en retard, en nombre") })
        #expect(
            late[3] == .number(LegalNumber(1), unit: "")
                && late[4] == .number(LegalNumber(1), unit: ""))
    }

    @Test func `the summary holds no line and no supplier, and its digest can be verified`() throws
    {
        let answer = try answer(Self.small, ["buyerName": "Commune de Lens"])

        let file = try #require(answer.files.first { $0.type.hasPrefix("application/json") })
        let text = String(decoding: file.bytes, as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(answer.value("summaryDigest") == .text(SHA256.hexadecimal(Array(lines[1].utf8))))
        let object = try JSONSerialization.jsonObject(with: Data(file.bytes)) as? [String: Any]
        let digest = object?["sha256"] as? String
        #expect(answer.value("summaryDigest") == digest.map { .text($0) })
        let content = try #require(object?["summary"] as? [String: Any])
        #expect((content["indicators"] as? [Any])?.count == 30)
        let document = try #require(answer.documents.first).plainText
        for secret in ["Dupont", "Durand", "F1", "F2", "Motif A"] {
            #expect(!text.contains(secret) && !document.contains(secret), "\(secret)")
        }
        #expect(document.contains(digest ?? "-"))
        #expect(document.contains("signature électronique qualifiée"))
        // Groups of fewer than five payments are only counted.
        let services = try #require(content["services"] as? [[String: Any]])
        #expect(services.allSatisfy { $0["withheld"] as? Bool == true && $0["amount"] == nil })
    }

    @Test(arguments: [
        ([8, 7, 6], []), ([8, 7, 2], ["S1", "S2"]), ([9, 4, 3], ["S1", "S2"]),
        ([9, 3], ["S0", "S1"]),
    ])
    func `a group withheld cannot be worked out from the others`(
        sizes: [Int], withheld: [String]
    ) throws {
        let lines = sizes.enumerated().flatMap { index, size in
            [String](repeating: "2026-07-06;2026-07-20;10;S\(index)", count: size)
        }

        let reading = RegisterReading(
            "received;paid;amount;service\n" + lines.joined(separator: "\n"),
            try PaymentThermometer.register.header(of: "received;paid;amount;service"),
            RegisterReading.Question(
                buyer: .state, from: nil, to: nil, on: try day("2026-09-30")), .shipped)

        let groups = PaymentGroup.services(reading)
        #expect(groups.filter(\.isWithheld).map(\.key).sorted() == withheld)
    }

    @Test func `the supplier is never in an answer`() throws {
        let answer = try answer(Self.small)

        #expect(!answer.json(of: PaymentThermometer()).contains("Dupont"))
    }

    @Test func `a register is compared with the digest of a summary`() throws {
        guard case .text(let digest) = try answer(Self.small).value("registerDigest") else {
            Issue.record("no digest")
            return
        }

        let same = try answer("\u{FEFF}" + Self.small + "\n", ["expectedDigest": digest])
        let other = try answer(Self.small + "x", ["expectedDigest": digest])

        #expect(same.value("registerMatches") == .flag(true))
        #expect(other.value("registerMatches") == .flag(false))
        #expect(other.warnings.contains { $0.contains("n’est pas le même texte") })
    }

    @Test func `a register without payment says so`() throws {
        let answer = try answer("received;paid;amount\n2026-07-06;;1000")

        #expect(answer.summary.hasPrefix("Aucun paiement"))
        #expect(answer.charts.isEmpty)
        guard case .unknown = answer.value("delayMean") else {
            Issue.record("a mean of nothing")
            return
        }
    }

    @Test func `services beyond a thousand are counted together`() throws {
        let lines = (0..<1_500).map { "2026-07-06;2026-07-20;10;S\($0)" }

        let answer = try answer("received;paid;amount;service\n" + lines.joined(separator: "\n"))

        let file = try #require(answer.files.first { $0.type.hasPrefix("application/json") })
        let object = try JSONSerialization.jsonObject(with: Data(file.bytes)) as? [String: Any]
        let services = try #require(
            (object?["summary"] as? [String: Any])?["services"] as? [[String: Any]])
        #expect(services.count == 1_000)
        #expect(services.compactMap { $0["payments"] as? Int }.reduce(0, +) == 1_500)
        let table = try #require(answer.tables.first { $0.name == "services" })
        #expect(table.rows.count == 50 && table.note != nil)
    }

    @Test func `the templates are read whole`() throws {
        for text in [RegisterTemplate.short, RegisterTemplate.example] {
            let answer = try answer(text, ["on": "2026-11-23"])
            #expect(number(answer, "setAside") == LegalNumber(0))
        }
        #expect(RegisterTemplate.file.bytes.starts(with: [0xEF, 0xBB, 0xBF]))
    }

    @Test func `hospitals have fifty days, and undertakings no share of the delay`() throws {
        let register = "received;paid;amount\n2026-07-06;2026-08-20;1000"

        let town = try answer(register)
        let hospital = try answer(register, ["buyer": "hospital"])
        let undertaking = try answer(register, ["buyer": "public-undertaking"])

        #expect(
            number(town, "lateShare") == LegalNumber(100)
                && number(hospital, "lateShare") == LegalNumber(0))
        #expect(hospital.value("ordererOverShare") != nil)
        #expect(undertaking.value("ordererOverShare") == nil)
    }
}
