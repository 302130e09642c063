import Community

/// Minutes as a session's data tell them: the first draft, in Markdown, persons by mention.
struct MinutesDraft {
    let session: Assembly.Session
    let agenda: [Assembly.AgendaPoint]
    let roll: [Assembly.RollLine]
    let quorum: Quorum
    let convoked: Int
    let resolutions: [(Assembly.Resolution, [CollegeCount]?)]

    /// Reads what a session left.
    init(_ session: Assembly.Session, _ members: Members) throws {
        let assembly = members.store.assembly
        self.session = session
        agenda = try assembly.agenda(of: session.id)
        roll = try assembly.roll(of: session, at: members.acting.now)
        quorum = try assembly.quorum(of: session, at: members.acting.now)
        convoked = try assembly.convokedCount(session.id)
        resolutions = try assembly.resolutions(of: session.id).map {
            ($0, try assembly.count(of: $0.id))
        }
    }

    /// The draft.
    var text: String {
        [opening, presence, quorumText, agendaText, decisions, ending]
            .filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
    }

    /// A text whose marks Markdown does not read.
    static func escaped(_ text: String) -> String {
        var out = ""
        // What begins a list where it begins a line.
        var mayBegin = true
        for character in text {
            let isMark = "\\`*_{}[]<>#&!~|".contains(character)
            if isMark || (mayBegin && "+-=.)".contains(character)) { out += "\\" }
            out.append(character.isNewline ? " " : character)
            mayBegin = mayBegin && character.isNumber
        }
        return out
    }

    private var opening: String {
        let president = session.president.map { Assembly.Minutes.mention($0) } ?? "—"
        let opened = session.opened.map { ParisTime.hour($0) } ?? "—"
        let closed = session.closed.map { ParisTime.hour($0) } ?? "—"
        let convocation = session.convoked.map {
            "Convoquée le \(ParisTime.dayText($0)) (\(French.count(convoked, "personne")))."
        }
        return """
            \(AssemblyText.heading(session)), \(MinutesDraft.escaped(AssemblyText.place(session))).
            Ouverte à \(opened), close à \(closed). Présidée par \(president).
            \(convocation ?? "")
            """
    }

    private var presence: String {
        let names = Dictionary(uniqueKeysWithValues: roll.map { ($0.id, $0.name) })
        var parts = ["# Présence et procurations"]
        for college in College.allCases {
            let lines = roll.filter { $0.college == college }
            if lines.isEmpty { continue }
            parts.append("## \(college.label)")
            let items = lines.filter(\.counts).map { line -> String in
                let name = MinutesDraft.escaped(line.name)
                if let presence = line.presence {
                    let person = presence.person.map { ", " + Assembly.Minutes.mention($0) } ?? ""
                    return "- \(name)\(person)\(presence.isRemote ? " (à distance)" : "")"
                }
                let holder = line.holder.flatMap { names[$0] } ?? ""
                return "- \(name), représenté par \(MinutesDraft.escaped(holder)) (procuration)"
            }
            if !items.isEmpty { parts.append(items.joined(separator: "\n")) }
            let absent = lines.filter { !$0.counts }.map { MinutesDraft.escaped($0.name) }
            if !absent.isEmpty {
                parts.append("Absents\u{202F}: \(absent.joined(separator: ", ")).")
            }
        }
        return parts.joined(separator: "\n\n")
    }

    private var quorumText: String {
        let whole = quorum.whole
        let there = whole.present + whole.represented
        let state =
            quorum.isFree
            ? "Seconde convocation\u{202F}: aucun quorum n’était demandé."
            : quorum.isReached ? "Le quorum était atteint." : "Le quorum n’était pas atteint."
        return """
            # Quorum

            \(there) organismes présents ou représentés sur \(whole.organisations) (\(whole.present) présents, \
            \(whole.represented) représentés), pour \(whole.needed) demandés. \(state)
            """
    }

    private var agendaText: String {
        let items = agenda.enumerated().map { index, point in
            "\(index + 1). \(MinutesDraft.escaped(point.title))"
        }
        return items.isEmpty ? "" : "# Ordre du jour\n\n" + items.joined(separator: "\n")
    }

    private var decisions: String {
        if resolutions.isEmpty { return "" }
        return "# Résolutions\n\n"
            + resolutions.map { decision($0, $1) }.joined(separator: "\n\n")
    }

    private func decision(_ resolution: Assembly.Resolution, _ counts: [CollegeCount]?) -> String {
        var parts = [
            "## \(resolution.rank). \(MinutesDraft.escaped(resolution.title))",
            resolution.text.split(separator: "\n", omittingEmptySubsequences: false)
                .map { "> " + $0 }.joined(separator: "\n"),
            "\(resolution.kind.label). \(AssemblyText.rule(resolution)).",
        ]
        if let counts {
            let shown = counts.filter { $0.electors > 0 }
            if let tally = Tally(counts) {
                let lines = shown.map { count -> String in
                    let answers = count.answers ?? .init()
                    return "- \(count.college.label) (poids \(count.weight), "
                        + "\(French.count(count.electors, "organisme")))\u{202F}: \(answers.favour) pour, "
                        + "\(answers.against) contre, \(French.count(answers.abstention, "abstention"))"
                }
                parts.append(lines.joined(separator: "\n"))
                parts.append(weighed(resolution, tally))
            } else {
                let lines = shown.map {
                    "- \($0.college.label)\u{202F}: \($0.voters) votants sur \($0.electors)"
                }
                parts.append(lines.joined(separator: "\n"))
                parts.append(
                    "Un collège ayant eu moins de trois votants, seule l’issue du vote secret est gardée."
                )
            }
        }
        parts.append("**\(AssemblyText.outcome(resolution)).**")
        return parts.joined(separator: "\n\n")
    }

    private func weighed(_ resolution: Assembly.Resolution, _ tally: Tally) -> String {
        let base = tally.base(abstentionsCount: resolution.abstentionsCount)
        func part(_ choice: Choice) -> String {
            let isCounted = choice != .abstention || resolution.abstentionsCount
            let share = isCounted ? tally[choice].divided(by: base) : nil
            let percent = share.map { " (" + AssemblyText.percent($0) + ")" } ?? ""
            return choice.label.lowercased() + " " + AssemblyText.mixed(tally[choice]) + percent
        }
        return "Voix pondérées\u{202F}: \(Choice.allCases.map(part).joined(separator: ", ")), sur "
            + "\(AssemblyText.mixed(tally.present)) présentes ou représentées."
    }

    private var ending: String {
        "L’ordre du jour étant épuisé, la séance est levée."
    }
}
