// SPDX-License-Identifier: Apache-2.0

/// Why a docview file cannot be read, or cannot be edited.
///
/// No case carries text of an attribute value: values hold secrets, and errors end in logs.
public enum DocViewError: Error, Equatable, Sendable {
    /// The file is not well-formed XML, or breaks a rule of XML namespaces.
    case malformed(line: Int, column: Int, message: String)
    /// The file has a DOCTYPE; docview never needs one, and one can make a parser read other files.
    case doctypeRefused(line: Int)
    /// The file is not UTF-8, or says that it is something else.
    case encodingUnsupported(line: Int, description: String)
    /// The file asks for more than ``DocViewLimits`` or libxml2 allow.
    case limitReached(line: Int, description: String)
    /// The bytes of a tag could not be matched with what libxml2 read from them, so that no edit would be safe.
    case positionsUncertain(line: Int, description: String)
    /// A change cannot be expressed in this file.
    case editImpossible(line: Int, description: String)
    /// The edited bytes do not say what was planned, or something changed that was not planned.
    case verificationFailed(line: Int, description: String)

    /// The line, counted from 1, where the trouble was noticed.
    public var line: Int {
        switch self {
        case .malformed(let line, _, _), .doctypeRefused(let line), .encodingUnsupported(let line, _),
            .limitReached(let line, _), .positionsUncertain(let line, _), .editImpossible(let line, _),
            .verificationFailed(let line, _):
            line
        }
    }
}

extension DocViewError: CustomStringConvertible {
    /// What is wrong, where, and what to do about it.
    public var description: String {
        switch self {
        case .malformed(let line, let column, let message):
            "line \(line), column \(column): not well-formed XML: \(message). Correct the file, or export it again."
        case .doctypeRefused(let line):
            "line \(line): a DOCTYPE, which docview files do not have. Remove it, or export the file again."
        case .encodingUnsupported(let line, let description):
            "line \(line): \(description). Convert the file to UTF-8."
        case .limitReached(let line, let description):
            "line \(line): \(description). Such a file is not read; split it, or take it out of the input."
        case .positionsUncertain(let line, let description):
            "line \(line): \(description). The file is left alone; please report it with the lines around."
        case .editImpossible(let line, let description):
            "line \(line): \(description)."
        case .verificationFailed(let line, let description):
            "line \(line): the edited file did not verify: \(description). Nothing of it is used."
        }
    }
}
