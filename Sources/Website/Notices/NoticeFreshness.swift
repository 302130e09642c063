import Community
import Editions
import Procurement

/// How fresh the notices are, and what the page says of it.
struct NoticeFreshness: Sendable {
    /// When all that was due was last received; nil when nothing was ever fetched.
    var fetched: Moment?
    /// The newest day of publication known to the edition.
    var newest: Day?

    /// Days after which what is shown may have been overtaken.
    static let mostDays = 2

    /// The freshness of an edition's notices.
    init(_ edition: Observation, _ context: Context) {
        fetched = context.shelf.noticesFetched()
        newest = NoticeRows(edition).newest
    }

    /// Whether the last fetch, or failing any the newest notice, is too old at a moment.
    func isStale(at now: Moment) -> Bool {
        if let fetched { return now.since(fetched) > Int64(Self.mostDays) * 86_400 }
        guard let newest else { return true }
        return Int(ParisClock.day(now.seconds).number) - Int(newest.number) > Self.mostDays
    }

    /// The lines of the page.
    func html(at now: Moment) -> HTML {
        var line: HTML = "<p class=\"note\">"
        if let fetched {
            line += "Dernière réception complète du BOAMP\u{202F}: \(ParisTime.html(fetched))"
        } else {
            line += "Aucune réception automatique\u{202F}: avis importés à la main"
        }
        if let newest {
            line += "\u{202F}; parution la plus récente\u{202F}: \(French.day(newest)).</p>\n"
        } else {
            line += "\u{202F}; aucun jour de parution connu.</p>\n"
        }
        guard isStale(at: now) else { return line }
        return line + """
            <p class="encart avis" role="note"><strong>Ces avis datent de plus de \
            \(Self.mostDays) jours.</strong> Des appels publiés, rectifiés ou annulés depuis \
            manquent ici\u{202F}: vérifiez toujours sur le BOAMP et sur le profil de l’acheteur.</p>

            """
    }
}
