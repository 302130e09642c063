import Community
import Procurement

/// Figures of the charter as people read them.
enum CharterText {
    /// A value in its unit.
    static func value(_ value: Double, _ unit: ObservedUnit) -> String {
        switch unit {
        case .share: French.percent(value)
        case .euros: French.roundedEuros(cents: Int64(clamping: Int128((value * 100).rounded())))
        case .count: French.decimal(value, decimals: 0)
        case .number, .index, .perMillion:
            French.decimal(value, decimals: value > 0 && value < 0.1 ? 4 : 2)
        }
    }

    /// A difference with its sign; shares in points.
    static func difference(_ value: Double, _ unit: ObservedUnit) -> String {
        let sign = value > 0 ? "+" : value < 0 ? "−" : ""
        guard unit == .share else { return sign + self.value(value.magnitude, unit) }
        return sign + French.decimal(value.magnitude * 100, decimals: 1) + French.noBreakSpace
            + (value.magnitude * 100 >= 1.95 ? "points" : "point")
    }

    /// What a figure stands on: `3 sur 25 connus ; 2 inconnus ; intervalle…`.
    static func basis(_ figure: ObservedFigure) -> String {
        var parts: [String] = []
        if let numerator = figure.numerator, let denominator = figure.denominator {
            let (above, below) = (
                number(numerator, figure.isAmount), number(denominator, figure.isAmount)
            )
            parts.append(
                figure.unit == .share
                    ? "\(above) sur \(below)\(figure.isAmount ? "" : " connus")"
                    : "\(above) pour \(below)")
        }
        parts.append(
            figure.unknown > 0 ? French.count(figure.unknown, "inconnu") : "aucun inconnu")
        if figure.unit == .share, let low = figure.low, let high = figure.high {
            parts.append(
                "intervalle à 95\u{202F}%\u{202F}: de \(French.percent(low)) à \(French.percent(high))"
            )
        }
        return parts.joined(separator: "\u{202F}; ")
    }

    private static func number(_ text: String, _ isAmount: Bool) -> String {
        guard isAmount || text.contains("."),
            let cents = Int64(text.replacing(".", with: ""))
        else { return Int64(text).map { French.integer($0) } ?? text }
        return French.roundedEuros(cents: cents)
    }

    /// The value, or why there is none.
    static func value(_ figure: ObservedFigure) -> HTML {
        switch figure.state {
        case .measured:
            HTML(text: figure.value.map { value($0, figure.unit) } ?? "—")
        case .notEnoughData:
            "<span class=\"inconnu\">pas assez de données (moins de 20 cas connus)</span>"
        case .notApplicable:
            "<span class=\"inconnu\">sans objet\u{202F}: aucun contrat de ce genre</span>"
        }
    }

    /// A position: value, basis, edition, and the contracts counted.
    static func position(_ position: Position) -> HTML {
        """
        <strong>\(value(position.figure))</strong><br><small>\(basis(position.figure)).</small><br>\
        <small>Édition <a href="\(EditionPage.link(to: position.edition))">\(position.edition)</a>, au \
        \(French.day(position.day))\u{202F}; \(contracts(position))</small>
        """
    }

    /// The link to the contracts a position counts, in its own edition.
    private static func contracts(_ position: Position) -> HTML {
        let query = position.figure.counted ?? position.figure.selection
        // What was stored was written by `Link.query`: it reads back.
        guard let items = try? Visit.items(query) else { return HTML() }
        let link = ExplorerPage.link(
            items.map { ($0.key, $0.value) } + [("edition", position.edition)])
        let label =
            position.figure.counted == nil ? "les contrats regardés" : "les contrats comptés"
        return "<a href=\"\(link)\">\(label)</a>"
    }

    /// The indicator's title and measure.
    static func indicator(_ tie: CommitmentTie) -> String {
        guard let known = EditionFigures.catalogue.first(where: { $0.code == tie.indicator }) else {
            return tie.indicator
        }
        let measure = known.measures.first { $0.name == tie.measure }?.title
        return "\(known.title) (\(known.code))"
            + (measure.map {
                $0 == known.title ? "" : "\u{202F}: \($0.prefix(1).lowercased() + $0.dropFirst())"
            }
                ?? "")
    }

    /// The unit of a tie's measure.
    static func unit(_ tie: CommitmentTie) -> ObservedUnit {
        EditionFigures.catalogue.first { $0.code == tie.indicator }?
            .measures.first { $0.name == tie.measure }?.unit ?? .number
    }

    /// `au plus 10 % avant le 31 décembre 2027`.
    static func target(_ tie: CommitmentTie) -> String {
        let unit = unit(tie)
        // A target is shown as it was typed: no decimal that nobody wrote.
        let target =
            unit == .share
            ? TypedDecimal.typed(tie.targetMillionths, decimals: 4) + "\u{202F}%"
            : value(tie.target, unit)
        return "\(tie.sense.label) \(target)"
            + (tie.due.map { ", d’ici au \(French.day($0))" } ?? "")
    }

    /// Where one stands against the target, at the latest position.
    static func distance(_ standing: Standing, at position: Position) -> HTML {
        guard let distance = standing.distance(at: position) else {
            return "<span class=\"inconnu\">on ne sait pas</span>"
        }
        let close: HTML? =
            standing.isCloseCall(at: position)
            ? "<br><small>L’intervalle contient la cible\u{202F}: le côté n’est pas certain.</small>"
            : nil
        return distance == 0
            ? "<strong>cible atteinte</strong>\(close)"
            : "encore \(self.difference(distance, position.figure.unit).drop { $0 == "+" }.description)\(close)"
    }

    /// From the baseline to a position.
    static func change(_ standing: Standing, at position: Position) -> HTML {
        guard standing.baseline?.edition != position.edition else {
            return "<span class=\"inconnu\">départ</span>"
        }
        return standing.change(at: position).map {
            HTML(text: difference($0, position.figure.unit))
        } ?? "<span class=\"inconnu\">on ne sait pas</span>"
    }

    /// The signatory's comment of a position.
    static func comment(_ standing: Standing, at position: Position) -> HTML {
        guard let comment = standing.comments[position.edition] else { return HTML() }
        return """
            <q>\(comment.text)</q><br><small>le \(ParisTime.dayText(comment.written))</small>
            """
    }

    /// `Camille Martin, directrice des achats`.
    static func signatory(_ name: String, _ function: String) -> String {
        name.isEmpty ? "personne effacée" : "\(name), \(function)"
    }

    /// A Markdown text whose first level of headings comes just below a level of the page, whatever level
    /// its author began with.
    static func prose(_ text: String, under level: Int) -> HTML {
        Markdown.html(text, headings: level)
    }

    /// The sentence under every figure of a signatory.
    static let reading: HTML = """
        <p class="petit">Une position est celle des données publiées par le signataire lui-même ou par \
        d’autres sur lui, dans l’édition nommée\u{202F}: elle vaut ce que valent ces données. Les signataires \
        sont dans l’ordre alphabétique, sans classement\u{202F}: leurs achats ne sont pas comparables.</p>

        """
}

extension Context {
    /// The same request for a form of another action than the one sent: what was typed elsewhere and
    /// its faults are not shown there.
    func forForm(_ action: String) -> Context {
        guard let sent, sent["action"] != action else { return self }
        var context = self
        context.sent = nil
        context.faults = nil
        return context
    }

    /// What the charter asks of the editions.
    var figures: EditionFigures { EditionFigures(shelf: shelf) }
}

extension Members {
    /// Whether the visitor represents an organisation now.
    func represents(_ organisation: Int64) -> Bool {
        visitor.memberships.contains { $0.organisation == organisation }
    }
}
