import GRDB

extension Consultations {
    /// Fewest days that candidatures, offers and papers of a procedure are kept: five years from the
    /// signature of the contract.
    ///
    /// - Source: code de la commande publique, article R2184-12. Confidence: memory, to be confirmed.
    public static let leastKeptDays = 1_827
    /// Days they are kept unless decided otherwise: five years and a month, since nobody tells the program
    /// the day of signature.
    public static let keptDays = 1_857

    /// One time for a consultation, its offers and their register: from its end, or from the closing while
    /// nobody told of an end.
    static let retention = StoredTable.Retention(
        column: "terminee", setting: "conservation.consultations_et_offres_jours",
        label: "Consultations et offres, après leur fin",
        days: keptDays, leastDays: leastKeptDays, otherwise: "cloture",
        // Nothing would find the files without their row: `Offers.destroyOld` takes them first.
        held: "EXISTS (SELECT 1 FROM depot WHERE depot.consultation = consultation.id "
            + "AND depot.detruit IS NULL)")

    /// Until when a consultation and its offers are kept.
    public struct Keeping: Sendable, Hashable {
        /// When they are erased.
        public let until: Moment
        /// Whether it is counted from the end of the procedure; else from the closing.
        public let isFromEnd: Bool
    }

    /// Until when a consultation and its offers are kept, the same for the buyer and for companies; nil for
    /// a draft.
    public func keeping(of id: Int64) throws -> Keeping? {
        try store.read { database in
            let consultation = try Consultations.fetch(id, in: database)
            guard consultation.state != .draft,
                let from = consultation.ended ?? consultation.deadline
            else { return nil }
            let days = try CommunityStore.days(Consultations.retention, in: database)
            return Keeping(
                until: from.adding(days: days), isFromEnd: consultation.ended != nil)
        }
    }
}
