import Formats
import Procurement
import Testing

@Suite struct ReadingShapeTests {
    private func record(_ members: String) throws -> DeclarationDraft {
        let collected = try Collected.text(
            #"{"marches":[{"id":"1","acheteur":{"id":"2","nom":"N"},\#(members)}]}"#)
        #expect(collected.unreadable.isEmpty)
        return try #require(collected.drafts.first)
    }

    @Test(arguments: [
        #""titulaires":[{"id":"A"},{"id":"B"}]"#,
        #""titulaires":[{"titulaire":{"id":"A"}},{"titulaire":{"id":"B"}}]"#,
        #""titulaires":{"titulaire":[{"id":"A"},{"id":"B"}]}"#,
        #""titulaires":[[{"id":"A"},{"id":"B"}]]"#,
        #""titulaires":[{"titulaire":[{"id":"A"},{"id":"B"}]}]"#,
        #""titulaires":{"titulaire":{"id":"A"},"titulaire":{"id":"B"}}"#,
        #""concessionnaires":[{"concessionnaire":{"id":"A"}},{"id":"B"}]"#,
    ])
    func `suppliers are read in every wrapping`(_ json: String) throws {
        let draft = try record(json)

        #expect(draft.parties.map { draft.text($0.id) } == ["A", "B"])
        #expect(draft.partiesWriting == .filled)
    }

    @Test(arguments: [
        #""modifications":[{"id":1,"montant":5,"titulaires":[{"id":"C"}]}]"#,
        #""modifications":[{"modification":{"id":1,"montant":5,"titulaires":[{"titulaire":{"id":"C"}}]}}]"#,
        #""modifications":{"modification":{"id":1,"montant":5,"titulaires":{"titulaire":{"id":"C"}}}}"#,
        #""modifications":{"modification":[{"id":1,"montant":5,"titulaires":[[{"id":"C"}]]}]}"#,
    ])
    func `modifications are read in every wrapping`(_ json: String) throws {
        let draft = try record(json)

        let modification = try #require(draft.modifications.first)
        #expect(draft.modifications.count == 1)
        #expect(draft.text(modification.montant) == "5")
        #expect(modification.parties == 0..<1)
        #expect(draft.text(draft.modificationParties[0].id) == "C")
    }

    @Test func `acts and their changes are read`() throws {
        let draft = try record(
            """
            "actesSousTraitance":[{"acteSousTraitance":{"id":1,"sousTraitant":{"id":"S"}}}],
            "modificationsActesSousTraitance":[{"modificationActeSousTraitance":{"id":1,"montant":9}}]
            """)

        #expect(draft.acts.map(\.isChange) == [false, true])
        #expect(draft.text(draft.acts[0].party.id) == "S")
        #expect(draft.text(draft.acts[1].montant) == "9")
    }

    @Test func `lists, flat keys, blanks around keys and writings are kept apart`() throws {
        let collected = try Collected.text(
            """
            [{"acheteur.id":"7","lieuExecution":{"nom ":"Croix"},"montant":"12","dureeMois":NaN,
            "marcheInnovant":true,"techniques":{"technique":["a","b"]},"typesPrix":[],"neuf":1,
            "objet":{"x":1}}]
            """)

        let draft = try #require(collected.drafts.first)
        #expect(draft.text(.acheteurId) == "7")
        #expect(draft.text(.lieuNom) == "Croix")
        #expect(draft[.montant].writing == .text)
        #expect(draft[.dureeMois].writing == .null)
        #expect(draft[.marcheInnovant].writing == .yes)
        #expect(draft[.objet].writing == .nested)
        #expect(draft[.techniques].map { draft.text($0) } == ["a", "b"])
        #expect(
            draft.lists[Int(DeclarationDraft.ListField.typesPrix.rawValue)].writing == .empty)
        #expect(draft.oddities.map(\.kind) == [.illegalToken, .unknownKey, .unexpectedShape])
    }

    @Test(arguments: [
        (#"{"marches":[R,R]}"#, ["unknown", "unknown"]),
        (#"[R,R]"#, ["unknown", "unknown"]),
        (#"{"marches":{"marche":[R],"contrat-concession":[R]}}"#, ["marche", "concession"]),
        (#"{"marches":{"contrat-concession":[R],"marche":[R]}}"#, ["concession", "marche"]),
        (#"{"v":{"a":[1]},"marches":{"marche":R}}"#, ["marche"]),
        ("R\nR\n", ["unknown", "unknown"]),
    ])
    func `records are found in every root`(_ outline: String, _ places: [String]) throws {
        let one = #"{"id":"1","acheteur":{"id":"2"},"objet":"a, ]} \" b"}"#
        let collected = try Collected.text(outline.replacing("R", with: one))

        #expect(collected.unreadable.isEmpty)
        #expect(collected.drafts.map { "\($0.place)" } == places)
        #expect(collected.drafts.allSatisfy { $0.text(.objet) == "a, ]} \" b" })
    }

    @Test func `escapes, lone surrogates and bad bytes end in well-formed text`() throws {
        var bytes = Array(
            #"[{"acheteur":{"id":"é\u00e9\ud83d\ude00"},"objet":"\ud800x","nature":""#.utf8)
        bytes += [0xE9, 0x41] + Array(#""}]"#.utf8)
        let collected = try Collected.bytes(bytes)

        let draft = try #require(collected.drafts.first)
        #expect(draft.text(.acheteurId) == "éé😀")
        #expect(draft.text(.objet) == "\u{FFFD}x")
        #expect(draft.text(.nature) == "\u{FFFD}A")
        #expect(draft.oddities.map(\.kind) == [.invalidUTF8, .invalidUTF8])
        #expect(collected.isWellFormed)
    }

    @Test func `XML with namespaces reads as its JSON does`() throws {
        let collected = try Collected.text(
            """
            <?xml version='1.0' encoding='utf8'?>
            <d:marches xmlns:d="x"><d:marche><d:id>1</d:id><d:acheteur><d:id>2</d:id></d:acheteur>
            <d:objet>a &amp; "b" é</d:objet><d:titulaires><d:titulaire><d:id>A</d:id></d:titulaire>
            <d:titulaire><d:id>B</d:id></d:titulaire></d:titulaires><d:modifications/></d:marche>
            </d:marches>
            """)

        let draft = try #require(collected.drafts.first)
        #expect(draft.place == .marche)
        #expect(draft.text(.objet) == "a & \"b\" é")
        #expect(draft.parties.map { draft.text($0.id) } == ["A", "B"])
        #expect(draft.oddities.isEmpty)
    }

    @Test func `lines of one contract become its initial state and modifications`() throws {
        let collected = try Collected.text(
            """
            uid,acheteur_id,titulaire_id,montant,dateNotification,modification_id
            u1,2,A,100,2024-01-01,0
            u1,2,B,100,2024-01-01,0
            u1,2,A,150,2024-06-01,1
            u1,2,B,150,2024-06-01,1
            u1,2,C,150,2024-09-01,2
            u2,2,A,"7",2024-01-01,0

            """)

        #expect(collected.drafts.count == 2)
        let draft = collected.drafts[0]
        #expect(draft.text(.montant) == "100")
        #expect(draft.parties.map { draft.text($0.id) } == ["A", "B"])
        #expect(draft.modifications.map { draft.text($0.montant) } == ["150", ""])
        #expect(draft.modifications.map(\.parties) == [nil, 0..<1])
        #expect(draft.text(draft.modificationParties[0].id) == "C")
    }

    @Test func `the ministry's table gives numbered suppliers, list cells and tags`() throws {
        let collected = try Collected.text(
            "\u{FEFF}id;acheteur.id;titulaire_id_1;titulaire_id_2;montant;techniques;dureeMois\r\n"
                + "1;2;A;B;INX 12;\"['x', \"\"y\"\"]\";MQ\r\n")

        let draft = try #require(collected.drafts.first)
        #expect(draft.text(.acheteurId) == "2")
        #expect(draft.parties.map { draft.text($0.id) } == ["A", "B"])
        #expect(draft[.montant].writing == .null)
        #expect(draft[.techniques].map { draft.text($0) } == ["x", "y"])
        #expect(draft.oddities.map { draft.text($0.detail) } == ["INX 12", "MQ"])
    }
}
