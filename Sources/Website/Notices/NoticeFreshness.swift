import Community
import Editions
import Procurement

/// How fresh the notices are, and what the page says of it.
struct NoticeFreshness: Sendable {
    /// When all that was due was last received; nil when nothing was ever fetched.
    var fetched: Moment?
    /// The newest day of publication known to the edition.
    var newest: Day?

    /// Days after which a fetch may have been overtaken, and a newest notice: the journal does not appear
    /// every day, and a long weekend is no fault.
    static let mostDays = 2
    static let mostDaysOfNewest = 4

    /// The freshness of an edition's notices.
    init(_ edition: Observation, _ context: Context) {
        fetched = context.shelf.noticesFetched()
        newest = NoticeRows(edition).newest
    }

    /// Whether what is shown may have been overtaken at a moment: the last fetch that an edition was built
    /// from is too old, or the newest notice is, or neither is known.
    func isStale(at now: Moment) -> Bool { age(at: now) != nil }

    /// The number of days that what is shown is older than, when it is stale.
    private func age(at now: Moment) -> Int? {
        guard let newest else { return fetched == nil ? Self.mostDays : Self.mostDaysOfNewest }
        let days = Int(ParisClock.day(now.seconds).number) - Int(newest.number)
        guard let fetched else { return days > Self.mostDays ? Self.mostDays : nil }
        if days > Self.mostDaysOfNewest { return Self.mostDaysOfNewest }
        return now.since(fetched) > Int64(Self.mostDays) * 86_400 ? Self.mostDays : nil
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
        guard let age = age(at: now) else { return line }
        return line + """
            <p class="encart avis" role="note"><strong>Ces avis datent de plus de \
            \(String(age)) jours.</strong> Des appels publiés, rectifiés ou annulés depuis \
            manquent ici\u{202F}: vérifiez toujours sur le BOAMP et sur le profil de l’acheteur.</p>

            """
    }
}
