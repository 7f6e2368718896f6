// SPDX-License-Identifier: Apache-2.0
import DocView
import OSGiConfig

/// An OSGi configuration is read in each of its formats, or refused; edits change what they say, and nothing else.
enum OSGiEntry {
    static func run(_ bytes: [UInt8]) throws(BrokenPromise) {
        let input = FuzzInput(bytes)
        for format in OSGiFormat.allCases {
            var choices = input.choices
            if bytes.contains(0xFF) { _ = try? OSGiConfiguration(parsing: bytes, format: format) }
            guard let configuration = try? OSGiConfiguration(parsing: input.file, format: format) else {
                continue
            }
            try checkPlaces(configuration)
            try edit(configuration, &choices)
        }
        let name = String(decoding: input.file.prefix(200), as: UTF8.self)
        _ = OSGiFileName(fileName: name).map { $0.pid + $0.fileName }
        _ = OSGiFileName(node: name).fileName
    }

    private static func checkPlaces(_ configuration: OSGiConfiguration) throws(BrokenPromise) {
        let same = try expectNoError("no edits") { try configuration.applying([]) }
        try expect(same == configuration.bytes, "splicing nothing gives the same bytes")
        for property in configuration.properties {
            try expect(
                property.span.lowerBound <= property.nameSpan.lowerBound
                    && property.nameSpan.upperBound <= property.valueSpan.lowerBound
                    && property.valueSpan.upperBound <= property.span.upperBound
                    && property.span.upperBound <= configuration.bytes.count,
                "the parts of a property are in it")
            try expect(
                property.isMultiple || property.isOpaque || property.values.count == 1,
                "a single value is one")
        }
    }

    private static func edit(_ original: OSGiConfiguration, _ choices: inout Choices) throws(BrokenPromise) {
        let changes = changes(of: original, &choices)
        let edits: [ByteEdit]
        do throws(OSGiConfigError) {
            edits = try original.edits(for: changes)
        } catch {
            switch error {
            case .editImpossible, .document(.editImpossible): return
            default: throw BrokenPromise("edits: \(error)")
            }
        }
        let bytes = try expectNoError("edits do not overlap") { try original.applying(edits) }
        let edited: OSGiConfiguration
        do throws(OSGiConfigError) {
            edited = try OSGiVerification.check(original: original, changes: changes, edited: bytes)
        } catch {
            switch error {
            case .limitReached, .document(.limitReached): return
            default: throw BrokenPromise("what was edited verifies: \(error)")
            }
        }
        let more = try expectNoError("the same changes again") { try edited.edits(for: changes) }
        try expect(more.isEmpty, "a second run changes nothing")
        for property in original.properties
        where !changes.contains(where: { folded($0.name) == folded(property.name) }) {
            let after = edited.property(named: property.name)
            try expect(
                after?.values == property.values && after?.type == property.type
                    && after?.isMultiple == property.isMultiple, "\(property.name) stays as it was")
        }
    }

    private static func changes(of configuration: OSGiConfiguration, _ choices: inout Choices) -> [OSGiChange]
    {
        let names = configuration.properties.map(\.name)
        return (0...choices.number(below: 4)).map { _ in
            let name =
                switch choices.number(below: 4) {
                case 0, 1: names.isEmpty ? "aaa" : choices.pick(names)
                case 2: choices.text()
                default: choices.pick(["auth.token.provider.orgId", "zzz", "Aaa", "a b"])
                }
            switch choices.number(below: 4) {
            case 0: return .remove(name: name)
            case 1:
                let count = choices.number(below: 4)
                return .set(name: name, values: (0..<count).map { _ in value(&choices) }, isMultiple: true)
            default: return .set(name: name, value: value(&choices))
            }
        }
    }

    private static func value(_ choices: inout Choices) -> String {
        choices.number(below: 2) == 0
            ? choices.text()
            : choices.pick([
                "", "client_credentials", "a,b", "\\ \"=", "\t\r\n", "\u{0}\u{2028}😀", "true", "30000", "[x]",
            ])
    }

    private static func folded(_ name: String) -> String { name.lowercased() }
}
