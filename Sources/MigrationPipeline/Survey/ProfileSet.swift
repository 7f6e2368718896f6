// SPDX-License-Identifier: Apache-2.0

import IMSMigration

/// The profiles that a run works with.
package enum ProfileSet {
    /// No profile is as large; in bytes.
    static let largestFile = 1 << 20

    /// The built-in profiles; the one in the file at `path`, where it is given, takes the place of the built-in one
    /// for its storage form. Throws `RunFailure` (65) that says where the file is wrong.
    package static func load(replacing path: String?) throws(RunFailure) -> [Profile] {
        let builtIn: [Profile]
        do {
            builtIn = try BuiltInProfiles.all()
        } catch {
            throw RunFailure(.unexpected, "The built-in profiles cannot be read: \(error)")
        }
        guard let path else { return builtIn }
        let own = try read(path)
        return [own] + builtIn.filter { $0.storage != own.storage }
    }

    /// The profile in the file at `path`, without contradictions. Throws `RunFailure` (65) that says where it is wrong.
    package static func read(_ path: String) throws(RunFailure) -> Profile {
        let bytes = try LocalFile.input(path, limit: largestFile)
        do {
            let profile = try ProfileReader.read(bytes)
            try ProfileConsistency.check(profile)
            return profile
        } catch {
            throw RunFailure(.inputUnusable, "\(path): cannot be used as a profile: \(error)")
        }
    }
}
