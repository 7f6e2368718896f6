// SPDX-License-Identifier: Apache-2.0

/// Something in a content package that could not be looked at, or that keeps the package from being rewritten.
package struct PackageProblem: Hashable, Sendable {
    /// What it is.
    package enum Kind: Hashable, Sendable {
        /// The name is absolute, leads out of the package (`..`), has a backslash or an empty part. No file can be
        /// called that.
        case unsafeName
        /// Another entry has the same name; which of them counts depends on the reader.
        case duplicateName
        /// A link or special file, or a folder named `.content.xml`. It was not looked at.
        case special(FileKind)
        /// The name is longer than `limit` bytes.
        case pathTooLong(limit: Int)
        /// The entry lies more than `limit` folders deep.
        case tooDeep(limit: Int)
        /// The contents cannot be read.
        case unreadable(EntryFault)
        /// Between this entry and the next one stands an entry that the directory doesn't have, and that readers of streams
        /// see.
        case hiddenEntry
        /// A package in the repository cannot be opened.
        case unreadablePackage(ArchiveDamage)
        /// The file of a package in the repository is not called what its name and version make, `expected`.
        case misnamed(expected: String)
        /// A package lies in more than `limit` packages. It was not looked into.
        case nestedTooDeep(limit: Int)
        /// The walk has decompressed `limit` bytes; from here on nothing was looked at.
        case walkTooLarge(limit: Int)
        /// There are more than `limit` problems; from here on nothing was looked at.
        case tooManyProblems(limit: Int)
    }

    /// What it is.
    package let kind: Kind
    /// The packages in the repository on the way to the entry, the outermost first.
    package let packages: [RelativePath]
    /// The entry's name, or of a package in a tree the file's path, as text: UTF-8 where it is, each other byte as `\xNN`. Control characters stay as they are;
    /// whoever writes to a terminal or a report makes them harmless.
    package let entry: String

    /// Whether it was found by a look at the archive as a whole: what is in scope is told of by the walk itself.
    var isElsewhere = false

    /// Where it is, as text.
    package var display: String { PackagedPath.display(entry, in: packages) }

    /// Whether the package that the entry is in cannot be rewritten.
    package var preventsRewriting: Bool {
        switch kind {
        case .unsafeName, .duplicateName, .unreadable, .hiddenEntry: true
        default: isElsewhere
        }
    }

    /// Whether configurations could have been overlooked, as something in scope could not be read.
    package var hidesContent: Bool {
        switch kind {
        case .special, .misnamed, .unreadablePackage(.empty): false
        // Readers can come to different entries, and so to different configurations.
        case .hiddenEntry, .unreadable(.headersDisagree), .unreadable(.overlapping),
            .unreadable(.outsideArchive):
            true
        // AEM can't install the package at all.
        case .unreadable(.unsupportedMethod): true
        case _ where isElsewhere: false
        // FileVault passes over empty parts of a name.
        case .unsafeName: entry.contains("jcr_root")
        default: true
        }
    }

    /// Whether nothing was overlooked, but something will not be as whoever made the package thinks.
    package var isDoubtful: Bool {
        switch kind {
        case .misnamed, .unreadablePackage(.empty): true
        default: preventsRewriting
        }
    }

    /// The order of paths, package by package.
    static func isBefore(_ one: PackageProblem, _ other: PackageProblem) -> Bool {
        PackagedPath.isBefore(one.packages, one.entry, other.packages, other.entry)
    }

    /// What it is and what to do about it, without the place.
    package var message: String {
        switch kind {
        case .unsafeName:
            "a name that no file of a package can have; the entry was not looked at. \(Self.buildAgain)"
        case .duplicateName:
            "several entries have this name, and which one counts depends on the reader; none was looked at. "
                + Self.buildAgain
        case .special(.folder):
            "a folder has the name of a document; it was not looked at. Give it another name."
        case .special(let kind):
            "a \(kind.rawValue), which is not followed. "
                + "If content belongs here, put the file itself in its place."
        case .pathTooLong(let limit):
            "its name is longer than \(limit) bytes; it was not looked at."
        case .tooDeep(let limit):
            "it lies more than \(limit) folders deep; it was not looked at."
        case .hiddenEntry:
            "behind it the archive holds an entry that its directory doesn't have. \(Self.buildAgain)"
        case .unreadable(let fault) where isElsewhere:
            "the package can't be rewritten: \(fault.reason). \(Self.buildAgain)"
        case .unreadable(let fault):
            "it was not looked at: \(fault.reason). \(Self.buildAgain)"
        case .unreadablePackage(let damage):
            "a package that is installed with what is around it cannot be read: \(damage.reason). \(Self.buildAgain)"
        case .misnamed(let expected):
            "by its properties.xml, this package's file should be called \(expected). Under another name it isn't "
                + "replaced when what is around it is installed again with the same version: AEM then installs the old "
                + "content once more. Rename the file."
        case .nestedTooDeep(let limit):
            "a package in more than \(limit) packages; it was not looked into. Take it out, and pass it by itself."
        case .walkTooLarge(let limit):
            "\(limit) bytes have been decompressed; from here on nothing was looked at. "
                + "If the package really is that large, unpack it and pass the folder."
        case .tooManyProblems(let limit):
            "there are more than \(limit) problems; from here on nothing was looked at. \(Self.buildAgain)"
        }
    }

    private static let buildAgain = "Build or download the package again."
}
