// SPDX-License-Identifier: Apache-2.0

/// The formats a record can be rendered in.
public enum ReportFormat: String, Sendable, CaseIterable {
    case text, json, html
}
