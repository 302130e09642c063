/// The rules the program itself asks for.
public enum RuleName: String, Sendable, CaseIterable {
    case european
    case europeanSocial = "european-social"
    case dispensation
    case innovation
    case innovationSmallLot = "innovation-small-lot"
    case writtenForm = "written-form"
    case advertising
    case documentsOnline = "documents-online"
    case electronicExchanges = "electronic-exchanges"
    case essentialData = "essential-data"
    case essentialDataDelay = "essential-data-delay"
    case essentialDataList = "essential-data-list"
    case smallLot = "small-lot"
    case smallLotsShare = "small-lots-share"
    case legalityControl = "legality-control"
    case turnoverCap = "turnover-cap"
    case minorChange = "minor-change"
    case greatestChange = "greatest-change"
    case openTenders = "open-tenders"
    case standstill
    case awardNotice = "award-notice"
    case lateInterest = "late-interest"
    case paymentDelay = "payment-delay"
    case ordererDelay = "payment-delay-orderer"
    case accountantDelay = "payment-delay-accountant"
    case startReception = "start-reception"
    case startService = "start-service"
    case lateByRight = "de-jure"
    case interestWindow = "interest-window"
    case interestBase = "interest-base"
    case interestFormula = "interest-formula"
    case interruptionReopening = "interruption-reopening"
    case flatFee = "flat-fee"
    case flatFeeExtra = "flat-fee-extra"
    case waiverVoid = "clause-void"
    case prescription
    case interestPayment = "interest-payment"
    case advanceAmount = "advance-amount"
    case advanceDuration = "advance-duration"
    case advanceRate = "advance-rate"
    case advanceBaseMonths = "advance-base-months"
    case advanceBaseWhole = "adv-base-short"
    case largeBuyer = "large-buyer"
    case repaymentStart = "repayment-start"
    case repaymentEnd = "repayment-end"
    case retention
    case retentionRelease = "retention-release"
    case retentionReplaced = "rg-substitute"
    case retentionBase = "rg-not-on-advance"
}
