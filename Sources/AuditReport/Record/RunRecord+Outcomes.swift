// SPDX-License-Identifier: Apache-2.0

extension RunRecord.Configuration {
    /// A classification as people write it.
    static func word(ofClassification classification: String) -> String {
        switch classification {
        case "jwt": "JWT"
        case "oauth": "OAuth"
        default: "ambiguous"
        }
    }

    /// What became of it, for people; nil where nothing was to become of it.
    var outcomeWord: String? {
        switch outcome {
        case .none: nil
        case .alreadyOAuth: "as it is"
        case .planned, .migrated, .created, .skipped, .unmapped, .failed: outcome.rawValue
        }
    }

    /// The credential kind when the run had ended: what was migrated is on OAuth.
    package var classificationAfter: String {
        switch outcome {
        case .migrated, .created: "oauth"
        case .none, .planned, .skipped, .unmapped, .failed, .alreadyOAuth: classification
        }
    }

    /// Whether it is not there yet when the run starts. What is going to be made counts as what it will be, and
    /// nothing of it was seen.
    var isToBeCreated: Bool {
        outcome == .created || (outcome == .planned && classification == "oauth" && evidence.isEmpty)
    }
}

extension RunRecord {
    /// The credential kind of a configuration when what the run did, or would do, is done.
    func classificationWhenDone(_ entry: Configuration) -> String {
        // Where something stands in the way nothing is written, what is planned neither.
        entry.outcome == .planned && !isBlocked ? "oauth" : entry.classificationAfter
    }

    /// Whether something stood in the way of what the run was for.
    var isBlocked: Bool { exitCode != 0 && exitCode != 2 }

    /// Whether anything is, or would be, another way after the run.
    var changesAnything: Bool {
        configurations.contains { $0.isToBeCreated || classificationWhenDone($0) != $0.classification }
    }

    /// Whether the run decided anything about a configuration; read-only commands do not.
    var hasOutcomes: Bool { configurations.contains { $0.outcome != .none } }
}
