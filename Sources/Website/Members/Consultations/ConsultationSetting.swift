import Community
import Procurement

/// A consultation's page in the making: the consultation, who asks, what they may do.
struct ConsultationSetting: Sendable {
    let members: Members
    let consultation: Consultation

    var store: CommunityStore { members.store }
    var consultations: Consultations { members.store.consultations }
    var acting: Acting { members.acting }
    /// Whether the visitor acts for the buyer.
    var isAgent: Bool { members.visitor.actsFor(buyer: consultation.buyer) }
    var key: String { consultation.key }

    /// The pages above one of the consultation.
    var trail: [(label: String, link: Link)] {
        ConsultationListPage.trail + [(consultation.object, ConsultationPage.link(key))]
    }

    /// The condition written in the table of permissions.
    static let agentCondition = "agent de l’acheteur de cette consultation"
}

extension Visitor {
    /// Whether the person acts for a buyer.
    func actsFor(buyer siret: String) -> Bool {
        agencies.contains { $0.isBuyer && $0.siret == siret }
    }
}

extension Context {
    /// The consultation that the address names by `:cle`, which whoever asks may know of: drafts are for
    /// the agents of their buyer.
    func consultationSetting() throws -> ConsultationSetting {
        let members = try community()
        let setting = ConsultationSetting(
            members: members,
            consultation: try members.store.consultations.consultation(argument("cle")))
        guard setting.consultation.state != .draft || setting.isAgent else {
            throw CommunityRefusal.absent("Il n’y a pas de telle consultation.")
        }
        return setting
    }

    /// The same, for an agent of the buyer only.
    func agentSetting() throws -> ConsultationSetting {
        let setting = try consultationSetting()
        try setting.members.visitor.require(
            setting.isAgent, "Seuls les agents de l’acheteur le peuvent.")
        return setting
    }

    /// What the law says today.
    var consultationLaw: ConsultationLaw { ConsultationLaw(law: law, day: today) }

    /// Refuses where the operator did not open simplified consultations.
    func requireConsultations() throws(Problem) {
        guard settings.allowsConsultations else {
            throw Problem(
                status: 404, title: "Consultations fermées",
                detail:
                    "L’observatoire ne reçoit pas d’offres\u{202F}: adressez-vous au profil d’acheteur de "
                    + "l’organisme qui achète.")
        }
    }
}

/// The letters of consultations: each goes to one person, and names nobody.
enum ConsultationLetters {
    /// The letter of a notice.
    static func notice(_ context: Context) -> Consultations.NoticeLetter {
        let settings = context.settings
        return { consultation, kind, text, email in
            let address = settings.publicAddress + ConsultationPage.link(consultation.key).address
            let deadline = consultation.deadline.map { moment in
                "Date limite\u{202F}: \(ParisTime.text(moment)), heure de Paris."
            }
            return MailMessage(
                to: email, subject: "\(kind.label)\u{202F}: \(consultation.object)",
                text: """
                    Bonjour,

                    Du nouveau pour la consultation «\u{202F}\(consultation.object)\u{202F}» de \
                    \(consultation.buyerName).

                    \(text)

                    \(kind == .ended || kind == .awarded ? "" : deadline ?? "")
                    \(address)

                    Vous recevez ce courriel parce que vous suivez cette consultation ou que vous y avez \
                    répondu. Personne ne sait qui d’autre le reçoit.

                    \(settings.name)

                    """)
        }
    }

    /// What the buyer's agents receive when a question is asked: not who asked.
    static func asked(_ context: Context) -> (Consultation, EmailAddress) -> MailMessage? {
        let settings = context.settings
        return { consultation, email in
            MailMessage(
                to: email, subject: "Question\u{202F}: \(consultation.object)",
                text: """
                    Bonjour,

                    Une question est posée sur votre consultation «\u{202F}\(consultation.object)\u{202F}». \
                    Votre réponse sera lue par tous.

                    \(settings.publicAddress)\(ConsultationQuestionsPage.link(consultation.key).address)

                    \(settings.name)

                    """)
        }
    }
}
