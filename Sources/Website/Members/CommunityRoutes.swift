/// Every address of the community.
enum CommunityRoutes {
    /// By part; a new page is added to the list of its part.
    static let all: [any Resource.Type] = accounts + observatory + charter + news

    static let accounts: [any CommunityResource.Type] = [
        SignInPage.self, CodePage.self, SignInLinkPage.self, SignOutPage.self, AccountPage.self,
        RefuseMailPage.self, AdministrationPage.self, PeoplePage.self, PersonPage.self,
        JournalPage.self, RetentionPage.self,
    ]

    static let observatory: [any CommunityResource.Type] = [
        ObservatoryPage.self, PublicationListPage.self, EventListPage.self,
    ]

    static let charter: [any CommunityResource.Type] = [
        CharterPage.self, CharterTextPage.self, CommitmentPage.self, SignatoryPage.self,
        SignPage.self, SignaturePage.self, CharterDraftPage.self, CommitmentFormPage.self,
        CharterReportPage.self, CharterReportFile.self, PaymentBoardPage.self,
        PaymentBoardFile.self, AttestPage.self,
    ]

    static let news: [any CommunityResource.Type] = [
        NewsListPage.self, NewsPage.self, NewsFeed.self, PressPage.self, PressFeed.self,
        PressSettingsPage.self, NewsDeskPage.self, NewsDeskItemPage.self, SubscriptionPage.self,
    ]
}
