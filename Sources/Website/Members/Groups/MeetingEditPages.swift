import Community

/// « Prévoir une réunion ».
enum NewMeetingPage: FormPage {
    static let path = "/groupes/:cle/reunions/nouvelle"
    static let reading: Access = .lead
    static let writing: Access? = .lead
    static let condition = GroupSetting.leadCondition
    static let longestBody = 200_000

    static func link(to key: String) -> Link { Link(["groupes", key, "reunions", "nouvelle"]) }

    static func document(_ context: Context) throws -> Document {
        let setting = try context.groupSetting()
        try setting.requireLead()
        return Document(
            title: "Prévoir une réunion", summary: "Une nouvelle réunion du groupe.",
            content: context.form(
                link(to: setting.group.key), fields(nil), button: "Prévoir la réunion"),
            section: .observatoire, trail: setting.trail, isHiddenFromSearch: true)
    }

    static func fields(_ meeting: GroupMeetings.Meeting?) -> [FormField] {
        let length = meeting.map { Int($0.end.since($0.start) / 60) } ?? 120
        return [
            FormField(
                key: "titre", label: "Titre", control: .line(length: 200),
                value: meeting?.title ?? ""),
            FormField(
                key: "debut", label: "Jour et heure", help: "Heure de Paris.", control: .moment,
                value: meeting.map { ParisTime.typed($0.start) } ?? ""),
            FormField(
                key: "duree", label: "Durée en minutes", control: .number(5...1_440),
                value: String(length)),
            FormField(
                key: "lieu", label: "Lieu", control: .line(length: 300),
                value: meeting?.place ?? "", isRequired: false),
            FormField(
                key: "lien", label: "Lien pour participer à distance",
                help: "Montré aux membres du groupe seulement.", control: .line(length: 500),
                value: meeting?.link ?? "", isRequired: false),
            FormField(
                key: "ordre_du_jour", label: "Ordre du jour", help: "En Markdown.",
                control: .text(rows: 10, length: 20_000), value: meeting?.agenda ?? "",
                isRequired: false),
        ]
    }

    static func draft(_ form: SentForm) throws -> GroupMeetings.Draft {
        var check = FormCheck()
        let start = try check.read { try ParisTime.moment("debut", form["debut"]) }
        let length = try check.read { try Entry.number("duree", form["duree"], 5...1_440) }
        _ = try check.read { try Entry.line("titre", form["titre"], 2...200) }
        _ = try check.read { try WebAddress.read("lien", form["lien"]) }
        try check.end()
        return GroupMeetings.Draft(
            title: form["titre"], start: start ?? Moment(seconds: 0), minutesLong: length ?? 60,
            place: form["lieu"], link: form["lien"], agenda: form["ordre_du_jour"])
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let setting = try context.groupSetting()
        try setting.requireLead()
        let id = try setting.store.groupMeetings.add(
            to: setting.group.id, try draft(form), setting.acting)
        return MeetingPage.link(to: id, of: setting.group.key, done: "cree")
    }
}

/// What the leads of a group do to one of its meetings.
protocol MeetingAct: FormPage {
    /// The last piece of its address.
    static var word: String { get }
}

extension MeetingAct {
    static var reading: Access { .lead }
    static var writing: Access? { .lead }
    static var condition: String { GroupSetting.leadCondition }
    static var path: String { "/groupes/:cle/reunions/:id/" + word }

    static func link(to id: Int64, of key: String) -> Link {
        Link(["groupes", key, "reunions", String(id), word])
    }

    /// The meeting, for who leads its group.
    static func led(_ context: Context) throws -> (GroupSetting, GroupMeetings.Meeting) {
        let (setting, meeting) = try MeetingPage.meeting(context)
        try setting.requireLead()
        return (setting, meeting)
    }

    /// A page of this act.
    static func page(
        _ title: String, _ setting: GroupSetting, _ meeting: GroupMeetings.Meeting, _ content: HTML
    ) -> Document {
        Document(
            title: title, summary: title + ".", content: content, section: .observatoire,
            kind: meeting.title,
            trail: setting.trail + [
                (meeting.title, MeetingPage.link(to: meeting.id, of: setting.group.key))
            ], isHiddenFromSearch: true)
    }

    /// Writes the letters of a meeting of a group.
    static func letter(_ context: Context, _ group: Groups.Group) -> GroupMeetings.Letter {
        { news, meeting, person in
            MeetingLetters.letter(news, meeting, to: person, group, context.settings)
        }
    }
}

/// « Modifier la réunion ».
enum MeetingEditPage: MeetingAct {
    static let word = "modifier"
    static let longestBody = 200_000

    static func document(_ context: Context) throws -> Document {
        let (setting, meeting) = try led(context)
        let told: HTML? =
            meeting.convoked == nil
            ? nil
            : "<p class=\"encart\">Les membres sont convoqués\u{202F}: un changement de jour, d’heure, de lieu ou de titre leur est envoyé.</p>\n"
        return page(
            "Modifier la réunion", setting, meeting,
            """
            \(told)\(VersionedForm.html(
                context, link(to: meeting.id, of: setting.group.key), NewMeetingPage.fields(meeting),
                version: meeting.version,
                saved: [
                    ("titre", "Titre", meeting.title), ("debut", "Jour et heure", ParisTime.typed(meeting.start)),
                    ("lieu", "Lieu", meeting.place), ("ordre_du_jour", "Ordre du jour", meeting.agenda),
                ]))
            """)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let (setting, meeting) = try led(context)
        try setting.store.groupMeetings.change(
            meeting.id, try NewMeetingPage.draft(form), version: try form.version(), setting.acting,
            letter: letter(context, setting.group))
        return MeetingPage.link(to: meeting.id, of: setting.group.key, done: "enregistre")
    }
}

/// « Convoquer ».
enum ConvokePage: MeetingAct {
    static let word = "convoquer"

    static func document(_ context: Context) throws -> Document {
        let (setting, meeting) = try led(context)
        let count = try setting.store.groups.members(of: setting.group.id).filter {
            $0.email != nil
        }.count
        return page(
            "Convoquer", setting, meeting,
            """
            <p>\(French.count(count, "membre")) recevront la convocation, avec l’ordre du jour et un fichier pour leur \
            agenda. Un rappel partira un jour avant.</p>
            \(context.form(link(to: meeting.id, of: setting.group.key), [], button: "Envoyer la convocation"))
            """)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let (setting, meeting) = try led(context)
        try setting.store.groupMeetings.convoke(
            meeting.id, setting.acting, letter: letter(context, setting.group))
        return MeetingPage.link(to: meeting.id, of: setting.group.key, done: "convoque")
    }
}

/// « Annuler la réunion ».
enum CancelMeetingPage: MeetingAct {
    static let word = "annuler"

    static func document(_ context: Context) throws -> Document {
        let (setting, meeting) = try led(context)
        return page(
            "Annuler la réunion", setting, meeting,
            context.form(
                link(to: meeting.id, of: setting.group.key),
                [
                    FormField(
                        key: "motif", label: "Motif",
                        help: "Public, et écrit aux membres convoqués.",
                        control: .line(length: 500))
                ], button: "Annuler la réunion"))
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let (setting, meeting) = try led(context)
        try setting.store.groupMeetings.cancel(
            meeting.id, reason: form["motif"], setting.acting,
            letter: letter(context, setting.group))
        return MeetingPage.link(to: meeting.id, of: setting.group.key, done: "annule")
    }
}

/// « Compte rendu »: what was said and who came.
enum MeetingMinutesPage: MeetingAct {
    static let word = "compte-rendu"
    static let longestBody = 500_000

    static func document(_ context: Context) throws -> Document {
        let (setting, meeting) = try led(context)
        let known = try setting.store.groupMeetings.attendance(of: meeting.id)
        var people = try setting.store.groups.members(of: setting.group.id).map { ($0.id, $0.name) }
        for line in known where !people.contains(where: { $0.0 == line.person }) {
            people.append((line.person, line.name))
        }
        let choices =
            [("", "non renseigné")]
            + GroupMeetings.Attendance.allCases.map { ($0.rawValue, $0.label) }
        let fields =
            [
                FormField(
                    key: "compte_rendu", label: "Compte rendu",
                    help: "En Markdown. Public une fois approuvé.",
                    control: .text(rows: 20, length: 60_000), value: meeting.minutes)
            ]
            + people.map { person in
                FormField(
                    key: "presence-\(person.0)", label: person.1,
                    control: .choice(choices.map { (value: $0.0, label: $0.1) }),
                    value: known.first { $0.person == person.0 }?.attendance.rawValue ?? "",
                    isRequired: false)
            } + [
                FormField(
                    key: "autres_presents", label: "Autres personnes présentes",
                    help: "Montrées aux membres de l’observatoire seulement.",
                    control: .text(rows: 2, length: 2_000), value: meeting.otherPresent,
                    isRequired: false)
            ]
        return page(
            "Compte rendu", setting, meeting,
            VersionedForm.html(
                context, link(to: meeting.id, of: setting.group.key), fields,
                version: meeting.version,
                saved: [("compte_rendu", "Compte rendu", meeting.minutes)]))
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let (setting, meeting) = try led(context)
        let members = try setting.store.groups.members(of: setting.group.id).map(\.id)
        let known = try setting.store.groupMeetings.attendance(of: meeting.id).map(\.person)
        var attendance: [(person: Int64, attendance: GroupMeetings.Attendance)] = []
        for person in Set(members + known).sorted() {
            let key = "presence-\(person)"
            guard !form[key].isEmpty else { continue }
            attendance.append((person, try Entry.choice(key, form[key])))
        }
        try setting.store.groupMeetings.minute(
            meeting.id, text: form["compte_rendu"], otherPresent: form["autres_presents"],
            attendance: attendance, version: try form.version(), setting.acting)
        return MeetingPage.link(to: meeting.id, of: setting.group.key, done: "redige")
    }
}

/// « Approuver le compte rendu ».
enum ApproveMinutesPage: MeetingAct {
    static let word = "approuver"

    static func document(_ context: Context) throws -> Document {
        let (setting, meeting) = try led(context)
        return page(
            "Approuver le compte rendu", setting, meeting,
            """
            <p>Le texte ci-dessous deviendra public. Le modifier ensuite en refera un projet.</p>
            <h2>Compte rendu</h2>
            <div class="document texte-long">\(Markdown.html(meeting.minutes, headings: 2))</div>
            \(VersionedForm.html(
                context, link(to: meeting.id, of: setting.group.key), [], version: meeting.version,
                saved: [], button: "Approuver"))
            """)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let (setting, meeting) = try led(context)
        try setting.store.groupMeetings.approve(
            meeting.id, version: try form.version(), setting.acting)
        return MeetingPage.link(to: meeting.id, of: setting.group.key, done: "approuve")
    }
}
