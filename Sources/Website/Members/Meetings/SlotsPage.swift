import Community
import Procurement

/// Laying out the slots of the day, its pauses, and the tables.
enum SlotsPage: FormPage {
    static let path = "/innovation/:cle/organisation/creneaux"
    static let reading: Access = .lead
    static let writing: Access? = .lead
    static let condition = InnovationOrganisationPage.condition
    static let longestBody = 65_536

    static func link(to key: String) -> Link {
        Link(["innovation", key, "organisation", "creneaux"])
    }

    static func document(_ context: Context) throws -> Document {
        let visit = try MeetingVisit.organised(context)
        let slots = try visit.meetings.slots(of: visit.event.id)
        let tables = try visit.meetings.tables(of: visit.event.id)
        let list: HTML? =
            slots.isEmpty
            ? nil
            : """
            <h2>Créneaux posés</h2>
            <ol class="colonnes-courtes">
            \(slots.map { slot -> HTML in "<li>\(MeetingText.hours(slot))</li>\n" })</ol>

            """
        let names = tables.map(\.name)
        let version = FormField.version(try visit.meetings.layoutVersion(of: visit.event.id))
        let day: HTML =
            visit.event.stage < .wishesOpen
            ? context.form(
                link(to: visit.event.key),
                [
                    FormField(key: "action", label: "", control: .hidden, value: "creneaux"),
                    version,
                    FormField(
                        key: "debut", label: "Premier rendez-vous à", help: "Comme 9:30.",
                        control: .line(length: 5),
                        value: slots.first.map { String(ParisTime.typed($0.start).suffix(5)) }
                            ?? "9:30"),
                    FormField(
                        key: "fin", label: "Fin du dernier au plus tard à",
                        control: .line(length: 5),
                        value: slots.last.map { String(ParisTime.typed($0.end).suffix(5)) }
                            ?? "16:30"),
                    FormField(
                        key: "duree", label: "Durée d’un rendez-vous, en minutes",
                        control: .number(5...120), value: String(slots.first?.minutes ?? 20)),
                    FormField(
                        key: "entre", label: "Minutes entre deux rendez-vous",
                        help: "Le temps de changer de table.", control: .number(0...60),
                        value: "5"),
                    FormField(
                        key: "pauses", label: "Pauses", help: "Une par ligne, comme 12:00-14:00.",
                        control: .text(rows: 3, length: 300), value: "12:00-14:00",
                        isRequired: false),
                ], button: "Poser les créneaux", anchor: "creneaux")
            : "<p>Les vœux sont ouverts\u{202F}: les créneaux ne changent plus.</p>\n"
        return Document(
            title: "Créneaux et tables", summary: visit.event.title,
            content: """
                \(context.notice(["enregistre": "C’est enregistré."]))\(day)\(list)
                <h2>Tables</h2>
                \(context.form(link(to: visit.event.key), [
                    FormField(key: "action", label: "", control: .hidden, value: "tables"),
                    version,
                    FormField(
                        key: "tables", label: "Nombre de tables",
                        control: .number(1...Meetings.mostTables),
                        value: String(max(1, tables.count))),
                    FormField(
                        key: "noms_tables", label: "Noms des tables",
                        help: "Un par ligne, dans l’ordre\u{202F}; une ligne vide garde le seul numéro.",
                        control: .text(rows: 4, length: 10_000),
                        value: names.allSatisfy(\.isEmpty) ? "" : names.joined(separator: "\n"),
                        isRequired: false),
                ], button: "Poser les tables", anchor: "tables"))
                """,
            section: .rencontres, trail: visit.organiserTrail, isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let visit = try MeetingVisit.organised(context)
        if form["action"] == "tables" {
            let count = try Entry.number("tables", form["tables"], 1...Meetings.mostTables)
            var names = form["noms_tables"].split(
                omittingEmptySubsequences: false, whereSeparator: \.isNewline
            ).map(String.init)
            names = Array((names + Array(repeating: "", count: count)).prefix(count))
            try visit.meetings.set(
                tables: names, event: visit.event.id, version: try form.version(),
                visit.members.acting)
        } else {
            let slots = try SlotPlan.slots(form, on: visit.event.day)
            try visit.meetings.lay(
                slots, event: visit.event.id, version: try form.version(), visit.members.acting)
        }
        return Link(
            ["innovation", visit.event.key, "organisation", "creneaux"],
            query: [("fait", "enregistre")])
    }
}

/// Slots from the hours that an organiser types.
enum SlotPlan {
    /// The slots of a day: from a beginning to an end, by steps, without those that touch a pause; a
    /// pause begins a new series at its end.
    ///
    /// - Throws: `FormFaults` naming the fields that are wrong.
    static func slots(_ form: SentForm, on day: Day) throws -> [(start: Moment, minutes: Int)] {
        var check = FormCheck()
        let start = clock(form["debut"])
        let end = clock(form["fin"])
        if start == nil { check.fault("debut", "Écrivez une heure, comme 9:30.") }
        if end == nil { check.fault("fin", "Écrivez une heure, comme 16:30.") }
        let length = try check.read { try Entry.number("duree", form["duree"], 5...120) }
        let between = try check.read {
            try Entry.number("entre", form["entre"].isEmpty ? "0" : form["entre"], 0...60)
        }
        var pauses: [(from: Int, to: Int)] = []
        for line in form["pauses"].split(whereSeparator: \.isNewline) {
            let ends = line.split(whereSeparator: { $0 == "-" || $0 == "–" }).map { clock($0) }
            if ends.count == 2, let from = ends[0], let to = ends[1], from < to {
                pauses.append((from, to))
            } else {
                check.fault(
                    "pauses",
                    "«\u{202F}\(line.prefix(30))\u{202F}» ne se lit pas\u{202F}: écrivez 12:00-14:00."
                )
            }
        }
        try check.end()
        guard let start, let end, let length, let between else { return [] }
        return starts(from: start, to: end, length, between, pauses).map { minute in
            (ParisTime.moment(day, hour: minute / 60, minute: minute % 60), length)
        }
    }

    /// Minutes of the day at which slots begin.
    static func starts(
        from start: Int, to end: Int, _ length: Int, _ between: Int,
        _ pauses: [(from: Int, to: Int)]
    ) -> [Int] {
        var starts: [Int] = []
        var minute = start
        while minute + length <= end {
            if let pause = pauses.first(where: { minute < $0.to && $0.from < minute + length }) {
                minute = pause.to
            } else {
                starts.append(minute)
                minute += length + between
            }
        }
        return starts
    }

    /// Minutes since midnight of `9:30`, `09:30`, `9h30` or `9h`.
    static func clock(_ written: some StringProtocol) -> Int? {
        let parts = String(written).filter { !$0.isWhitespace }
            .split(whereSeparator: { $0 == ":" || $0 == "h" || $0 == "H" })
        guard (1...2).contains(parts.count), let hour = Int(parts[0]), (0..<24).contains(hour),
            let minute = parts.count == 2 ? Int(parts[1]) : 0, (0..<60).contains(minute)
        else { return nil }
        return hour * 60 + minute
    }
}
