import Community
import Procurement

/// Who asks about the offers of a consultation, and for whom.
struct OfferVisit {
    let members: Members
    let call: Offers.Call
    /// SIRETs of companies the person acts for.
    let companies: [String]
    /// Whether the person acts for the buyer.
    let isBuyer: Bool

    var offers: Offers { members.store.offers }

    /// The page of the consultation itself, another part's.
    var callLink: Link { Link(["consultations", call.key]) }

    /// Refuses whoever does not act for the buyer.
    func requireBuyer() throws {
        try members.visitor.require(
            isBuyer,
            "Cette page est réservée aux agents de l’acheteur \(call.buyer). Demandez votre rattachement "
                + "depuis «\u{202F}Mon compte\u{202F}».")
    }

    /// The pages above.
    func trail(_ more: [(String, Link)] = []) -> [(label: String, link: Link)] {
        [(call.object, callLink)] + more
    }
}

extension Context {
    /// Who asks about the offers of the address's consultation.
    ///
    /// - Throws: `.absent`; `.signInNeeded`.
    func offerVisit() throws -> OfferVisit {
        let members = try community()
        _ = try members.visitor.signedIn()
        let call = try members.store.offers.call(argument("cle"))
        let agencies = members.visitor.agencies
        return OfferVisit(
            members: members, call: call,
            companies: agencies.filter { !$0.isBuyer }.map(\.siret),
            isBuyer: agencies.contains { $0.isBuyer && $0.siret == call.buyer })
    }
}

/// What pages of offers say alike.
enum OfferText {
    /// `26 novembre 2026 à 9 h 30 min 05 s`, Paris time.
    static func exact(_ moment: Moment) -> String {
        let second = ((moment.seconds % 60) + 60) % 60
        let hour = ParisTime.hour(moment)
        // `14 h` has no minutes to follow.
        let minutes = hour.hasSuffix("h") ? "\(French.noBreakSpace)00" : ""
        return ParisTime.dayText(moment) + " à " + hour + minutes + "\(French.noBreakSpace)min"
            + "\(French.noBreakSpace)\(second < 10 ? "0" : "")\(second)\(French.noBreakSpace)s"
    }

    /// The same with the machine's form beside it.
    static func html(_ moment: Moment) -> HTML {
        "<time datetime=\"\(ParisTime.machine(moment))\">\(exact(moment))</time>"
    }

    /// `2 jours`, `3 h 20 min`: what is left between two moments.
    static func left(_ seconds: Int64) -> String {
        switch seconds {
        case ..<60: return French.count(Int(max(0, seconds)), "seconde")
        case ..<3_600: return French.count(Int(seconds / 60), "minute")
        case ..<172_800:
            return
                "\(seconds / 3_600)\(French.noBreakSpace)h\(French.noBreakSpace)\(seconds % 3_600 / 60)\(French.noBreakSpace)min"
        default: return French.count(Int(seconds / 86_400), "jour")
        }
    }

    /// A field for a passphrase: never shown again, never proposed by the browser.
    static func secret(
        _ context: Context, key: String, label: String, help: String, isVisible: Bool = false
    ) -> HTML {
        let fault = context.faults?[key]
        let wrong: HTML? = fault.map {
            "<span class=\"faute\" id=\"champ-\(key)-faute\">\($0)</span>"
        }
        let invalid: HTML? =
            fault == nil
            ? " aria-describedby=\"champ-\(key)-aide\""
            : " aria-invalid=\"true\" aria-describedby=\"champ-\(key)-aide champ-\(key)-faute\""
        return """
            <p class="champ"><label for="champ-\(key)">\(label)</label>\
            <span class="aide" id="champ-\(key)-aide">\(help)</span>\
            <input type="\(isVisible ? "text" : "password")" id="champ-\(key)" name="\(key)" required \
            autocomplete="off" spellcheck="false" maxlength="300"\(invalid)>\(wrong)</p>

            """
    }

    /// SHA-256 in groups of eight, so that it breaks on a phone and is compared by eye.
    static func digest(_ digest: String) -> HTML {
        var html: HTML = "<code class=\"empreinte\">"
        var rest = digest[...]
        while !rest.isEmpty {
            html.append(text: String(rest.prefix(8)))
            rest = rest.dropFirst(8)
            if !rest.isEmpty { html += "<wbr>" }
        }
        return html + "</code>"
    }

    /// What every receipt says of the hour.
    static let clockNote = """
        L’heure est celle du serveur de l’observatoire, à la seconde. Ce n’est pas un horodatage \
        qualifié au sens du règlement eIDAS (UE) n°\u{A0}910/2014.
        """

    /// `2 agents sur 3`, `1 agent sur 1`: how many open together.
    static func quorum(_ key: Offers.CallKey) -> String {
        "\(French.count(key.needed, "agent")) sur \(key.holders.count)"
    }

    /// The buyer's name and SIRET.
    static func buyer(_ call: Offers.Call) -> String {
        call.buyerName.isEmpty
            ? "SIRET \(call.buyer)" : "\(call.buyerName) (SIRET \(call.buyer))"
    }

    /// Labels of a deposit's state, its lateness included.
    static func state(_ deposit: Offers.Deposit) -> String {
        var text = deposit.state.label
        if deposit.isLate { text += ", hors délai" }
        if deposit.isDoubtful { text += ", heure à apprécier" }
        switch deposit.isAdmitted {
        case true?: text += ", admis par l’acheteur"
        case false?: text += ", écarté par l’acheteur"
        case nil: break
        }
        if deposit.opened != nil { text += ", ouvert" }
        return text
    }
}
