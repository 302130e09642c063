import Community

/// The fields of an application: filled in by what was sent, else by the address, else by the application
/// that this one follows.
struct CandidatureForm {
    let context: Context
    let former: Applications.Call?
    let consultation: Applications.Consultation?

    /// Members that the form has room for.
    static let mostMembers = 4

    /// Which company applies: chosen among several only.
    func company(_ siret: String, _ names: [(String, String)]) -> HTML {
        guard names.count > 1 else {
            return FormField(key: "siret", label: "", control: .hidden, value: siret).html(context)
        }
        return FormField(
            key: "siret", label: "Entreprise",
            control: .choice(names.map { (value: $0.0, label: $0.1) }), value: siret
        ).html(context)
    }

    /// The call.
    var call: HTML {
        html([
            FormField(
                key: "acheteur", label: "Acheteur", help: "Comme Ville d’Arras.",
                control: .line(length: 200), value: asked("acheteur")),
            FormField(
                key: "objet", label: "Objet du marché", control: .line(length: 500),
                value: asked("objet")),
            FormField(
                key: "lots", label: "Lots",
                help: "Comme 2, 3. Vide pour tous, ou s’il n’y en a pas.",
                control: .line(length: 200), value: asked("lots"), isRequired: false),
            FormField(
                key: "reference", label: "Référence", help: "Numéro de l’avis ou de la procédure.",
                control: .line(length: 100), value: asked("reference"), isRequired: false),
            FormField(
                key: "lien", label: "Adresse de l’avis ou du profil de l’acheteur",
                control: .line(length: 500), value: asked("lien"), isRequired: false),
            FormField(
                key: "consultation", label: "", control: .hidden, value: consultation?.key ?? ""),
        ])
    }

    /// How firms apply together.
    var group: HTML {
        var fields = [
            FormField(
                key: "groupement", label: "Forme",
                control: .choice(
                    [("", "Seul")] + Applications.GroupForm.allCases.map { ($0.rawValue, $0.label) }
                ), value: former?.group?.rawValue ?? "", isRequired: false),
            FormField(
                key: "solidaire", label: "Le mandataire d’un groupement conjoint répond pour tous",
                control: .box, values: former?.agentAnswers == true ? ["oui"] : [],
                isRequired: false),
            FormField(
                key: "part", label: "Ce que fait votre entreprise, mandataire",
                control: .line(length: 300), value: former?.ownShare ?? "", isRequired: false),
        ]
        for place in 1...CandidatureForm.mostMembers {
            let member = former.flatMap { call in
                call.members.indices.contains(place - 1) ? call.members[place - 1] : nil
            }
            let prefix = "membre_\(place)_"
            fields += [
                FormField(
                    key: prefix + "siret", label: "Membre \(place)\u{202F}: SIRET",
                    control: .line(length: 20), value: member?.siret ?? "", isRequired: false),
                FormField(
                    key: prefix + "nom", label: "Membre \(place)\u{202F}: dénomination",
                    help:
                        "Laissez vide\u{202F}: si le registre connaît le SIRET, elle vient seule.",
                    control: .line(length: 200), value: member?.name ?? "", isRequired: false),
                FormField(
                    key: prefix + "part", label: "Membre \(place)\u{202F}: ce qu’il fait",
                    control: .line(length: 300), value: member?.share ?? "", isRequired: false),
            ]
        }
        return "<div class=\"champs\">\n\(html(fields, saysOptional: false))</div>\n"
    }

    /// A subcontractor.
    var subcontractor: HTML {
        let known = former?.subcontractor
        return """
            <p>Un sous-traitant se déclare ici\u{202F}; les autres, par d’autres formulaires DC4 joints à \
            l’offre.</p>
            <div class="champs">
            \(html([
                FormField(
                    key: "sous_traitant_siret", label: "SIRET du sous-traitant",
                    control: .line(length: 20), value: known?.siret ?? "", isRequired: false),
                FormField(
                    key: "sous_traitant_nom", label: "Dénomination",
                    help: "Laissez vide\u{202F}: si le registre connaît le SIRET, elle vient seule.",
                    control: .line(length: 200), value: known?.name ?? "", isRequired: false),
                FormField(
                    key: "sous_traitant_adresse", label: "Adresse", control: .line(length: 300),
                    value: known?.address ?? "", isRequired: false),
                FormField(
                    key: "sous_traitant_prestations", label: "Prestations sous-traitées",
                    control: .line(length: 500), value: known?.works ?? "", isRequired: false),
                FormField(
                    key: "sous_traitant_montant", label: "Montant maximal hors taxes (€)",
                    control: .line(length: 24), value: known?.amount.map { String($0) } ?? "",
                    isRequired: false),
            ], saysOptional: false))</div>

            """
    }

    /// The affirmation, never ticked beforehand.
    var affirmation: HTML {
        html([
            FormField(
                key: "affirmation",
                label: "Je confirme aujourd’hui ces déclarations, pour cette candidature",
                control: .box),
            FormField(
                key: "precisions", label: "Précisions",
                help:
                    "Si l’un des cas vous concerne\u{202F}: lequel, et les mesures prises (L2141-11).",
                control: .text(rows: 2, length: 2_000), isRequired: false),
        ])
    }

    /// Whether the part on groups is open.
    var opensGroup: HTML? { opens(["groupement", "membre_1_siret"], former?.group != nil) }

    /// Whether the part on subcontracting is open.
    var opensSubcontractor: HTML? {
        opens(["sous_traitant_siret", "sous_traitant_nom"], former?.subcontractor != nil)
    }

    private func opens(_ keys: [String], _ isKnown: Bool) -> HTML? {
        let isSent = keys.contains { !(context.sent?[$0] ?? "").isEmpty }
        return isSent || (context.sent == nil && isKnown) ? " open" : nil
    }

    private func asked(_ key: String) -> String {
        if let call = consultation?.call {
            if key == "acheteur" { return call.buyer }
            if key == "objet" { return call.object }
        }
        return context.visit.value(key) ?? ""
    }

    private func html(_ fields: [FormField], saysOptional: Bool = true) -> HTML {
        var html = HTML()
        for var field in fields {
            field.saysOptional = saysOptional
            html += field.html(context)
        }
        return html
    }

    /// The call that a form describes. Names of members and of the subcontractor that are left empty come
    /// from the register.
    ///
    /// - Throws: `CommunityRefusal` naming the field.
    static func read(_ form: SentForm, _ context: Context) throws -> Applications.Call {
        let group: Applications.GroupForm? =
            form["groupement"].isEmpty
            ? nil : try Entry.choice("groupement", form["groupement"])
        var members: [Applications.Member] = []
        for place in 1...mostMembers {
            let prefix = "membre_\(place)_"
            let siret = form[prefix + "siret"]
            let name = form[prefix + "nom"]
            guard group != nil, !siret.isEmpty || !name.isEmpty else { continue }
            members.append(
                .init(
                    name: named(name, siret, context), siret: siret, share: form[prefix + "part"]))
        }
        var subcontractor: Applications.Subcontractor?
        let prefix = "sous_traitant_"
        if !form[prefix + "siret"].isEmpty || !form[prefix + "nom"].isEmpty {
            let amount = form[prefix + "montant"]
            subcontractor = .init(
                name: named(form[prefix + "nom"], form[prefix + "siret"], context),
                siret: form[prefix + "siret"], address: form[prefix + "adresse"],
                works: form[prefix + "prestations"],
                amount: amount.isEmpty
                    ? nil
                    : try Entry.number(
                        prefix + "montant", amount.replacing("€", with: ""), 0...1_000_000_000_000))
        }
        return Applications.Call(
            buyer: form["acheteur"], object: form["objet"], lots: form["lots"],
            reference: form["reference"].isEmpty ? nil : form["reference"], link: form["lien"],
            group: group, agentAnswers: form.isTicked("solidaire"), ownShare: form["part"],
            members: members, subcontractor: subcontractor)
    }

    private static func named(_ name: String, _ siret: String, _ context: Context) -> String {
        name.isEmpty ? CompanyRegisters.card(siret, context).value("nom") : name
    }
}
