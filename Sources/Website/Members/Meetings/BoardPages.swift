import Community

/// The whole programme, slot by slot, to print or to follow on the day.
enum BoardPage: CommunityPage {
    static let path = "/innovation/:cle/organisation/tableau"
    static let reading: Access = .lead
    static let condition = InnovationOrganisationPage.condition

    static func link(to key: String) -> Link {
        Link(["innovation", key, "organisation", "tableau"])
    }

    static func document(_ context: Context) throws -> Document {
        let visit = try MeetingVisit.organised(context)
        let setting = try visit.meetings.setting(of: visit.event.id)
        var content = HTML()
        if let programme = try visit.meetings.publishedProgramme(of: visit.event.id) {
            let meetings = try visit.meetings.meetings(of: programme.id)
            content += "<p class=\"petit\">Version \(programme.number) du programme.</p>\n"
            for slot in setting.slots {
                let now = visit.members.acting.now
                let isNow = slot.start <= now && now < slot.end
                let mark: HTML? = isNow ? " <span class=\"etiquette\">en cours</span>" : nil
                content += "<h2>\(MeetingText.hours(slot))\(mark)</h2>\n"
                let rows = meetings.filter { $0.slot == slot.id }.map { meeting -> [HTML] in
                    [
                        HTML(
                            text: setting.tables.first { $0.id == meeting.table }?.label ?? ""),
                        HTML(text: setting.participant(meeting.buyer)?.name ?? ""),
                        HTML(text: setting.participant(meeting.company)?.name ?? ""),
                    ]
                }
                content +=
                    rows.isEmpty
                    ? "<p>Aucun rendez-vous.</p>\n"
                    : Blocks.table(
                        "Rendez-vous de \(MeetingText.hours(slot))",
                        heads: ["Table", "Acheteur", "Entreprise"], rows: rows,
                        isCaptionHidden: true)
            }
        } else {
            content += "<p>Le programme n’est pas encore publié.</p>\n"
        }
        return Document(
            title: "Tableau des rendez-vous", summary: visit.event.title, content: content,
            section: .rencontres, kind: visit.event.title, trail: visit.organiserTrail,
            isHiddenFromSearch: true)
    }
}

/// One sign per table, each on its own sheet when printed.
enum SignsPage: CommunityPage {
    static let path = "/innovation/:cle/organisation/affiches"
    static let reading: Access = .lead
    static let condition = InnovationOrganisationPage.condition

    static func link(to key: String) -> Link {
        Link(["innovation", key, "organisation", "affiches"])
    }

    static func document(_ context: Context) throws -> Document {
        let visit = try MeetingVisit.organised(context)
        let setting = try visit.meetings.setting(of: visit.event.id)
        let programme = try visit.meetings.publishedProgramme(of: visit.event.id)
        let meetings = try programme.map { try visit.meetings.meetings(of: $0.id) } ?? []
        let signs = setting.tables.map { table -> HTML in
            let rows = setting.slots.compactMap { slot -> [HTML]? in
                let meeting = meetings.first { $0.table == table.id && $0.slot == slot.id }
                return meeting.map { meeting in
                    [
                        HTML(text: MeetingText.hours(slot)),
                        HTML(text: setting.participant(meeting.buyer)?.name ?? ""),
                        HTML(text: setting.participant(meeting.company)?.name ?? ""),
                    ]
                }
            }
            let list: HTML =
                rows.isEmpty
                ? "<p>Aucun rendez-vous à cette table.</p>\n"
                : Blocks.table(
                    table.label, heads: ["Heure", "Acheteur", "Entreprise"], rows: rows,
                    isCaptionHidden: true)
            return """
                <section class="affiche"><h2>\(table.label)</h2>
                \(list)</section>

                """
        }
        return Document(
            title: "Affiches des tables", summary: visit.event.title,
            content: """
                <p class="agir">Imprimez cette page\u{202F}: chaque table a sa feuille.</p>
                \(signs)
                """,
            section: .rencontres, kind: visit.event.title, trail: visit.organiserTrail,
            isHiddenFromSearch: true)
    }
}
