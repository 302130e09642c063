import Columns
import Editions
import Indicators
import Procurement

/// What the page of a trade says.
enum TradeText {
    /// What the page does, before anything is asked.
    static func explanation(_ edition: Observation) -> HTML {
        let trades = edition.opportunities.trades
        let activities = trades.activities
        var html: HTML = """
            <h2>Comment</h2>
            <p>L’édition relie l’activité (NAF) des titulaires aux codes CPV de leurs contrats. Elle connaît \
            l’activité et le code CPV de \(French.integer(trades.knownAwards)) attributions sur \
            \(French.integer(trades.awards))\u{202F}; le reste ne compte pas. Un achat n’est montré pour un métier \
            qu’à partir de \(French.integer(TradePurchases.leastContracts)) contrats.</p>

            """
        if activities.isEmpty {
            html += """
                <p class="encart">Aucune activité de titulaire n’est connue ici\u{202F}: l’opérateur n’a pas ajouté \
                de liste d’établissements de SIRENE.</p>

                """
        }
        return html
    }

    /// Who asks, as far as lists and register tell.
    static func company(_ asked: TradeAsked, _ edition: Observation, _ activity: String) -> HTML {
        var items: [(String, String?, HTML)] = []
        if let siret = asked.siret {
            let shown: HTML =
                asked.isSupplier
                ? "<a href=\"\(SupplierPage.link(to: siret.description))\">\(siret.description)</a>"
                : "<code>\(siret.description)</code>"
            items.append(("SIRET", nil, shown))
        }
        if let name = asked.registered?.name {
            items.append(("Nom", "registre public", HTML(text: name)))
        }
        items.append(("Activité (NAF)", asked.activitySource, "<code>\(activity)</code>"))
        if let place = asked.place {
            let name = edition.opportunities.centres.communeName(place)
            items.append(("Lieu", nil, HTML(text: name.map { "\($0) (\(place))" } ?? place)))
        }
        if let category = asked.registered?.category {
            items.append(("Taille", asked.registered?.categoryYear, HTML(text: category)))
        }
        return "<h2>Le métier</h2>\n" + Blocks.sheet(items)
    }

    /// That an activity teaches nothing here.
    static func tooFew(_ activity: String, _ trades: TradePurchases) -> HTML {
        """
        <div class="encart"><p>Pas assez de données\u{202F}: moins de \
        \(French.integer(TradePurchases.leastContracts)) contrats du même achat sont connus pour l’activité \
        \(activity), même élargie. L’édition connaît l’activité et le code CPV de \
        \(French.integer(trades.knownAwards)) attributions sur \(French.integer(trades.awards)). Cherchez \
        plutôt par code CPV ou par mots dans <a href="\(RenewalPage.link())">les renouvellements</a>.</p></div>

        """
    }

    /// The purchases that the trade was awarded.
    static func purchases(
        _ trade: TradePurchases.Trade, asked activity: String, chosen: [String],
        _ context: Context, _ edition: Observation
    ) -> HTML {
        let isWider = trade.activity != activity
        let wider: HTML? =
            isWider
            ? " L’activité \(activity) seule en compte trop peu\u{202F}: celles qui commencent par \(trade.activity) sont réunies."
            : nil
        var html: HTML = """
            <h2>Ses achats probables</h2>
            <p>\(Blocks.contracts(trade.contracts)) gagnés par des entreprises de l’activité \
            \(trade.activity), code CPV connu.\(wider) Parts de ces contrats, avec l’intervalle à 95\u{202F}%\u{202F}; \
            \(French.count(trade.rareClasses, "autre classe", "autres classes")) \
            (\(Blocks.contracts(trade.rareContracts))) en ont moins de \
            \(French.integer(TradePurchases.leastContracts)).</p>

            """
        let others = context.visit.query.filter { $0.key != "cpv" && $0.key != "page" }
            .map { ($0.key, $0.value) }
        html += Blocks.table(
            "Classes CPV gagnées par ce métier",
            heads: ["Achat", "Contrats", "Part", "Intervalle", "Retenu ici"],
            rows: trade.purchases.prefix(15).map { purchase in
                let only = MarketPage.link(others + [("cpv", purchase.cpv)])
                var counted = [("cpv", purchase.cpv)]
                if trade.activity.count == 6 { counted.append(("titulaire_naf", trade.activity)) }
                return [
                    "<a href=\"\(only)\">\(edition.answers.label("cpv", purchase.cpv))</a>",
                    trade.activity.count == 6
                        ? "<a href=\"\(ExplorerPage.link(counted))\">\(French.integer(purchase.contracts))</a>"
                        : HTML(text: French.integer(purchase.contracts)),
                    HTML(text: French.percent(purchase.share)),
                    HTML(
                        text:
                            "\(French.percent(purchase.interval.low)) à \(French.percent(purchase.interval.high))"
                    ),
                    chosen.contains(purchase.cpv) ? "oui" : "non",
                ]
            }, numbers: [1, 2])
        if !context.visit.query.filter({ $0.key == "cpv" }).isEmpty {
            html += "<p><a href=\"\(MarketPage.link(others))\">Revenir à tous ces achats</a></p>\n"
        }
        return html
    }

    /// Typical size, offers, small firms.
    static func figures(_ market: TradeMarket, _ query: RenewalQuery) -> HTML {
        var around = "partout"
        if let place = query.around {
            let centre =
                Territory.department(place.code).map { "du centre du département \($0.name)" }
                ?? "de \(place.name ?? place.code)"
            around = "autour \(centre)"
            if let radius = query.question.radius {
                around = "à \(French.decimal(radius, decimals: 0))\u{202F}km au plus \(centre)"
            }
        }
        let period =
            market.period.map {
                ", notifiés du \(French.day($0.lowerBound)) au \(French.day($0.upperBound))"
            } ?? ""
        let unknown: HTML? =
            market.placeUnknown == 0
            ? nil
            : " \(Blocks.contracts(market.placeUnknown)) de plus, au lieu inconnu, sont laissés de côté."
        var figures: [HTML] = []
        if let amounts = market.amounts {
            figures.append(
                Blocks.figure(
                    Blocks.amount(amounts.median), "Montant médian",
                    "La moitié va de \(French.roundedEuros(cents: amounts.firstQuartile)) à \(French.roundedEuros(cents: amounts.thirdQuartile)). Sur \(French.count(amounts.count, "montant"))\u{202F}; plafonds (\(French.integer(market.ceilings))) et montants inconnus laissés de côté.",
                    link: nil, label: ""))
        }
        figures.append(
            market.offers.map { offers in
                Blocks.figure(
                    HTML(text: French.integer(offers.median)), "Offres reçues, médiane",
                    "La moitié va de \(French.integer(offers.firstQuartile)) à \(French.integer(offers.thirdQuartile)). Connu pour \(Blocks.contracts(offers.count)) sur \(French.integer(market.contracts)).",
                    link: nil, label: "")
            }
                ?? Blocks.figure(
                    Blocks.value(nil), "Offres reçues",
                    market.contracts == 0
                        ? "Aucun contrat à compter ici." : "Aucun de ces contrats ne le dit.",
                    link: nil, label: ""))
        figures.append(small(market))
        return """
            <h2>Le marché</h2>
            <p>\(Blocks.contracts(market.contracts)) de ces achats \(around)\(period).\(unknown) Concessions et \
            marchés subséquents non compris.</p>

            """ + Blocks.figures(figures)
    }

    private static func small(_ market: TradeMarket) -> HTML {
        let title = "Attributions à des PME"
        if market.contracts == 0 || market.small?.awards == 0 {
            return Blocks.figure(
                Blocks.value(nil), title, "Aucune attribution à compter ici.", link: nil, label: "")
        }
        guard let small = market.small, small.known > 0 else {
            return Blocks.figure(
                Blocks.value(nil), title, "La taille des titulaires n’est pas connue ici.",
                link: nil,
                label: "")
        }
        let interval = WilsonInterval(met: Double(small.met), of: Double(small.known))
        return Blocks.figure(
            HTML(text: French.percent(Double(small.met) / Double(small.known))), title,
            "\(French.integer(small.met)) sur \(French.integer(small.known)) de taille connue (intervalle à 95\u{202F}%\u{202F}: \(French.percent(interval.low)) à \(French.percent(interval.high)))\u{202F}; inconnue pour \(French.integer(small.awards - small.known)).",
            link: nil, label: "")
    }

    /// Buyers, those with most contracts first.
    static func buyers(
        _ market: TradeMarket, _ edition: Observation, _ query: RenewalQuery
    ) -> HTML {
        guard !market.buyers.isEmpty else {
            return """
                <h2>Qui achète</h2>
                <p>Aucun acheteur connu dans ce rayon. Élargissez-le.</p>

                """
        }
        var heads = [
            "Acheteur", "Contrats", "Montant médian", "Dernier contrat", "Renouvellements",
        ]
        if query.around != nil { heads.append("Au plus près") }
        let rows = market.buyers.prefix(MarketPage.mostBuyers).map { buyer -> [HTML] in
            let amount: HTML =
                buyer.amounts.map {
                    "\(Blocks.amount($0.median)) <small class=\"petit\">sur \(French.integer($0.count))</small>"
                } ?? Blocks.value(nil)
            var cells: [HTML] = [
                "<a href=\"\(BuyerPage.link(to: buyer.id))\">\(buyer.name ?? buyer.id)</a>",
                HTML(text: French.integer(buyer.contracts)), amount,
                buyer.last.map { "<span class=\"serre\">\(French.day($0))</span>" }
                    ?? Blocks.value(nil),
                "<a href=\"\(BuyerRenewalPage.link(to: buyer.id))\">à venir\(hidden(buyer))</a>",
            ]
            if query.around != nil {
                cells.append(Blocks.value(buyer.distance.map { RenewalLine.kilometres($0) }))
            }
            return cells
        }
        let all = French.count(market.buyers.count, "acheteur")
        return """
            <h2>Qui achète</h2>
            <p>\(all), ceux qui ont le plus de contrats de ce genre d’abord.</p>

            """
                + Blocks.table(
                    "Acheteurs de ce métier", heads: heads, rows: Array(rows), numbers: [1, 2, 5])
    }

    /// What tells the links apart for those who hear them alone.
    private static func hidden(_ buyer: TradeMarket.Buyer) -> HTML {
        "<span class=\"lecteur\"> chez \(buyer.name ?? buyer.id)</span>"
    }
}
