import Community
import Formats
import Procurement

/// What an application's call says: for whom, what, in which lots, with whom.
extension ApplicationESPD {
    /// Says the call in a response.
    ///
    /// - Shape: who applies alone says no of the others, as DC1 and DC2 do; a declared subcontractor is
    ///   one whose capacities are relied on, as in DC2.
    static func call(
        _ call: Applications.Call, of company: CompanyAnswers, _ version: ESPDVersion,
        _ answers: inout ESPDApplication
    ) {
        answers.buyer = buyer(call.buyer)
        answers.procedure.title = call.object
        answers.procedure.number = call.reference ?? ""
        if !call.lots.isEmpty { answers.procedure.description = "Lots\u{202F}: \(call.lots)" }
        answers.procedure.lots = lots(call.lots, version)
        if let group = call.group {
            answers.role = "group-lead"
            answers.groupName = "\(group.label) \(company.name)"
        } else {
            answers.role = "sole-tenderer"
        }
        let members = call.members.map { member in
            "\(member.name) (SIRET \(member.siret))"
                + (member.share.isEmpty ? "" : "\u{202F}: \(member.share)")
        }
        answers.statements["eo-group"] = .init(
            isYes: call.group != nil, text: members.joined(separator: "\n"))
        let other = call.subcontractor.map { other in
            ESPDApplication.Statement(isYes: true, text: other.name, identifier: other.siret)
        }
        answers.statements["relied"] = other ?? .init(isYes: false)
        answers.statements["subco-ent"] = other ?? .init(isYes: false)
    }

    /// A buyer from how calls name it: `Ville inventée (SIRET 00000033100017)`, or a name alone.
    private static func buyer(_ written: String) -> ESPDParty {
        var party = ESPDParty()
        guard let match = written.wholeMatch(of: /(?:(.+) \()?SIRET ([0-9]{14})\)?/) else {
            party.names = [written]
            return party
        }
        party.names = match.1.map { [String($0)] } ?? []
        party.identifiers = [.init(value: String(match.2), scheme: "NATIONAL")]
        return party
    }

    /// Identifiers of lots, from `2, 3`, `Lot 2` or `2 : Charpente`; none for what reads otherwise.
    ///
    /// - Shape: version 4 is about one lot, so that several are said by the description only.
    private static func lots(_ written: String, _ version: ESPDVersion) -> [String] {
        let list = /(?:Lots? )?([0-9]{1,3}(?:\s*(?:,|;|et)\s*[0-9]{1,3})*)/.ignoresCase()
        let titled = /(?:Lot |LOT-)?0*([0-9]{1,3})(?:\s*[:–—-]\s.*)?/.ignoresCase()
        let found = written.wholeMatch(of: list)?.1 ?? written.wholeMatch(of: titled)?.1 ?? ""
        let numbers = found.split { !$0.isNumber }.compactMap { Int($0) }
        if version == .second { return numbers.map { String($0) } }
        guard let number = numbers.first, numbers.count == 1 else { return [] }
        let digits = String(number)
        return ["LOT-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits]
    }
}
