import Community
import Indicators

/// A figure reference answered by an edition.
struct LiveFigure: Sendable {
    let reference: FigureReference
    let edition: Observation
    let card: IndicatorCard
    /// The title of the measure.
    let what: String
    /// One row for the whole selection, or one for each group.
    let rows: [IndicatorRow]

    typealias Fault = FigureReference.Fault

    /// Asks an edition exactly what the API would be asked.
    static func ask(_ reference: FigureReference, of edition: Observation) -> Result<
        LiveFigure, Fault
    > {
        do {
            return .success(try answered(reference, edition))
        } catch let fault as Fault {
            return .failure(fault)
        } catch let problem as Problem {
            return .failure(Fault(problem.detail))
        } catch {
            return .failure(Fault("Cette figure ne peut pas être calculée sur cette édition."))
        }
    }

    private static func answered(_ reference: FigureReference, _ edition: Observation) throws
        -> LiveFigure
    {
        guard let card = edition.answers.indicators.first(where: { $0.code == reference.code })
        else {
            throw Fault("Il n’y a pas d’indicateur «\u{202F}\(reference.code)\u{202F}».")
        }
        let name = reference.measure ?? card.measures.first?.name ?? ""
        guard let measure = card.measures.first(where: { $0.name == name }) else {
            let known = card.measures.map(\.name).joined(separator: ", ")
            throw Fault(
                "«\u{202F}\(name)\u{202F}» n’est pas une mesure de \(card.code)\u{202F}: choisissez parmi \(known)."
            )
        }
        if let key = reference.by, IndicatorEndpoint.naming.contains(key) {
            throw Fault("L’observatoire ne classe pas d’acheteurs ni d’entreprises nommés.")
        }
        let rows = try edition.answers.ask(
            reference.code, query(reference), by: reference.by
        ).filter { $0.measure == name }
        guard !rows.isEmpty else { throw Fault("Cette figure ne compte aucun contrat.") }
        return LiveFigure(
            reference: reference, edition: edition, card: card, what: measure.title, rows: rows)
    }

    static func query(_ reference: FigureReference) -> Answering.Query {
        reference.selection.map { ($0.key, $0.value) }
    }

    /// The caption: the one given, else the indicator's own.
    var title: String {
        guard reference.title == nil else { return reference.title ?? "" }
        let by = reference.by.flatMap { key in edition.answers.keys.first { $0.name == key }?.label
        }
        return card.title + (by.map { ", par " + $0.lowercasedFirst } ?? "")
    }

    /// The selection in words; nil for the whole edition.
    var selection: String? {
        guard !reference.selection.isEmpty else { return nil }
        return reference.selection.map { item in
            (edition.answers.keys.first { $0.name == item.key }?.label ?? item.key) + "\u{202F}: "
                + edition.answers.label(item.key, item.value)
        }.joined(separator: "\u{202F}; ")
    }

    /// The contracts behind the figure, in its own edition, and what to call them.
    var contracts: (link: Link, label: String) {
        var items = LiveFigure.query(reference).map { ($0.key, $0.value) }
        var label = "contrats de la sélection"
        let isMain = reference.measure == nil || reference.measure == card.measures.first?.name
        if isMain, let more = edition.answers.counted(card.code),
            // A second condition on a key would be read as an alternative.
            more.allSatisfy({ item in !items.contains { $0.0 == item.key } })
        {
            items += more.map { ($0.key, $0.value) }
            label = "contrats comptés"
        }
        return (ExplorerPage.link(items + [("edition", edition.facts.id)]), label)
    }

    /// The indicator's page over the same selection and edition.
    var indicatorLink: Link {
        IndicatorPage.link(
            to: card.code, LiveFigure.query(reference) + [("edition", edition.facts.id)])
    }

    /// The same question to the API.
    var apiLink: Link {
        var query = LiveFigure.query(reference)
        if let key = reference.by { query.append(("by", key)) }
        return IndicatorEndpoint.link(to: card.code, query + [("edition", edition.facts.id)])
    }
}

extension String {
    /// The first letter in lower case, within a sentence; an acronym stays.
    var lowercasedFirst: String {
        guard let first, dropFirst().first?.isUppercase != true else { return self }
        return first.lowercased() + dropFirst()
    }
}
