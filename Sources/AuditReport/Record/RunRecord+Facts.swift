// SPDX-License-Identifier: Apache-2.0

extension RunRecord {
    /// Who ran it, and where.
    package struct Environment: Codable, Sendable, Equatable {
        /// Login name of the user, or what `--run-by` says; nil where it is not to be told.
        @ExplicitNull package var user: String?
        /// Name of the machine; nil where it is not to be told.
        @ExplicitNull package var host: String?

        /// `user` on `host`.
        package init(user: String?, host: String?) {
            self.user = user
            self.host = host
        }

        /// For people, as it stands in the record; nil where nobody is named.
        var words: String? {
            let words = [user, host.map { "on \($0)" }].compactMap(\.self).joined(separator: " ")
            return words.isEmpty ? nil : words
        }
    }

    /// A file that a run was given: its mapping, its waivers.
    package struct GivenFile: Codable, Sendable, Equatable {
        /// The path as it was given.
        package var path: String
        /// SHA-256 of its bytes, in hexadecimal.
        package var sha256: String

        /// A file at `path`.
        package init(path: String, sha256: String) {
            self.path = path
            self.sha256 = sha256
        }
    }

    /// The files of an input that hold configurations, as they were when they were read.
    package struct ConfigurationFiles: Codable, Sendable, Equatable {
        /// How many files these are.
        package var count: Int
        /// SHA-256 of a list of them: a line `SHA-256 of the file, two blanks, path, line feed` for each, by path in byte
        /// order. That is what `sha256sum` prints for names without backslashes and line breaks.
        package var sha256: String

        /// A digest over `count` files.
        package init(count: Int, sha256: String) {
            self.count = count
            self.sha256 = sha256
        }
    }

    /// What a run looked at, by which rules, and how far it would have gone.
    package struct Scope: Codable, Sendable, Equatable {
        /// A number of the program beyond which something is told instead of being read.
        package struct Limit: Codable, Sendable, Equatable {
            /// What is limited, and to how much.
            package var name: String, value: Int

            /// A limit.
            package init(name: String, value: Int) {
                self.name = name
                self.value = value
            }
        }

        /// A profile that was in force.
        package struct ProfileInForce: Codable, Sendable, Equatable {
            /// The storage form it is for, and the SHA-256 of its file.
            package var storage: String, sha256: String

            /// A profile.
            package init(storage: String, sha256: String) {
                self.storage = storage
                self.sha256 = sha256
            }
        }

        /// The JCR paths below which files were read; all else was left alone.
        package var paths: [String]
        /// Names of folders that are never entered, wherever they stand.
        package var skippedFolders: [String]
        /// The limits in force.
        package var limits: [Limit]
        /// The profiles in force.
        package var profiles: [ProfileInForce]

        /// A scope.
        package init(paths: [String], skippedFolders: [String], limits: [Limit], profiles: [ProfileInForce]) {
            self.paths = paths
            self.skippedFolders = skippedFolders
            self.limits = limits
            self.profiles = profiles
        }
    }
}
