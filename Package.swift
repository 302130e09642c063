// swift-tools-version: 6.2
import PackageDescription

/// Settings every target shares: the language mode is 6 by the tools version; warnings are errors.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

/// Tests are compiled without optimisation even beside an optimised program: sooner, and they ask the same.
let tests = strict + [.unsafeFlags(["-Onone"], .when(configuration: .release))]

let package = Package(
    name: "orcp",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "orcp", targets: ["orcp"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
        .systemLibrary(
            name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CLinux"),
        .systemLibrary(
            name: "CCmark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"])]),
        .systemLibrary(
            name: "CQrencode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(
            name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        .target(name: "Procurement", swiftSettings: strict),
        // Files compiled in: the program stays one file that can be moved.
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
            dependencies: [
                "Procurement", "Law", "Columns", "Formats", "CCrypto", "CZlib", "CLinux",
            ],
            swiftSettings: strict),
        .target(
            name: "Indicators", dependencies: ["Procurement", "Law", "Columns"],
            swiftSettings: strict),
        .target(
            name: "Tools", dependencies: ["Procurement", "Law", "Formats", "CZlib"],
            swiftSettings: strict),
        .target(
            name: "Community",
            dependencies: [
                "Procurement", "CCrypto", "CSodium", .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        .target(
            name: "Website",
            dependencies: [
                "Procurement", "Law", "Columns", "Formats", "Editions", "Indicators", "Tools",
                "Community", "CZlib", "CCmark", "CQrencode",
                .product(name: "Hummingbird", package: "hummingbird"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "orcp",
            dependencies: [
                "Procurement", "Law", "Columns", "Formats", "Editions", "Indicators", "Tools",
                "Community", "Website",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "benchmark-questions",
            dependencies: ["Procurement", "Columns", "Editions", "Indicators"],
            path: "Benchmarks/Questions", swiftSettings: strict),
        .executableTarget(
            name: "benchmark-renewals",
            dependencies: ["Procurement", "Columns", "Indicators"],
            path: "Benchmarks/Renewals", swiftSettings: strict),
        .executableTarget(
            name: "mutations",
            dependencies: ["Procurement", "Columns", "Formats", "Editions", "Indicators"],
            path: "Tests/Fuzz/Sources/mutations", swiftSettings: strict),
        .testTarget(
            name: "ProcurementTests", dependencies: ["Procurement"], swiftSettings: tests),
        .testTarget(
            name: "LawTests", dependencies: ["Law", "Procurement"], swiftSettings: tests),
        .testTarget(
            name: "ToolsTests", dependencies: ["Tools", "Law", "Procurement"],
            swiftSettings: tests),
        .testTarget(
            name: "CommunityTests", dependencies: ["Community", "Procurement"],
            swiftSettings: tests),
        .testTarget(
            name: "ColumnsTests", dependencies: ["Columns"], swiftSettings: tests),
        .testTarget(
            name: "FormatsTests", dependencies: ["Formats", "Procurement"],
            swiftSettings: tests),
        .testTarget(
            name: "EditionsTests",
            dependencies: ["Editions", "Columns", "Formats", "Procurement"],
            exclude: ["Golden"], swiftSettings: tests),
        .testTarget(
            name: "IndicatorsTests",
            dependencies: ["Indicators", "Columns", "Law", "Procurement"], swiftSettings: tests),
        .testTarget(
            name: "WebsiteTests",
            dependencies: [
                "Website", "Columns", "Community", "Editions", "Formats", "Indicators", "Law",
                "Procurement",
            ],
            exclude: ["Golden"], swiftSettings: tests),
        .testTarget(name: "TidyTests", swiftSettings: tests),
    ]
)
