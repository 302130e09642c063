import Formats
import Foundation
import Procurement
import Testing

@Suite struct NoticeShapeTests {
    private static let record = #"""
        {"idweb":"25-1000","objet":"Toiture de l'école","nomacheteur":"Ville inventée",
        "nature":"APPEL_OFFRE","etat":"INITIAL","dateparution":"2025-11-07",
        "datelimitereponse":"2025-12-15T12:00:00+01:00","code_departement":["59","62"],
        "annonce_lie":"25-900,25-901","type_marche":"TRAVAUX","procedure_libelle":"Procédure Ouverte",
        "descripteur_code":["344"],"descripteur_libelle":["Topographie"],"famille":"JOUE",
        "contractfolderid":"0DF69801-9633","donnees":
        """#

    private func notice(_ text: String) throws -> Notice {
        try #require(try ReadNotices.text(text).notices.first)
    }

    @Test func `a record of the present API gives its fields`() throws {
        let notice = try notice("[" + Self.record + #""{}"}]"#)

        #expect(notice.id == "25-1000")
        #expect(notice.nature == .call && notice.state == .initial)
        #expect(notice.links == ["25-900", "25-901"])
        #expect(notice.departments == ["59", "62"])
        #expect(notice.procedure == "Procédure ouverte")
        #expect(notice.types == [0] && notice.descriptors == ["Topographie"])
        #expect(notice.published == Day("2025-11-07"))
        // 2025-12-15T11:00:00Z
        #expect(notice.deadline == NoticeDeadline(seconds: 1_765_796_400, hasHour: true))
        #expect(notice.folder == "0df69801-9633")
    }

    @Test(arguments: [
        "[R]", "R", "R\nR", #"{"total_count":1,"results":[R]}"#,
        "{\"total_count\":2,\"results\":[R]}\n{\"total_count\":2,\"results\":[R]}",
        #"{"nhits":1,"records":[{"recordid":"a","fields":R}]}"#,
        #"[{"record_id":"a","reference":"25-1000","raw_fields":R}]"#,
        #"{"total_count":1,"results":[{"record":{"id":"a","fields":R}}],"links":[]}"#,
        "\u{FEFF}[R]",
    ])
    func `every envelope of the present API is opened`(envelope: String) throws {
        let record = Self.record + #""{}"}"#
        let read = try ReadNotices.text(
            envelope.replacingOccurrences(of: "R", with: record))

        #expect(!read.notices.isEmpty && read.unreadable.isEmpty && read.withoutNumber == 0)
        #expect(read.notices.allSatisfy { $0.id == "25-1000" && $0.object != nil })
        #expect(read.notices.count == envelope.filter { $0 == "R" }.count)
    }

    @Test func `an eForms notice gives buyer, lots, criteria, value and profile`() throws {
        let details = #"""
            {"EFORMS":{"ContractNotice":{"ext":{"efac:Organizations":{"efac:Organization":[
            {"efac:Company":{"cac:PartyIdentification":{"cbc:ID":{"#text":"ORG-0002"}},
            "cac:PartyName":{"cbc:Name":"Tribunal"},"cac:PartyLegalEntity":{"cbc:CompanyID":"17950702500015"}}},
            {"efac:Company":{"cac:PartyIdentification":{"cbc:ID":"ORG-0001"},
            "cac:PartyName":{"cbc:Name":{"#text":"Ville"}},"cac:PostalAddress":{"cbc:PostalZone":"59000",
            "cbc:CityName":"Lille","cbc:StreetName":"2 rue du Secret","cbc:CountrySubentityCode":{"#text":"FRE11"}},
            "cac:PartyLegalEntity":{"cbc:CompanyID":"21590350100017"},
            "cac:Contact":{"cbc:Name":"Mme Planquée","cbc:Telephone":"0320000000",
            "cbc:ElectronicMail":"planque@exemple.fr"}}}]}},
            "cac:ContractingParty":{"cbc:BuyerProfileURI":"https://profil.example.org/1",
            "cac:Party":{"cac:PartyIdentification":{"cbc:ID":"ORG-0001"}}},
            "cac:ProcurementProject":{"cbc:Name":"Écoles","cac:MainCommodityClassification":
            {"cbc:ItemClassificationCode":"45261900"}},
            "cac:ProcurementProjectLot":[{"cbc:ID":"LOT-1","cac:ProcurementProject":{"cbc:Name":"Toit",
            "cac:RequestedTenderTotal":{"cbc:EstimatedOverallContractAmount":{"@currencyID":"EUR","#text":"1000.50"}}},
            "cac:TenderingTerms":{"cac:AwardingTerms":{"cac:AwardingCriterion":{"cac:SubordinateAwardingCriterion":[
            {"cbc:Description":"Prix","x":{"efbc:ParameterNumeric":"55"}},
            {"cbc:Name":"Délai","x":{"efbc:ParameterNumeric":"45"}}]}}}},
            {"cbc:ID":"LOT-2","cac:ProcurementProject":{"cbc:Name":"Mur",
            "cac:RequestedTenderTotal":{"cbc:EstimatedOverallContractAmount":{"@currencyID":"EUR","#text":"2000"}}}}]}}}
            """#
        let written = String(
            decoding: try JSONEncoder().encode(details), as: UTF8.self)

        let notice = try notice("[" + Self.record + written + "}]")

        #expect(notice.buyerSiret == "21590350100017" && notice.buyerTown == "Lille")
        #expect(notice.buyerPostalCode == "59000" && notice.buyerNUTS == "FRE11")
        #expect(notice.lots.map(\.title) == ["Toit", "Mur"])
        #expect(notice.criteria.map(\.name) == ["Prix", "Délai"])
        #expect(notice.criteria.map(\.weightHundredths) == [5_500, 4_500])
        #expect(notice.estimateCents == 300_050)
        #expect(notice.profile == "https://profil.example.org/1")
        #expect(notice.cpvs == ["45261900"])
        #expect(!"\(notice)".contains("Planqu") && !"\(notice)".contains("Secret"))
    }

    @Test func `a broken detail keeps the head and says so`() throws {
        let notice = try notice("[" + Self.record + #""{\"EFORMS\": {"}]"#)

        #expect(notice.id == "25-1000")
        #expect(notice.findings.contains(.unreadableContent))
    }

    @Test func `a notice of the former API is read through its wrappers`() throws {
        func wrap(_ name: String, _ value: String) -> String {
            #"{"name":"\#(name)","declaredType":"x","scope":"y","value":\#(value),"nil":false}"#
        }
        let ident =
            #"{"titre":["#
            + [
                wrap("NOM", #""commune de Lizy.""#), wrap("PRM", #""M. Planqué""#),
                wrap("CP", #""77440""#), wrap("TEL", #""01-60-01-70-35""#),
                wrap("URL_PROFIL_ACHETEUR", #""https://www.achats.example.org.""#),
            ].joined(separator: ",") + "]}"
        let lots =
            #"{"l":["#
            + [
                wrap("NUM_LOT", #""1""#), wrap("DESC", #""maçonnerie""#),
                wrap("NOM", #""Sté Planquée""#),
                wrap("NUM_LOT", #""2""#), wrap("DESC", #""peinture""#),
            ].joined(separator: ",") + "]}"
        let text =
            #"{"annonce":{"gestion":{"nojo":"08-29619","r3":"77","tetierr4":"Résultat de marché"},"donnees":{"t":["#
            + [
                wrap("IDENT", ident),
                wrap("OBJET", #"{"o":["# + wrap("CPV_OBJ", #""45232420.""#) + "]}"),
                wrap(
                    "PROCEDURE", #"{"type":"PROCEDURE_ADAPTEE","p":["# + wrap("LOTS", lots) + "]}"),
            ].joined(separator: ",")
            + #"]}},"nompublication":"MAPA","dateparution":"27 MAI       2008"}"#

        let notice = try notice(text)

        #expect(notice.id == "08-29619" && notice.nature == .award)
        #expect(notice.published == Day("2008-05-27"))
        #expect(notice.buyerName == "commune de Lizy" && notice.departments == ["77"])
        #expect(notice.profile == "https://www.achats.example.org")
        #expect(notice.cpvs == ["45232420"] && notice.procedure == "Procédure adaptée")
        #expect(notice.lots.map(\.title) == ["maçonnerie", "peinture"])
        #expect(!"\(notice)".contains("Planqu") && !"\(notice)".contains("60-01"))
    }

    @Test func `a search page gives one notice an item`() throws {
        let read = try ReadNotices.text(
            #"{"nbItemsRetournes":2,"item":[{"id":"idweb","value":"15-1","schema":"s","description":"Toit"},{"id":"idweb","value":"x","description":"y"}]}"#
        )

        #expect(read.notices.map(\.object) == ["Toit"])
        #expect(read.withoutNumber == 1)
        #expect(read.formats == [.boampSearchJSON])
    }

    @Test func `rows of a rubric are parts of notices`() throws {
        let read = try ReadNotices.text(
            #"""
            BOAMP_AVIS_NUM,D_01_01_Identite_Denomination,D_01_02_Identite_Codeidentnational,D_01_03_Identite_Correspondant,D_01_07_Identite_Cp,D_01_13_Identite_Mel,D_11_02_Conditiondelai_Receptoffres,D_06_14_04_01_Procedure_Criteresattribution_Criteresponderes_Critere,G_01_02_03_03_01_Reference_Typeavis_Nature_Appeloffre_Standard,G_01_02_04_02_Reference_Typeavis_Statut_Rectificatif,G_02_04_01_01_Marche_Annonceanterieur_Reference_Idweb
            20-1,"Ville, dite ""Neuve""",21590350100017,Mme Planquée,59000,p@exemple.fr,2020-06-29 11:00:00,"[{'value': ""Prix d'achat"", 'poids': 60}, {'value': 'Délai', 'poids': 40.5}]",True,True,20-0
            20-2,None,None,,,,,[],False,False,
            20-3,a
            """#)

        let first = try #require(read.notices.first)
        #expect(first.buyerName == #"Ville, dite "Neuve""#)
        #expect(first.nature == .call && first.state == .corrected && first.links == ["20-0"])
        // Noon in Paris in summer: the tables write noon as 11:00 all year round.
        #expect(first.deadline?.seconds == 1_593_424_800)
        #expect(first.criteria.map(\.name) == ["Prix d'achat", "Délai"])
        #expect(first.criteria.map(\.weightHundredths) == [6_000, 4_050])
        #expect(read.notices.dropFirst().allSatisfy { $0.isBare })
        #expect(read.unreadable == [.malformed])
        #expect(!"\(read.notices)".contains("Planqu") && !"\(read.notices)".contains("exemple.fr"))
    }

    @Test func `what is no record is set aside and the rest is read`() throws {
        let record = Self.record + #""{}"}"#
        let read = try ReadNotices.text(
            "[" + record + #", 12, "idweb", [1], {"a":1}, "# + record + "]")

        #expect(read.notices.count == 2)
        #expect(read.unreadable == [.notAnObject, .notAnObject, .notAnObject])
        #expect(read.withoutNumber == 1)
    }
}
