// SPDX-License-Identifier: Apache-2.0

/// Writes what `CSVReader` reads: RFC 4180, with LF after each row.
enum CSVWriter {
    /// One row with its line end. A field is quoted where it must be, and where some spreadsheet might split or trim it.
    static func row(_ fields: [String]) -> String {
        fields.map(field).joined(separator: ",") + "\n"
    }

    private static func field(_ text: String) -> String {
        let needsQuotes =
            text.unicodeScalars.contains { ",;\"\t\n\r|".unicodeScalars.contains($0) }
            || text != text.trimmingWhiteSpace()
        guard needsQuotes else { return text }
        // By scalars: a quote with a combining mark after it is one Character.
        var quoted = "\"".unicodeScalars
        for scalar in text.unicodeScalars {
            if scalar == "\"" { quoted.append(scalar) }
            quoted.append(scalar)
        }
        quoted.append("\"")
        return String(quoted)
    }
}
