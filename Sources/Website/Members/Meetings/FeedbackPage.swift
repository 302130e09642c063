import Community

/// What a participant thought of each of its meetings; the organiser alone reads it.
enum FeedbackPage: FormPage {
    static let path = "/innovation/:cle/retours"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = "inscrit, pour ses propres rendez-vous"

    static func link(to key: String, participant: Int64) -> Link {
        Link(["innovation", key, "retours"], query: [("participant", String(participant))])
    }

    static func document(_ context: Context) throws -> Document {
        let visit = try MeetingVisit(context)
        let participant = try visit.participant(context)
        let agenda = try AgendaSheet.agenda(visit, participant).appointments
        let said = try visit.meetings.feedback(by: participant)
        let here = link(to: visit.event.key, participant: participant.id)
        let forms = agenda.map { appointment -> HTML in
            form(context, here, participant, appointment, said[appointment.other.id])
        }
        let content: HTML =
            forms.isEmpty
            ? "<p>Vous n’avez aucun rendez-vous dans ce programme.</p>\n"
            : "<div class=\"lignes\">\n\(forms)</div>\n"
        return Document(
            title: "Vos rendez-vous, après coup",
            summary: "Retours de \(participant.name).",
            content: """
                \(context.notice(["enregistre": "Merci, c’est enregistré."]))\(context.faultSummary)\
                <p class="chapo">Pour \(participant.name). Seul l’organisateur lit vos réponses\u{202F}; elles sont \
                effacées à la date de conservation.</p>
                \(content)
                """,
            section: .rencontres, trail: visit.trail, isHiddenFromSearch: true)
    }

    private static func form(
        _ context: Context, _ here: Link, _ participant: Meetings.Participant,
        _ appointment: Meetings.Appointment, _ said: Meetings.Feedback?
    ) -> HTML {
        let id = appointment.other.id
        func options(_ choices: [(String, String)], _ chosen: String) -> [HTML] {
            choices.map { choice -> HTML in
                let selected: HTML? = choice.0 == chosen ? " selected" : nil
                return "<option value=\"\(choice.0)\"\(selected)>\(choice.1)</option>"
            }
        }
        let held = options(
            [("oui", "Oui"), ("non", "Non")], said?.isHeld == false ? "non" : "oui")
        let use = options(
            [
                ("", "Sans avis"), ("1", "1 – Inutile"), ("2", "2 – Peu utile"), ("3", "3 – Utile"),
                ("4", "4 – Très utile"), ("5", "5 – Décisif"),
            ], said?.use.map { String($0) } ?? "")
        let more = options(
            [("non", "Non"), ("oui", "Oui")], said?.wantsMore == true ? "oui" : "non")
        let done: HTML? =
            said == nil ? nil : " <span class=\"etiquette\">Répondu</span>"
        return """
            \(context.formStart(here))<fieldset class="ligne"><legend>\(MeetingText.hours(appointment.slot)), \
            \(appointment.other.name)\(done)</legend>
            <input type="hidden" name="participant" value="\(participant.id)">
            <input type="hidden" name="autre" value="\(id)">
            <p><label for="tenu-\(id)">Le rendez-vous a-t-il eu lieu\u{202F}?</label>
            <select id="tenu-\(id)" name="tenu">\(held)</select></p>
            <p><label for="utile-\(id)">A-t-il été utile\u{202F}?</label>
            <select id="utile-\(id)" name="utile">\(use)</select></p>
            <p><label for="suite-\(id)">Souhaitez-vous une suite\u{202F}?</label>
            <select id="suite-\(id)" name="suite">\(more)</select></p>
            <p><label for="mot-\(id)">Un mot (facultatif)</label>
            <input type="text" id="mot-\(id)" name="mot" value="\(said?.words ?? "")" maxlength="2000" \
            autocomplete="off"></p>
            <p class="large"><button type="submit">Enregistrer<span class="lecteur"> pour \
            \(appointment.other.name)</span></button></p>
            </fieldset></form>

            """
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let visit = try MeetingVisit(context)
        let participant = try visit.participant(context)
        let use = form["utile"].isEmpty ? nil : try Entry.number("utile", form["utile"], 1...5)
        try visit.meetings.say(
            .init(
                isHeld: form["tenu"] == "oui", use: use, wantsMore: form["suite"] == "oui",
                words: form["mot"]),
            by: participant, about: Int64(form["autre"]) ?? 0, visit.members.acting)
        return Link(
            ["innovation", visit.event.key, "retours"],
            query: [("participant", String(participant.id)), ("fait", "enregistre")])
    }
}
