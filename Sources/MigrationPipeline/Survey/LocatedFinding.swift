// SPDX-License-Identifier: Apache-2.0

import ContentRepository
import IMSMigration

/// A finding together with the input that its file is relative to.
struct LocatedFinding: Sendable, Equatable {
    var input: String?
    var finding: Finding
}

extension LocatedFinding {
    /// A finding about something in `document`.
    init(_ finding: Finding, in document: Survey.Document, of input: Survey.Input) {
        self.init(
            input: input.path,
            finding: finding.file == nil ? finding.with(file: document.file.display) : finding)
    }
}

extension Finding {
    /// The finding with the file that it is about.
    func with(file: String) -> Finding {
        var finding = self
        finding.file = file
        return finding
    }
}

extension Finding {
    /// What a problem in a package means for a run: what could hide a configuration is an error.
    init(_ problem: PackageProblem) {
        let rule: FindingRule =
            switch problem.kind {
            case .unsafeName, .special: .pathUnsafe
            case .pathTooLong, .tooDeep, .nestedTooDeep, .walkTooLarge, .tooManyProblems: .limitReached
            case .duplicateName, .unreadable, .hiddenEntry, .unreadablePackage: .packageDamaged
            case .misnamed: .packageName
            }
        let level: Level = problem.hidesContent ? .error : problem.isDoubtful ? .warning : .note
        self.init(rule, level, problem.message.sentence, file: problem.display)
    }
}
