// SPDX-License-Identifier: Apache-2.0

/// A mapping as a file again, with other secrets.
package enum ProtectedMapping {
    /// The CSV that `bytes` are, with the secrets of `mapping` in their cells; all other cells hold what they held. The
    /// cell of a row that needs no secret, in which anything could stand, is empty.
    ///
    /// The bytes must be those that the mapping was read from.
    package static func csv(of bytes: [UInt8], _ mapping: Mapping) -> String {
        var reader = CSVReader(bytes)
        guard let first = reader.next() else { return "" }
        let place = TableHeader<MappingColumn>(first).number(of: .clientSecret).map { $0 - 1 }
        let rows = Dictionary(mapping.rows.map { ($0.row, $0) }, uniquingKeysWith: { first, _ in first })
        var csv = CSVWriter.row(first.fields.map(\.text))
        while let row = reader.next() {
            guard !row.isBlank else { continue }
            var fields = row.fields.map(\.text)
            if let place, fields.indices.contains(place) {
                fields[place] = rows[row.number]?.credential?.secret.value?.revealed() ?? ""
            }
            csv += CSVWriter.row(fields)
        }
        return csv
    }
}
