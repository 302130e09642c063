import Procurement
import Testing

@testable import Community

@Suite struct OrganisationTests {
    @Test func `a list is read with a finding for each row set aside`() throws {
        let store = try CommunityStore()
        _ = try store.organisations.add(
            name: "Ville connue", siret: "21590350100017", college: .buyers, territory: "",
            Invented.acting())
        let list = try OrganisationList(
            #"""
            Nom;Collège;SIRET;Territoire;Site
            "Ville; neuve";acheteurs;;Nord;https://ville.exemple.fr
            Sans collège;mairie;;;
            Mauvais SIRET;entreprises;12345678901234;;
            Ville déjà là;Acheteur public;215 903 501 00017;;
            ;partenaires;;;
            "Club ""neuf""";universitaires;;;pas une adresse

            """#)

        let trial = try store.organisations.importList(list, isTrial: true, Invented.acting())
        #expect(try store.organisations.current().count == 1)
        let done = try store.organisations.importList(list, isTrial: false, Invented.acting())

        #expect(trial == done)
        #expect(done.added == 1 && done.setAside == 5)
        #expect(done.lines.map(\.number) == [2, 3, 4, 5, 6, 7])
        #expect(done.lines.first { $0.finding?.contains("clé de contrôle") == true }?.number == 4)
        #expect(done.lines.first { $0.finding?.contains("Ville connue") == true }?.number == 5)
        let added = try store.organisations.current().first { $0.name == "Ville; neuve" }
        #expect(added?.site == "https://ville.exemple.fr")
        let again = try store.organisations.importList(list, isTrial: false, Invented.acting())
        #expect(again.added == 0)
    }

    @Test func `two editors of an organisation, the second is told`() throws {
        let store = try CommunityStore()
        let id = try store.organisations.add(
            .init(name: "Ville", college: .buyers), Invented.acting())
        let version = try store.organisations.organisation(id).version

        try store.organisations.change(
            id, .init(name: "Ville une", siret: "21590350100017", college: .buyers),
            version: version, Invented.acting())
        #expect(throws: CommunityRefusal.changedMeanwhile(what: "Cet organisme")) {
            try store.organisations.change(
                id, .init(name: "Ville deux", college: .buyers), version: version,
                Invented.acting())
        }
        #expect(throws: CommunityRefusal.self) {
            _ = try store.organisations.add(
                .init(name: "Autre", siret: "21590350100017", college: .buyers), Invented.acting())
        }
        #expect(throws: CommunityRefusal.self) {
            _ = try store.organisations.add(
                .init(name: "Autre", college: .buyers, site: "javascript:alert(1)"),
                Invented.acting())
        }
    }

    @Test func `a name is shown when its person agrees, and an ended organisation has nobody`()
        throws
    {
        let invented = try InventedAssembly([.buyers: 1])
        let store = invented.store
        let organisation = invented[.buyers, 0]
        let person = invented.people[organisation] ?? 0
        let representation = try #require(
            try store.organisations.representations(of: organisation).first)
        #expect(!representation.isShown)

        #expect(throws: CommunityRefusal.self) {
            try store.organisations.show(
                representation.id, true, person: person + 1, Invented.acting())
        }
        try store.organisations.show(representation.id, true, person: person, Invented.acting())
        #expect(try store.organisations.representations(of: organisation).first?.isShown == true)
        try store.organisations.end(
            organisation, version: store.organisations.organisation(organisation).version,
            Invented.acting())
        #expect(try store.organisations.representations(by: person).isEmpty)
        #expect(try store.organisations.former().map(\.id) == [organisation])
    }

    @Test func `one person presides at a time, and mandates end no earlier than they begin`() throws
    {
        let invented = try InventedAssembly([.buyers: 2])
        let assembly = invented.store.assembly
        let people = invented.people.values.sorted()
        let day = try #require(Day("2026-01-10"))

        try assembly.appoint(
            people[0], office: .president, organisation: nil, since: day, Invented.acting())
        #expect(throws: CommunityRefusal.self) {
            try assembly.appoint(
                people[1], office: .president, organisation: nil, since: day, Invented.acting())
        }
        let mandate = try #require(try assembly.mandates().first)
        #expect(throws: CommunityRefusal.self) {
            try assembly.endMandate(mandate.id, on: day.adding(days: -1), Invented.acting())
        }
        try assembly.endMandate(mandate.id, on: day.adding(days: 30), Invented.acting())
        try assembly.appoint(
            people[1], office: .president, organisation: nil, since: day.adding(days: 31),
            Invented.acting())
        #expect(try assembly.mandates().map(\.person) == [people[1], people[0]])
    }
}
