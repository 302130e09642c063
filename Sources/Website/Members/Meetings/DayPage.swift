import Columns
import Community
import Procurement

/// The day itself: who does not come, who comes without having registered; the rest of the programme
/// is repaired and published at once.
enum DayPage: FormPage {
    static let path = "/innovation/:cle/organisation/jour"
    static let reading: Access = .lead
    static let writing: Access? = .lead
    static let condition = InnovationOrganisationPage.condition
    static let longestBody = 65_536

    static func link(to key: String, query: [(String, String)] = []) -> Link {
        Link(["innovation", key, "organisation", "jour"], query: query)
    }

    static func document(_ context: Context) throws -> Document {
        let visit = try MeetingVisit.organised(context)
        let content: HTML =
            visit.event.stage == .published || visit.event.stage == .theDay
            ? try open(context, visit)
            : "<p>Cette page sert entre la publication du programme et la fin de la journée.</p>\n"
        return Document(
            title: "Jour des rencontres", summary: visit.event.title, content: content,
            section: .rencontres, trail: visit.organiserTrail, isHiddenFromSearch: true)
    }

    private static func open(_ context: Context, _ visit: MeetingVisit) throws -> HTML {
        let setting = try visit.meetings.setting(of: visit.event.id)
        let programme = try visit.meetings.publishedProgramme(of: visit.event.id)
        let meetings = try programme.map { try visit.meetings.meetings(of: $0.id) } ?? []
        return """
            \(context.notice(["repare": "C’est noté, et publié. Ceux dont l’agenda change sont prévenus."]))\
            \(last(context, visit, programme))\(context.faultSummary)<p>Ce qui a commencé ne change plus. Le \
            reste est réparé en déplaçant le moins de rendez-vous possible. \
            <a href="\(AllAgendasPage.link(to: visit.event.key))">Imprimer tous les agendas</a></p>
            <h2>Participants</h2>
            \(people(context, visit, setting, meetings))\
            <h2 id="venue">Quelqu’un vient sans s’être inscrit</h2>
            \(arrival(context, visit, setting))
            """
    }

    /// What the last repair changed; for somebody who came, its agenda.
    private static func last(
        _ context: Context, _ visit: MeetingVisit, _ programme: Meetings.Programme?
    ) -> HTML? {
        guard let programme, programme.origin == .repair else { return nil }
        let own = context.visit.value("participant").flatMap { Int64($0) }.map { id -> HTML in
            """
            <a class="bouton second" href="\(AllAgendasPage.link(to: visit.event.key, participant: id))">Imprimer \
            son agenda</a>
            """
        }
        return """
            <div class="encart" role="status"><p>Dernière réparation\u{202F}: \(programme.reason). Version \
            \(programme.number), \(French.count(programme.placed, "rendez-vous", "rendez-vous")). \
            <a href="\(BoardPage.link(to: visit.event.key))">Voir le tableau</a></p>\(own)</div>

            """
    }

    // MARK: Who was expected

    /// Those looked for, or the absent and both sides, folded.
    private static func people(
        _ context: Context, _ visit: MeetingVisit, _ setting: Meetings.Setting,
        _ meetings: [Meetings.Meeting]
    ) -> HTML {
        let find = MeetingFind(context)
        let list = { (title: String, people: [Meetings.Participant]) -> HTML in
            table(title, people, context, visit, meetings)
        }
        let form = find.form(link(to: visit.event.key))
        if !find.isEmpty {
            let found = setting.participants.filter(find.keeps)
            return form
                + (found.isEmpty
                    ? "<p role=\"status\">Personne ne correspond.</p>\n"
                    : list("Participants trouvés", found))
        }
        var html = form
        let absent = setting.participants.filter { $0.absent != nil }
        if !absent.isEmpty { html += "<h3>Absents</h3>\n" + list("Absents", absent) }
        for (side, title) in [(MeetingSide.buyer, "Acheteurs"), (.company, "Entreprises")] {
            let expected = setting.participants.filter { $0.side == side && $0.absent == nil }
            guard !expected.isEmpty else { continue }
            html += """
                <details class="partie"><summary>\(title) (\(expected.count))</summary>
                \(list(title, expected))</details>

                """
        }
        return html
    }

    private static func table(
        _ title: String, _ people: [Meetings.Participant], _ context: Context,
        _ visit: MeetingVisit, _ meetings: [Meetings.Meeting]
    ) -> HTML {
        let rows = people.map { participant -> [HTML] in
            let isAbsent = participant.absent != nil
            let button = context.button(
                link(to: visit.event.key), isAbsent ? "Est arrivé" : "Ne vient pas",
                fields: [
                    ("action", isAbsent ? "arrive" : "absent"),
                    ("participant", String(participant.id)),
                ], isSecond: true)
            let agenda = AllAgendasPage.link(to: visit.event.key, participant: participant.id)
            let count = meetings.count { $0.has(participant.id) }
            return [
                "<a href=\"\(agenda)\">\(participant.name)<span class=\"lecteur\">, son agenda</span></a>",
                HTML(text: participant.side.label), HTML(text: String(count)),
                HTML(
                    text: isAbsent ? "absent" : participant.isWalkIn ? "venu sans inscription" : ""),
                button,
            ]
        }
        return Blocks.table(
            title, heads: ["Nom", "Côté", "Rendez-vous", "État", "Agir"], rows: rows, numbers: [2],
            isCaptionHidden: true)
    }

    // MARK: Who was not

    private static func arrival(
        _ context: Context, _ visit: MeetingVisit, _ setting: Meetings.Setting
    ) -> HTML {
        let written = context.sent?["cote"] ?? context.visit.value("venue") ?? ""
        let choices = MeetingSide.allCases.reversed().map { side -> HTML in
            let target = link(to: visit.event.key, query: [("venue", side.rawValue)]).address
            let look = side.rawValue == written ? "bouton" : "bouton second"
            let who = side == .company ? "Une entreprise" : "Un acheteur"
            return "<a class=\"\(look)\" href=\"\(target + "#venue")\">\(who)</a>\n"
        }
        var html: HTML = "<p class=\"boutons\">\(choices)</p>\n"
        guard let side = MeetingSide(rawValue: written) else { return html }
        let others = setting.participants.filter { $0.absent == nil && $0.side == side.other }
        let size = FormField(
            key: "taille", label: "Taille de l’entreprise",
            control: .choice(DeclaredSize.allCases.map { ($0.rawValue, $0.label) }),
            isRequired: false)
        var fields = [
            FormField(key: "action", label: "", control: .hidden, value: "venue"),
            FormField(key: "cote", label: "", control: .hidden, value: side.rawValue),
            FormField(key: "nom", label: "Nom", control: .line(length: 160)),
            FormField(key: "siret", label: "SIRET", control: .line(length: 20)),
            FormField(
                key: "plafond", label: "Rendez-vous au plus", control: .number(1...40), value: "3"),
        ]
        if side == .company {
            fields.append(size)
        } else {
            html += """
                <p>Un acheteur ne rencontre personne sur un besoin que les autres n’ont pas pu lire\u{202F}: \
                écrivez le sien, il est publié aussitôt (article R2111-2 du code de la commande publique).</p>

                """
            fields += NeedFields.fields(nil)
        }
        fields.append(
            FormField(
                key: "autres",
                label: side == .company
                    ? "Acheteurs qu’elle rencontrerait"
                    : "Entreprises qu’il rencontrerait",
                help: "Chaque vœu compte 3 des deux côtés, sauf refus déjà dit.",
                control: .boxes(others.map { (String($0.id), $0.name) }), isRequired: false))
        return html
            + "<div class=\"longue\">"
            + context.form(link(to: visit.event.key), fields, button: "Inscrire et placer")
            + "</div>\n"
    }

    // MARK: Acting

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let visit = try MeetingVisit.organised(context)
        let acting = visit.members.acting
        let letter = try MeetingLetter.agenda(context, visit)
        let id = Int64(form["participant"]) ?? 0
        let isOurs = try visit.meetings.participants(of: visit.event.id).contains { $0.id == id }
        var query = [("fait", "repare")]
        switch form["action"] {
        case "absent", "arrive":
            guard isOurs else {
                throw CommunityRefusal.absent("Ce participant n’est pas inscrit.")
            }
            _ =
                form["action"] == "absent"
                ? try visit.meetings.missing(id, acting, letter: letter)
                : try visit.meetings.arrived(id, acting, letter: letter)
        case "venue":
            if let newcomer = try walkIn(visit, form, letter) {
                query.append(("participant", String(newcomer)))
            }
        default:
            throw CommunityRefusal.invalid(
                field: "action", value: form["action"], sentence: "Cette action n’existe pas.")
        }
        return link(to: visit.event.key, query: query)
    }

    /// Registers who came unannounced.
    ///
    /// - Returns: its number.
    private static func walkIn(
        _ visit: MeetingVisit, _ form: SentForm, _ letter: Meetings.AgendaLetter
    ) throws -> Int64? {
        var check = FormCheck()
        let side: MeetingSide? = try check.read { try Entry.choice("cote", form["cote"]) }
        let name = try check.read { try Entry.line("nom", form["nom"], 2...160) }
        let wanted = try check.read { try Entry.number("plafond", form["plafond"], 1...40) }
        let size: DeclaredSize? = try check.read { try Entry.choice("taille", form["taille"]) }
        var siret: Siret?
        do throws(IdentifierRefusal) {
            siret = try Siret(form["siret"])
        } catch { check.fault("siret", error.message) }
        try check.end()
        guard let side, let name, let wanted, let size, let siret else { return nil }
        // A buyer that has a public need already may leave these fields empty.
        let isSaid = ["titre", "texte", "recherche"].contains { !form[$0].isEmpty }
        let need = side == .buyer && isSaid ? try NeedFields.read(form) : nil
        let slots = try visit.meetings.slots(of: visit.event.id)
        return try visit.meetings.walkIn(
            Visitor.Party(siret: siret.description, side: side, name: name),
            .init(name: name, size: size, wanted: wanted, free: Set(slots.map(\.id))),
            others: form.all("autres").compactMap { Int64($0) }, need: need,
            event: visit.event.id, visit.members.acting, letter: letter
        ).newcomer?.id
    }
}

/// What an organiser looks for in long lists of participants and meetings: words of a name, a side.
struct MeetingFind {
    private let words: [String]
    private let written: String
    let side: MeetingSide?

    init(_ context: Context) {
        written = context.visit.value("mots") ?? ""
        words = WordFolding().words(of: written)
        side = MeetingSide(rawValue: context.visit.value("cote") ?? "")
    }

    var isEmpty: Bool { words.isEmpty && side == nil }

    /// Whether a participant is looked for.
    func keeps(_ participant: Meetings.Participant) -> Bool {
        (side ?? participant.side) == participant.side && names(participant)
    }

    /// Whether a participant has the words, whatever its side.
    func names(_ participant: Meetings.Participant) -> Bool {
        let own = WordFolding().words(of: participant.name)
        return words.allSatisfy { word in own.contains { $0.hasPrefix(word) } }
    }

    /// The form, sent by GET.
    ///
    /// - Parameter hasSide: whether a side may be chosen.
    func form(_ link: Link, hasSide: Bool = true) -> HTML {
        let options = ([("", "Les deux")] + MeetingSide.allCases.map { ($0.rawValue, $0.label) })
            .map { choice -> HTML in
                let selected: HTML? = choice.0 == side?.rawValue ?? "" ? " selected" : nil
                return "<option value=\"\(choice.0)\"\(selected)>\(choice.1)</option>"
            }
        let sides: HTML? =
            hasSide
            ? """
            <p class="champ"><label for="cote">Côté</label><select id="cote" name="cote">\(options)\
            </select></p>

            """ : nil
        let all: HTML? = isEmpty ? nil : " <a href=\"\(link)\">Tout revoir</a>"
        return """
            <form method="get" action="\(link)" role="search">
            <div class="champs">
            <p class="champ"><label for="mots">Nom</label><input type="search" id="mots" name="mots" \
            value="\(written)" autocomplete="off"></p>
            \(sides)</div>
            <p class="agir"><button type="submit" class="bouton second">Chercher</button>\(all)</p>
            </form>

            """
    }
}
