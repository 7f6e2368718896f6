// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The profiles that come with the tool, in the same format as those that users write.
public enum BuiltInProfiles {
    /// All of them, in the order in which they are tried. Throws only when a shipped profile is broken, which the
    /// tests rule out.
    public static func all() throws(ProfileError) -> [Profile] {
        var profiles: [Profile] = []
        for source in sources { profiles.append(try ProfileReader.read(source)) }
        return profiles
    }

    /// Their JSON, in the same order.
    static let sources = [
        PackageResources.cloudconfig_json, PackageResources.smarttags_json, PackageResources.osgi_json,
    ]

    /// What a person should know of a profile before reading it.
    package struct Summary: Sendable, Equatable {
        /// Name, storage form and what it is for.
        package var name: String, storage: String, description: String
        /// What in it is not known for certain.
        package var assumption: String
        /// The file as it was shipped.
        package var json: [UInt8]
    }

    /// What there is to say of each.
    package static var summaries: [Summary] {
        sources.compactMap { json in
            guard let text = try? JSONDecoder().decode(Texts.self, from: Data(json)) else { return nil }
            return Summary(
                name: text.name, storage: text.storage, description: text.description ?? "",
                assumption: text.assumption ?? "", json: json)
        }
    }

    private struct Texts: Decodable {
        var name: String, storage: String
        var description: String?, assumption: String?
    }
}
