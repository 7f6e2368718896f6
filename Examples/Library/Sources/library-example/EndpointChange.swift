// SPDX-License-Identifier: Apache-2.0
import OSGiConfig

/// `OSGiConfig` by itself: read a configuration in whatever format its name says, change a property, and get the bytes.
enum EndpointChange {
    static func setting(
        _ property: String, to value: String, in bytes: [UInt8], fileName: String
    ) throws -> [UInt8] {
        let configuration = try OSGiConfiguration(parsing: bytes, fileName: fileName)
        let changes = [OSGiChange.set(name: property, value: value)]
        let edited = try configuration.applying(configuration.edits(for: changes))
        return try OSGiVerification.check(original: configuration, changes: changes, edited: edited).bytes
    }
}
