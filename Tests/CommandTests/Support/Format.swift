// SPDX-License-Identifier: Apache-2.0
import Testing

/// What `--format` can be told.
enum Format: String, CaseIterable, CustomTestStringConvertible {
    case text, json, html

    var testDescription: String { rawValue }
}
