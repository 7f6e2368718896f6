// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The fields of a form, decoded by Foundation, which shares nothing with what encodes them in the program.
struct Form {
    let fields: [String: String]
    /// The body as it was sent.
    let line: String

    init(_ body: Data) {
        line = String(decoding: body, as: UTF8.self)
        var components = URLComponents()
        components.percentEncodedQuery = line
        fields = Dictionary(
            (components.queryItems ?? []).map { ($0.name, $0.value ?? "") },
            uniquingKeysWith: { first, _ in first })
    }

    subscript(_ name: String) -> String { fields[name] ?? "" }
}
