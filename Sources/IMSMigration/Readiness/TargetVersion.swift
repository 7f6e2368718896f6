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

    /// What installing a package of changes does there beside the changes. AEM 6.5, where the version isn't known: each of
    /// its service packs has FileVault 3.2.8.
    package static func deltaEffects(on target: TargetVersion?) -> String {
        let name: String
        switch target {
        case .cloud:
            return
                "AEM as a Cloud Service changes what is planned and nothing else; Uninstall and the rollback package "
                + "restore exactly that."
        case .servicePack(let pack): name = pack == 0 ? "AEM 6.5" : "AEM 6.5.\(pack)"
        case .older(let version): name = "AEM \(version)"
        case nil: name = "AEM 6.5"
        }
        return
            "Install the delta soon after the export, and leave Access Control Handling at its default. On \(name) FileVault "
            + "writes whole nodes: of the changed nodes it removes properties that are neither in the export nor kept, and "
            + "mixins that aren't in the export; properties with several values return to those of the export. The "
            + "rollback package doesn't bring those back; Uninstall in Package Manager does (values)."
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
