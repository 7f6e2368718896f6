// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import OSGiConfig

extension OSGiConfiguration {
    /// Reads a text.
    init(_ text: String, _ format: OSGiFormat) throws(OSGiConfigError) {
        try self.init(parsing: Array(text.utf8), format: format)
    }
}

/// Changes a file and returns the new text; every such edit is also verified, and stable when it is made again.
func edited(_ text: String, _ format: OSGiFormat, _ changes: [OSGiChange]) throws -> String {
    let original = try OSGiConfiguration(text, format)
    let bytes = try original.applying(original.edits(for: changes))
    let result = try OSGiVerification.check(original: original, changes: changes, edited: bytes)
    #expect(try result.edits(for: changes).isEmpty, "a second run changes nothing")
    return String(decoding: bytes, as: UTF8.self)
}

/// The error of a throwing piece of code, which must be an `OSGiConfigError`.
func configError(sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Void)
    -> OSGiConfigError?
{
    #expect(throws: OSGiConfigError.self, sourceLocation: sourceLocation, performing: body)
}

/// What a test expects of one property.
struct Expected: CustomTestStringConvertible, Sendable {
    var text: String
    var name = "k"
    var type: OSGiType? = .string
    var values: [String]
    var isMultiple = false

    init(_ text: String, name: String = "k", _ type: OSGiType? = .string, single value: String) {
        self.text = text
        self.name = name
        self.type = type
        values = [value]
    }

    init(_ text: String, name: String = "k", _ type: OSGiType? = .string, list values: [String]) {
        self.text = text
        self.name = name
        self.type = type
        self.values = values
        isMultiple = true
    }

    /// A property that is there, but not taken apart.
    static func opaque(_ text: String, name: String = "k") -> Expected {
        var expected = Expected(text, name: name, nil, list: [])
        expected.isMultiple = false
        return expected
    }

    var testDescription: String { text.debugDescription }

    func check(_ property: OSGiProperty, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(Array(property.name.utf8) == Array(name.utf8), sourceLocation: sourceLocation)
        #expect(property.type == type, sourceLocation: sourceLocation)
        #expect(property.isMultiple == isMultiple, sourceLocation: sourceLocation)
        #expect(
            property.values.map { Array($0.utf8) } == values.map { Array($0.utf8) },
            "\(property.values) is not \(values)", sourceLocation: sourceLocation)
    }
}
