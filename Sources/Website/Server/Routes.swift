/// Every address of the site, found by its path.
enum Routes {
    /// The one list: a new page or endpoint is added here.
    static let all: [any Resource.Type] =
        [
            HomePage.self, ExplorerPage.self, ExplorerExport.self, ContractPage.self,
            BuyerPage.self, SupplierPage.self, ReportPage.self, ReportThanksPage.self,
            TerritoryListPage.self, DepartmentPage.self, RegionPage.self, CPVPage.self,
            IndicatorListPage.self, IndicatorPage.self,
            CompaniesPage.self, OpenCallsPage.self, NoticePage.self, OpenCallsFeed.self,
            QualityPage.self, RulePage.self, SetAsidePage.self,
            EditionListPage.self, EditionComparisonPage.self, EditionPage.self,
            EditionManifest.self,
            EditionTableFile.self,
            ToolListPage.self, ToolPage.self, DumePage.self, LawListPage.self,
            LawFamilyPage.self, LawFeed.self,
            GuidePage.self, GuideBookletPage.self, GuideObligationPage.self,
            MethodPage.self, APIPage.self,
            RenewalPage.self, RenewalFeed.self, BuyerRenewalPage.self, MarketPage.self,
            LegalNoticePage.self, PersonalDataPage.self, AccessibilityPage.self, LicencePage.self,
            ContactPage.self, SiteMapPage.self,
            RobotsFile.self, SitemapFile.self, HealthEndpoint.self, LogoFile.self,
            IndicatorsEndpoint.self, IndicatorEndpoint.self, FacetsEndpoint.self,
            ContractsEndpoint.self, ContractEndpoint.self, AwardsEndpoint.self,
            FindingsEndpoint.self, NoticesEndpoint.self, RenewalsEndpoint.self, BuyerEndpoint.self,
            SupplierEndpoint.self,
            EditionsEndpoint.self, RulesEndpoint.self, ToolsEndpoint.self, ToolEndpoint.self,
            LawRulesEndpoint.self, LawRuleEndpoint.self,
            OpenAPIEndpoint.self,
        ] + CommunityRoutes.all

    private static let patterns = all.map { resource in
        (resource: resource, pieces: resource.path.split(separator: "/").map(String.init))
    }

    /// The resource of a path and the texts of its `:` segments. A written segment wins over a `:`.
    static func find(_ path: [String]) -> (
        resource: any Resource.Type, arguments: [String: String]
    )? {
        var best: (resource: any Resource.Type, arguments: [String: String])?
        for pattern in patterns where pattern.pieces.count == path.count {
            var arguments: [String: String] = [:]
            let matches = zip(pattern.pieces, path).allSatisfy { piece, segment in
                guard piece.hasPrefix(":") else { return piece == segment }
                arguments[String(piece.dropFirst())] = segment
                return true
            }
            if matches, arguments.count < best?.arguments.count ?? .max {
                best = (pattern.resource, arguments)
            }
        }
        return best
    }
}
