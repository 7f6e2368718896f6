// SPDX-License-Identifier: Apache-2.0

/// Tells where the findings and configurations of a record lie, and which belong together.
struct PlaceFinder {
    private struct Key: Hashable {
        let path: String
        let input: String?
        let file: String?
    }

    private let record: RunRecord
    private let packages: Set<String>
    /// The first configuration for each way in which a finding can name one.
    private let configurations: [Key: Int]

    init(_ record: RunRecord) {
        self.record = record
        packages = Set(record.inputs.filter { $0.kind == .package }.map(\.path))
        var configurations: [Key: Int] = [:]
        for (index, entry) in record.configurations.enumerated() {
            for input in [entry.input, nil] {
                for file in [entry.file, nil] {
                    let key = Key(path: entry.path, input: input, file: file)
                    if configurations[key] == nil { configurations[key] = index }
                }
            }
        }
        self.configurations = configurations
    }

    /// Where a configuration lies.
    func place(of configuration: RunRecord.Configuration) -> RecordedPlace {
        place(input: configuration.input, file: configuration.file, line: configuration.line)
    }

    /// Where a finding lies: in its file, else at the configuration that it is about; nil where it names neither.
    func place(of finding: RunRecord.Finding) -> RecordedPlace? {
        if let file = finding.file {
            return place(input: finding.input ?? onlyInput ?? ".", file: file, line: finding.line)
        }
        return configurationIndex(of: finding).map { place(of: record.configurations[$0]) }
    }

    /// The configuration that a finding is about: of its path and, as far as the finding names them, of its input
    /// and file.
    func configurationIndex(of finding: RunRecord.Finding) -> Int? {
        finding.path.flatMap { configurations[Key(path: $0, input: finding.input, file: finding.file)] }
    }

    private var onlyInput: String? { record.inputs.count == 1 ? record.inputs.first?.path : nil }

    private func place(input: String, file: String?, line: Int?) -> RecordedPlace {
        RecordedPlace(input: input, file: file, line: line, isPackage: packages.contains(input))
    }
}
