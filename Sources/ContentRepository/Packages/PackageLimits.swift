// SPDX-License-Identifier: Apache-2.0

/// How much a content package may ask for, so that a hostile one takes neither the memory nor the time of a run.
///
/// What an archive says about sizes is never believed: contents are decompressed bit by bit and counted.
package struct PackageLimits: Hashable, Sendable {
    /// How deep packages may lie in packages; those directly in the outermost have depth 1.
    package var nesting: Int
    /// The longest document, in bytes.
    package var documentBytes: Int
    /// The most memory, in bytes, that the contents of compressed packages in packages may take together at a time.
    /// One that is stored without compression is read in place and takes none.
    package var nestedBytes: Int
    /// The most bytes that one walk decompresses, over all entries.
    package var walkBytes: Int
    /// The longest directory of an archive, in bytes.
    package var directoryBytes: Int
    /// How many folders deep an entry may lie. (No more than the elements of a document may.)
    package var depth: Int
    /// How many problems are told of before a walk gives up.
    package var problems: Int
    /// How many times longer than its compressed form the contents of an entry of more than a megabyte may be.
    package var expansion: Int

    /// Limits of one's own.
    package init(
        nesting: Int = 4, documentBytes: Int = 64 << 20, nestedBytes: Int = 512 << 20,
        walkBytes: Int = 16 << 30, directoryBytes: Int = 128 << 20, depth: Int = 256, problems: Int = 10_000,
        expansion: Int = 200
    ) {
        self.nesting = nesting
        self.documentBytes = documentBytes
        self.nestedBytes = nestedBytes
        self.walkBytes = walkBytes
        self.directoryBytes = directoryBytes
        self.depth = depth
        self.problems = problems
        self.expansion = expansion
    }

    /// 4 levels, 64 MiB a document, 512 MiB of packages in packages, 16 GiB a walk, 128 MiB of directory (more than a
    /// million entries), 256 folders, 10,000 problems, 200 times the compressed size.
    package static let standard = PackageLimits()

    /// What is always allowed: small files of blanks compress well.
    static let freeExpansion = 1 << 20
}
