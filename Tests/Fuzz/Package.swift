// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that the program is never built with the fuzzer's instruments. Its libraries
// are the program's own sources, through links.

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]
/// Instruments what is read through, so that libFuzzer sees which branches a file reaches.
let fuzzing = strict + [.unsafeFlags(["-sanitize=fuzzer", "-parse-as-library"])]

let package = Package(
    name: "fuzz", platforms: [.macOS(.v15)],
    targets: [
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
        .target(name: "CTaxonomy"),
        .target(name: "Procurement", swiftSettings: fuzzing),
        .target(
            name: "Formats", dependencies: ["Procurement", "CZlib", "CExpat", "CTaxonomy"],
            exclude: ["ESPD/Taxonomy"], swiftSettings: fuzzing),
        .executableTarget(
            name: "reading-fuzzer", dependencies: ["Procurement", "Formats"],
            swiftSettings: fuzzing,
            linkerSettings: [.unsafeFlags(["-sanitize=fuzzer"])]),
    ])
