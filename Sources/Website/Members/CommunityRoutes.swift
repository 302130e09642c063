/// Every address of the community.
enum CommunityRoutes {
    /// By part; a new page is added to the list of its part.
    static let all: [any Resource.Type] =
        accounts + observatory + groups + studies + assembly + charter + news + publications
        + events + innovation + consultations + offers + dossiers + plans + alerts

    static let accounts: [any CommunityResource.Type] = [
        SignInPage.self, CodePage.self, SignInLinkPage.self, SignOutPage.self, AccountPage.self,
        RefuseMailPage.self, AdministrationPage.self, PeoplePage.self, PersonPage.self,
        JournalPage.self, RetentionPage.self, OpenIDStartPage.self, OpenIDReturnPage.self,
        OpenIDSignOutPage.self, PersonalFilePage.self, PersonalFile.self, ErasurePage.self,
        AttachmentPage.self, AttachmentListPage.self, LostLettersPage.self,
    ]

    static let groups: [any CommunityResource.Type] = [
        GroupListPage.self, NewGroupPage.self, GroupOrderPage.self, GroupPage.self,
        GroupEditPage.self, GroupClosingPage.self, GroupPartnersPage.self, GroupMembersPage.self,
        JoinAnswerPage.self, GroupMemberPage.self, JoinGroupPage.self, LeaveGroupPage.self,
        GroupCalendar.self, AllMeetingsCalendar.self, MeetingCalendar.self, GroupFeed.self,
        NewMeetingPage.self, MeetingPage.self, MeetingEditPage.self, ConvokePage.self,
        CancelMeetingPage.self, MeetingMinutesPage.self, ApproveMinutesPage.self,
        DeliverablePage.self,
        NewDeliverablePage.self, DeliverableEditPage.self, QuestionListPage.self,
        NewQuestionPage.self, QuestionPage.self, AnswerPage.self,
    ]

    static let studies: [any CommunityResource.Type] = [
        StudyListPage.self, NewStudyPage.self, QuestionStudyPage.self, StudyPage.self,
        ReplayPage.self, StudyEditPage.self, PublishStudyPage.self, StudyPublicationPage.self,
        StudyVersionsPage.self,
        StudyVersionPage.self, CommentsPage.self, CommentPage.self,
    ]

    static let observatory: [any CommunityResource.Type] = [
        ObservatoryPage.self
    ]

    static let publications: [any CommunityResource.Type] = [
        PublicationListPage.self, PublicationPage.self, PublicationVersionPage.self,
        PublicationFile.self, PublicationBibTeX.self, PublicationRIS.self, PublicationFeed.self,
        PublicationSitemap.self, OAIEndpoint.self, PublicationWorkshopPage.self,
        PublicationNewPage.self, PublicationEditPage.self, PublicationPreviewPage.self,
        PublicationFilesPage.self, PublicationTrackPage.self, FileSettingsPage.self,
    ]

    static let assembly: [any CommunityResource.Type] = [
        OrganisationListPage.self, OrganisationPage.self, NameConsentPage.self,
        OrganisationKeepingPage.self, OrganisationEditPage.self, RepresentativesPage.self,
        OrganisationImportPage.self, AssemblyPage.self, BureauPage.self, BureauKeepingPage.self,
        AssemblyRulesPage.self, SessionPage.self, SessionPreparePage.self, SessionEditPage.self,
        AgendaPage.self, ConvocationPage.self, SignInSheetPage.self, ParticipatePage.self,
        ConductPage.self, ResolutionPage.self, ProposePage.self, AmendPage.self, VotePage.self,
        CountPage.self, MinutesPage.self, MinutesEditPage.self, MinutesPDF.self,
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

    static let events: [any CommunityResource.Type] = [
        EventListPage.self, EventFeed.self, EventCalendarFeed.self, NewEventPage.self,
        EventPage.self, EventCalendarFile.self, EventMaterialFile.self,
        RegisterPage.self, ConfirmRegistrationPage.self, RegistrationPage.self,
        CancelRegistrationPage.self, OwnAgendaFile.self, BadgePage.self,
        DoorPage.self, CheckInPage.self, QuestionnairePage.self,
        ManageEventPage.self, DescribeEventPage.self, WelcomerPage.self,
        ManageProgrammePage.self, PiecePage.self,
        RegistrationListPage.self, RegistrationFile.self, EventSignInSheetPage.self,
        BadgeSheetPage.self, OpinionPage.self,
    ]

    static let consultations: [any CommunityResource.Type] = [
        ConsultationListPage.self, ConsultationFeed.self, NewConsultationPage.self,
        ConsultationPage.self, ConsultationNoticeFeed.self, EditConsultationPage.self,
        PublishConsultationPage.self, ExtendConsultationPage.self, StopConsultationPage.self,
        ConsultationPiecesPage.self, ConsultationFile.self, AskConsultationPage.self,
        FollowConsultationPage.self, ConsultationQuestionsPage.self, AnalysisPage.self,
        LotAnalysisPage.self, AwardPage.self, ConsultationLetterFile.self,
        ConsultationDataPage.self, ConsultationDataFile.self,
    ]

    static let offers: [any CommunityResource.Type] = [
        OfferKeysPage.self, OwnKeyPage.self, OfferKeyCreationPage.self, DepositListPage.self,
        DepositPage.self, DepositFilesResource.self, DepositChunkResource.self,
        DepositAnnounceEndpoint.self, ReceiptPage.self, ReceiptFile.self, OpeningPage.self,
        OpeningRegisterPage.self, OpeningRegisterFile.self, OpenedFileResource.self,
        OpenedArchive.self,
    ]

    static let dossiers: [any CommunityResource.Type] = [
        DossierListPage.self, DossierPage.self, DossierHistoryPage.self, CandidaturePage.self,
        CandidatureShownPage.self, CandidatureFile.self, VerificationListPage.self,
        VerificationPage.self, DossierESPDPage.self, ESPDAnswerPage.self,
        RehearsalPage.self,
    ]

    static let plans: [any CommunityResource.Type] = [
        PlanListPage.self, PlanFeed.self, PlansEndpoint.self, PlanBuyerPage.self,
        PlanNewPage.self, PlanImportPage.self, PlanTemplate.self, PlanPage.self,
        PlanEditPage.self, PlanStatePage.self, PlanAskPage.self, PlanQuestionPage.self,
        PlanOfferPage.self, PlanDeskPage.self, PlanRecordPage.self, PlanRecordPDF.self,
        PlanRecordODT.self,
    ]

    static let alerts: [any CommunityResource.Type] = [
        AlertListPage.self, AlertNewsPage.self, AlertNewPage.self, AlertEditPage.self,
        AlertFeed.self,
        AlertStopPage.self,
    ]

    static let innovation: [any CommunityResource.Type] = [
        InnovationListPage.self, InnovationCreatePage.self, InnovationPage.self,
        InnovationRegistrationPage.self, NeedPage.self, NeedCreatePage.self, NeedEditPage.self,
        SolutionListPage.self, SolutionPage.self, SolutionCreatePage.self, SolutionEditPage.self,
        WishPage.self, MeetingAgendaPage.self, AgendaLinkPage.self, AgendaCalendar.self,
        FeedbackPage.self, InnovationOrganisationPage.self, EventSettingsPage.self, SlotsPage.self,
        ProgrammePage.self, ChangePage.self, DayPage.self, BoardPage.self, SignsPage.self,
        FollowUpPage.self, AllAgendasPage.self, InnovationCalendar.self,
    ]
}
