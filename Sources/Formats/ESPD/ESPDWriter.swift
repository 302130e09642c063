/// Writes a document of the model as UBL, in version 2.1.1 or 4.1.0.
///
/// - Shape: the model alone is written; what only the markup of another document held is not.
///   Identifiers of answers that have none are made of the document's UUID and the question.
/// - Source: element order of the UBL 2.2 and 2.3 schemas; attributes of the reference documents.
public struct ESPDWriter: Sendable {
    /// The version that is written; 1 and 3 are written as 4.
    public let version: ESPDVersion

    /// A writer of a version.
    public init(version: ESPDVersion) {
        self.version = version.family == .second ? .second : .fourth
    }

    var isSecond: Bool { version.family == .second }

    /// Who is said to give the identifiers that are written.
    var agency: String { isSecond ? "EU-COM-GROW" : "OP" }

    /// UTF-8, indented.
    ///
    /// - Complexity: O(lines and answers).
    public func bytes(of document: ESPDDocument) -> [UInt8] {
        markup(of: document).bytes(isIndented: true)
    }

    /// The document in this version: same content, with the markup that writes it.
    func markup(of document: ESPDDocument) -> MarkupDocument {
        let name =
            document.kind == .request
            ? "QualificationApplicationRequest" : "QualificationApplicationResponse"
        let space = "urn:oasis:names:specification:ubl:schema:xsd:\(name)-2"
        var root = MarkupElement(name: name, space: space)
        root.attributes = [
            .init(name: "xmlns", value: space), .init(name: "xmlns:cac", value: Tag.aggregates),
            .init(name: "xmlns:cbc", value: Tag.basics),
        ]
        if !isSecond {
            root.attributes.append(
                .init(name: "xmlns:espd", value: "urn:com:grow:espd:\(version.text)"))
        }
        root.children = head(document).map { .element($0) }
        root.children += parties(document).map { .element($0) }
        root.children += project(document.procedure).map { .element($0) }
        root.children += document.criteria.map { .element(criterion($0, "TenderingCriterion")) }
        if document.kind == .response {
            root.children += responses(document).map { .element($0) }
        }
        root.children += document.procedure.references.map { .element(reference($0)) }
        if document.kind == .response {
            root.children += document.evidences.map { .element(evidence($0)) }
        }
        return MarkupDocument(root: root)
    }

    private func head(_ document: ESPDDocument) -> [MarkupElement] {
        let number = document.procedure.number
        let uuid = document.uuid.isEmpty ? ESPDName.uuid(document.identifier) : document.uuid
        var head = [
            Tag.basic("UBLVersionID", isSecond ? "2.2" : "2.3", ["schemeAgencyID": "OASIS-UBL-TC"])
        ]
        if isSecond {
            let transaction = document.kind == .request ? "070" : "092"
            head += [
                Tag.basic(
                    "CustomizationID", "urn:www.cenbii.eu:transaction:biitrdm\(transaction):ver3.0",
                    ["schemeAgencyID": "CEN-BII", "schemeVersionID": version.text]),
                Tag.basic(
                    "ProfileID", "4.1",
                    ["schemeAgencyID": "CEN-BII", "schemeVersionID": version.text]),
            ]
        } else {
            head.append(
                Tag.basic(
                    "ProfileExecutionID", "ESPD-EDMv\(version.text)",
                    ["schemeAgencyID": agency, "schemeVersionID": version.text]))
        }
        head += [
            Tag.basic(
                "ID", document.identifier.isEmpty ? uuid : document.identifier,
                ["schemeAgencyID": agency]),
            Tag.basic("CopyIndicator", "false"),
            Tag.basic(
                "UUID", uuid,
                [
                    "schemeID": "ISO/IEC 9834-8:2008 - 4UUID", "schemeAgencyID": agency,
                    "schemeVersionID": version.text,
                ]),
            Tag.basic(
                "ContractFolderID", number.isEmpty ? "sans numéro" : number,
                ["schemeAgencyID": agency]),
            Tag.basic("IssueDate", document.issueDay),
        ]
        if !document.issueTime.isEmpty { head.append(Tag.basic("IssueTime", document.issueTime)) }
        if document.kind == .response, !document.groupName.isEmpty {
            head.append(Tag.basic("EconomicOperatorGroupName", document.groupName))
        }
        head.append(
            Tag.basic(
                "VersionID", isSecond ? "1.0" : version.text,
                ["schemeAgencyID": agency, "schemeVersionID": version.text]))
        if !document.procedure.code.isEmpty {
            head.append(Tag.basic("ProcedureCode", document.procedure.code, procedureList))
        }
        if isSecond {
            // The basic form has questions only; the extended one states what the buyer requires.
            let isExtended = document.criteria.contains { criterion in
                criterion.properties.contains { $0.role != .question }
            }
            head.append(
                Tag.basic(
                    "QualificationApplicationTypeCode", isExtended ? "EXTENDED" : "BASIC",
                    secondList("QualificationApplicationType")))
        }
        return head
    }

    private var procedureList: [String: String] {
        isSecond
            ? ["listID": "ProcedureType", "listAgencyID": "EU-COM-OP", "listVersionID": "1.0"]
            : authority("procurement-procedure-type", "20250924-0")
    }

    func secondList(_ name: String) -> [String: String] {
        ["listID": name, "listAgencyID": "EU-COM-GROW", "listVersionID": version.text]
    }

    func authority(_ name: String, _ version: String) -> [String: String] {
        [
            "listID": "http://publications.europa.eu/resource/authority/\(name)",
            "listAgencyID": "OP", "listVersionID": version,
        ]
    }

    private func project(_ procedure: ESPDProcedure) -> [MarkupElement] {
        var parts: [MarkupElement] = []
        if !procedure.title.isEmpty { parts.append(Tag.basic("Name", procedure.title)) }
        if !procedure.description.isEmpty {
            parts.append(Tag.basic("Description", procedure.description))
        }
        if !procedure.purchase.isEmpty {
            let list =
                isSecond
                ? ["listID": "ProjectType", "listAgencyID": "EU-COM-OP", "listVersionID": "1.0"]
                : authority("contract-nature", "20250924-0")
            parts.append(Tag.basic("ProcurementTypeCode", procedure.purchase, list))
        }
        for (index, code) in procedure.purchases.enumerated() {
            let place = index == 0 ? "Main" : "Additional"
            parts.append(
                Tag.aggregate(
                    place + "CommodityClassification",
                    [Tag.basic("ItemClassificationCode", code)]))
        }
        let project = parts.isEmpty ? [] : [Tag.aggregate("ProcurementProject", parts)]
        let lots = procedure.lots.isEmpty ? [isSecond ? "0" : "LOT-0000"] : procedure.lots
        return project
            + lots.map { Tag.aggregate("ProcurementProjectLot", [Tag.basic("ID", $0, lotScheme)]) }
    }

    var lotScheme: [String: String] {
        isSecond
            ? ["schemeAgencyID": agency]
            : ["schemeID": "Criterion", "schemeAgencyID": agency, "schemeVersionID": version.text]
    }

    private func reference(_ reference: ESPDProcedure.Reference) -> MarkupElement {
        var parts: [MarkupElement] = []
        parts.append(
            Tag.basic(
                "ID", reference.identifier.isEmpty ? "-" : reference.identifier,
                ["schemeAgencyID": agency]))
        if !reference.kind.isEmpty {
            parts.append(
                Tag.basic(
                    "DocumentTypeCode", reference.kind,
                    isSecond
                        ? secondList("DocRefContentType")
                        : authority("docrefcontent-type", "20250924-0")))
        }
        var place: [MarkupElement] = []
        if !reference.address.isEmpty { place.append(Tag.basic("URI", reference.address)) }
        if !reference.title.isEmpty { place.append(Tag.basic("FileName", reference.title)) }
        place += reference.description.split(separator: "\n").map {
            Tag.basic("Description", String($0))
        }
        if !place.isEmpty {
            parts.append(
                Tag.aggregate("Attachment", [Tag.aggregate("ExternalReference", place)]))
        }
        return Tag.aggregate("AdditionalDocumentReference", parts)
    }

    private func evidence(_ evidence: ESPDEvidence) -> MarkupElement {
        let agency = ["schemeAgencyID": agency]
        var parts = [Tag.basic("ID", evidence.identifier, agency)]
        if !evidence.title.isEmpty { parts.append(Tag.basic("Name", evidence.title)) }
        if !evidence.confidentiality.isEmpty {
            parts.append(
                Tag.basic(
                    "ConfidentialityLevelCode", evidence.confidentiality,
                    isSecond
                        ? secondList("ConfidentialityLevel")
                        : authority("access-right", "20250924-0")))
        }
        var document = [
            Tag.basic("ID", evidence.number.isEmpty ? evidence.identifier : evidence.number, agency)
        ]
        if !evidence.address.isEmpty {
            document.append(
                Tag.aggregate(
                    "Attachment",
                    [Tag.aggregate("ExternalReference", [Tag.basic("URI", evidence.address)])]))
        }
        if !evidence.issuer.isEmpty {
            document.append(
                Tag.aggregate(
                    "IssuerParty",
                    [Tag.aggregate("PartyName", [Tag.basic("Name", evidence.issuer)])]
                ))
        }
        parts.append(Tag.aggregate("DocumentReference", document))
        return Tag.aggregate("Evidence", parts)
    }
}
