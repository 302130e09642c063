import Community
import Procurement

/// A group: its mandate, who takes part, its meetings, its work plan, its questions, its studies.
enum GroupPage: CommunityPage {
    static let path = "/groupes/:cle"

    static func link(to key: String, done: String? = nil, fragment: String? = nil) -> Link {
        Link(["groupes", key], query: done.map { [("fait", $0)] } ?? [], fragment: fragment)
    }

    static func document(_ context: Context) throws -> Document {
        let setting = try context.groupSetting()
        let group = setting.group
        let closed: HTML? = group.closed.map { moment -> HTML in
            "<p class=\"encart\">Ce groupe est clos depuis le \(ParisTime.dayText(moment)). Ses pages restent.</p>\n"
        }
        let theme: HTML? = group.theme.isEmpty ? nil : "<p class=\"chapo\">\(group.theme)</p>\n"
        let mandate: HTML =
            group.mandate.isEmpty
            ? "<p>Le mandat n’est pas encore écrit.</p>\n"
            : "<div class=\"texte-long\">\(Markdown.html(group.mandate, headings: 2))</div>\n"
        let content: HTML = """
            \(notice(context))\(closed)\(theme)\(try actions(setting))<h2 id="mandat">Mandat</h2>
            \(mandate)\(try people(setting))\(try meetings(setting))\(try plan(setting, context.today))\
            \(try questions(setting))\(try studies(setting))\(try publications(setting))\(try events(setting))
            <p class="petit"><a href="\(GroupCalendar.link(to: group.key))">Calendrier des réunions (ICS)</a> · \
            <a href="\(GroupFeed.link(to: group.key))">Fil Atom du groupe</a></p>

            """
        return Document(
            title: group.name, summary: group.theme.isEmpty ? "Un groupe de travail." : group.theme,
            content: content, section: .observatoire, kind: "Groupe de travail",
            trail: GroupListPage.trail)
    }

    private static func notice(_ context: Context) -> HTML? {
        context.notice([
            "cree": "Le groupe est créé.", "enregistre": "Le groupe est enregistré.",
            "demande": "Votre demande est transmise aux responsables du groupe.",
            "quitte": "Vous avez quitté le groupe.", "clos": "Le groupe est clos.",
            "ouvert": "Le groupe est rouvert.", "partenaires": "Les partenaires sont enregistrés.",
        ])
    }

    private static func actions(_ setting: GroupSetting) throws -> HTML? {
        var links: [HTML] = []
        let key = setting.group.key
        func add(_ link: Link, _ label: String) {
            links.append("<a class=\"bouton second\" href=\"\(link)\">\(label)</a>\n")
        }
        if setting.leads {
            add(GroupEditPage.link(to: key), "Modifier le mandat")
            let asking = try setting.store.groups.requests(toJoin: setting.group.id).count
            add(
                GroupMembersPage.link(to: key),
                "Membres et demandes" + (asking > 0 ? " (\(asking) en attente)" : ""))
            add(GroupPartnersPage.link(to: key), "Partenaires")
        }
        if setting.visitor.isEditor {
            add(
                GroupClosingPage.link(to: key),
                setting.group.closed == nil ? "Clore le groupe" : "Rouvrir le groupe")
        }
        if setting.group.closed == nil {
            if setting.visitor.groups.contains(setting.group.id) {
                add(LeaveGroupPage.link(to: key), "Quitter le groupe")
            } else {
                add(JoinGroupPage.link(to: key), "Rejoindre le groupe")
            }
        }
        return links.isEmpty ? nil : "<p class=\"boutons\">\(links)</p>\n"
    }

    private static func people(_ setting: GroupSetting) throws -> HTML {
        let members = try setting.store.groups.members(of: setting.group.id)
        let partners = try setting.store.groups.partners(of: setting.group.id)
        let leads = members.filter(\.isLead).map { member -> HTML in
            let place =
                member.organisations.isEmpty
                ? "" : " (" + member.organisations.joined(separator: ", ") + ")"
            return "<li><strong>\(member.name)</strong>\(place), responsable</li>\n"
        }
        var rest: HTML
        let others = members.filter { !$0.isLead }
        if setting.showsNames {
            rest = HTML()
            for member in others {
                let place =
                    member.organisations.isEmpty
                    ? "" : " (" + member.organisations.joined(separator: ", ") + ")"
                rest += "<li>\(member.name)\(place)</li>\n"
            }
        } else {
            var organisations: [String] = []
            for name in others.flatMap(\.organisations) where !organisations.contains(name) {
                organisations.append(name)
            }
            let from =
                organisations.isEmpty ? "" : "\u{202F}: " + organisations.joined(separator: ", ")
            rest =
                others.isEmpty
                ? HTML() : "<li>\(French.count(others.count, "membre"))\(from)</li>\n"
        }
        let list: HTML =
            members.isEmpty
            ? "<p>Personne n’a encore rejoint ce groupe.</p>\n"
            : "<ul class=\"liste\">\n\(leads)\(rest)</ul>\n"
        let items = partners.map { partner -> HTML in
            partner.link.isEmpty
                ? "<li>\(partner.name)</li>\n"
                : "<li><a href=\"\(partner.link)\" rel=\"noopener\">\(partner.name)</a></li>\n"
        }
        let partnerList: HTML? =
            items.isEmpty ? nil : "<h3>Partenaires</h3>\n<ul class=\"liste\">\n\(items)</ul>\n"
        return "<h2 id=\"membres\">Membres</h2>\n\(list)\(partnerList)"
    }

    private static func meetings(_ setting: GroupSetting) throws -> HTML {
        let now = setting.acting.now
        let all = try setting.store.groupMeetings.all(of: setting.group.id)
        let coming = Array(all.filter { $0.end > now }.reversed())
        let past = all.filter { $0.end <= now }
        var html: HTML = "<h2 id=\"reunions\">Réunions</h2>\n"
        if setting.leads, setting.group.closed == nil {
            html += """
                <p><a class="bouton second" href="\(NewMeetingPage.link(to: setting.group.key))">Prévoir une réunion</a></p>

                """
        }
        html += coming.isEmpty ? "<p>Aucune réunion n’est prévue.</p>\n" : list(coming, setting)
        if !past.isEmpty {
            html += """
                <details><summary>\(past.count > 1 ? "\(past.count) réunions passées" : "Une réunion passée")</summary>
                \(list(past, setting))</details>

                """
        }
        return html
    }

    private static func list(_ meetings: [GroupMeetings.Meeting], _ setting: GroupSetting) -> HTML {
        let items = meetings.map { meeting -> HTML in
            let state: HTML?
            if meeting.cancelled != nil {
                state = " <span class=\"etiquette erreur\">annulée</span>"
            } else if meeting.approved != nil {
                state = " — compte rendu approuvé"
            } else if !meeting.minutes.isEmpty, setting.takesPart {
                state = " — compte rendu en projet"
            } else {
                state = nil
            }
            return """
                <li><a href="\(MeetingPage.link(to: meeting.id, of: setting.group.key))">\(meeting.title)</a>, \
                \(ParisTime.html(meeting.start))\(meeting.place.isEmpty ? "" : ", " + meeting.place)\(state)</li>

                """
        }
        return "<ul class=\"liste\">\n\(items)</ul>\n"
    }

    private static func plan(_ setting: GroupSetting, _ today: Day) throws -> HTML {
        let all = try setting.store.workPlan.all(of: setting.group.id)
        var html: HTML = "<h2 id=\"livrables\">Plan de travail</h2>\n"
        if setting.leads, setting.group.closed == nil {
            html += """
                <p><a class="bouton second" href="\(NewDeliverablePage.link(to: setting.group.key))">Ajouter un livrable</a></p>

                """
        }
        guard !all.isEmpty else { return html + "<p>Aucun livrable n’est encore prévu.</p>\n" }
        let kept = all.filter { $0.state != .abandoned }
        let done = kept.filter { $0.state == .delivered }.count
        html += """
            <p class="avancement"><label for="avancement">Livrables livrés\u{202F}: \(done) sur \(kept.count)</label> \
            <progress id="avancement" max="\(max(1, kept.count))" value="\(done)"></progress></p>

            """
        return html
            + Blocks.table(
                "Livrables", heads: ["Livrable", "État", "Échéance", "Responsable"],
                rows: all.map { DeliverablePage.row($0, setting, today) }, isCaptionHidden: true)
    }

    private static func questions(_ setting: GroupSetting) throws -> HTML {
        let all = try setting.store.questions.all(of: setting.group.id)
        let button: HTML? =
            setting.group.closed == nil
            ? """
            <p><a class="bouton second" href="\(NewQuestionPage.link(to: setting.group.key))">Poser une question</a></p>

            """ : nil
        let list: HTML =
            all.isEmpty
            ? "<p>Aucune question n’est posée.</p>\n"
            : QuestionListPage.list(all, showsGroup: false)
        return "<h2 id=\"questions\">Questions</h2>\n\(button)\(list)"
    }

    /// Publications of the group shown; the rest is in the library.
    private static let mostPublications = 12

    private static func publications(_ setting: GroupSetting) throws -> HTML {
        let library = setting.store.publications
        let records = try library.latest(ofGroup: setting.group.id, atMost: mostPublications)
        let items = records.map { record -> HTML in
            """
            <li><a href="\(PublicationPage.link(to: record.publication.key))">\(record.version.content.title)</a>, \
            \(French.day(record.version.content.day))</li>

            """
        }
        let write: HTML? =
            setting.takesPart && setting.group.closed == nil
            ? """
            <p><a class="bouton second" href="\(PublicationNewPage.link)">Commencer une publication</a></p>

            """ : nil
        let list: HTML =
            items.isEmpty
            ? "<p>Ce groupe n’a encore rien publié.</p>\n" : "<ul class=\"liste\">\n\(items)</ul>\n"
        return "<h2 id=\"publications\">Publications</h2>\n\(write)\(list)"
    }

    private static func events(_ setting: GroupSetting) throws -> HTML {
        let events = try setting.store.events.all().filter { $0.group == setting.group.id }
            .map { event -> HTML in
                """
                <li><a href="\(EventPage.link(event.key))">\(event.title)</a>, \(EventText.when(event))</li>

                """
            }
        let days = try InnovationDay.announced(setting.members)
            .filter { $0.event.group == setting.group.id }.map(\.line)
        guard !(events.isEmpty && days.isEmpty) else { return HTML() }
        return
            "<h2 id=\"rencontres\">Rencontres</h2>\n<ul class=\"liste\">\n\(events)\(days)</ul>\n"
    }

    private static func studies(_ setting: GroupSetting) throws -> HTML {
        let all = try setting.store.studies.all(
            of: setting.group.id, drafts: setting.takesPart ? nil : [])
        let button: HTML? =
            setting.takesPart && setting.group.closed == nil
            ? """
            <p><a class="bouton second" href="\(NewStudyPage.link(to: setting.group.key))">Ouvrir une étude</a></p>

            """ : nil
        let list: HTML =
            all.isEmpty
            ? "<p>Aucune étude n’est encore publiée.</p>\n"
            : StudyListPage.list(all, showsGroup: false)
        return "<h2 id=\"etudes\">Études</h2>\n\(button)\(list)"
    }
}
