// SPDX-License-Identifier: Apache-2.0

/// The profiles that come with the tool, in the same format as those that users write.
public enum BuiltInProfiles {
    /// All of them, in the order in which they are tried. Throws only when a shipped profile is broken, which the
    /// tests rule out.
    public static func all() throws(ProfileError) -> [Profile] {
        [
            try ProfileReader.read(PackageResources.cloudconfig_json),
            try ProfileReader.read(PackageResources.smarttags_json),
            try ProfileReader.read(PackageResources.osgi_json),
        ]
    }
}
