// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension LearningReport {
    /// The report as JSON with sorted keys, ending with a line feed. Throws `EncodingError`.
    package func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return JSONReport.escapingHarmful(String(decoding: try encoder.encode(self), as: UTF8.self)) + "\n"
    }
}
