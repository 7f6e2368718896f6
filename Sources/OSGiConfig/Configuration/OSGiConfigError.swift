// SPDX-License-Identifier: Apache-2.0
import DocView

/// Why an OSGi configuration cannot be read, or cannot be edited.
///
/// No case carries text of a value: values hold secrets, and errors end in logs.
public enum OSGiConfigError: Error, Equatable, Sendable {
    /// The text does not follow the grammar of its format. Columns are bytes, counted from 1.
    case malformed(line: Int, column: Int, description: String)
    /// The file is not UTF-8, or begins with a byte order mark, which AEM's readers take for text.
    case encodingUnsupported(line: Int, description: String)
    /// One property occurs twice; OSGi ignores case in names. Readers differ in which one counts.
    ///
    /// `name` is `nil` where the name is of a kind that could be a piece of a value.
    case duplicateProperty(line: Int, name: String?)
    /// The file asks for more than ``OSGiConfigLimits`` allow.
    case limitReached(line: Int, description: String)
    /// The XML file could not be read, or could not be edited, as docview.
    case document(DocViewError)
    /// The file is in order, but is not one configuration.
    case noConfiguration(line: Int, description: String)
    /// A change cannot be expressed in this file.
    case editImpossible(line: Int, description: String)
    /// The edited bytes do not say what was planned, or something changed that was not planned.
    case verificationFailed(line: Int, description: String)

    /// The line, counted from 1, where the trouble was noticed.
    public var line: Int {
        switch self {
        case .malformed(let line, _, _), .encodingUnsupported(let line, _), .duplicateProperty(let line, _),
            .limitReached(let line, _), .noConfiguration(let line, _), .editImpossible(let line, _),
            .verificationFailed(let line, _):
            line
        case .document(let error): error.line
        }
    }
}

extension OSGiConfigError: CustomStringConvertible {
    /// What is wrong, where, and what to do about it.
    public var description: String {
        switch self {
        case .malformed(let line, let column, let description):
            "line \(line), column \(column): \(description). Correct the file, or export it again."
        case .encodingUnsupported(let line, let description):
            "line \(line): \(description). Save the file as UTF-8 without a byte order mark."
        case .duplicateProperty(let line, let name):
            "line \(line): \(name.map { "the property '\($0)'" } ?? "a property") occurs a second time"
                + " (upper and lower case make no difference). Remove one of the two."
        case .limitReached(let line, let description):
            "line \(line): \(description). Such a file is not read; take it out of the input."
        case .document(let error): error.description
        case .noConfiguration(let line, let description), .editImpossible(let line, let description):
            "line \(line): \(description)."
        case .verificationFailed(let line, let description):
            "line \(line): the edited file did not verify: \(description). Nothing of it is used."
        }
    }

    /// A duplicate, named only where the name is one that configurations have.
    static func duplicate(_ name: String, line: Int) -> OSGiConfigError {
        let isOrdinary =
            name.utf8.count <= 100
            && name.utf8.allSatisfy {
                $0.isDigit || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                    || [0x2D, 0x2E, 0x5F, 0x3A].contains($0)
            }
        return .duplicateProperty(line: line, name: isOrdinary ? name : nil)
    }
}
