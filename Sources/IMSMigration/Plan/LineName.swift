// SPDX-License-Identifier: Apache-2.0

/// Names of files in the header of a diff.
package enum LineName {
    /// The name on one line: a file can be named so that its name would read as further lines of the diff.
    package static func shown(_ name: String) -> String {
        var shown = ""
        for scalar in name.unicodeScalars {
            if scalar.value < 0x20 || scalar.value == 0x7F {
                shown +=
                    "\\x" + (scalar.value < 0x10 ? "0" : "")
                    + String(scalar.value, radix: 16, uppercase: true)
            } else {
                shown.unicodeScalars.append(scalar)
            }
        }
        return shown
    }
}
