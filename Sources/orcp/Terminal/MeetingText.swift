import Community
import Foundation

/// A proposal of meetings, told at the terminal.
enum MeetingText {
    /// What was found, what is proven, and the meetings.
    static func answer(
        _ proposal: MeetingProposal, for problem: MeetingProblem, solver: String?
    ) -> String {
        let report = proposal.report
        switch proposal.status {
        case .infeasible:
            return (["Aucun horaire n’est possible."] + proposal.obstacles).joined(separator: "\n")
        case .unknown:
            return "Aucun horaire trouvé dans le temps donné, sans preuve qu’il n’y en ait pas."
        case .optimal, .feasible: break
        }
        var lines = ["\(proposal.schedule.meetings.count) rendez-vous placés."]
        let isProven = proposal.breakBound >= report.breaks
        let proof =
            isProven
            ? ", et il est prouvé qu’il n’y en a pas moins"
            : " (borne prouvée\u{202F}: \(proposal.breakBound))"
        lines.append("Pauses\u{202F}: \(report.breaks)\(proof).")
        if problem.aim == .wishes {
            let bound = proposal.weightBound
            let gap =
                bound > report.weight
                ? " (borne prouvée\u{202F}: \(points(bound)), écart "
                    + "\(percent(bound - report.weight, of: bound)))"
                : ", le plus possible"
            lines.append("Souhaits exaucés\u{202F}: \(points(report.weight))\(gap).")
            lines.append(
                report.without.isEmpty
                    ? "Chacun de ceux qui peuvent avoir un rendez-vous en a un."
                    : "Sans rendez-vous\u{202F}: "
                        + report.without.map(String.init).joined(separator: ", ") + ".")
        }
        switch proposal.method {
        case .solver: lines.append("Horaire trouvé par le solveur \(solver ?? "").")
        case .plain: lines.append("Horaire trouvé par la méthode simple.")
        case .plainAlone: lines.append("Méthode simple seule, sans solveur.")
        }
        var table = TextTable(["créneau", "table", "a", "b"], numbers: [0, 1, 2, 3])
        table.rows = proposal.schedule.meetings.map {
            [String($0.slot), String($0.table), String($0.a), String($0.b)]
        }
        return (lines + ["", table.text]).joined(separator: "\n")
    }

    private static func points(_ weight: Int) -> String {
        decimal(Double(weight) / Double(MeetingProblem.weightUnit), 1)
    }

    private static func percent(_ part: Int, of whole: Int) -> String {
        decimal(100 * Double(part) / Double(whole), 2) + "\u{202F}%"
    }

    private static func decimal(_ value: Double, _ digits: Int) -> String {
        String(format: "%.\(digits)f", value).replacing(".", with: ",")
    }
}
