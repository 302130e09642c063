import Community

/// The fields of what an event is made of.
enum PieceForm {
    private static func line(
        _ key: String, _ label: String, _ length: Int, _ value: String?, _ help: String = "",
        isRequired: Bool = false
    ) -> FormField {
        FormField(
            key: key, label: label, help: help, control: .line(length: length), value: value ?? "",
            isRequired: isRequired)
    }

    private static func rank(_ value: Int?) -> FormField {
        FormField(
            key: "rang", label: "Ordre", help: "Les petits nombres d’abord.",
            control: .number(0...9_999), value: String(value ?? 0), isRequired: false)
    }

    static func room(_ room: Programme.Room?) -> [FormField] {
        [
            line("nom", "Nom", 80, room?.name, isRequired: true),
            line("acces", "Comment y aller", 300, room?.access, "Étage, ascenseur, plain-pied."),
            rank(room?.rank), .version(room?.version ?? 0),
        ]
    }

    static func speaker(_ speaker: Programme.Speaker?) -> [FormField] {
        [
            line("nom", "Nom et prénom", 120, speaker?.name, isRequired: true),
            line("fonction", "Fonction", 120, speaker?.occupation),
            line("organisme", "Organisme", 160, speaker?.organisation),
            line(
                "accord", "Accord pour être nommé", 200, speaker?.consent,
                "Comment et quand la personne a dit oui, comme «\u{202F}courriel du 3 septembre\u{202F}». "
                    + "Sans accord, le "
                    + "public ne lit que la fonction et l’organisme."),
            rank(speaker?.rank), .version(speaker?.version ?? 0),
        ]
    }

    /// - Parameter largest: of a file, in mebibytes.
    static func material(
        _ material: Programme.Material?, _ programme: Programme, largest: Int
    ) -> [FormField] {
        let sessions = programme.sessions.map { (value: String($0.id), label: $0.title) }
        return [
            line("titre", "Titre", 200, material?.title, isRequired: true),
            FormField(
                key: "fichier", label: "Fichier",
                help: (material?.file == nil
                    ? ""
                    : "Remplace \(material?.fileName ?? "")\u{202F}; laissé vide, rien ne change. ")
                    + "PDF, OpenDocument, Word, Excel, PowerPoint, CSV, texte ou image\u{202F}; au plus "
                    + "\(largest)\u{202F}Mio.", control: .file(accepted: FileKind.accepted),
                isRequired: false),
            line(
                "adresse", "Ou une adresse", 1_000, material?.address,
                "https://… ou un chemin de ce site, comme une publication. Vide pour un fichier."),
            FormField(
                key: "seance", label: "Séance",
                control: .choice([(value: "", label: "Toute la rencontre")] + sessions),
                value: material?.session.map(String.init) ?? "", isRequired: false),
            rank(material?.rank), .version(material?.version ?? 0),
        ]
    }

    /// What was sent of a material: a file, an address, or neither.
    static func readMaterial(_ form: SentForm, _ members: Members) throws -> Events.MaterialSource {
        if let file = form.file("fichier") {
            let kind = try members.store.files.check(file.bytes, name: file.name)
            let bytes = kind.isImage ? try SmallerImage.of(file.bytes, kind) : file.bytes
            return .file(bytes: bytes, kind: kind, name: file.name)
        }
        return form["adresse"].isEmpty ? .same : .address(form["adresse"])
    }

    static func question(_ question: EventQuestion?) -> [FormField] {
        [
            line("intitule", "Question", 300, question?.wording, isRequired: true),
            FormField(
                key: "genre", label: "Réponse",
                control: .choice(
                    EventQuestion.Kind.allCases.map { (value: $0.rawValue, label: $0.label) }),
                value: question?.kind.rawValue ?? ""),
            FormField(
                key: "choix", label: "Choix", help: "Un par ligne, pour une liste.",
                control: .text(rows: 4, length: 2_000),
                value: question?.choices.joined(separator: "\n") ?? "", isRequired: false),
            rank(question?.rank), .version(question?.version ?? 0),
        ]
    }

    static func session(_ session: Programme.Session?, _ event: Event, _ programme: Programme)
        -> [FormField]
    {
        let kinds = Programme.Session.Kind.allCases.map { (value: $0.rawValue, label: $0.label) }
        let rooms = programme.rooms.map { (value: String($0.id), label: $0.name) }
        let people = programme.speakers.map { (value: String($0.id), label: $0.name) }
        var fields = [
            line("titre", "Titre", 200, session?.title, isRequired: true),
            FormField(
                key: "genre", label: "Genre", control: .choice(kinds),
                value: session?.kind.rawValue ?? ""),
            FormField(
                key: "debut", label: "Début", control: .moment,
                value: ParisTime.typed(session?.begins ?? event.begins)),
            FormField(
                key: "fin", label: "Fin", control: .moment,
                value: ParisTime.typed(session?.ends ?? event.ends)),
            FormField(
                key: "salle", label: "Salle",
                control: .choice([(value: "", label: "À préciser")] + rooms),
                value: session?.room.map(String.init) ?? "", isRequired: false),
        ]
        if !people.isEmpty {
            fields.append(
                FormField(
                    key: "intervenants", label: "Intervenants", control: .boxes(people),
                    values: session?.speakers.map(String.init) ?? [], isRequired: false))
        }
        return fields + [
            FormField(
                key: "resume", label: "Présentation", help: "Markdown.",
                control: .text(rows: 5, length: 8_000), value: session?.summary ?? "",
                isRequired: false),
            FormField(
                key: "au_choix", label: "Se choisit à l’inscription", control: .box,
                values: session?.isChosen == true ? ["oui"] : [], isRequired: false),
            FormField(
                key: "places", label: "Places", help: "Vide\u{202F}: sans limite.",
                control: .number(0...100_000), value: session?.places.map(String.init) ?? "",
                isRequired: false), .version(session?.version ?? 0),
        ]
    }

    /// A session as it was typed.
    static func readSession(_ form: SentForm) throws -> Events.SessionDraft {
        var check = FormCheck()
        let begins = try check.read { try ParisTime.moment("debut", form["debut"]) }
        let ends = try check.read { try ParisTime.moment("fin", form["fin"]) }
        let kind = try check.read {
            try Entry.choice("genre", form["genre"], Programme.Session.Kind.self)
        }
        let places = try check.read {
            try Entry.optionalNumber("places", form["places"], 0...100_000)
        }
        try check.end()
        let nothing = Moment(seconds: 0)
        var draft = Events.SessionDraft(
            title: form["titre"], begins: begins ?? nothing, ends: ends ?? nothing)
        draft.kind = kind ?? .plenary
        draft.summary = form["resume"]
        draft.room = Int64(form["salle"])
        draft.isChosen = form.isTicked("au_choix")
        draft.places = places.flatMap(\.self)
        draft.speakers = form.all("intervenants").compactMap { Int64($0) }
        return draft
    }
}
