import Community

/// « Versions »: every saved state of a study, and comparing two of them.
enum StudyVersionsPage: CommunityPage {
    static let path = "/etudes/:id/versions"
    static let condition = StudySetting.condition

    static func link(to id: Int64, from: Int? = nil, to latter: Int? = nil) -> Link {
        var query: [(String, String)] = []
        if let from, let latter { query = [("de", String(from)), ("a", String(latter))] }
        return Link(["etudes", String(id), "versions"], query: query)
    }

    static func document(_ context: Context) throws -> Document {
        let setting = try context.studySetting()
        let study = setting.study
        let versions = try setting.store.studies.versions(of: study.id)
            .filter { setting.mayRead(version: $0.number) }
        let names = setting.group.showsNames
        let rows = versions.map { version -> [HTML] in
            let before: HTML =
                version.number == 1
                ? "première version"
                : setting.mayRead(version: version.number - 1)
                    ? """
                    <a href="\(link(to: study.id, from: version.number - 1, to: version.number))">ce qui change</a>
                    """ : HTML()
            let isPublic: HTML? = version.number == study.publishedVersion ? ", publiée" : nil
            return [
                "<a href=\"\(StudyVersionPage.link(to: version.number, of: study.id))\">Version \(version.number)</a>\(isPublic)",
                ParisTime.html(version.saved),
                HTML(text: names ? version.authorName ?? "" : "un membre du groupe"),
                HTML(text: setting.group.takesPart ? version.note : ""), before,
            ]
        }
        return Document(
            title: "Versions de l’étude", summary: "Ce qui a changé, et quand.",
            content: """
                \(try comparison(context, setting, versions))\
                \(Blocks.table("Versions", heads: ["Version", "Enregistrée", "Par", "Note", "Comparer"], rows: rows, isCaptionHidden: true))\
                \(chooser(study.id, versions))
                """, section: .observatoire, kind: study.title, trail: setting.trail,
            isHiddenFromSearch: true)
    }

    private static func comparison(
        _ context: Context, _ setting: StudySetting, _ versions: [Studies.Version]
    ) throws -> HTML? {
        guard let from = context.visit.value("de"), let to = context.visit.value("a") else {
            return nil
        }
        let former = try setting.version(from)
        let latter = try setting.version(to)
        let difference = LineDifference(from: former.lines, to: latter.lines)
        let block: HTML =
            difference.isEmpty
            ? "<p>Rien ne change.</p>\n"
            : DifferenceBlock.html(
                difference, label: "versions \(former.number) et \(latter.number)")
        return """
            <h2 id="differences">De la version \(former.number) à la version \(latter.number)</h2>
            \(block)<h2>Toutes les versions</h2>

            """
    }

    /// Two versions to choose, by GET.
    private static func chooser(_ id: Int64, _ versions: [Studies.Version]) -> HTML? {
        guard versions.count > 2 else { return nil }
        func choice(_ key: String, _ label: String, _ chosen: Int) -> HTML {
            let options = versions.map { version -> HTML in
                let selected: HTML? = version.number == chosen ? " selected" : nil
                return
                    "<option value=\"\(version.number)\"\(selected)>Version \(version.number)</option>"
            }
            return """
                <p class="champ"><label for="\(key)">\(label)</label><select id="\(key)" name="\(key)">\(options)</select></p>

                """
        }
        return """
            <h2>Comparer deux versions</h2>
            <form method="get" action="\(link(to: id))">
            \(choice("de", "De", 1))\(choice("a", "À", versions[0].number))<p class="agir"><button type="submit">Comparer</button></p>
            </form>

            """
    }
}

/// A saved state of a study, with its figures as its own edition says them.
enum StudyVersionPage: CommunityPage {
    static let path = "/etudes/:id/versions/:numero"
    static let condition = StudySetting.condition

    static func link(to number: Int, of id: Int64) -> Link {
        Link(["etudes", String(id), "versions", String(number)])
    }

    static func document(_ context: Context) throws -> Document {
        let setting = try context.studySetting()
        let version = try setting.version(context.argument("numero"))
        let edition =
            version.edition.isEmpty
            ? context.edition : try StudySetting.edition(version.edition, context)
        let summary: HTML? =
            version.summary.isEmpty ? nil : "<p class=\"chapo\">\(version.summary)</p>\n"
        return Document(
            title: version.title, summary: "Une version d’une étude.",
            content: """
                <p class="encart">Version \(version.number), du \(ParisTime.html(version.saved)). \
                <a href="\(StudyPage.link(to: setting.study.id))">Lire la version \(setting.study.version)</a></p>
                \(summary)<div class="texte-long">\(LiveText.html(version.text, edition: edition, context))</div>
                """, section: .observatoire, kind: "Étude, version \(version.number)",
            trail: setting.trail, isHiddenFromSearch: true)
    }
}
