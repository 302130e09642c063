import Law
import Procurement

/// The steps of a purchase, backwards from the day its contract is to be signed.
///
/// A delay between two acts counts whole days between them: neither the day of the first nor the day
/// of the second is counted, the careful reading.
struct ProcedureCalendar: Sendable {
    let table: ToolTable
    let warnings: [String]

    /// Days taken for granted where nobody says otherwise.
    private static let formalAnalysis = 30
    private static let adaptedAnalysis = 15
    private static let adaptedTenders = 21

    init(
        _ need: PurchaseNeed, _ reading: ProcedureReading, signature: Day, today: Day,
        _ law: LawBook
    ) {
        let isFormal = reading.kind == .formal
        var rows: [(day: Day, act: String, why: String)] = [(signature, "Signature", "souhaitée")]
        var day = signature
        let circumstance: Circumstance = need.isElectronic ? .electronic : .none
        if isFormal, let wait = reading.known(.standstill, circumstance) {
            day = day.adding(days: -Int(wait.number.whole) - 1)
            rows.append((day, "Choix, puis envoi des lettres de rejet", "\(wait.phrase) d’attente"))
        } else if !reading.isUnpublished {
            rows.append((day, "Choix, puis envoi des lettres de rejet", "sans attente obligatoire"))
        }
        var start = day
        if !reading.isUnpublished {
            let analysis =
                need.analysisDays ?? (isFormal ? Self.formalAnalysis : Self.adaptedAnalysis)
            day = day.adding(days: -analysis)
            let deadline = day
            rows.append((deadline, "Date limite des offres", "\(French.days(analysis)) d’analyse"))
            if isFormal, let information = reading.known(.additionalInformation, need.circumstance)
            {
                rows.append(
                    (
                        deadline.adding(days: -Int(information.number.whole)),
                        "Dernières réponses aux questions",
                        "\(information.phrase) avant la date limite"
                    ))
            }
            if isFormal, let limit = reading.known(.openTenders) {
                start = deadline.adding(days: -Int(limit.number.whole) - 1)
                rows.append((start, "Envoi de l’avis", "\(limit.phrase) pour répondre, au moins"))
            } else {
                let days = need.tenderDays ?? Self.adaptedTenders
                start = deadline.adding(days: -days)
                rows.append((start, "Envoi de l’avis", "\(French.days(days)) pour répondre"))
            }
        }
        rows.reverse()
        if isFormal, let notice = reading.known(.awardNotice) {
            rows.append(
                (
                    signature.adding(days: Int(notice.number.whole)),
                    "Avis d’attribution, au plus tard", "\(notice.phrase) après la signature"
                ))
        }
        if let limit = reading.known(.essentialData), need.number >= limit.number,
            let delay = reading.known(.essentialDataDelay)
        {
            rows.append(
                (
                    signature.adding(months: Int(delay.number.whole)),
                    "Données essentielles, au plus tard", "\(delay.phrase) après la notification"
                ))
        }
        table = ToolTable(
            "calendar", "Calendrier, à rebours de la signature",
            columns: [
                .init("day", "Jour"), .init("act", "Acte"), .init("why", "Pourquoi"),
            ],
            rows: rows.map { [.day($0.day), .text($0.act), .text($0.why)] },
            note:
                "Les jours d’analyse, et en procédure adaptée ceux pour répondre, sont des hypothèses que "
                + "vous pouvez changer. Samedis, dimanches et jours fériés ne sont pas écartés.")
        var warnings: [String] = []
        if start < today {
            warnings.append(
                "Pour signer le \(FrenchNumber.day(signature)), il fallait commencer le "
                    + "\(FrenchNumber.day(start))\u{202F}: c’est passé de "
                    + "\(French.days(Int(today.number - start.number))).")
        }
        if start < need.day {
            warnings.append(
                "Le lancement du \(FrenchNumber.day(need.day)) est trop tardif pour signer le "
                    + "\(FrenchNumber.day(signature))\u{202F}: lancez le \(FrenchNumber.day(start)) au plus tard."
            )
        }
        self.warnings = warnings
    }
}
