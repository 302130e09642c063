import Foundation
import GRDB

extension [UInt8] {
    /// The bytes as SQLite takes them.
    var asData: Data { Data(self) }

    /// The first value of a question about bytes.
    static func fetch(
        _ sql: String, _ database: Database, arguments: StatementArguments = StatementArguments()
    ) throws -> [UInt8]? {
        try Data.fetchOne(database, sql: sql, arguments: arguments).map { Array($0) }
    }
}
