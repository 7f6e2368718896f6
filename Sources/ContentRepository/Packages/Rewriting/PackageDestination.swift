// SPDX-License-Identifier: Apache-2.0

/// Where a rewritten package goes.
package enum PackageDestination: Hashable, Sendable {
    /// To the place of the package itself, in one moment.
    case inPlace
    /// To a path where nothing is yet.
    case newFile(String)
}
