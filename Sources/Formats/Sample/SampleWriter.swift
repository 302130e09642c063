/// Writes contracts of the sample in the 2022 format (schema 2.0.4).
struct SampleWriter {
    let world: SampleWorld
    let clean: Bool
    var random: SplitMix64
    var out = SampleBytes()
    var contract = SampleContract()
    /// Where the last record begins, for faults that repeat it.
    private var lastRecord: [UInt8] = []
    private var lastId: (buyer: Int, number: Int)?

    init(world: SampleWorld, clean: Bool, seed: UInt64) {
        self.world = world
        self.clean = clean
        random = SplitMix64(seed: seed)
    }

    /// Appends one contract to `out`.
    ///
    /// - Complexity: O(bytes of the record).
    mutating func contract(_ number: Int) {
        contract.draw(number, in: world, clean: clean, &random)
        let start = out.bytes.count
        if contract.defect == .doublon, !lastRecord.isEmpty {
            out.put(lastRecord)
            return
        }
        identity()
        purchase()
        award()
        considerations()
        acts()
        modifications()
        out.put("}")
        if !clean {
            lastRecord.removeAll(keepingCapacity: true)
            lastRecord.append(contentsOf: out.bytes[start...])
            lastId = (contract.buyer, contract.number)
        }
    }

    private mutating func identity() {
        let defect = contract.defect
        out.put("{\"id\":\"")
        var number = contract.number
        if defect == .idRepete, let lastId {
            contract.buyer = lastId.buyer
            number = lastId.number
        }
        if defect != .idVide {
            out.put(contract.notified.year)
            out.put("-")
            out.put(number + 1, width: 7)
        }
        out.put("\",\"acheteur\":{\"id\":\"")
        var siret = world.buyers[contract.buyer].siret
        if defect == .acheteurFaux { siret[13] = 0x30 + (siret[13] - 0x30 + 1) % 10 }
        out.put(siret)
        out.put("\"},\"nature\":\"Marché\",\"objet\":\"")
        object()
        out.put("\"")
        if defect != .cpvAbsent {
            out.put(",\"codeCPV\":\"")
            switch defect {
            case .cpvCourt: out.put("4500000")
            case .cpvInconnu: out.put("99999999")
            default: out.put(contract.code)
            }
            out.put("\"")
        }
        if defect == .cleInconnue { out.put(",\"_type\":\"Marché\"") }
    }

    /// The object, with the place and the lot; always said to be invented.
    private mutating func object() {
        out.put(contract.object)
        switch contract.defect {
        case .remplacement: out.put(" de l\u{FFFD}\u{FFFD}cole Fictive")
        case .entite: out.put(" de l&#8217;école Fictive")
        case .ligature: out.put(" pour l'accueil des s?urs et le gros ?uvre")
        case .doubleEncodage: out.put(" de lâ€™Ã©cole Fictive")
        case .controle: out.put(" de l'école\\u0007 Fictive")
        default: out.put(" Fictif")
        }
        out.put(" de ")
        out.put(Array(town.utf8))
        if contract.lot > 0 {
            out.put(" - Lot ")
            out.put(contract.lot)
        }
        out.put(" (exemple inventé)")
    }

    private var town: String {
        let name = world.buyers[contract.buyer].name
        return name.split(separator: " ").last { !$0.hasPrefix("(") }.map(String.init) ?? name
    }

    private mutating func purchase() {
        let sector = SampleSector.all[contract.sector]
        let defect = contract.defect
        out.put(",\"techniques\":{\"technique\":[\"")
        out.put(contract.isFramework ? "Accord-cadre" : "Sans objet")
        if contract.isFramework, random.happens(perMille: 60) {
            out.put("\",\"Système d'acquisition dynamique")
        }
        out.put("\"]},\"modalitesExecution\":{\"modaliteExecution\":[\"")
        if contract.isFramework {
            out.put(random.happens(perMille: 800) ? "Bons de commande" : "Marchés subséquents")
        } else {
            out.put(random.happens(perMille: 120) ? "Tranches" : "Sans objet")
        }
        out.put("\"]}")
        if defect == .accordCadreLong {
            out.put(",\"idAccordCadre\":\"2021-ACCORD-CADRE-TROP-LONG\"")
        }
        out.put(",\"marcheInnovant\":")
        if defect == .innovantNC {
            out.put("\"NC\"")
        } else {
            out.put(random.happens(perMille: 32))
        }
        out.put(",\"ccag\":\"")
        out.put(random.happens(perMille: 150) ? "Pas de CCAG" : sector.ccag)
        out.put("\",\"offresRecues\":")
        if defect == .offresNC { out.put("\"NC\"") } else { out.put(contract.offers) }
        let hasAdvance = contract.cents > 5_000_000 && random.happens(perMille: 300)
        out.put(",\"attributionAvance\":")
        out.put(hasAdvance || defect == .tauxNul)
        if defect == .tauxNul {
            out.put(",\"tauxAvance\":0")
        } else if hasAdvance {
            out.put(random.happens(perMille: 800) ? ",\"tauxAvance\":0.05" : ",\"tauxAvance\":0.2")
        }
        out.put(",\"typeGroupementOperateurs\":\"")
        out.put(
            contract.suppliers.count == 1
                ? "Pas de groupement" : random.happens(perMille: 500) ? "Solidaire" : "Conjoint")
        out.put("\",\"sousTraitanceDeclaree\":")
        out.put(random.happens(perMille: 40))
    }

    private mutating func award() {
        let defect = contract.defect
        out.put(",\"procedure\":\"")
        out.put(defect == .procedureInconnue ? "Procedure speciale" : contract.procedure)
        out.put("\",\"lieuExecution\":{\"code\":\"")
        let place = SampleWorld.places[world.buyers[contract.buyer].place]
        switch defect {
        case .lieuPays: out.put("FR\",\"typeCode\":\"Code pays\"}")
        case .lieuCapitales:
            out.put(place.postalCode)
            out.put("\",\"typeCode\":\"CODE POSTAL\"}")
        default: self.place(place)
        }
        out.put(",\"dureeMois\":")
        out.put(defect == .dureeNulle ? 0 : defect == .dureeEnJours ? 365 : contract.months)
        dates()
        amount()
        out.put(",\"typesPrix\":{\"typePrix\":[\"")
        out.put(
            contract.months > 12
                ? "Définitif révisable"
                : random.happens(perMille: 700) ? "Définitif ferme" : "Définitif actualisable")
        out.put("\"]},\"formePrix\":\"")
        out.put(
            contract.isFramework
                ? "Unitaire" : random.happens(perMille: 850) ? "Forfaitaire" : "Mixte")
        out.put("\"")
        if SampleSector.all[contract.sector].asksOrigin, random.happens(perMille: 300) {
            out.put(",\"origineUE\":0.8,\"origineFrance\":")
            out.put(defect == .origineContraire ? "0.9" : "0.5")
        } else if defect == .origineContraire {
            out.put(",\"origineUE\":0.4,\"origineFrance\":0.9")
        }
        if defect != .sansTitulaire { suppliers() }
    }

    private mutating func place(_ place: SampleWorld.Place) {
        switch random.below(10) {
        case 0:
            out.put(place.departement)
            out.put("\",\"typeCode\":\"Code département\"}")
        case 1, 2:
            out.put(place.commune)
            out.put("\",\"typeCode\":\"Code commune\"}")
        default:
            out.put(place.postalCode)
            out.put("\",\"typeCode\":\"Code postal\"}")
        }
    }

    private mutating func dates() {
        let defect = contract.defect
        var notified = contract.notified
        if defect == .dateFuture { notified = SampleDay(year: 2061, month: 3, day: 4) }
        if defect == .anneeFausse { notified = SampleDay(year: 218, month: 3, day: 4) }
        var published = contract.published
        if defect == .publieAvant { published = contract.notified.later(-30) }
        out.put(",\"dateNotification\":")
        out.put(notified, suffix: defect == .fuseau ? "+01:00" : "")
        out.put(",\"datePublicationDonnees\":")
        out.put(published, suffix: defect == .fuseau ? "+01:00" : "")
    }

    private mutating func amount() {
        out.put(",\"montant\":")
        switch contract.defect {
        case .montantNul: out.put("0")
        case .montantUn: out.put("1")
        case .montantRepete: out.put("999999999")
        case .montantSuite: out.put("123456789")
        case .montantGeant: out.put("45000000000")
        case .montantTexte:
            out.put("\"")
            out.put(cents: contract.cents)
            out.put("\"")
        default: out.put(cents: contract.cents)
        }
    }

    private mutating func suppliers() {
        out.put(",\"titulaires\":[")
        for (index, supplier) in contract.suppliers.enumerated() {
            if index > 0 { out.put(",") }
            out.put("{\"titulaire\":{\"typeIdentifiant\":\"SIRET\",\"id\":\"")
            var siret = world.suppliers[contract.sector][supplier].siret
            switch contract.defect {
            case .siretFaux: siret[13] = 0x30 + (siret[13] - 0x30 + 1) % 10
            case .siretCourt: siret.removeFirst()
            case .siretBlancs: siret.insert(0x20, at: 9)
            default: break
            }
            out.put(siret)
            out.put("\"}}")
        }
        out.put("]")
    }
}
