/// Every address of the community.
enum CommunityRoutes {
    /// By part; a new page is added to the list of its part.
    static let all: [any Resource.Type] = accounts + observatory + innovation

    static let accounts: [any CommunityResource.Type] = [
        SignInPage.self, CodePage.self, SignInLinkPage.self, SignOutPage.self, AccountPage.self,
        RefuseMailPage.self, AdministrationPage.self, PeoplePage.self, PersonPage.self,
        JournalPage.self, RetentionPage.self,
    ]

    static let observatory: [any CommunityResource.Type] = [
        ObservatoryPage.self, PublicationListPage.self, EventListPage.self,
    ]

    static let innovation: [any CommunityResource.Type] = [
        InnovationListPage.self, InnovationCreatePage.self, InnovationPage.self,
        RegistrationPage.self, NeedPage.self, NeedCreatePage.self, NeedEditPage.self,
        SolutionListPage.self, SolutionPage.self, SolutionCreatePage.self, SolutionEditPage.self,
        WishPage.self, AgendaPage.self, AgendaLinkPage.self, AgendaCalendar.self,
        FeedbackPage.self, OrganisationPage.self, EventSettingsPage.self, SlotsPage.self,
        ProgrammePage.self, ChangePage.self, DayPage.self, BoardPage.self, SignsPage.self,
        FollowUpPage.self,
    ]
}
