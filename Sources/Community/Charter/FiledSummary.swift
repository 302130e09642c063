import Foundation
public import Procurement

/// The aggregates that the payment thermometer exports, read back once their digest is verified.
///
/// - Shape: three lines of JSON, the second being the content that the third gives the SHA-256 of.
public struct FiledSummary: Sendable, Hashable {
    /// The file as it was read.
    public let text: String
    /// SHA-256 of its content, in hexadecimal digits.
    public let digest: String
    public let from: Day?
    public let to: Day?
    public let buyerName: String?
    public let figures: PaymentFigures

    /// Longest file, in bytes.
    public static let longest = 512 << 10

    private struct Content: Decodable {
        struct Lines: Decodable { let payments: Int }
        struct Indicator: Decodable {
            let name: String
            let value: Decimal?

            enum Key: String, CodingKey { case name, value }

            init(from decoder: any Decoder) throws {
                let container = try decoder.container(keyedBy: Key.self)
                name = try container.decode(String.self, forKey: .name)
                // A text or a flag is no number: what it says is not needed here.
                value = try? container.decodeIfPresent(Decimal.self, forKey: .value)
            }
        }
        let kind: String
        let version: Int
        let buyerName: String?
        let from: String?
        let to: String?
        let lines: Lines
        let indicators: [Indicator]
    }

    /// Reads and verifies a summary.
    ///
    /// - Throws: `.invalid` for the field `synthese`.
    public init(_ text: String) throws(CommunityRefusal) {
        func refusal(_ sentence: String) -> CommunityRefusal {
            .invalid(field: "synthese", value: "", sentence: sentence)
        }
        // A form turns line ends into CR LF; the content itself holds none.
        let lines = text.replacing("\r\n", with: "\n").split(separator: "\n")
        guard text.utf8.count <= FiledSummary.longest, lines.count == 3,
            lines[0] == "{\"summary\":", lines[2].hasPrefix(",\"sha256\":\""),
            lines[2].hasSuffix("\"}")
        else {
            throw refusal(
                "Ce n’est pas la synthèse (JSON) que donne le thermomètre des délais de paiement.")
        }
        let digest = String(lines[2].dropFirst(",\"sha256\":\"".count).dropLast(2))
        guard digest == Fingerprint.hexadecimal(of: String(lines[1])) else {
            throw refusal(
                "L’empreinte de la synthèse ne correspond pas à son contenu\u{202F}: le fichier a été "
                    + "modifié. Déposez-le tel que le thermomètre l’a donné.")
        }
        let content: Content
        do {
            content = try JSONDecoder().decode(Content.self, from: Data(lines[1].utf8))
        } catch { throw refusal("La synthèse n’est pas lisible\u{202F}: \(error)") }
        guard content.kind == "orcp-payment-summary", content.version == 1 else {
            throw refusal("Cette synthèse est d’une autre version du thermomètre.")
        }
        func value(_ name: String, scale: Decimal) -> Int? {
            guard let value = content.indicators.first(where: { $0.name == name })?.value else {
                return nil
            }
            var (scaled, rounded) = (value * scale, Decimal())
            NSDecimalRound(&rounded, &scaled, 0, .plain)
            return Int(truncating: rounded as NSDecimalNumber)
        }
        guard let mean = value("delayMean", scale: 100), let late = value("lateShare", scale: 100)
        else {
            throw refusal(
                "La synthèse ne donne ni délai moyen ni part en retard\u{202F}: il n’y a rien à attester."
            )
        }
        self.text = lines.joined(separator: "\n") + "\n"
        self.digest = digest
        from = content.from.flatMap { Day($0) }
        to = content.to.flatMap { Day($0) }
        buyerName = content.buyerName
        figures = PaymentFigures(
            invoices: content.lines.payments, meanHundredths: mean,
            medianHundredths: value("delayMedian", scale: 100), lateTenThousandths: late,
            interestPaidCents: value("interestPaid", scale: 100),
            unpaidCount: value("stockLateCount", scale: 1),
            unpaidCents: value("stockLateAmount", scale: 100))
    }

    /// Refuses unless the summary covers exactly a quarter.
    ///
    /// - Throws: `.invalid` for the field `trimestre`.
    public func check(_ quarter: Quarter) throws(CommunityRefusal) {
        guard from == quarter.first, to == quarter.last else {
            throw .invalid(
                field: "trimestre", value: quarter.description,
                sentence: "La synthèse va du \(from?.description ?? "début du registre") au "
                    + "\(to?.description ?? "bout du registre")\u{202F}; le \(quarter.label) va du "
                    + "\(quarter.first) au \(quarter.last). Refaites-la sur ces jours.")
        }
    }
}
