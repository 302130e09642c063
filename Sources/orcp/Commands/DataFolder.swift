import ArgumentParser
import Foundation

/// The data folder every command works in.
struct DataFolder: ParsableArguments {
    @Option(
        name: .customLong("data"),
        help: "The data folder (default: ORCP_DATA, else ./donnees).")
    var given: String?

    /// The folder's path.
    var path: String {
        given ?? ProcessInfo.processInfo.environment["ORCP_DATA"] ?? "donnees"
    }
}
