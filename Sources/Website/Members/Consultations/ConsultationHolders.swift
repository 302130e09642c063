import Community
import Foundation
import Procurement

/// The firms of a group that hold a contract besides its agent.
enum ConsultationHolders {
    /// The detail that holds their SIRET, between blanks.
    static let column = "titulaires"
    /// The detail that says whether there is a group.
    static let choice = "typeGroupementOperateurs"
    /// Holders of a contract that are taken here, its agent included; the regulation's schema sets no
    /// maximum.
    static let most = 50

    /// Why what was typed cannot be taken, in French.
    struct Refusal: Error {
        let sentence: String
    }

    /// What was noted, in order.
    static func known(_ details: [String: String]) -> [String] {
        (details[column] ?? "").split(separator: " ").map { String($0) }
    }

    /// Reads SIRET one a line, or between commas or blanks; each may be written with blanks.
    ///
    /// - Parameters:
    ///   - winner: the agent's, which is not given again.
    ///   - group: `Conjoint`, `Solidaire`, or that there is none.
    static func read(_ text: String, besides winner: String?, group: String)
        throws(Refusal) -> [String]
    {
        func refuse(_ value: String, _ sentence: String) -> Refusal {
            Refusal(sentence: "«\u{202F}\(value)\u{202F}»\u{202F}: \(sentence)")
        }
        var found: [String] = []
        for piece in pieces(text) {
            let siret: String
            do {
                siret = try Siret(piece).description
            } catch {
                throw refuse(piece, error.message)
            }
            guard siret != winner else {
                throw refuse(piece, "c’est le mandataire, déjà connu. Donnez les autres membres.")
            }
            guard !found.contains(siret) else {
                throw refuse(piece, "ce SIRET est donné deux fois.")
            }
            found.append(siret)
        }
        let isGroup = group == "Conjoint" || group == "Solidaire"
        if isGroup, found.isEmpty {
            throw Refusal(
                sentence: "Un groupement a au moins un autre membre\u{202F}: donnez son SIRET.")
        }
        if !isGroup, let first = found.first {
            throw refuse(
                first,
                "un autre membre suppose un groupement. Choisissez «\u{202F}Conjoint\u{202F}» ou "
                    + "«\u{202F}Solidaire\u{202F}», ou videz ce champ.")
        }
        guard found.count < most else {
            throw Refusal(
                sentence: "Le format réglementaire n’a pas de maximum, mais cette page prend "
                    + "\(most)\u{A0}titulaires au plus, mandataire compris\u{202F}: "
                    + "vous en donnez \(found.count + 1).")
        }
        return found
    }

    /// What was typed, a SIRET each; a line of digits alone is cut every fourteen.
    private static func pieces(_ text: String) -> [String] {
        text.split { $0.isNewline || $0 == "," || $0 == ";" }.flatMap { part -> [String] in
            let digits = part.filter { !$0.isWhitespace }
            guard digits.count % 14 == 0, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else {
                let words = part.split { $0.isWhitespace }
                let isList = words.contains { $0.count >= 14 }
                return isList ? words.map { String($0) } : [trimmed(part)]
            }
            return stride(from: 0, to: digits.count, by: 14).map {
                String(digits.dropFirst($0).prefix(14))
            }
        }.filter { !$0.isEmpty }
    }

    private static func trimmed(_ part: Substring) -> String {
        part.split { $0.isWhitespace }.joined(separator: " ")
    }

    // MARK: What the application said

    /// A group, as the application that came out of its seal describes it.
    struct Group {
        /// As the regulation spells it.
        let form: String
        let others: [String]
    }

    /// The part of `candidature.json` that says the group.
    private struct Application: Decodable {
        struct Group: Decodable {
            struct Member: Decodable {
                let siret: String
            }
            let forme: String
            let mandataire: String
            let membres: [Member]
        }
        let groupement: Group?
    }

    /// The group of an offer; nil where no application that this site prepared was deposited with it.
    static func said(by offer: Consultation.Offer, _ setting: ConsultationSetting) -> Group? {
        guard offer.isFromSite else { return nil }
        let offers = setting.store.offers
        do {
            let deposits = try offers.opened(consultation: setting.consultation.id)
            for item in deposits.reversed() where item.deposit.siret == offer.siret {
                for file in item.files where file.name == "candidature.json" && file.size < 1 << 20
                {
                    let reader = try offers.read(file)
                    var bytes: [UInt8] = []
                    while let more = try reader.next() { bytes += more }
                    let application = try JSONDecoder().decode(Application.self, from: Data(bytes))
                    guard let said = application.groupement, said.mandataire == offer.siret else {
                        continue
                    }
                    let others = try said.membres.map { try Siret($0.siret).description }
                    return Group(
                        form: said.forme == "solidaire" ? "Solidaire" : "Conjoint",
                        others: others.filter { $0 != offer.siret })
                }
            }
        } catch {
            // What can no longer be read is asked of the buyer: nothing depends on it.
            return nil
        }
        return nil
    }
}
