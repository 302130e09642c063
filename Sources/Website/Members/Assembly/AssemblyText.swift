import Community

/// Words that the pages of the assembly share.
enum AssemblyText {
    /// A person's name, or a number that says nothing.
    static func name(_ name: String, _ person: Int64) -> String {
        name.isEmpty ? "Personne n°\u{A0}\(person)" : name
    }

    /// `29,52 %`, from an exact share.
    static func percent(_ share: Fraction) -> String {
        French.fixed(share.hundredthsOfPercent, decimals: 2) + "\u{202F}%"
    }

    /// `20 + 2/3`, read more easily than `62/3`.
    static func mixed(_ value: Fraction) -> String {
        let whole = value.numerator / value.denominator
        let rest = value.numerator % value.denominator
        if rest == 0 { return French.integer(Int64(clamping: whole)) }
        let part = "\(rest)/\(value.denominator)"
        return whole == 0 ? part : French.integer(Int64(clamping: whole)) + "\u{A0}+\u{A0}" + part
    }

    /// `Séance ordinaire du jeudi 26 novembre 2026`.
    static func heading(_ session: Assembly.Session) -> String {
        "Séance \(session.isExtraordinary ? "extraordinaire" : "ordinaire") du "
            + ParisTime.longDay(session.begins)
    }

    /// Where it is held, in words.
    static func place(_ session: Assembly.Session) -> String {
        switch (session.place.isEmpty, session.link.isEmpty) {
        case (false, true): session.place
        case (false, false): session.place + ", et en ligne"
        default: "En ligne"
        }
    }

    /// The rule a resolution is voted by.
    static func rule(_ resolution: Assembly.Resolution) -> String {
        let base =
            resolution.abstentionsCount ? "des présents ou représentés" : "des suffrages exprimés"
        return switch resolution.majority {
        case .simple: resolution.majority.label
        case .absolute: "Majorité absolue \(base) (plus de la moitié)"
        case .twoThirds: "Majorité des deux tiers \(base)"
        }
    }

    /// What a vote gave, in a word.
    static func outcome(_ resolution: Assembly.Resolution) -> String {
        switch (resolution.state, resolution.isAdopted) {
        case (.prepared, _): "Pas encore votée"
        case (.open, _): "Vote en cours"
        case (.closed, .some(true)): "Adoptée"
        case (.closed, _): "Rejetée"
        }
    }

    /// The outcome as a label.
    static func badge(_ resolution: Assembly.Resolution) -> HTML {
        "<span class=\"etiquette\">\(outcome(resolution))</span>"
    }

    /// What a closed vote gave, by college and weighed.
    static func result(_ resolution: Assembly.Resolution, _ counts: [CollegeCount]) -> HTML {
        let shown = counts.filter { $0.electors > 0 }
        guard let tally = Tally(counts) else {
            let rows = shown.map { count -> [HTML] in
                [
                    HTML(text: count.college.label), HTML(text: String(count.weight)),
                    HTML(text: String(count.electors)), HTML(text: String(count.voters)),
                ]
            }
            return """
                \(Blocks.table("Participation par collège", heads: ["Collège", "Poids", "Présents ou représentés", "Votants"], rows: rows, numbers: [1, 2, 3]))
                <p class="petit">Un collège a eu moins de trois votants\u{202F}: pour protéger le secret, seule l’issue \
                est gardée. Le détail a été détruit à la clôture.</p>

                """
        }
        let rows = shown.map { count -> [HTML] in
            let answers = count.answers ?? .init()
            return [
                HTML(text: count.college.label), HTML(text: String(count.weight)),
                HTML(text: String(count.electors)), HTML(text: String(answers.favour)),
                HTML(text: String(answers.against)), HTML(text: String(answers.abstention)),
            ]
        }
        let base = tally.base(abstentionsCount: resolution.abstentionsCount)
        let weighed = Choice.allCases.map { choice -> [HTML] in
            let weight = tally[choice]
            // Abstentions are no part of votes for and against.
            let isCounted = choice != .abstention || resolution.abstentionsCount
            let share = isCounted ? weight.divided(by: base).map(percent) : nil
            return [
                HTML(text: choice.label), HTML(text: mixed(weight)), HTML(text: share ?? "—"),
            ]
        }
        let of = resolution.abstentionsCount ? "des présents ou représentés" : "des exprimés"
        return """
            \(Blocks.table("Réponses par collège, en organismes", heads: ["Collège", "Poids", "Présents ou représentés", "Pour", "Contre", "Abstention"], rows: rows, numbers: [1, 2, 3, 4, 5]))
            \(Blocks.table("Voix pondérées, exactes", heads: ["Réponse", "Voix", "Part \(of)"], rows: weighed, numbers: [1, 2]))
            <p class="petit">Le poids d’un collège est partagé également entre ses organismes présents ou \
            représentés. Total présent ou représenté\u{202F}: \(mixed(tally.present)) voix.</p>

            """
    }

    /// Whether enough are there, by college.
    static func quorum(_ quorum: Quorum) -> HTML {
        let rows = ([quorum.whole] + quorum.colleges).map { part -> [HTML] in
            [
                HTML(text: part.college?.label ?? "Ensemble"),
                HTML(text: String(part.organisations)), HTML(text: String(part.present)),
                HTML(text: String(part.represented)), HTML(text: String(part.needed)),
                HTML(text: part.isReached ? "oui" : "non"),
            ]
        }
        let sentence =
            quorum.isFree
            ? "Seconde convocation\u{202F}: aucun quorum n’est demandé."
            : quorum.isReached ? "Le quorum est atteint." : "Le quorum n’est pas atteint."
        return """
            <p><strong>\(sentence)</strong></p>
            \(Blocks.table("Quorum", heads: ["Collège", "Organismes", "Présents", "Représentés", "Il en faut", "Atteint"], rows: rows, numbers: [1, 2, 3, 4], isCaptionHidden: true))
            """
    }
}
