// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that the program never depends on it. Its libraries are the program's own
// sources, through links.

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]
let fuzzing: [SwiftSetting] = [.unsafeFlags(["-sanitize=fuzzer", "-parse-as-library"])]

var targets: [Target] = [
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CLinux"),
    .target(name: "Procurement", swiftSettings: strict),
    .target(name: "CLawFacts"),
    .target(name: "CTaxonomy"),
    .target(
        name: "Law", dependencies: ["Procurement", "CLawFacts"], exclude: ["Facts"],
        swiftSettings: strict),
    .target(name: "Columns", swiftSettings: strict),
    .target(
        name: "Formats", dependencies: ["Procurement", "CZlib", "CExpat", "CTaxonomy"],
        exclude: ["ESPD/Taxonomy"], swiftSettings: strict),
    .target(
        name: "Editions",
        dependencies: ["Procurement", "Law", "Columns", "Formats", "CCrypto", "CZlib", "CLinux"],
        swiftSettings: strict),
    .target(
        name: "Indicators", dependencies: ["Procurement", "Law", "Columns"], swiftSettings: strict),
    .executableTarget(
        name: "mutations",
        dependencies: ["Procurement", "Columns", "Formats", "Editions", "Indicators"],
        swiftSettings: strict),
]
// Instruments what is read through, so that libFuzzer sees which branches a file reaches: only when
// asked for.
if Context.environment["ORCP_LIBFUZZER"] == "1" {
    for target in targets where ["Procurement", "Formats"].contains(target.name) {
        target.swiftSettings = strict + fuzzing
    }
    targets.append(
        .executableTarget(
            name: "reading-fuzzer", dependencies: ["Procurement", "Formats"],
            swiftSettings: strict + fuzzing,
            linkerSettings: [.unsafeFlags(["-sanitize=fuzzer"])]))
}

let package = Package(name: "fuzz", platforms: [.macOS(.v15)], targets: targets)
