// SPDX-License-Identifier: Apache-2.0

import OSGiConfig

/// The lines of an OSGi configuration file as they may be shown: every value that is not known to be harmless, and every
/// comment, gives way to a placeholder. Names and line breaks stay, so that lines keep their numbers.
enum MaskedConfiguration {
    /// The shown lines of the file, without line breaks, one for each line of its bytes.
    static func lines(of configuration: OSGiConfiguration, disclosure: ValueDisclosure) -> [String] {
        let bytes = configuration.bytes
        var output: [UInt8] = []
        var position = 0
        for property in configuration.properties.sorted(by: { $0.span.lowerBound < $1.span.lowerBound }) {
            maskBetween(bytes[position..<property.span.lowerBound], into: &output)
            output += bytes[property.span.lowerBound..<property.valueSpan.lowerBound]
            maskValue(of: property, bytes[property.valueSpan], disclosure, into: &output)
            output += bytes[property.valueSpan.upperBound..<property.span.upperBound]
            position = property.span.upperBound
        }
        maskBetween(bytes[position...], into: &output)
        return LineTable(bytes).shown(as: output)
    }

    private static func maskValue(
        of property: OSGiProperty, _ raw: ArraySlice<UInt8>, _ disclosure: ValueDisclosure,
        into output: inout [UInt8]
    ) {
        let value = PropertyNode.Value(
            property.values, isMultiple: property.isMultiple || property.values.count != 1)
        let text = disclosure.text(of: property.name, value: value)
        if !property.isOpaque, text == value.text {
            output += raw
        } else {
            output += Array("\"\(oneLine(text))\"".utf8) + raw.filter { $0 == UInt8(ascii: "\n") }
        }
    }

    private static func oneLine(_ text: String) -> String {
        String(text.map { $0.isNewline || $0 == "\0" ? " " : $0 })
    }

    /// Between properties there are white space, brackets, commas and comments.
    private static func maskBetween(_ bytes: ArraySlice<UInt8>, into output: inout [UInt8]) {
        let plain: Set<UInt8> = Set(" \t\r\n\\{}[](),".utf8)
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
            line.allSatisfy { plain.contains($0) } ? Array(line) : Array("# …".utf8)
        }
        output += lines.joined(separator: [UInt8(ascii: "\n")])
    }
}
