// SPDX-License-Identifier: Apache-2.0

extension String {
    /// The text with a capital letter at its start.
    package var sentence: String { prefix(1).uppercased() + dropFirst() }
}
