// SPDX-License-Identifier: Apache-2.0

extension FindingRule {
    /// What there is to know of the rule.
    package var page: RulePage {
        switch self {
        case .jwtDeprecated: .jwtDeprecated
        case .mappingMissing: .mappingMissing
        case .mappingUnused: .mappingUnused
        case .mappingAmbiguous: .mappingAmbiguous
        case .mappingIncomplete: .mappingIncomplete
        case .configurationAmbiguous: .configurationAmbiguous
        case .xmlMalformed: .xmlMalformed
        case .doctypeRefused: .doctypeRefused
        case .encodingUnsupported: .encodingUnsupported
        case .docviewInvalid: .docviewInvalid
        case .editImpossible: .editImpossible
        case .referenceBroken: .referenceBroken
        case .osgiPairBroken: .osgiPairBroken
        case .osgiMalformed: .osgiMalformed
        case .osgiDoubtful: .osgiDoubtful
        case .osgiDotPID: .osgiDotPID
        case .targetReadiness: .targetReadiness
        case .profileDisagrees: .profileDisagrees
        case .adobeProvisioned: .adobeProvisioned
        case .keystoreOrphan: .keystoreOrphan
        case .jwtElsewhere: .jwtElsewhere
        case .pathOccupied: .pathOccupied
        case .creationImpossible: .creationImpossible
        case .secretPlaintext: .secretPlaintext
        case .orgMismatch: .orgMismatch
        case .claimsAmbiguous: .claimsAmbiguous
        case .serverForeign: .serverForeign
        case .pathUnsafe: .pathUnsafe
        case .fileUnreadable: .fileUnreadable
        case .packageDamaged: .packageDamaged
        case .packageNotCovered: .packageNotCovered
        case .packageMode: .packageMode
        case .limitReached: .limitReached
        case .runUnfinished: .runUnfinished
        case .runFailed: .runFailed
        case .mappingInvalid: .mappingInvalid
        case .mappingFormat: .mappingFormat
        case .mappingReplaces: .mappingReplaces
        case .clientIDChanged: .clientIDChanged
        case .secretExposed: .secretExposed
        case .secretShadowed: .secretShadowed
        case .credentialAmbiguous: .credentialAmbiguous
        case .credentialMissing: .credentialMissing
        case .credentialIncomplete: .credentialIncomplete
        case .credentialMatched: .credentialMatched
        case .credentialUnused: .credentialUnused
        case .credentialUnusable: .credentialUnusable
        case .credentialRefused: .credentialRefused
        case .credentialUnverified: .credentialUnverified
        case .profileQuestion: .profileQuestion
        case .waiverExpired: .waiverExpired
        case .waiverUnused: .waiverUnused
        case .configurationAppeared: .configurationAppeared
        case .configurationGone: .configurationGone
        case .configurationChanged: .configurationChanged
        case .findingResolved: .findingResolved
        case .attestationBroken: .attestationBroken
        case .attestationMissing: .attestationMissing
        }
    }
}
