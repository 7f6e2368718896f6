// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

// A package of its own, so that the flags of a fuzzer never touch the normal build. Scripts/fuzz.sh builds it.
let package = Package(
    name: "ims-migrate-fuzz",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "ims-migrate", path: "..")],
    targets: [
        .systemLibrary(name: "CLibFuzzer"),
        .executableTarget(
            name: "fuzz",
            dependencies: ["CLibFuzzer", .product(name: "FuzzEntries", package: "ims-migrate")],
            swiftSettings: [.treatAllWarnings(as: .error)]),
    ]
)
