import Law
import Procurement

/// The aggregates of a register, to be signed by hand and filed elsewhere: no supplier, no line.
///
/// - Shape: three lines of JSON. The second alone is the content; the third bears its SHA-256, so
///   `sed -n 2p FILE | tr -d '\n' | sha256sum` verifies it.
struct PaymentSummary {
    let reading: RegisterReading
    let indicators: [PaymentIndicator]
    let months: [PaymentGroup]
    let services: [PaymentGroup]
    let sizes: [PaymentGroup]
    let buyerName: String?
    let rules: [ToolArticle]

    /// Said wherever the summary is.
    static let signatureNotice =
        "Une empreinte et une signature manuscrite ne sont pas une signature électronique qualifiée\u{202F}: "
        + "elles permettent de vérifier que ni la synthèse ni le registre n’ont changé."

    /// The second line of the file: what its digest is made of.
    var content: String {
        let question = reading.question
        let members = [
            "\"kind\":\"orcp-payment-summary\"", "\"version\":1",
            "\"buyerName\":\(JSONText.string(buyerName))",
            "\"buyer\":\(JSONText.string(question.buyer.rawValue))",
            "\"from\":\(JSONText.string(question.from?.description))",
            "\"to\":\(JSONText.string(question.to?.description))",
            "\"on\":\(JSONText.string(question.on.description))",
            "\"register\":{\"sha256\":\(JSONText.string(reading.digest)),"
                + "\"definition\":\(JSONText.string(RegisterDigest.definition))}",
            "\"lines\":{\"read\":\(reading.read),\"setAside\":\(reading.setAside),"
                + "\"outside\":\(reading.outside),\"payments\":\(reading.payments.count),"
                + "\"unpaid\":\(reading.stock.count)}",
            "\"indicators\":[\(indicators.map(json).joined(separator: ","))]",
            "\"months\":[\(months.map(json).joined(separator: ","))]",
            "\"services\":[\(services.map(json).joined(separator: ","))]",
            "\"supplierSizes\":[\(sizes.map(json).joined(separator: ","))]",
            "\"leastShown\":\(PaymentGroup.leastShown)",
            "\"rules\":[\(rules.map(json).joined(separator: ","))]",
            "\"notice\":\(JSONText.string(PaymentSummary.signatureNotice))",
        ]
        return "{\(members.joined(separator: ","))}"
    }

    /// The file, and the digest of its content.
    var file: (file: ToolFile, digest: String) {
        let content = Array(content.utf8)
        let digest = SHA256.hexadecimal(content)
        let bytes =
            Array("{\"summary\":\n".utf8) + content + Array("\n,\"sha256\":\"\(digest)\"}\n".utf8)
        let file = ToolFile(
            name: "synthese-delais-de-paiement.json", title: "Synthèse à déposer (JSON)",
            type: "application/json; charset=utf-8", bytes: bytes)
        return (file, digest)
    }

    private func json(_ indicator: PaymentIndicator) -> String {
        let (value, unit) = plain(indicator.value)
        return
            "{\"code\":\(JSONText.string(indicator.code)),\"name\":\(JSONText.string(indicator.name)),"
            + "\"label\":\(JSONText.string(indicator.label)),\"value\":\(value),"
            + "\"unit\":\(JSONText.string(unit)),\"count\":\(indicator.count),"
            + "\"unknown\":\(indicator.unknown),"
            + "\"definition\":\(JSONText.string(indicator.definition))}"
    }

    private func plain(_ value: ToolValue) -> (String, String?) {
        switch value {
        case .money(let money): (money.description, "€")
        case .number(let number, let unit): (number.description, unit)
        case .text(let text): (JSONText.string(text), nil)
        case .day(let day): (JSONText.string(day.description), nil)
        case .flag(let flag): (flag ? "true" : "false", nil)
        case .either, .unknown: ("null", nil)
        }
    }

    private func json(_ group: PaymentGroup) -> String {
        var members = [
            "\"key\":\(JSONText.string(group.key))", "\"payments\":\(group.tally.count)",
        ]
        if group.isWithheld {
            members.append("\"withheld\":true")
        } else {
            let tally = group.tally
            func number(_ number: LegalNumber?) -> String { number?.description ?? "null" }
            members += [
                "\"amount\":\(Money(cents: tally.cents).description)",
                "\"delayMean\":\(number(tally.mean))",
                "\"delayMeanByAmount\":\(number(tally.meanByAmount))",
                "\"delayMedian\":\(number(group.median))",
                "\"delayP90\":\(number(group.ninthDecile))",
                "\"lateShare\":\(number(tally.lateShare))",
                "\"lateShareByAmount\":\(number(tally.lateShareByAmount))",
                "\"lateUnknown\":\(tally.count - tally.judgedCount)",
                "\"owed\":\(tally.owed.description)",
            ]
        }
        return "{\(members.joined(separator: ","))}"
    }

    private func json(_ article: ToolArticle) -> String {
        "{\"fact\":\(JSONText.string(article.fact)),\"article\":\(JSONText.string(article.text)),"
            + "\"confidence\":\(JSONText.string(article.confidence.rawValue))}"
    }
}
