import Columns
import Editions
import Foundation
import Indicators
import Procurement
import Synchronization

/// What a register says of an establishment, persons left out.
struct RegisteredCompany: Hashable, Sendable {
    var siret: Siret
    /// The name of a legal person; nil for a sole trader, or when the register hides it.
    var name: String?
    /// Main activity of the establishment, NAF rév. 2, as `43.91B`.
    var activity: String?
    /// INSEE code of its commune.
    var commune: String?
    /// What the legal category is called.
    var legalForm: String?
    /// Number and way; nil when the register hides the place.
    var address: String?
    var postalCode: String?
    /// The name of its commune.
    var town: String?
    /// `PME`, `ETI` or `GE`, and the year it is true of.
    var category: String?
    var categoryYear: String?
    /// Whether the establishment is closed.
    var isClosed: Bool
}

/// Why a register did not answer. Every sentence tells what can be done without it.
enum RegisterTrouble: Error, Hashable, Sendable {
    /// No answer in time, or no network.
    case unreachable
    /// Too many questions were asked.
    case busy
    /// It answered something else than what it describes.
    case unreadable

    /// French, for the visitor.
    var sentence: String {
        what + " Indiquez le code NAF et la commune vous-même, la suite n’en dépend pas."
    }

    /// French: what happened.
    var what: String {
        switch self {
        case .unreachable:
            "Le registre public des entreprises ne répond pas, ou ce site est hors ligne."
        case .busy:
            "Le registre public des entreprises reçoit trop de questions en ce moment. Réessayez dans une "
                + "minute."
        case .unreadable:
            "Le registre public des entreprises a donné une réponse inattendue."
        }
    }
}

/// The public API « Recherche d’entreprises » of the State, asked by SIRET.
///
/// Managers and elected persons are not asked for (`include` leaves them out) and never read; nor is
/// the name of a sole trader.
///
/// - Source: the API's own description, version 1.0.0 (MIT), and its sample answers.
struct CompanyRegister: Sendable {
    /// Where the API is, as `https://recherche-entreprises.api.gouv.fr`.
    let address: String
    /// What asks over the network; tests give their own.
    let caller: any OpenIDCaller

    /// Seconds after which the visitor is told that nothing came.
    static let patience = 4.0

    /// The register at an address, over the network.
    init(address: String, caller: (any OpenIDCaller)? = nil) {
        self.address = address
        self.caller =
            caller
            ?? NetworkOpenIDCaller(seconds: CompanyRegister.patience, mostBytes: 1 << 20)
    }

    /// What the register says of a SIRET; nil when it does not know it.
    ///
    /// - Throws: `RegisterTrouble`.
    func company(_ siret: Siret) throws(RegisterTrouble) -> RegisteredCompany? {
        let query = Link.query([
            ("q", siret.description), ("page", "1"), ("per_page", "1"), ("minimal", "true"),
            ("include", "siege,matching_etablissements"),
        ])
        var base = address
        while base.hasSuffix("/") { base.removeLast() }
        let reply: OpenIDReply
        do {
            reply = try caller.call(OpenIDCall(address: base + "/search?" + query))
        } catch { throw .unreachable }
        if reply.status == 429 { throw .busy }
        guard reply.status == 200 else { throw .unreadable }
        return try CompanyRegister.read(reply.bytes, siret)
    }

    // MARK: What the API answers

    private struct Payload: Decodable {
        var results: [Unit]
    }

    private struct Unit: Decodable {
        var siren: String
        var nom_raison_sociale: String?
        var activite_principale: String?
        var categorie_entreprise: String?
        var annee_categorie_entreprise: String?
        var nature_juridique: String?
        var statut_diffusion: String?
        var siege: Place?
        var matching_etablissements: [Place]?
    }

    private struct Place: Decodable {
        var siret: String?
        var activite_principale: String?
        var commune: String?
        var adresse: String?
        var code_postal: String?
        var libelle_commune: String?
        var etat_administratif: String?
        var statut_diffusion_etablissement: String?
    }

    /// Reads an answer.
    static func read(
        _ bytes: [UInt8], _ siret: Siret
    ) throws(RegisterTrouble) -> RegisteredCompany? {
        let payload: Payload
        do {
            payload = try JSONDecoder().decode(Payload.self, from: Data(bytes))
        } catch { throw .unreadable }
        guard let unit = payload.results.first(where: { $0.siren == siret.siren }) else {
            return nil
        }
        let places = (unit.matching_etablissements ?? []) + [unit.siege].compactMap(\.self)
        guard let place = places.first(where: { $0.siret == siret.description }) else {
            return nil
        }
        // Legal categories that begin with 1 are natural persons.
        let isPerson = unit.nature_juridique?.hasPrefix("1") ?? true
        let isShown =
            unit.statut_diffusion == "O" && place.statut_diffusion_etablissement ?? "O" == "O"
        return RegisteredCompany(
            siret: siret, name: isPerson || !isShown ? nil : unit.nom_raison_sociale,
            activity: place.activite_principale ?? unit.activite_principale,
            commune: place.commune,
            legalForm: unit.nature_juridique.flatMap { LegalForm.label(of: $0) },
            address: isShown ? address(place) : nil,
            postalCode: isShown ? place.code_postal : nil,
            town: isShown ? place.libelle_commune : nil, category: unit.categorie_entreprise,
            categoryYear: unit.annee_categorie_entreprise,
            isClosed: place.etat_administratif == "F")
    }

    /// The address before the postal code, which the register writes on one line with it.
    private static func address(_ place: Place) -> String? {
        guard let whole = place.adresse, !whole.isEmpty, !whole.contains("[ND]") else { return nil }
        guard let code = place.code_postal,
            let end = whole.range(of: " " + code, options: .backwards)
        else { return whole }
        return String(whole[..<end.lowerBound])
    }
}

/// The register as the site asks it: answers of the last SIRETs are kept, and no more questions leave
/// in a second than the API allows.
final class CompanyDesk: Sendable {
    private struct State {
        var answers: [UInt64: RegisteredCompany?] = [:]
        var order: [UInt64] = []
        var asked: [ContinuousClock.Instant] = []
        var quietUntil: ContinuousClock.Instant?
    }

    private let register: CompanyRegister
    private let now: @Sendable () -> ContinuousClock.Instant
    private let state = Mutex(State())
    /// Answers kept.
    private static let mostKept = 500
    /// Questions in a second; the API allows seven.
    private static let mostInASecond = 5
    /// How long a register that did not answer is left alone: nobody waits for it twice.
    private static let rest = Duration.seconds(30)

    /// A desk before a register, with a clock that only goes forward.
    init(
        _ register: CompanyRegister,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.register = register
        self.now = now
    }

    /// What the register says of a SIRET; nil when it does not know it.
    func company(_ siret: Siret) throws(RegisterTrouble) -> RegisteredCompany? {
        if let known = state.withLock({ $0.answers[siret.number] }) { return known }
        let now = now()
        let isAllowed = state.withLock { state in
            state.asked.removeAll { now - $0 > .seconds(1) }
            guard state.asked.count < CompanyDesk.mostInASecond else { return false }
            state.asked.append(now)
            return true
        }
        guard isAllowed else { throw .busy }
        if state.withLock({ $0.quietUntil.map { now < $0 } ?? false }) {
            throw .unreachable
        }
        let found: RegisteredCompany?
        do throws(RegisterTrouble) {
            found = try register.company(siret)
        } catch {
            if error == .unreachable {
                state.withLock { $0.quietUntil = self.now() + CompanyDesk.rest }
            }
            throw error
        }
        state.withLock { state in
            if state.answers.updateValue(found, forKey: siret.number) == nil {
                state.order.append(siret.number)
            }
            if state.order.count > CompanyDesk.mostKept {
                state.answers[state.order.removeFirst()] = nil
            }
        }
        return found
    }
}
