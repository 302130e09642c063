import Columns
import Community
import Procurement

/// What came of the meetings: feedback, pairs, contracts that followed; for the organiser.
enum FollowUpPage: FormPage {
    static let path = "/innovation/:cle/organisation/suites"
    static let reading: Access = .lead
    static let writing: Access? = .lead
    static let condition = InnovationOrganisationPage.condition

    static func link(to key: String) -> Link {
        Link(["innovation", key, "organisation", "suites"])
    }

    /// What was counted, in one sentence, with its denominator and its edition.
    static func sentence(_ followUp: Meetings.FollowUp) -> HTML {
        let share = Double(followUp.followed) / Double(max(1, followUp.held))
        return """
            <p><strong>INN-08, de la rencontre au contrat.</strong> Sur \
            \(French.count(followUp.held, "paire qui s’est rencontrée", "paires qui se sont rencontrées")), \
            \(French.integer(followUp.followed)) (\(French.percent(share, decimals: 0))) ont été suivies, \
            dans les \(Meetings.followedMonths) mois, d’au moins un contrat entre les deux parties\u{202F}: \
            \(French.count(followUp.contracts, "contrat")) en tout, dans l’édition \
            <code>\(followUp.edition)</code>. Compté le \(ParisTime.html(followUp.counted)).</p>
            <p class="petit">Contrats publiés par l’acheteur (tous ses établissements) et notifiés à \
            l’entreprise (de même), chacun compté une fois, du jour des rencontres à dix-huit mois après. Qu’un contrat suive une \
            rencontre ne dit pas qu’elle en est la cause. Jamais publié sous \(Meetings.fewestPairs) \
            paires.</p>

            """
    }

    static func document(_ context: Context) throws -> Document {
        let visit = try MeetingVisit.organised(context)
        let reviews = try visit.meetings.reviews(of: visit.event.id)
        let content: HTML =
            visit.event.stage < .theDay
            ? "<p>Les rencontres n’ont pas encore eu lieu.</p>\n"
            : try """
            \(context.notice(["releve": "Le relevé est gardé, et publié sur la page des rencontres."]))\
            \(context.faultSummary)\(feedback(reviews))\(contracts(context, visit))\(pairs(visit, reviews))
            """
        return Document(
            title: "Suites", summary: visit.event.title, content: content, section: .rencontres,
            trail: visit.organiserTrail, isHiddenFromSearch: true)
    }

    private static func feedback(_ reviews: [Meetings.Review]) -> HTML {
        let said = reviews.flatMap { [$0.buyer, $0.company].compactMap(\.self) }
        let uses = said.compactMap(\.use)
        let mean =
            uses.isEmpty
            ? "—" : French.decimal(Double(uses.reduce(0, +)) / Double(uses.count), decimals: 1)
        return """
            <h2>Retours</h2>
            \(Blocks.figures([
                Blocks.figure(
                    "\(reviews.count { $0.isHeld == true })", "Rendez-vous tenus",
                    "sur \(reviews.count) au programme\u{202F}; \(reviews.count { $0.isHeld == nil }) non dits ou contredits",
                    link: nil, label: ""),
                Blocks.figure(
                    "\(said.count)", "Réponses", "sur \(reviews.count * 2) attendues", link: nil,
                    label: ""),
                Blocks.figure(
                    HTML(text: mean), "Utilité moyenne", "de 1 à 5, \(uses.count) avis", link: nil,
                    label: ""),
                Blocks.figure(
                    "\(reviews.count { $0.buyer?.wantsMore == true && $0.company?.wantsMore == true })",
                    "Suites souhaitées", "des deux côtés", link: nil, label: ""),
            ]))
            """
    }

    private static func contracts(_ context: Context, _ visit: MeetingVisit) throws -> HTML {
        let kept = try visit.meetings.followUps(of: visit.event.id).map { sentence($0) }
        guard let edition = context.edition else {
            return
                "<h2>Contrats qui ont suivi</h2>\n\(kept)<p>Aucune édition n’est publiée ici.</p>\n"
        }
        let now = try visit.meetings.followUp(
            of: visit.event, EditionContractsBetween(observation: edition),
            at: visit.members.acting.now)
        let today: HTML
        if now.isPublishable {
            today = """
                \(sentence(now))\(context.button(link(to: visit.event.key), "Garder et publier ce relevé"))
                """
        } else {
            today = """
                <p>Pas assez de rencontres\u{202F}: \(French.count(now.held, "paire s’est rencontrée", "paires se sont rencontrées")), \
                il en faut au moins \(Meetings.fewestPairs) pour publier un relevé.</p>

                """
        }
        let former: HTML? = kept.isEmpty ? nil : "<h3>Relevés gardés</h3>\n\(kept)"
        return "<h2>Contrats qui ont suivi</h2>\n\(today)\(former)"
    }

    private static func pairs(_ visit: MeetingVisit, _ reviews: [Meetings.Review]) throws -> HTML {
        guard !reviews.isEmpty else {
            return "<h2>Rendez-vous</h2>\n<p>La liste est vide, ou effacée à sa date.</p>\n"
        }
        let setting = try visit.meetings.setting(of: visit.event.id)
        func cell(_ said: Meetings.Feedback?) -> HTML {
            guard let said else { return "<span class=\"inconnu\">sans réponse</span>" }
            let use = said.use.map { ", utile \($0)/5" } ?? ""
            let more = said.wantsMore ? ", suite souhaitée" : ""
            let words = said.words.isEmpty ? "" : "\u{202F}: " + said.words
            return HTML(text: (said.isHeld ? "tenu" : "pas tenu") + use + more + words)
        }
        let rows = reviews.map { review -> [HTML] in
            [
                HTML(text: setting.participant(review.meeting.buyer)?.name ?? ""),
                HTML(text: setting.participant(review.meeting.company)?.name ?? ""),
                cell(review.buyer), cell(review.company),
            ]
        }
        let days =
            try visit.members.store.retentions()
            .first { $0.table == "innovation_rendezvous" }?.days ?? 0
        let until = Day(number: visit.event.day.number + Int32(clamping: days))
        return """
            <h2>Rendez-vous</h2>
            <p>Cette liste n’est lue que d’ici. Elle est effacée le \(French.day(until)).</p>
            \(Blocks.table(
                "Rendez-vous et retours",
                heads: ["Acheteur", "Entreprise", "Selon l’acheteur", "Selon l’entreprise"], rows: rows,
                isCaptionHidden: true))
            """
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let visit = try MeetingVisit.organised(context)
        let edition = try context.observation()
        let found = try visit.meetings.followUp(
            of: visit.event, EditionContractsBetween(observation: edition),
            at: visit.members.acting.now)
        try visit.meetings.keep(found, event: visit.event, visit.members.acting)
        return Link(
            ["innovation", visit.event.key, "organisation", "suites"], query: [("fait", "releve")])
    }
}

/// The contracts of an edition between two parties, by SIREN.
///
/// - Complexity: O(establishments of the buyer + its contracts), for each pair.
struct EditionContractsBetween: ContractsBetween {
    let observation: Observation

    var edition: String { observation.facts.id }

    func contracts(buyer siren: String, company: String, from first: Day, through last: Day) throws
        -> Set<Int>
    {
        let tables = observation.tables
        let days = tables.contracts["dateNotification"]
        let suppliers = tables.awards["titulaire_id"]
        var rows: Set<UInt32> = []
        for buyer in buyers(of: siren) {
            rows.formUnion(try observation.answers.rows([("acheteur_id", buyer)]))
        }
        return Set(rows.map { Int($0) }).filter { row in
            guard let days, days.isKnown(row), let number = days.integer(row),
                number >= Int64(first.number), number <= Int64(last.number)
            else { return false }
            return tables.awards(of: row).contains { award in
                suppliers?.text(award)?.hasPrefix(company) == true
            }
        }
    }

    /// The SIRETs of a buyer in the edition, which are in order of bytes.
    private func buyers(of siren: String) -> [String] {
        guard let column = observation.tables.buyers["acheteur_id"] else { return [] }
        let wanted = Array(siren.utf8)
        func bytes(_ row: Int) -> [UInt8] { column.text(row).map { Array($0.utf8) } ?? [] }
        var low = 0
        var high = column.count
        while low < high {
            let middle = (low + high) / 2
            if bytes(middle).lexicographicallyPrecedes(wanted) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        var found: [String] = []
        while low < column.count, let text = column.text(low), text.hasPrefix(siren) {
            found.append(text)
            low += 1
        }
        return found
    }
}
