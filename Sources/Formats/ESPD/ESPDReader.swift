/// Reads an ESPD request or response, of versions 1 to 4.
///
/// - Shape: bytes in, a document out; nothing outside the bytes is looked at.
/// - Complexity: O(bytes).
public enum ESPDReader {
    /// Longest document, in bytes.
    public static var longest: Int { MarkupReader.longest }

    /// The document.
    ///
    /// - Throws: `ESPDRefusal` when the bytes are hostile, not well-formed, or another document.
    public static func read(_ bytes: [UInt8]) throws(ESPDRefusal) -> ESPDDocument {
        let markup = try MarkupReader.read(bytes)
        let root = markup.root
        let isFirst = root.space.hasPrefix("urn:grow:names:specification:ubl:schema:xsd:ESPD")
        let isUBL =
            root.space.hasPrefix("urn:oasis:names:specification:ubl:schema:xsd:Qualification")
            || root.space.hasPrefix("urn:X-test:UBL:Pre-award:Qualification")
        let kind: ESPDDocument.Kind
        switch root.local {
        case "ESPDRequest" where isFirst, "QualificationApplicationRequest" where isUBL:
            kind = .request
        case "ESPDResponse" where isFirst, "QualificationApplicationResponse" where isUBL:
            kind = .response
        default: throw .otherDocument(root: root.name)
        }
        var document = ESPDDocument(kind: kind, version: version(of: root, isFirst: isFirst))
        head(root, into: &document)
        if isFirst {
            document.criteria = root.all("Criterion").map { firstCriterion($0, &document) }
        } else {
            document.criteria = root.all("TenderingCriterion").map(criterion)
            answers(root.all("TenderingCriterionResponse"), into: &document)
            document.evidences += root.all("Evidence").map(evidence)
        }
        document.markup = markup
        return document
    }

    /// The version, from what the document says of itself; else from the shape it has.
    private static func version(of root: MarkupElement, isFirst: Bool) -> ESPDVersion {
        if isFirst { return ESPDVersion(family: .first, text: "1") }
        let space = root.attributes.first { $0.value.hasPrefix("urn:com:grow:espd:") }?.value
        let said =
            [
                root.text("ProfileExecutionID").flatMap { text in
                    text.firstRange(of: "ESPD-EDMv").map { String(text[$0.upperBound...]) }
                },
                space.map { String($0.dropFirst(18)) },
                root.first("TenderingCriterion")?.first("ID")?.attribute("schemeVersionID"),
                root.first("QualificationApplicationTypeCode")?.attribute("listVersionID"),
            ].compactMap { $0 }.lazy.map { $0.prefix { $0 == "." || $0.isNumber } }
        for text in said {
            guard let major = text.split(separator: ".").first.flatMap({ Int($0) }),
                let family = ESPDVersion.Family(rawValue: major), family != .first
            else { continue }
            return ESPDVersion(family: family, text: String(text))
        }
        let isLater = root.text("UBLVersionID").map { $0 != "2.2" && $0 != "2.1" } ?? false
        return ESPDVersion(family: isLater ? .third : .second, text: isLater ? "3" : "2")
    }

    private static func head(_ root: MarkupElement, into document: inout ESPDDocument) {
        document.identifier = root.text("ID") ?? ""
        document.uuid = root.text("UUID") ?? ""
        document.issueDay = root.text("IssueDate") ?? ""
        document.issueTime = root.text("IssueTime") ?? ""
        document.groupName = root.text("EconomicOperatorGroupName") ?? ""
        if let buyer = root.at("ContractingParty", "Party") { document.buyer = party(buyer) }
        document.tenderers = root.all("EconomicOperatorParty").map(tenderer)
        var procedure = ESPDProcedure()
        procedure.number = root.text("ContractFolderID") ?? ""
        procedure.code = root.text("ProcedureCode") ?? ""
        if let project = root.first("ProcurementProject") {
            procedure.title = project.text("Name") ?? ""
            procedure.description = project.first("Description")?.lines ?? ""
            procedure.purchase = project.text("ProcurementTypeCode") ?? ""
            for place in ["MainCommodityClassification", "AdditionalCommodityClassification"] {
                procedure.purchases += project.all(place).compactMap {
                    $0.text("ItemClassificationCode")
                }
            }
        }
        procedure.lots = root.all("ProcurementProjectLot").compactMap { $0.text("ID") }
        procedure.references = root.all("AdditionalDocumentReference").map { written in
            var reference = ESPDProcedure.Reference()
            let place = written.at("Attachment", "ExternalReference")
            reference.identifier = written.text("ID") ?? ""
            reference.kind = written.text("DocumentTypeCode") ?? ""
            reference.title = place?.text("FileName") ?? ""
            // A notice has two: the second is the number that TED gave before publication.
            let descriptions = place?.all("Description").compactMap(\.lines) ?? []
            reference.description =
                descriptions.isEmpty
                ? written.text("DocumentDescription") ?? "" : descriptions.joined(separator: "\n")
            reference.address = place?.text("URI") ?? ""
            return reference
        }
        if procedure.title.isEmpty {
            procedure.title = procedure.references.first { !$0.title.isEmpty }?.title ?? ""
        }
        document.procedure = procedure
    }

    // MARK: Parties

    private static func party(_ written: MarkupElement) -> ESPDParty {
        var party = ESPDParty()
        party.names = written.all("PartyName").compactMap { $0.text("Name") }
        if party.names.isEmpty {
            party.names = written.all("PartyLegalEntity").compactMap { $0.text("RegistrationName") }
        }
        party.identifiers = written.all("PartyIdentification").compactMap { place in
            guard let identifier = place.first("ID"), let value = identifier.words else {
                return nil
            }
            return .init(value: value, scheme: identifier.attribute("schemeID") ?? "")
        }
        party.website = written.text("WebsiteURI") ?? ""
        if let address = written.first("PostalAddress") {
            party.street = address.text("StreetName") ?? address.text("AddressLine", "Line") ?? ""
            party.city = address.text("CityName") ?? ""
            party.postcode = address.text("PostalZone") ?? address.text("Postbox") ?? ""
            party.country = ESPDCountry.two(address.text("Country", "IdentificationCode") ?? "")
        }
        if let contact = written.first("Contact") {
            party.contactName = contact.text("Name") ?? ""
            party.email = contact.text("ElectronicMail") ?? ""
            party.telephone = contact.text("Telephone") ?? ""
        }
        party.size = (written.text("IndustryClassificationCode") ?? "").lowercased()
        party.representatives = written.all("PowerOfAttorney").map(representative)
        return party
    }

    private static func representative(_ written: MarkupElement) -> ESPDParty.Person {
        var person = ESPDParty.Person()
        person.position = written.text("Description") ?? ""
        guard let described = written.at("AgentParty", "Person") else { return person }
        person.firstName = described.text("FirstName") ?? ""
        person.familyName = described.text("FamilyName") ?? ""
        person.position = described.text("JobTitle") ?? person.position
        person.email = described.text("Contact", "ElectronicMail") ?? ""
        person.telephone = described.text("Contact", "Telephone") ?? ""
        person.country = ESPDCountry.two(
            described.text("ResidenceAddress", "Country", "IdentificationCode") ?? "")
        return person
    }

    private static func tenderer(_ written: MarkupElement) -> ESPDTenderer {
        var party = written.first("Party").map { self.party($0) } ?? ESPDParty()
        // Version 1 says the size and the representatives beside the party.
        if let isSmall = written.text("SMEIndicator") {
            party.size = isSmall == "true" ? "sme" : "large"
        }
        for place in written.all("RepresentativeNaturalPerson") {
            var person = place.first("PowerOfAttorney").map(representative) ?? .init()
            person.position = place.text("NaturalPersonRoleDescription") ?? person.position
            if person != .init() { party.representatives.append(person) }
        }
        let role = written.text("EconomicOperatorRole", "RoleCode") ?? ""
        return ESPDTenderer(
            party: party, role: ESPDCodes.role(of: role),
            qualifications: written.all("QualifyingParty").compactMap {
                $0.text("Party", "PartyIdentification", "ID")
            })
    }

    static func evidence(_ written: MarkupElement) -> ESPDEvidence {
        var evidence = ESPDEvidence()
        let reference =
            written.first("DocumentReference") ?? written.first("EvidenceDocumentReference")
        evidence.identifier = written.text("ID") ?? reference?.text("ID") ?? ""
        evidence.number = reference?.text("ID") ?? ""
        evidence.title =
            written.text("Name") ?? reference?.at("Attachment", "ExternalReference")?.text(
                "FileName")
            ?? ""
        evidence.address = reference?.text("Attachment", "ExternalReference", "URI") ?? ""
        evidence.issuer =
            reference?.text("IssuerParty", "PartyName", "Name")
            ?? written.text("EvidenceIssuingParty", "PartyName", "Name") ?? ""
        evidence.confidentiality = written.text("ConfidentialityLevelCode") ?? ""
        return evidence
    }
}
