/// Every address of the community.
enum CommunityRoutes {
    /// By part; a new page is added to the list of its part.
    static let all: [any Resource.Type] = accounts + observatory + events

    static let accounts: [any CommunityResource.Type] = [
        SignInPage.self, CodePage.self, SignInLinkPage.self, SignOutPage.self, AccountPage.self,
        RefuseMailPage.self, AdministrationPage.self, PeoplePage.self, PersonPage.self,
        JournalPage.self, RetentionPage.self,
    ]

    static let observatory: [any CommunityResource.Type] = [
        ObservatoryPage.self, PublicationListPage.self,
    ]

    static let events: [any CommunityResource.Type] = [
        EventListPage.self, EventFeed.self, EventCalendarFeed.self, NewEventPage.self,
        EventPage.self, EventCalendarFile.self,
        RegisterPage.self, ConfirmRegistrationPage.self, RegistrationPage.self,
        CancelRegistrationPage.self, OwnAgendaFile.self, BadgePage.self,
        DoorPage.self, CheckInPage.self, QuestionnairePage.self,
        ManageEventPage.self, DescribeEventPage.self, WelcomerPage.self,
        ManageProgrammePage.self, PiecePage.self,
        RegistrationListPage.self, RegistrationFile.self, SignInSheetPage.self,
        BadgeSheetPage.self, OpinionPage.self,
    ]
}
