// SPDX-License-Identifier: Apache-2.0

import AuditReport
import IMSMigration

/// What an installation of a package of changes does beside the plan, for whoever is going to install it.
struct DeltaEffects {
    /// The names of the properties that the packages leave as the instance has them; empty without such a package.
    let kept: [String]
    private let messages: [String]

    /// Throws `RunFailure` (64) for a name of `--delta-keep` that can't be written.
    init(_ planned: PlannedMigration, place: WritePlace, settings: RunSettings) throws(RunFailure) {
        guard place.hasDelta else {
            (kept, messages) = ([], [])
            return
        }
        let builder = DeltaBuilder(place: place, planned: planned, profiles: settings.profiles, createdAt: "")
        // A file is written whole: it has no markers.
        let storages = planned.files.filter { $0.document.kind != .configuration }.flatMap(\.changes).map(
            \.storage)
        let kinds = Set(settings.profiles.filter { storages.contains($0.storage) }.map(\.documents))
        // Of a name that changes in one configuration, another one keeps the instance's value all the same.
        let changed = Set(planned.files.flatMap(\.changes).flatMap(\.changes).map(\.property))
        kept = try builder.keptNames().names(for: kinds).filter { !changed.contains($0) }
        guard !planned.changes.isEmpty else {
            messages = []
            return
        }
        var messages: [String] = []
        if !kinds.isEmpty {
            messages.append(TargetVersion.deltaEffects(on: settings.target))
            messages.append(
                "The package leaves these properties as the instance has them: \(kept.joined(separator: ", ")). "
                    + "Name others with --delta-keep.")
            messages.append(Self.everywhere)
        }
        if !planned.created.isEmpty { messages.append(Self.creations) }
        self.messages = messages
    }

    private static let everywhere =
        "Install it only on instances that have the configurations: one that was moved leaves a half configuration at its "
        + "old path. The package, and its snapshot below /etc/packages, hold secrets."
    private static let creations =
        "A new configuration replaces what is at its path by then, and the rollback package deletes what is there."

    func note(in recorder: inout RunRecorder) {
        for message in messages {
            recorder.add(LocatedFinding(input: nil, finding: Finding(.deltaEffects, .note, message)))
        }
    }
}

extension WritePlace {
    /// Why `--delta-keep` can't have this name; nil where it can.
    package static func problem(ofKeptName name: String) -> String? { KeptNames.problem(of: name) }
}
