import Community
import Law
import Procurement
import Tools

/// A lot's offers put to the tool « Analyse des offres », and what it answers.
struct LotAnalysis: Sendable {
    let consultation: Consultation
    let lot: Consultation.Lot
    let criteria: [Consultation.Criterion]
    /// Every offer of the lot, those set aside included.
    let offers: [Consultation.Offer]
    let setting: ToolSetting
    let values: [String: String]
    let tool = ScoreOffers()

    /// Offers that are compared.
    var admitted: [Consultation.Offer] { offers.filter { $0.admission == .admitted } }

    /// The analysis of a lot as it stands.
    init(
        _ consultation: Consultation, _ lot: Consultation.Lot, _ criteria: [Consultation.Criterion],
        _ offers: [Consultation.Offer], _ setting: ToolSetting
    ) {
        self.consultation = consultation
        self.lot = lot
        self.criteria = criteria
        self.offers = offers
        self.setting = setting
        let admitted = offers.filter { $0.admission == .admitted }
        var values = [
            "criteria": TableField.text(
                [["name", "weight", "kind", "parent", "maxMark"]]
                    + criteria.map {
                        [$0.name, String($0.weight), $0.isPrice ? "price" : "quality", "", "20"]
                    }),
            "offers": TableField.text(
                [["name", "price"]]
                    + admitted.map { offer in
                        [
                            LotAnalysis.name(offer, among: offers),
                            offer.priceCents.map { Money(cents: $0).description } ?? "",
                        ]
                    }),
            "formula": consultation.formula, "object": consultation.object,
            "buyerName": consultation.buyerName,
        ]
        var marks = [["criterion", "offer", "mark", "reason"]]
        for criterion in criteria where !criterion.isPrice {
            for offer in admitted {
                guard let mark = offer.marks[criterion.id] else { continue }
                marks.append([
                    criterion.name, LotAnalysis.name(offer, among: offers),
                    LotAnalysis.number(hundredths: mark.hundredths),
                    // A table of the tool holds one line per mark.
                    mark.reason.split(whereSeparator: \.isNewline).joined(separator: " "),
                ])
            }
        }
        values["marks"] = TableField.text(marks)
        if let published = consultation.published {
            values["on"] = ParisTime.day(published).description
        }
        self.values = values
    }

    /// The name of an offer in the analysis: its SIRET is added where two firms share a name.
    static func name(_ offer: Consultation.Offer, among offers: [Consultation.Offer]) -> String {
        let isShared = offers.contains {
            $0.id != offer.id && $0.name.lowercased() == offer.name.lowercased()
        }
        return isShared ? "\(offer.name.prefix(44)) \(offer.siret)" : offer.name
    }

    /// `12.5`, as the tool reads it.
    static func number(hundredths: Int) -> String {
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    /// What the tool answers; nil while a price or a mark is missing.
    ///
    /// - Throws: `ToolRefusal` for a case the tool refuses otherwise.
    func answer() throws(ToolRefusal) -> ToolAnswer? {
        guard missing.isEmpty, !admitted.isEmpty else { return nil }
        return try tool.answer(to: values, setting)
    }

    /// What the analysis still lacks, in French.
    var missing: [String] {
        var missing: [String] = []
        for offer in offers where offer.admission == .undecided {
            missing.append(
                "«\u{202F}\(offer.name)\u{202F}» attend que vous l’admettiez ou l’écartiez.")
        }
        for offer in admitted {
            if offer.priceCents == nil {
                missing.append("Il manque le prix de «\u{202F}\(offer.name)\u{202F}».")
            }
            for criterion in criteria where !criterion.isPrice && offer.marks[criterion.id] == nil {
                missing.append(
                    "Il manque la note de «\u{202F}\(offer.name)\u{202F}» au critère "
                        + "«\u{202F}\(criterion.name)\u{202F}».")
            }
        }
        return missing
    }

    /// A line of a table of the answer, by the name in one of its columns.
    static func row(
        _ answer: ToolAnswer, table: String, where matches: ([ToolValue]) -> Bool
    ) -> [ToolValue]? {
        answer.tables.first { $0.name == table }?.rows.first(where: matches)
    }

    /// Rank and total of an offer, as texts, and its place in the ranking, from 0.
    func standing(_ offer: Consultation.Offer, in answer: ToolAnswer) -> (
        place: Int, rank: String, total: String
    )? {
        let name = LotAnalysis.name(offer, among: offers)
        let rows = answer.tables.first { $0.name == "ranking" }?.rows ?? []
        guard let place = rows.firstIndex(where: { $0.first == .text(name) }),
            rows[place].count >= 3
        else { return nil }
        return (place, rows[place][1].french, rows[place][2].french)
    }

    /// The mark of an offer at a criterion, as text, with its reason.
    func mark(
        _ offer: Consultation.Offer, _ criterion: Consultation.Criterion, in answer: ToolAnswer
    ) -> (mark: String, reason: String) {
        let name = LotAnalysis.name(offer, among: offers)
        let row = LotAnalysis.row(answer, table: "marks") {
            $0.count >= 6 && $0[0] == .text(criterion.name) && $0[2] == .text(name)
        }
        return (row?[3].french ?? "—", row?[5].french ?? "")
    }
}

extension ConsultationSetting {
    /// The analyses of its lots.
    func analyses(_ context: Context) throws -> [LotAnalysis] {
        let criteria = try consultations.criteria(consultation.id)
        let offers = try consultations.analysed(consultation.id)
        return try consultations.lots(consultation.id).map { lot in
            LotAnalysis(
                consultation, lot, criteria, offers.filter { $0.lot == lot.number },
                context.toolSetting)
        }
    }

    /// `Lot 2 : Serrurerie`, or the object of a consultation that is not divided.
    func title(_ lot: Consultation.Lot, of count: Int) -> String {
        count > 1 ? "Lot \(lot.number)\u{202F}: \(lot.object)" : lot.object
    }
}
