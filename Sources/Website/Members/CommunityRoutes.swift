/// Every address of the community.
enum CommunityRoutes {
    /// By part; a new page is added to the list of its part.
    static let all: [any Resource.Type] = accounts + observatory + publications

    static let accounts: [any CommunityResource.Type] = [
        SignInPage.self, CodePage.self, SignInLinkPage.self, SignOutPage.self, AccountPage.self,
        RefuseMailPage.self, AdministrationPage.self, PeoplePage.self, PersonPage.self,
        JournalPage.self, RetentionPage.self,
    ]

    static let observatory: [any CommunityResource.Type] = [
        ObservatoryPage.self, EventListPage.self,
    ]

    static let publications: [any CommunityResource.Type] = [
        PublicationListPage.self, PublicationPage.self, PublicationVersionPage.self,
        PublicationFile.self, PublicationBibTeX.self, PublicationRIS.self, PublicationFeed.self,
        PublicationSitemap.self, OAIEndpoint.self, PublicationWorkshopPage.self,
        PublicationNewPage.self, PublicationEditPage.self, PublicationPreviewPage.self,
        PublicationFilesPage.self, PublicationTrackPage.self, FileSettingsPage.self,
    ]
}
