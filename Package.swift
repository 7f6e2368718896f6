// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

/// One setting for all of our code: Swift 6 mode comes with the tools version, and no warning is left for later.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
    name: "ims-migrate",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "ims-migrate", targets: ["ims-migrate"]),
        // For other tools. What is public in these is a promise.
        .library(name: "DocView", targets: ["DocView"]),
        .library(name: "OSGiConfig", targets: ["OSGiConfig"]),
        .library(name: "IMSMigration", targets: ["IMSMigration"]),
        // For the package in Fuzz alone.
        .library(name: "FuzzEntries", targets: ["FuzzEntries"]),
        // For the package in Benchmarks alone.
        .library(name: "StageEntries", targets: ["StageEntries"]),
    ],
    dependencies: [
        // Commands, options, help and completions.
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        // FilePath: file names are bytes, and not always UTF-8.
        .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
        // For tests alone: the HTTP server that plays Adobe IMS and AEM.
        .package(url: "https://github.com/swhitty/FlyingFox", exact: "0.27.1"),
    ],
    targets: [
        .systemLibrary(
            name: "CLibXML2", pkgConfig: "libxml-2.0",
            providers: [.apt(["libxml2-dev"]), .brew(["libxml2"])]),
        // SHA-256. The system's libcrypto, because building swift-crypto from source takes longer than
        // everything else here together (65 of 100 seconds of a first release build on two cores).
        .systemLibrary(
            name: "CLibCrypto", pkgConfig: "libcrypto",
            providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]),
        .systemLibrary(
            name: "CLibZip", pkgConfig: "libzip",
            providers: [.apt(["libzip-dev"]), .brew(["libzip"])]),
        // HTTP with proxies, the system's trust store and limits. Only IMSTokens may depend on it.
        .systemLibrary(
            name: "CLibCurl", pkgConfig: "libcurl",
            providers: [.apt(["libcurl4-openssl-dev"]), .brew(["curl"])]),

        // No library: calls of the Linux kernel that Swift cannot make.
        .systemLibrary(name: "CLinuxCalls"),

        .target(name: "ContentDigest", dependencies: ["CLibCrypto"], swiftSettings: strict),
        // Work on several threads, whose results come in the order of the work.
        .target(name: "ParallelWork", swiftSettings: strict),
        .target(name: "DocView", dependencies: ["CLibXML2"], swiftSettings: strict),
        .target(name: "OSGiConfig", dependencies: ["DocView"], swiftSettings: strict),
        .target(
            name: "ContentRepository",
            dependencies: [
                "CLinuxCalls", "CLibXML2", "CLibZip", "ContentDigest", "DocView", "ParallelWork",
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: strict),
        .target(
            name: "IMSMigration", dependencies: ["ContentDigest", "DocView", "OSGiConfig"],
            resources: [.embedInCode("Profiles"), .embedInCode("Credentials/Data")], swiftSettings: strict),
        .target(
            name: "AuditReport",
            dependencies: ["ContentDigest", "IMSMigration"],
            resources: [.embedInCode("HTML/Assets")], swiftSettings: strict),
        // The only target that opens connections. It knows of credentials and nothing else.
        .target(name: "IMSTokens", dependencies: ["CLibCurl"], swiftSettings: strict),
        .target(
            name: "MigrationPipeline",
            dependencies: [
                "ContentRepository", "DocView", "OSGiConfig", "IMSMigration", "IMSTokens", "AuditReport",
                "ParallelWork",
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "ims-migrate",
            dependencies: [
                "MigrationPipeline", "IMSTokens", "AuditReport",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),

        // What the fuzzers and the tests of their findings run.
        .target(
            name: "FuzzEntries",
            dependencies: [
                "ContentRepository", "DocView", "OSGiConfig", "IMSMigration", "AuditReport",
            ],
            path: "Fuzz/Entries", swiftSettings: strict),

        // What the benchmarks of single stages repeat.
        .target(
            name: "StageEntries",
            dependencies: ["AuditReport", "DocView", "IMSMigration", "MigrationPipeline"],
            path: "Benchmarks/Entries", swiftSettings: strict),

        // Where this package is, for tests that look at its files.
        .target(name: "ProjectFiles", path: "Tests/ProjectFiles", swiftSettings: strict),
        // Random numbers for tests, which a seed brings back.
        .target(name: "SeededRandom", path: "Tests/SeededRandom", swiftSettings: strict),
        .testTarget(
            name: "DocViewTests", dependencies: ["DocView", "ProjectFiles", "SeededRandom"],
            swiftSettings: strict),
        .testTarget(
            name: "OSGiConfigTests", dependencies: ["OSGiConfig", "DocView", "SeededRandom"],
            swiftSettings: strict),
        // Reads and builds archives by programs that share nothing with ours.
        .target(
            name: "IndependentReader", dependencies: ["ProjectFiles"], path: "Tests/IndependentReader",
            swiftSettings: strict),
        .testTarget(
            name: "ContentRepositoryTests",
            dependencies: ["ContentRepository", "IndependentReader", "SeededRandom"],
            swiftSettings: strict),
        // Compares JSON with the schemas in docs/schema.
        .target(
            name: "SchemaCheck", dependencies: ["ProjectFiles"], path: "Tests/SchemaCheck",
            swiftSettings: strict),
        .testTarget(
            name: "IMSMigrationTests",
            dependencies: [
                "ContentDigest", "DocView", "IMSMigration", "OSGiConfig", "SchemaCheck", "SeededRandom",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "AuditReportTests",
            dependencies: ["AuditReport", "IMSMigration", "IndependentReader", "SchemaCheck"],
            swiftSettings: strict),
        // Runs a command and stops itself at a given point: what a crash at that point leaves behind.
        .executableTarget(
            name: "crash-driver", dependencies: ["MigrationPipeline", "ContentRepository"],
            path: "Tests/CrashDriver", swiftSettings: strict),
        // Plays Adobe IMS and the crypto console of an AEM.
        .executableTarget(
            name: "token-server", dependencies: [.product(name: "FlyingFox", package: "FlyingFox")],
            path: "Tests/TokenServer", swiftSettings: strict),
        // Starts servers for tests, in processes of their own.
        .target(name: "TestPrograms", path: "Tests/TestPrograms", swiftSettings: strict),
        .testTarget(
            name: "IMSTokensTests",
            dependencies: ["IMSTokens", "ProjectFiles", "TestPrograms", "token-server"],
            swiftSettings: strict),
        .testTarget(
            name: "MigrationPipelineTests",
            dependencies: [
                "MigrationPipeline", "ContentRepository", "ProjectFiles", "SchemaCheck", "TestPrograms",
                "crash-driver", "ims-migrate", "token-server",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "FuzzRegressionTests",
            dependencies: [
                "FuzzEntries", "MigrationPipeline", "ContentRepository", "DocView", "IMSMigration",
                "IMSTokens", "OSGiConfig", "ProjectFiles", "SeededRandom",
            ],
            exclude: ["Corpus"], swiftSettings: strict),
        .testTarget(
            name: "CommandTests",
            dependencies: [
                "ims-migrate", "AuditReport", "IndependentReader", "MigrationPipeline", "ProjectFiles",
                "SchemaCheck", "SeededRandom",
            ],
            swiftSettings: strict),
    ]
)
