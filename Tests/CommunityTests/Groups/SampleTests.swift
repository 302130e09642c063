import Community
import Testing

@Suite struct SampleTests {
    @Test func `the demonstration's groups have people, minutes, a plan, a question and a study`()
        throws
    {
        let store = try CommunityStore()

        #expect(try CommunitySample.fill(store, edition: "edition", Invented.acting()))

        let groups = try store.groups.all()
        #expect(groups.count == 7)
        for group in groups {
            #expect(group.mandate.contains("inventé"))
            #expect(try store.groups.members(of: group.id).contains { $0.isLead })
            #expect(try store.groupMeetings.all(of: group.id).contains { $0.approved != nil })
            #expect(try !store.workPlan.all(of: group.id).isEmpty)
            #expect(try !store.questions.all(of: group.id).isEmpty)
        }
        #expect(try store.studies.all(drafts: []).count == 1)
        #expect(try !CommunitySample.fill(store, Invented.acting()))
    }
}
