import Community

/// A group's page in the making: the group, who asks, what they may do.
struct GroupSetting: Sendable {
    let members: Members
    let group: Groups.Group

    var store: CommunityStore { members.store }
    var acting: Acting { members.acting }
    var visitor: Visitor { members.visitor }
    /// Whether the visitor leads the group, or may act as its lead.
    var leads: Bool { visitor.leads(group.id) }
    /// Whether the visitor takes part in the group, or may act as if.
    var takesPart: Bool { visitor.groups.contains(group.id) || visitor.isEditor }
    /// Whether names of persons are shown: to members of the observatory, not to the public.
    var showsNames: Bool { visitor.isMember || takesPart }

    /// Refuses whom the group is not led by.
    func requireLead() throws(CommunityRefusal) {
        try visitor.require(leads, "Seul un responsable de ce groupe le peut.")
    }

    /// Refuses who takes no part in the group.
    func requireMember() throws(CommunityRefusal) {
        try visitor.require(takesPart, "Seuls les membres de ce groupe le peuvent.")
    }

    /// The pages above one of the group.
    var trail: [(label: String, link: Link)] {
        GroupListPage.trail + [(group.name, GroupPage.link(to: group.key))]
    }

    /// The conditions written in the table of permissions.
    static let leadCondition = "responsable de ce groupe, ou rédaction"
    static let memberCondition = "membre de ce groupe, ou rédaction"
}

extension Context {
    /// The group that the address names by `:cle`.
    func groupSetting() throws -> GroupSetting {
        let members = try community()
        return GroupSetting(
            members: members, group: try members.store.groups.group(argument("cle")))
    }

    /// A number of the address; 0 when it is none.
    func number(_ name: String) -> Int64 { Int64(argument(name)) ?? 0 }
}

/// A form over something that others may change meanwhile: what they saved is shown beside what was
/// typed, and nothing is overwritten.
enum VersionedForm {
    /// The same, over short fields: what is saved is compared for each of them.
    static func html(_ context: Context, _ link: Link, _ fields: [FormField], version: Int) -> HTML
    {
        html(
            context, link, fields, version: version,
            saved: fields.compactMap { field in
                context.sent.map { $0[field.key] } == field.value
                    ? nil : (field.key, field.label, field.value)
            })
    }

    /// - Parameters:
    ///   - version: the version that stands now.
    ///   - saved: the texts that stand now, by the key of their field.
    ///   - buttons: besides saving.
    static func html(
        _ context: Context, _ link: Link, _ fields: [FormField], version: Int,
        saved: [(key: String, label: String, text: String)], button: String = "Enregistrer",
        buttons: HTML = HTML()
    ) -> HTML {
        var conflict = HTML()
        if let sent = context.sent, sent["version"] != String(version) {
            conflict = """
                <section class="encart avis"><h2>Enregistré entre-temps par quelqu’un d’autre</h2>
                <p>Précédé de «\u{202F}−\u{202F}», ce qui est enregistré\u{202F}; de «\u{202F}+\u{202F}», ce que vous avez écrit. \
                Rien n’a été écrasé. Reprenez dans votre texte ce qui doit y rester, puis enregistrez.</p>

                """
            for text in saved {
                let typed = sent[text.key].replacing("\r\n", with: "\n")
                let difference = LineDifference(from: text.text, to: typed)
                conflict += "<h3>\(text.label)</h3>\n"
                conflict +=
                    difference.isEmpty
                    ? "<p>Les deux textes sont les mêmes.</p>\n"
                    : DifferenceBlock.html(difference, label: text.label)
            }
            conflict += "</section>\n"
        }
        return """
            \(context.faultSummary)\(conflict)\(context.formStart(link))\(fields.map { $0.html(context) })\
            <input type="hidden" name="version" value="\(version)">
            <p class="agir"><button type="submit">\(button)</button>\(buttons)</p>
            </form>

            """
    }
}

/// What changed between two texts, line by line; long stretches that did not are folded.
enum DifferenceBlock {
    /// Unchanged lines kept around a change.
    private static let around = 3

    static func html(_ difference: LineDifference, label: String) -> HTML {
        let lines = difference.lines
        var isShown = [Bool](repeating: false, count: lines.count)
        for (index, line) in lines.enumerated() where line.fate != .kept {
            for near in max(0, index - around)...min(lines.count - 1, index + around) {
                isShown[near] = true
            }
        }
        var html: HTML = """
            <div class="cadre" tabindex="0" role="region" aria-label="Différences\u{202F}: \(label)"><pre class="differences">
            """
        var folded = 0
        for (index, line) in lines.enumerated() {
            guard isShown[index] else {
                folded += 1
                continue
            }
            if folded > 0 { html += fold(folded) }
            folded = 0
            switch line.fate {
            case .kept: html += "  \(line.text)\n"
            case .added: html += "<ins>+ \(line.text)\n</ins>"
            case .removed: html += "<del>− \(line.text)\n</del>"
            }
        }
        if folded > 0 { html += fold(folded) }
        return html + "</pre></div>\n"
    }

    private static func fold(_ count: Int) -> HTML {
        let text =
            count > 1 ? "\(count) lignes inchangées" : "1 ligne inchangée"
        return "<span class=\"faible\">… \(text) …</span>\n"
    }
}
