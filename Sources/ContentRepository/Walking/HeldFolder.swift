// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// A folder that is kept open for the folders in it. Only so many are: from then on the others are opened by their path.
final class HeldFolder: Sendable {
    private static let most = Descriptor.share(of: 192)
    private static let held = Atomic(0)

    let folder: OpenFolder

    /// Nil where enough are held, by all walks of this process together.
    init?(_ folder: consuming OpenFolder) {
        guard Self.held.wrappingAdd(1, ordering: .relaxed).newValue <= Self.most else {
            Self.held.wrappingSubtract(1, ordering: .relaxed)
            return nil
        }
        self.folder = folder
    }

    deinit { Self.held.wrappingSubtract(1, ordering: .relaxed) }
}
