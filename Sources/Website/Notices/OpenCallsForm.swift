import Editions
import Procurement

/// The form of « Marchés ouverts ».
struct OpenCallsForm {
    let visit: Visit
    let query: NoticeQuery
    let edition: Observation

    var html: HTML {
        let days = query.before?.description ?? ""
        let radius = query.radius.map { String(Int($0)) } ?? ""
        return """
            <form class="champs" action="\(OpenCallsPage.link())" method="get" aria-label="Filtrer les appels">
            <p class="champ"><label for="mots">Mots de l’objet, de l’acheteur ou des lots</label>
            <input type="search" id="mots" name="mots" value="\(query.words)" autocomplete="off"></p>
            <p class="champ"><label for="departement">Département</label>
            <select id="departement" name="departement"><option value="">Tous</option>
            \(departments)</select></p>
            <p class="champ"><label for="type">Type de marché</label>
            <select id="type" name="type"><option value="">Tous</option>
            \(CodeList.type.labels.map { option($0, $0, query.types.contains($0)) })</select></p>
            <p class="champ"><label for="cpv">Métier (division CPV)</label>
            <select id="cpv" name="cpv"><option value="">Tous</option>
            \(divisions)</select></p>
            <p class="champ"><label for="descripteur">Métier (descripteur du BOAMP)</label>
            <select id="descripteur" name="descripteur"><option value="">Tous</option>
            \(descriptors)</select></p>
            <p class="champ"><label for="limite_avant">Date limite au plus tard le</label>
            <input type="date" id="limite_avant" name="limite_avant" value="\(days)"></p>
            <p class="champ"><label for="etat">Appels</label>
            <select id="etat" name="etat">\(option("ouverts", "Ouverts", !query.isAll))\
            \(option("tous", "Tous, clos compris", query.isAll))</select></p>
            \(RenewalForm.field("autour", "Autour de", around, query.around?.code ?? ""))\
            \(RenewalForm.field("rayon", "Rayon, en kilomètres", "À vol d’oiseau, depuis le code postal de l’acheteur\u{202F}; à défaut, du département seulement.", radius, kind: "number"))\
            \(kept)\(Blocks.keptEdition)<p class="agir"><button type="submit">Filtrer</button>
            <a href="\(OpenCallsPage.link())">Effacer les filtres</a></p>
            </form>

            """
    }

    private var around: String {
        if let name = query.around?.name { return name + "." }
        return edition.opportunities.centres.knowsCommunes
            ? "Code INSEE d’une commune, code postal ou département."
            : "Un département, comme 59\u{202F}: aucune liste des communes n’a été ajoutée."
    }

    private func option(_ value: String, _ label: String, _ isChosen: Bool) -> HTML {
        "<option value=\"\(value)\"\("selected", if: isChosen)>\(label)</option>\n"
    }

    private var departments: [HTML] {
        let several = several(query.departments, "Départements")
        return several
            + Territory.departments.map {
                option(
                    $0.code, "\($0.code) \($0.name)",
                    several.isEmpty && query.departments.contains($0.code))
            }
    }

    private var divisions: [HTML] {
        let several = several(query.cpv, "CPV")
        var options =
            several
            + CPVDivision.all.map {
                option(
                    $0.code, "\($0.code) \($0.label)",
                    several.isEmpty && query.cpv.contains($0.code))
            }
        for code in query.cpv where code.utf8.count > 2 && several.isEmpty {
            options.append(option(code, "CPV \(code)…", true))
        }
        return options
    }

    /// One choice for several values that the address gives, so that sending the form keeps them.
    private func several(_ values: [String], _ name: String) -> [HTML] {
        guard values.count > 1 else { return [] }
        return [
            option(
                values.joined(separator: " "), "\(name) \(values.joined(separator: ", "))", true)
        ]
    }

    private var descriptors: [HTML] {
        let known = edition.tables.noticeDescriptors
        var options = known.all.map {
            option($0.code, "\($0.label) (\($0.code))", query.descriptors.contains($0.code))
        }
        for code in query.descriptors where known.label(code) == nil {
            options.append(option(code, "Descripteur \(code)", true))
        }
        return options
    }

    /// Filters that the form has no field for.
    private var kept: [HTML] {
        visit.query.filter { ["acheteur", "moment", "numero"].contains($0.key) }.map {
            "<input type=\"hidden\" name=\"\($0.key)\" value=\"\($0.value)\">\n"
        }
    }
}
