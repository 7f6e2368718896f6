// SPDX-License-Identifier: Apache-2.0

import ContentRepository

/// `pack`: makes a content package of an unpacked one.
package enum PackRun {
    /// Packs the tree at `path` into a new file, and says what came of it. Throws `RunFailure`.
    package static func run(_ path: String, out: String) throws(RunFailure) -> String {
        do {
            let packing = try ExportedTree.open(path).pack(to: out)
            let leftOut = packing.leftOut.map { "\n  left out: \($0.path.display): \($0.message)" }
            return "\(out): \(packing.files) file\(packing.files == 1 ? "" : "s")\(leftOut.joined())"
        } catch let error as VaultFileError {
            throw RunFailure(.inputUnusable, "\(path): \(error)")
        } catch {
            throw RunFailure(anyError: error)
        }
    }
}
