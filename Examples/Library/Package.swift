// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

// A tool of somebody else's: it uses the products of ims-migrate and nothing that is not public in them.
let package = Package(
    name: "library-example",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "ims-migrate", path: "../..")],
    targets: [
        .executableTarget(
            name: "library-example",
            dependencies: [
                .product(name: "DocView", package: "ims-migrate"),
                .product(name: "OSGiConfig", package: "ims-migrate"),
                .product(name: "IMSMigration", package: "ims-migrate"),
            ])
    ]
)
