import Community
import Procurement

/// The day itself: who does not come, who comes without having registered; the rest of the programme
/// is repaired and published at once.
enum DayPage: FormPage {
    static let path = "/innovation/:cle/organisation/jour"
    static let reading: Access = .lead
    static let writing: Access? = .lead
    static let condition = InnovationOrganisationPage.condition

    static func link(to key: String) -> Link { Link(["innovation", key, "organisation", "jour"]) }

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
        let rows = setting.participants.map { participant -> [HTML] in
            let isAbsent = participant.absent != nil
            let button = context.button(
                link(to: visit.event.key), isAbsent ? "Est arrivé" : "Ne vient pas",
                fields: [
                    ("action", isAbsent ? "arrive" : "absent"),
                    ("participant", String(participant.id)),
                ], isSecond: true)
            let count = meetings.count { $0.has(participant.id) }
            return [
                HTML(text: participant.name), HTML(text: participant.side.label),
                HTML(text: String(count)), HTML(text: isAbsent ? "absent" : ""), button,
            ]
        }
        let others = setting.participants.filter { $0.absent == nil }
        let repaired = programme.flatMap { $0.origin == .repair ? $0 : nil }
        let last = repaired.map { programme -> HTML in
            """
            <p class="encart" role="status">Dernière réparation\u{202F}: \(programme.reason). Version \
            \(programme.number), \(French.count(programme.placed, "rendez-vous", "rendez-vous")). \
            <a href="\(BoardPage.link(to: visit.event.key))">Voir le tableau</a></p>

            """
        }
        return """
            \(context.notice(["repare": "Le programme est réparé et publié\u{202F}; ceux dont l’agenda change sont prévenus."]))\
            \(last)\(context.faultSummary)<p>Ce qui a commencé ne change plus. Le reste est réparé en \
            déplaçant le moins de rendez-vous possible.</p>
            \(Blocks.table(
                "Participants du jour",
                heads: ["Nom", "Côté", "Rendez-vous", "État", "Agir"], rows: rows, numbers: [2],
                isCaptionHidden: true))
            <h2>Quelqu’un vient sans s’être inscrit</h2>
            \(context.form(link(to: visit.event.key), [
                FormField(key: "action", label: "", control: .hidden, value: "venue"),
                FormField(
                    key: "cote", label: "Côté",
                    control: .choice(MeetingSide.allCases.map { ($0.rawValue, $0.label) }),
                    value: "entreprise"),
                FormField(key: "nom", label: "Nom", control: .line(length: 160)),
                FormField(key: "siret", label: "SIRET", control: .line(length: 20)),
                FormField(
                    key: "taille", label: "Taille de l’entreprise",
                    control: .choice(DeclaredSize.allCases.map { ($0.rawValue, $0.label) }),
                    isRequired: false),
                FormField(
                    key: "plafond", label: "Rendez-vous au plus", control: .number(1...40),
                    value: "3"),
                FormField(
                    key: "autres", label: "Voudrait rencontrer",
                    help: "Ceux de l’autre côté\u{202F}; les autres choix sont laissés de côté.",
                    control: .boxes(others.map { (String($0.id), "\($0.name) (\($0.side.label.lowercased()))") }),
                    isRequired: false),
            ], button: "Inscrire et placer", anchor: "venue"))
            """
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let visit = try MeetingVisit.organised(context)
        let acting = visit.members.acting
        let letter = try MeetingLetter.agenda(context, visit)
        let id = Int64(form["participant"]) ?? 0
        let isOurs = try visit.meetings.participants(of: visit.event.id).contains { $0.id == id }
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
            guard let side, let name, let wanted, let size, let siret else {
                return link(to: visit.event.key)
            }
            let slots = try visit.meetings.slots(of: visit.event.id)
            _ = try visit.meetings.walkIn(
                Visitor.Party(siret: siret.description, side: side, name: name),
                .init(name: name, size: size, wanted: wanted, free: Set(slots.map(\.id))),
                others: form.all("autres").compactMap { Int64($0) }, event: visit.event.id, acting,
                letter: letter)
        default:
            throw CommunityRefusal.invalid(
                field: "action", value: form["action"], sentence: "Cette action n’existe pas.")
        }
        return Link(
            ["innovation", visit.event.key, "organisation", "jour"], query: [("fait", "repare")])
    }
}
