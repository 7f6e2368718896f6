// SPDX-License-Identifier: Apache-2.0

import ContentRepository
import IMSMigration

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What every run can be told.
package struct RunSettings: Sendable {
    /// The forms in which configurations are looked for.
    package var profiles: [Profile]
    /// How many files are read and parsed at once; at least 1.
    package var jobs: Int
    /// Which findings make the command fail.
    package var failOn: FailOn
    /// Told about the progress of long work.
    package var progress: any RunProgress
    /// Asks somebody whether what is planned may be written; nil asks nobody. What says no changes nothing.
    package var confirm: (@Sendable (PendingChanges) -> Bool)?
    /// The AEM that the configurations are for, where it is known.
    package var target: TargetVersion?
    /// The part of the run that is this one's, where it is split.
    package var shard: Shard?
    /// The day on which waivers are looked at.
    package var today = CalendarDay.today
    /// For tests: reads every file with the parser, also where its bytes show that there is nothing in it.
    package var parsesEverything = false
    /// For tests: makes writing fail, or stops the program, at each point.
    package var faults = WriteFaults.none

    /// What a run is told.
    package init(
        profiles: [Profile], jobs: Int, failOn: FailOn, progress: any RunProgress,
        target: TargetVersion? = nil
    ) {
        self.profiles = profiles
        self.jobs = jobs
        self.failOn = failOn
        self.progress = progress
        self.target = target
    }
}

extension CalendarDay {
    /// The day that it is now, in UTC.
    static var today: CalendarDay { CalendarDay(secondsSince1970: Date.now.timeIntervalSince1970) }
}

/// Which findings make a command fail.
package enum FailOn: String, Sendable, CaseIterable {
    /// Errors.
    case error
    /// Errors and warnings.
    case warning
    /// Every finding.
    case note
    /// None; what writes stops at errors all the same.
    case never

    /// Whether a finding of `level` does.
    func includes(_ level: Finding.Level) -> Bool {
        switch self {
        case .error: level >= .error
        case .warning: level >= .warning
        case .note: true
        case .never: false
        }
    }
}
