import Community

/// « Feuille d’émargement »: who is there, held by the team; printed, it is signed by hand.
enum SignInSheetPage: FormPage {
    static let path = "/assemblee/seances/:id/feuille"
    static let reading: Access = .editor
    static let writing: Access? = .editor

    static func link(to id: Int64) -> Link {
        Link(["assemblee", "seances", String(id), "feuille"])
    }

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let assembly = members.store.assembly
        let session = try SessionPage.session(context)
        let roll = try assembly.roll(of: session, at: members.acting.now)
        let names = Dictionary(uniqueKeysWithValues: roll.map { ($0.id, $0.name) })
        let representatives = Dictionary(
            grouping: try members.store.organisations.representatives(), by: \.organisation)
        var content: HTML = """
            \(context.notice(["fait": "La feuille est à jour."]))\(context.faultSummary)\
            <p class="chapo">\(session.title), \(ParisTime.text(session.begins)). \(AssemblyText.place(session)).</p>
            \(AssemblyText.quorum(try assembly.quorum(of: session, at: members.acting.now)))
            """
        for college in College.allCases {
            let lines = roll.filter { $0.college == college }
            if lines.isEmpty { continue }
            let rows = lines.map { line -> [HTML] in
                let known = representatives[line.id] ?? []
                return [
                    HTML(text: line.name),
                    HTML(
                        text: known.map { AssemblyText.name($0.name, $0.person) }
                            .joined(separator: ", ")),
                    HTML(text: state(line, names)), buttons(context, session, line, known),
                ]
            }
            let table = Blocks.table(
                college.label, heads: ["Organisme", "Représentants", "État", "Émargement"],
                rows: rows, isCaptionHidden: true)
            content += """
                <h2>\(college.label)</h2>
                <div class="emarger">\(table)</div>

                """
        }
        return Document(
            title: "Feuille d’émargement", summary: "Qui est là, qui est représenté.",
            content: content, section: .observatoire, trail: SessionPage.trail(session),
            isHiddenFromSearch: true)
    }

    private static func state(_ line: Assembly.RollLine, _ names: [Int64: String]) -> String {
        if let presence = line.presence {
            return (presence.isRemote ? "Présent à distance" : "Présent") + ", "
                + ParisTime.hour(presence.moment)
        }
        guard let holder = line.holder else { return "Absent" }
        let name = names[holder] ?? ""
        return line.isHolderPresent
            ? "Représenté par \(name)" : "Procuration à \(name), pas encore là"
    }

    private static func buttons(
        _ context: Context, _ session: Assembly.Session, _ line: Assembly.RollLine,
        _ representatives: [Organisations.Representation]
    ) -> HTML {
        guard session.isRunning else { return HTML() }
        let address = link(to: session.id)
        let organisation = ("organisme", String(line.id))
        if line.presence != nil {
            return context.button(
                address, "Retirer", fields: [("action", "retirer"), organisation], isSecond: true)
        }
        if line.holder != nil {
            return context.button(
                address, "Révoquer la procuration",
                fields: [("action", "revoquer"), organisation], isSecond: true)
        }
        let people = representatives.map { one -> HTML in
            "<option value=\"\(one.person)\">\(AssemblyText.name(one.name, one.person))</option>"
        }
        return """
            \(context.formStart(address))<input type="hidden" name="action" value="venir">
            <input type="hidden" name="organisme" value="\(line.id)">
            <p class="agir"><select name="personne" aria-label="Qui vient pour \(line.name)">\(people)<option value="">Autre personne</option></select>
            <select name="maniere" aria-label="Comment vient \(line.name)"><option value="salle">En salle</option><option value="distance">À distance</option></select>
            <button type="submit">Présent</button></p>
            </form>

            """
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        let assembly = members.store.assembly
        let id = Int64(context.argument("id")) ?? 0
        let organisation = Int64(form["organisme"]) ?? 0
        switch form["action"] {
        case "retirer": try assembly.checkOut(organisation, at: id, members.acting)
        case "revoquer":
            try assembly.revokeProxy(at: id, from: organisation, person: nil, members.acting)
        default:
            try assembly.checkIn(
                organisation, at: id, person: Int64(form["personne"]),
                isRemote: form["maniere"] == "distance", isBySelf: false, members.acting)
        }
        return Link(["assemblee", "seances", String(id), "feuille"], query: [("fait", "fait")])
    }
}

/// What a representative does at a session: signs in, gives a proxy or takes it back, goes and votes.
enum ParticipatePage: FormPage {
    static let path = "/assemblee/seances/:id/participer"
    static let reading: Access = .member
    static let writing: Access? = .member
    static let condition = "représentant de l’organisme"

    static func link(to id: Int64) -> Link {
        Link(["assemblee", "seances", String(id), "participer"])
    }

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let assembly = members.store.assembly
        let session = try SessionPage.session(context)
        let roll = try assembly.roll(of: session, at: members.acting.now)
        let mine = Set(members.visitor.memberships.map(\.organisation))
        let ours = roll.filter { mine.contains($0.id) }
        let names = Dictionary(uniqueKeysWithValues: roll.map { ($0.id, $0.name) })
        var content: HTML = """
            \(context.notice(["fait": "C’est fait.", "vote": "Votre vote est pris en compte."]))\
            <p class="chapo">\(session.title), \(ParisTime.text(session.begins)). \(AssemblyText.place(session)).</p>

            """
        content += try votes(session, members)
        for line in ours { content += part(context, session, line, roll, names) }
        let givers = ours.filter { $0.presence == nil && $0.holder == nil }
        if session.isRunning, !givers.isEmpty {
            content += proxyForm(context, session, givers, roll)
        } else if let faults = context.faultSummary {
            content += faults
        }
        if ours.isEmpty { content += "<p>Vous ne représentez aucun organisme.</p>\n" }
        return Document(
            title: "Prendre part à la séance", summary: "Émarger, donner procuration, voter.",
            content: content, section: .observatoire, trail: SessionPage.trail(session),
            isHiddenFromSearch: true)
    }

    private static func votes(_ session: Assembly.Session, _ members: Members) throws -> HTML {
        let person = try members.visitor.signedIn()
        let open = try members.store.assembly.resolutions(of: session.id).filter {
            $0.state == .open && $0.kind != .byTotals
        }
        var html = HTML()
        for resolution in open {
            let electors = try members.store.assembly.electors(
                of: resolution.id, person: person.id)
            let left = electors.count { !$0.hasVoted }
            let way: HTML =
                left > 0
                ? "<p><a class=\"bouton\" href=\"\(VotePage.link(to: resolution.id))\">Voter</a></p>\n"
                : electors.isEmpty
                    ? "<p>Vous n’étiez ni présent ni représenté à l’ouverture de ce vote.</p>\n"
                    : "<p>Votre vote est pris en compte.</p>\n"
            html += """
                <div class="encart"><p><strong>Vote ouvert\u{202F}: \(resolution.title)</strong></p>
                \(way)</div>

                """
        }
        return html
    }

    private static func part(
        _ context: Context, _ session: Assembly.Session, _ line: Assembly.RollLine,
        _ roll: [Assembly.RollLine], _ names: [Int64: String]
    ) -> HTML {
        let held = roll.filter { $0.holder == line.id }.map(\.name).joined(separator: ", ")
        let holds: HTML? =
            held.isEmpty ? nil : "<p>Il porte la procuration de\u{202F}: \(held).</p>\n"
        let organisation = ("organisme", String(line.id))
        let address = link(to: session.id)
        let state: HTML
        if let presence = line.presence {
            state = "<p>Vous avez émargé à \(ParisTime.hour(presence.moment)).</p>\n"
        } else if let holder = line.holder {
            state = """
                <p>Procuration donnée à \(names[holder] ?? "").</p>
                \(session.isRunning ? context.button(address, "Révoquer la procuration", fields: [("action", "revoquer"), organisation], isSecond: true) : HTML())
                """
        } else if session.isRunning {
            state = """
                <div class="boutons">\(context.button(address, "J’émarge en salle", fields: [("action", "venir"), ("maniere", "salle"), organisation]))\
                \(context.button(address, "J’émarge à distance", fields: [("action", "venir"), ("maniere", "distance"), organisation], isSecond: true))</div>

                """
        } else {
            state = "<p>Absent.</p>\n"
        }
        return "<h2>\(line.name)</h2>\n\(state)\(holds)"
    }

    private static func proxyForm(
        _ context: Context, _ session: Assembly.Session, _ givers: [Assembly.RollLine],
        _ roll: [Assembly.RollLine]
    ) -> HTML {
        let colleges = Set(givers.map(\.college))
        let holders = roll.filter {
            colleges.contains($0.college) && $0.holder == nil
                && (givers.count > 1 || $0.id != givers[0].id)
        }
        guard !holders.isEmpty else { return context.faultSummary ?? HTML() }
        return """
            <h2>Donner procuration</h2>
            <p>À un organisme du même collège, qui votera aussi pour vous. Vous pouvez la révoquer tant qu’un vote \
            n’est pas ouvert.</p>
            \(context.form(link(to: session.id), [
                FormField(key: "action", label: "", control: .hidden, value: "donner"),
                FormField(key: "organisme", label: "De", control: .choice(givers.map { (String($0.id), $0.name) })),
                FormField(key: "mandataire", label: "À", control: .choice(holders.map { (String($0.id), $0.name) })),
            ], button: "Donner procuration"))
            """
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        let assembly = members.store.assembly
        let person = try members.visitor.signedIn().id
        let id = Int64(context.argument("id")) ?? 0
        let organisation = Int64(form["organisme"]) ?? 0
        switch form["action"] {
        case "venir":
            try assembly.checkIn(
                organisation, at: id, person: person, isRemote: form["maniere"] == "distance",
                isBySelf: true, members.acting)
        case "revoquer":
            try assembly.revokeProxy(at: id, from: organisation, person: person, members.acting)
        default:
            try assembly.giveProxy(
                at: id, from: organisation, to: Int64(form["mandataire"]) ?? 0, person: person,
                members.acting)
        }
        return Link(["assemblee", "seances", String(id), "participer"], query: [("fait", "fait")])
    }
}
