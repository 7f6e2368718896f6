// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import DocView

/// Changes one node of a file and returns the new text; every such edit is also verified.
///
/// - Parameter node: the node's decoded name; the first of that name is taken.
func edited(_ text: String, _ node: String, _ changes: [PropertyChange]) throws -> String {
    let document = try DocViewDocument(parsing: Array(text.utf8))
    let index = try #require(document.nodes.firstIndex { $0.name == node })
    let bytes = try document.applying(document.edits(for: changes, ofNodeAt: index))
    _ = try DocViewVerification.check(original: document, changes: [(index, changes)], edited: bytes)
    return String(decoding: bytes, as: UTF8.self)
}

/// The error of a throwing piece of code, which must be a `DocViewError`.
func docViewError(_ body: () throws -> Void, sourceLocation: SourceLocation = #_sourceLocation)
    -> DocViewError?
{
    #expect(throws: DocViewError.self, sourceLocation: sourceLocation, performing: body)
}

/// An `xmlns` text for the root element of test files.
let jcr = #"xmlns:jcr="http://www.jcp.org/jcr/1.0""#
