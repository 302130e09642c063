import Community
import Procurement

extension Chore {
    /// Letters about insurances and certificates that end soon.
    static let dossiers = Chore(name: "dossiers", every: 3_600) { setting in
        let today = ParisTime.day(setting.acting.now)
        _ = try setting.store.dossiers.remind(on: today, setting.acting) { ending in
            DossierLetter.message(ending, siteName: setting.siteName, address: setting.siteAddress)
        }
    }
}

/// What is written about an end that comes.
enum DossierLetter {
    /// The letter.
    static func message(_ ending: Dossiers.Ending, siteName: String, address: String) -> MailMessage
    {
        let name = DossierText.name(ending.statement)
        let page = address + DossierPage.link(to: ending.siret).address
        return MailMessage(
            to: ending.to, subject: "\(name)\u{202F}: valable jusqu’au \(French.day(ending.end))",
            text: """
                Bonjour,

                Dans le dossier de \(ending.company), «\u{202F}\(name)\u{202F}» n’est valable que jusqu’au \
                \(French.day(ending.end)), dans \(French.count(ending.daysLeft, "jour")).

                Quand vous avez la nouvelle date, écrivez-la une fois ici\u{202F}: vos prochaines candidatures \
                la reprendront.
                \(page)

                \(siteName)

                """, category: .reminders)
    }
}
