import Columns
import Community

/// Saying whom one wants to meet, and how much: the other side, searched and filtered, a page at a
/// time. What is not shown stays as it was.
enum WishPage: FormPage {
    static let path = "/innovation/:cle/voeux"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = "inscrit\u{202F}; chacun ne voit que ses propres vœux"
    static let longestBody = 65_536
    private static let perPage = 20

    static func link(to key: String, participant: Int64, query: [(String, String)] = []) -> Link {
        Link(
            ["innovation", key, "voeux"], query: [("participant", String(participant))] + query)
    }

    /// Somebody of the other side, with what it posted.
    private struct Candidate {
        let participant: Meetings.Participant
        var posts: [(title: String, link: Link, labels: HTML)] = []
        var words: Set<String> = []
        var themes: Set<InnovationTheme> = []
        var codes: [String] = []
    }

    private static func candidates(
        _ visit: MeetingVisit, for participant: Meetings.Participant
    ) throws -> [Candidate] {
        let folding = WordFolding()
        let key = visit.event.key
        var byID: [Int64: Candidate] = [:]
        for other in try visit.meetings.participants(of: visit.event.id)
        where other.side == participant.side.other {
            var candidate = Candidate(participant: other)
            candidate.words = Set(folding.words(of: other.name))
            byID[other.id] = candidate
        }
        func add(
            _ id: Int64, _ title: String, _ text: String, _ theme: InnovationTheme, _ cpv: String,
            _ link: Link
        ) {
            byID[id]?.posts.append((title, link, MeetingText.labels(theme, cpv)))
            byID[id]?.words.formUnion(folding.words(of: title + " " + text))
            byID[id]?.themes.insert(theme)
            if !cpv.isEmpty { byID[id]?.codes.append(cpv) }
        }
        if participant.side == .company {
            for need in try visit.meetings.needs(of: visit.event.id) {
                add(
                    need.participant, need.title, need.text + " " + need.sought, need.theme,
                    need.cpv, NeedPage.link(key, need.id))
            }
        } else {
            for solution in try visit.meetings.solutions(of: visit.event.id) {
                add(
                    solution.participant, solution.title,
                    solution.text + " " + solution.references, solution.theme, solution.cpv,
                    SolutionPage.link(key, solution.id))
            }
        }
        return byID.values.sorted {
            ($0.participant.name, $0.participant.id) < ($1.participant.name, $1.participant.id)
        }
    }

    /// Those whom the filters of the address keep.
    private static func filtered(_ candidates: [Candidate], _ context: Context) -> [Candidate] {
        let words = WordFolding().words(of: context.visit.value("mots") ?? "")
        let theme = InnovationTheme(rawValue: context.visit.value("theme") ?? "")
        let cpv = (context.visit.value("cpv") ?? "").filter(\.isNumber)
        return candidates.filter { candidate in
            words.allSatisfy { word in candidate.words.contains { $0.hasPrefix(word) } }
                && (theme.map(candidate.themes.contains) ?? true)
                && (cpv.isEmpty
                    || candidate.codes.contains { $0.hasPrefix(cpv) || cpv.hasPrefix($0) })
        }
    }

    static func document(_ context: Context) throws -> Document {
        let visit = try MeetingVisit(context)
        let participant = try visit.participant(context)
        let all = try candidates(visit, for: participant)
        let found = filtered(all, context)
        let pages = max(1, (found.count + perPage - 1) / perPage)
        let page = min(pages, max(1, Int(context.visit.value("page") ?? "") ?? 1))
        let shown = found.dropFirst((page - 1) * perPage).prefix(perPage)
        let wishes = try visit.meetings.wishes(of: participant.id)
        let isOpen = visit.event.stage == .wishesOpen
        let kept = filters(context) + (page > 1 ? [("page", String(page))] : [])
        let rows = shown.map { row($0, wishes[$0.participant.id], context, isOpen: isOpen) }
        let button: HTML? =
            isOpen && !rows.isEmpty
            ? "<p class=\"agir\"><button type=\"submit\">Enregistrer mes vœux</button></p>\n" : nil
        let ids = shown.map { String($0.participant.id) }.joined(separator: ",")
        let fixed = [("participant", String(participant.id)), ("affiches", ids)]
        let hidden = (kept + fixed).map { item -> HTML in
            "<input type=\"hidden\" name=\"\(item.0)\" value=\"\(item.1)\">\n"
        }
        let who = participant.side == .company ? "acheteur" : "entreprise"
        return Document(
            title: "Qui voulez-vous rencontrer\u{202F}?", summary: "Vœux de \(participant.name).",
            content: """
                \(context.notice(["enregistre": "Vos vœux sont enregistrés."]))\
                <p class="chapo">Pour \(participant.name). Vos vœux ne servent qu’à placer les rendez-vous\u{202F}; \
                personne ne saura qui vous avez refusé.</p>
                <p>Vous avez exprimé \(French.count(wishes.count, "vœu", "vœux"))\u{202F}; \
                \(French.count(all.count, who)) à rencontrer.</p>
                \(filterForm(context, visit, participant))
                <p>\(French.count(found.count, who)) \(found.count > 1 ? "correspondent" : "correspond").</p>
                \(context.faultSummary)\(context.formStart(link(to: visit.event.key, participant: participant.id)))\
                <div class="lignes">
                \(rows)</div>
                \(hidden)\(button)</form>
                \(pager(visit, participant, page, pages, filters(context)))
                """,
            section: .rencontres, trail: visit.trail, isHiddenFromSearch: true)
    }

    private static func row(
        _ candidate: Candidate, _ wish: Meetings.Wish?, _ context: Context, isOpen: Bool
    ) -> HTML {
        let id = candidate.participant.id
        let typed = context.sent
        let strength = typed?["voeu_\(id)"] ?? wish.map { String($0.strength) } ?? ""
        let why = typed?["motif_\(id)"] ?? wish?.why ?? ""
        let posts = candidate.posts.map { post -> HTML in
            "<li><a href=\"\(post.link)\">\(post.title)</a> \(post.labels)</li>\n"
        }
        let options = MeetingText.strengths.map { item -> HTML in
            let selected: HTML? = item.value == strength ? " selected" : nil
            return "<option value=\"\(item.value)\"\(selected)>\(item.label)</option>"
        }
        let fault = context.faults?["voeu_\(id)"] ?? context.faults?["motif_\(id)"]
        let wrong = fault.map { fault -> HTML in "<span class=\"faute\">\(fault)</span>" }
        let size: HTML? =
            candidate.participant.isSmall ? " <span class=\"etiquette\">PME</span>" : nil
        let list: HTML? = posts.isEmpty ? nil : "<ul class=\"liste large\">\n\(posts)</ul>\n"
        let off: HTML? = isOpen ? nil : " disabled"
        return """
            <fieldset class="ligne"\(off)><legend>\(candidate.participant.name)\(size)</legend>
            \(list)<p><label for="champ-voeu_\(id)">Vœu<span class="lecteur"> pour \
            \(candidate.participant.name)</span></label>
            <select id="champ-voeu_\(id)" name="voeu_\(id)">\(options)</select></p>
            <p><label for="champ-motif_\(id)">Pourquoi, en quelques mots</label>
            <input type="text" id="champ-motif_\(id)" name="motif_\(id)" value="\(why)" \
            maxlength="200" autocomplete="off">\(wrong)</p>
            </fieldset>

            """
    }

    private static func filters(_ context: Context) -> [(String, String)] {
        ["mots", "theme", "cpv"].compactMap { key in
            context.visit.value(key).map { (key, $0) }
        }
    }

    private static func filterForm(
        _ context: Context, _ visit: MeetingVisit, _ participant: Meetings.Participant
    ) -> HTML {
        let chosen = context.visit.value("theme") ?? ""
        let themes = ([("", "Tous")] + MeetingText.themes.map { ($0.value, $0.label) }).map {
            theme -> HTML in
            let selected: HTML? = theme.0 == chosen ? " selected" : nil
            return "<option value=\"\(theme.0)\"\(selected)>\(theme.1)</option>"
        }
        return """
            <form method="get" action="\(Link(["innovation", visit.event.key, "voeux"]))" role="search">
            <input type="hidden" name="participant" value="\(participant.id)">
            <div class="champs">
            <p class="champ"><label for="mots">Mots</label><input type="search" id="mots" name="mots" \
            value="\(context.visit.value("mots"))" autocomplete="off"></p>
            <p class="champ"><label for="theme">Thème</label><select id="theme" name="theme">\(themes)\
            </select></p>
            <p class="champ"><label for="cpv">CPV</label><input type="text" id="cpv" name="cpv" \
            value="\(context.visit.value("cpv"))" inputmode="numeric" autocomplete="off"></p>
            </div>
            <p class="agir"><button type="submit" class="bouton second">Filtrer</button></p>
            </form>

            """
    }

    private static func pager(
        _ visit: MeetingVisit, _ participant: Meetings.Participant, _ page: Int, _ pages: Int,
        _ filters: [(String, String)]
    ) -> HTML? {
        guard pages > 1 else { return nil }
        let items = (1...pages).map { number -> HTML in
            let target = link(
                to: visit.event.key, participant: participant.id,
                query: filters + [("page", String(number))])
            return number == page
                ? "<li><strong aria-current=\"page\">\(number)</strong></li>\n"
                : "<li><a href=\"\(target)\">\(number)</a></li>\n"
        }
        return "<nav aria-label=\"Pages\"><ul class=\"pages\">\n\(items)</ul></nav>\n"
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let visit = try MeetingVisit(context)
        let participant = try visit.participant(context)
        // Empty fields are not sent: the form says whom it showed.
        let shown = Set(form["affiches"].split(separator: ",").compactMap { Int64($0) })
        var wishes: [Int64: Meetings.Wish?] = [:]
        for candidate in try candidates(visit, for: participant) {
            let id = candidate.participant.id
            guard shown.contains(id) else { continue }
            let written = form["voeu_\(id)"]
            let wish: Meetings.Wish? =
                written.isEmpty
                ? nil
                : Meetings.Wish(
                    other: id, strength: try Entry.number("voeu_\(id)", written, 0...5),
                    why: form["motif_\(id)"])
            wishes.updateValue(wish, forKey: id)
        }
        try visit.meetings.say(wishes, by: participant.id, visit.members.acting)
        let kept = ["mots", "theme", "cpv", "page"].compactMap { key -> (String, String)? in
            form[key].isEmpty ? nil : (key, form[key])
        }
        return link(
            to: visit.event.key, participant: participant.id, query: kept + [("fait", "enregistre")]
        )
    }
}
