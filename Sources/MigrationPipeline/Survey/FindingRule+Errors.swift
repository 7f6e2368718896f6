// SPDX-License-Identifier: Apache-2.0

import DocView
import IMSMigration
import OSGiConfig

extension DocViewError {
    /// The rule under which the error is reported.
    var rule: FindingRule {
        switch self {
        case .malformed: .xmlMalformed
        case .doctypeRefused: .doctypeRefused
        case .encodingUnsupported: .encodingUnsupported
        case .limitReached: .limitReached
        case .positionsUncertain, .editImpossible, .verificationFailed: .editImpossible
        }
    }
}

extension OSGiConfigError {
    /// The rule under which the error is reported.
    var rule: FindingRule {
        switch self {
        case .malformed, .duplicateProperty, .noConfiguration: .osgiMalformed
        case .encodingUnsupported: .encodingUnsupported
        case .limitReached: .limitReached
        case .document(let error): error.rule
        case .editImpossible, .verificationFailed: .editImpossible
        }
    }
}

extension RewritingError {
    /// The rule under which the error is reported.
    var rule: FindingRule {
        switch self {
        case .document(let error): error.rule
        case .configuration(let error): error.rule
        }
    }
}
