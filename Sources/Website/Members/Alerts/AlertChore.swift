import Community

extension Chore {
    /// What is new in followed selections, then the letters whose hour has come.
    ///
    /// Cost: while nothing changed, one read of each source's state and one of the letters due; after a
    /// new edition, one question per distinct followed query.
    static let alerts = Chore(name: "alertes", every: 5) { setting in
        let alerts = setting.store.alerts
        for source in AlertSources.all(
            setting.store, shelf: setting.shelf, now: setting.acting.now)
        {
            try alerts.lookAll(of: source, setting.acting, log: setting.log)
        }
        let letters = AlertLetters(setting)
        try alerts.sendDue(AlertSources.time, setting.acting, letter: letters.message)
        try alerts.tidy(setting.acting)
    }
}

/// Letters of alerts: plain text, what is new, and how to stop.
struct AlertLetters: Sendable {
    let siteName: String
    let siteAddress: String
    let sources: [any AlertSource]

    init(_ setting: Chore.Setting) {
        siteName = setting.siteName
        var address = setting.siteAddress
        while address.hasSuffix("/") { address.removeLast() }
        siteAddress = address
        sources = AlertSources.all(
            setting.store, shelf: setting.shelf, now: setting.acting.now)
    }

    /// The letter of a digest.
    func message(_ digest: Alerts.Digest) -> MailMessage {
        let alert = digest.alert
        let source = sources.first { $0.name == alert.source }
        let page = siteAddress + (source?.path(alert.query) ?? AlertListPage.link.address)
        var text = """
            \(French.count(digest.total, "nouveauté")) dans la sélection que vous suivez, «\u{202F}\(alert.name)\u{202F}»\u{202F}:


            """
        for news in digest.news {
            text += "- \(news.item.title)\n"
            if !news.item.day.isEmpty { text += "  \(news.item.day)\n" }
            text += "  \(siteAddress)\(news.item.path)\n\n"
        }
        let others = digest.total - digest.news.count
        if others > 0 {
            let all = siteAddress + AlertNewsPage.link(alert.id).address
            text +=
                "et \(French.count(others, "autre")), toutes sur la page de l’alerte\u{202F}:\n\(all)\n\n"
        }
        text += "Toute la sélection\u{202F}:\n\(page)\n\n"
        text += """
            Vous recevez ce courriel \(alert.schedule.text), quand il y a du nouveau.
            Changer le rythme\u{202F}: \(siteAddress)\(AlertListPage.link.address)
            Arrêter cette alerte, sans se connecter\u{202F}: \
            \(siteAddress)\(AlertStopPage.link(digest.stopToken).address)

            \(siteName)

            """
        return MailMessage(
            to: digest.to,
            subject: "\(alert.name)\u{202F}: \(French.count(digest.total, "nouveauté"))",
            text: text,
            category: .digests)
    }
}
