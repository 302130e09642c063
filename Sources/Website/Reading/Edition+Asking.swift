public import Editions
public import Indicators
import Procurement

extension Edition {
    /// The door to the figures of this edition, values shown by name as on the site.
    ///
    /// - Parameter folder: the data folder, where the lists of labels are.
    /// - Throws: when a table of the edition lacks a column, or a list cannot be read.
    public func labelledAsker(folder: String) throws -> Asker {
        let tables = try EditionTables { table($0) }
        return Asker(
            edition: id, dataset: dataset,
            referenceDay: Day(manifest.referenceDay) ?? Day(number: 0),
            label: ValueLabels(
                tables, purchases: try PurchaseLabels(ReferenceLists(folder: folder), of: manifest)
            ).label)
    }
}
