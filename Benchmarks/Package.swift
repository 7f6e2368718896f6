// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

// A package of its own, so that whoever builds the tool need not fetch what only measures it.
let package = Package(
    name: "ims-migrate-benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "ims-migrate", path: ".."),
        // Repeats each stage until its time is known, and tells median and spread.
        .package(url: "https://github.com/google/swift-benchmark", exact: "0.1.2"),
    ],
    targets: [
        .executableTarget(
            name: "Stages",
            dependencies: [
                .product(name: "Benchmark", package: "swift-benchmark"),
                .product(name: "StageEntries", package: "ims-migrate"),
            ],
            swiftSettings: [.treatAllWarnings(as: .error)])
    ]
)
