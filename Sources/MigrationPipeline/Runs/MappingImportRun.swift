// SPDX-License-Identifier: Apache-2.0

import AuditReport
import IMSMigration

/// `mapping import`: a mapping filled in from downloads of Adobe Developer Console.
package struct MappingImportRun: Sendable {
    /// What an import can be told.
    package struct Options: Sendable {
        /// The file for the CSV; nil prints it.
        package var out: OutputFile?
        /// The folder for the secrets; nil is `secrets` beside the CSV.
        package var secretsFolder: String?
        /// Secrets stand in the CSV itself.
        package var inlinesSecrets = false
        /// Which of several secrets is taken; nil takes none of several.
        package var choice: SecretChoice?

        /// Prints the mapping.
        package init() {}
    }

    private let settings: RunSettings
    private let options: Options

    /// A run.
    package init(settings: RunSettings, options: Options) {
        self.settings = settings
        self.options = options
    }

    /// The mapping for the repository at `path`, from the files and folders of downloads.
    ///
    /// Throws `RunFailure`: 64 where it is not said where secrets go, 65 where a download cannot be used, 74 where
    /// something could not be written; then neither secrets nor the mapping were.
    package func run(_ path: String, downloads: [String]) throws(RunFailure) -> MadeMapping {
        var recorder = RunRecorder(command: "mapping import", mode: .readOnly, inputs: [path])
        let writesSecrets = !options.inlinesSecrets && options.choice != .env
        if writesSecrets, options.out == nil, options.secretsFolder == nil {
            throw RunFailure(
                .usage,
                "Name the folder for the secrets with --secrets-dir, or the file for the mapping with --out.")
        }
        let downloads = try ConsoleDownloads(downloads)
        let survey = try MappingSurvey(path, settings: settings)
        var result = MappingImport(
            credentials: downloads.credentials, solutions: try SolutionTable.loaded(), choice: options.choice,
            place: options.inlinesSecrets ? .inline : .files
        ).result(for: survey.subjects)
        survey.record(in: &recorder, rows: result.draft)
        for finding in result.findings + downloads.findings {
            recorder.add(LocatedFinding(input: nil, finding: finding))
        }
        if survey.isIncomplete { return MadeMapping(csv: nil, record: recorder.incompleteMapping()) }
        try Interruption.check()
        try write(&result)
        let record = recorder.finished(recorder.status(settings.failOn)) { _ in reason(result) }
        return MadeMapping(csv: options.out == nil ? result.draft.csv() : nil, record: record)
    }

    private func write(_ result: inout MappingImport.Result) throws(RunFailure) {
        let output = options.out
        let folder = options.secretsFolder ?? (output?.folder ?? ".") + "/secrets"
        let secrets = SecretFolder(folder)
        var written: [String] = []
        if !result.secretFiles.isEmpty {
            written = try secrets.write(result.secretFiles)
            let place = secrets.path(seenFrom: output?.folder)
            result.draft.placeSecrets { place + "/" + $0 }
        }
        do {
            try output?.write(result.draft.csv(), isPrivate: options.inlinesSecrets)
        } catch {
            secrets.remove(written)
            throw error
        }
    }

    private func reason(_ result: MappingImport.Result) -> String {
        let count = result.draft.rows.count
        let rows = "\(count) row\(count == 1 ? "" : "s")"
        let place = options.out.map { " in \($0.path)" } ?? ""
        return result.incompleteRows == 0
            ? "\(rows)\(place), all complete."
            : "\(rows)\(place); \(result.incompleteRows) of them must be completed: see the findings and the notes."
    }
}
