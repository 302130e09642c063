/// Buyers and companies.
extension ESPDWriter {
    func parties(_ document: ESPDDocument) -> [MarkupElement] {
        [Tag.aggregate("ContractingParty", [party(document.buyer, isCompany: false)])]
            + document.tenderers.map(tenderer)
    }

    private func tenderer(_ tenderer: ESPDTenderer) -> MarkupElement {
        let role =
            isSecond
            ? ESPDCodes.secondRole(of: tenderer.role)
            : tenderer.role.isEmpty ? "sole-tenderer" : tenderer.role
        let list =
            isSecond ? secondList("EORoleType") : authority("eo-role-type", "20211208-0")
        let systems = tenderer.qualifications.map { system in
            Tag.aggregate(
                "QualifyingParty",
                [
                    Tag.aggregate(
                        "Party",
                        [
                            Tag.aggregate(
                                "PartyIdentification",
                                [Tag.basic("ID", system, ["schemeAgencyID": agency])])
                        ])
                ])
        }
        return Tag.aggregate(
            "EconomicOperatorParty",
            systems + [
                Tag.aggregate("EconomicOperatorRole", [Tag.basic("RoleCode", role, list)]),
                party(tenderer.party, isCompany: true),
            ])
    }

    private func party(_ party: ESPDParty, isCompany: Bool) -> MarkupElement {
        var parts: [MarkupElement] = []
        if !party.website.isEmpty { parts.append(Tag.basic("WebsiteURI", party.website)) }
        if isCompany, !party.size.isEmpty {
            parts.append(
                Tag.basic(
                    "IndustryClassificationCode", isSecond ? party.size.uppercased() : party.size,
                    isSecond
                        ? secondList("EOIndustryClassificationCode")
                        : authority("economic-operator-size", "20250924-0")))
        }
        for identifier in party.identifiers {
            var attributes = ["schemeAgencyID": agency]
            if !identifier.scheme.isEmpty { attributes["schemeID"] = identifier.scheme }
            parts.append(
                Tag.aggregate(
                    "PartyIdentification", [Tag.basic("ID", identifier.value, attributes)]))
        }
        for name in party.names {
            parts.append(Tag.aggregate("PartyName", [Tag.basic("Name", name)]))
        }
        var address: [MarkupElement] = []
        if !party.street.isEmpty { address.append(Tag.basic("StreetName", party.street)) }
        if !party.city.isEmpty { address.append(Tag.basic("CityName", party.city)) }
        if !party.postcode.isEmpty { address.append(Tag.basic("PostalZone", party.postcode)) }
        address += place(party.country)
        if !address.isEmpty { parts.append(Tag.aggregate("PostalAddress", address)) }
        let contact = contact(party.contactName, party.telephone, party.email)
        if let contact { parts.append(contact) }
        parts += party.representatives.map(representative)
        return Tag.aggregate("Party", parts)
    }

    private func contact(_ name: String, _ telephone: String, _ email: String) -> MarkupElement? {
        var parts: [MarkupElement] = []
        if !name.isEmpty { parts.append(Tag.basic("Name", name)) }
        if !telephone.isEmpty { parts.append(Tag.basic("Telephone", telephone)) }
        if !email.isEmpty { parts.append(Tag.basic("ElectronicMail", email)) }
        return parts.isEmpty ? nil : Tag.aggregate("Contact", parts)
    }

    private func place(_ code: String) -> [MarkupElement] {
        guard !code.isEmpty else { return [] }
        return [
            Tag.aggregate("Country", [Tag.basic("IdentificationCode", country(code), countries)])
        ]
    }

    /// A country's code in this version.
    func country(_ code: String) -> String {
        isSecond ? ESPDCountry.two(code) : ESPDCountry.three(code)
    }

    /// The list of countries of this version.
    var countries: [String: String] {
        isSecond
            ? [
                "listID": "CountryCodeIdentifier", "listAgencyID": "ISO",
                "listName": "CountryCodeIdentifier", "listVersionID": "1.0",
            ] : authority("country", "20250924-0")
    }

    private func representative(_ person: ESPDParty.Person) -> MarkupElement {
        var described: [MarkupElement] = []
        if !person.firstName.isEmpty { described.append(Tag.basic("FirstName", person.firstName)) }
        if !person.familyName.isEmpty {
            described.append(Tag.basic("FamilyName", person.familyName))
        }
        let contact = contact("", person.telephone, person.email)
        if let contact { described.append(contact) }
        let residence = place(person.country)
        if !residence.isEmpty { described.append(Tag.aggregate("ResidenceAddress", residence)) }
        var parts: [MarkupElement] = []
        if !person.position.isEmpty { parts.append(Tag.basic("Description", person.position)) }
        parts.append(
            Tag.aggregate("AgentParty", [Tag.aggregate("Person", described)]))
        return Tag.aggregate("PowerOfAttorney", parts)
    }
}
