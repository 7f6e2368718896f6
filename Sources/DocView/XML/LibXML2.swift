// SPDX-License-Identifier: Apache-2.0
import CLibXML2

/// What every use of libxml2 has in common.
package enum LibXML2 {
    /// `xmlInitParser`, once in the life of the process; Swift runs a static initialiser exactly once.
    package static let isReady: Void = xmlInitParser()

    /// No network, no output of its own, lines beyond 65,535. Never `NOENT`, `DTDLOAD`, `DTDATTR`, `XINCLUDE`,
    /// `RECOVER` or `HUGE`: they open files, guess, or lift the limits.
    package static let options = Int32(
        bitPattern: XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
            | XML_PARSE_BIG_LINES.rawValue)
}
