/// Every address of the community.
enum CommunityRoutes {
    /// By part; a new page is added to the list of its part.
    static let all: [any Resource.Type] = accounts + observatory

    static let accounts: [any CommunityResource.Type] = [
        SignInPage.self, CodePage.self, SignInLinkPage.self, SignOutPage.self, AccountPage.self,
        RefuseMailPage.self, AdministrationPage.self, PeoplePage.self, PersonPage.self,
        JournalPage.self, RetentionPage.self, OpenIDStartPage.self, OpenIDReturnPage.self,
        OpenIDSignOutPage.self, PersonalFilePage.self, PersonalFile.self, ErasurePage.self,
        AttachmentPage.self, AttachmentListPage.self,
    ]

    static let observatory: [any CommunityResource.Type] = [
        ObservatoryPage.self, PublicationListPage.self, EventListPage.self,
    ]
}
