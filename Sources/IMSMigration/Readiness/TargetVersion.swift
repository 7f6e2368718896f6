// SPDX-License-Identifier: Apache-2.0

/// The AEM on which the migrated configurations are going to work, and whether it can.
///
/// The OAuth form needs AEM 6.5 with service pack 11 to 20 and the hotfix `ims-jwt-compatibility-package-6.5-1.0.zip`; it
/// is built in from 6.5.21 on (NPR-41994). Without it AEM's request for a token fails with `unsupported_grant_type`.
package enum TargetVersion: Sendable, Equatable {
    /// AEM as a Cloud Service.
    case cloud
    /// AEM 6.5 with this service pack; 0 is the release itself.
    case servicePack(Int)
    /// A release before 6.5, as it was written.
    case older(String)

    /// Reads `cloud`, or a version such as `6.5`, `6.5.19`, `6.5.19.0` or `6.4.8`; nil for anything else.
    package init?(_ text: String) {
        if text.lowercased() == "cloud" {
            self = .cloud
            return
        }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { part in
            part.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } ? Int(part) : nil
        }
        guard numbers.count == parts.count, (2...5).contains(numbers.count) else { return nil }
        switch (numbers[0], numbers[1]) {
        case (6, 5): self = .servicePack(numbers.count > 2 ? numbers[2] : 0)
        case (6, 0..<5), (0..<6, _): self = .older(text)
        default: return nil
        }
    }

    private static let firstWithHotfix = 11, firstBuiltIn = 21
    private static let hotfix = "ims-jwt-compatibility-package-6.5-1.0.zip"

    /// What a person should know before the migrated configurations are deployed there.
    package var finding: Finding {
        switch self {
        case .servicePack(let pack) where pack >= Self.firstBuiltIn:
            Finding(.targetReadiness, .note, "AEM 6.5.\(pack) has OAuth Server-to-Server built in.")
        case .servicePack(let pack) where pack >= Self.firstWithHotfix:
            Finding(
                .targetReadiness, .warning,
                "AEM 6.5.\(pack) needs the hotfix \(Self.hotfix); without it requests for tokens fail with "
                    + "unsupported_grant_type.")
        case .servicePack(let pack):
            Finding(
                .targetReadiness, .error,
                "AEM 6.5.\(pack) cannot use OAuth Server-to-Server: it takes service pack \(Self.firstWithHotfix) and the "
                    + "hotfix \(Self.hotfix), or 6.5.\(Self.firstBuiltIn).")
        case .older(let version):
            Finding(
                .targetReadiness, .error,
                "AEM \(version) cannot use OAuth Server-to-Server: it takes AEM 6.5 with service pack "
                    + "\(Self.firstWithHotfix) and a hotfix, or 6.5.\(Self.firstBuiltIn).")
        case .cloud:
            Finding(
                .targetReadiness, .note,
                "AEM as a Cloud Service knows OAuth Server-to-Server. Leave out, by rows with action skip, the configurations "
                    + "that Adobe has provisioned there itself: an export does not tell which these are.")
        }
    }
}
