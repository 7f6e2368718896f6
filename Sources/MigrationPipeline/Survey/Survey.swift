// SPDX-License-Identifier: Apache-2.0

import AuditReport
import ContentRepository
import DocView
import IMSMigration
import OSGiConfig

/// The first two stages: discover the documents of the inputs, and classify the configurations in them.
struct Survey: Sendable {
    /// One repository with everything that was found in it.
    struct Input: Sendable {
        /// The path as it was given.
        var path: String
        var repository: OpenRepository
        /// The packages directly in it, by where their content is: what is created goes into one of them.
        var contentRoots: [PackagePlace]
        /// How many documents are in scope.
        var documentCount: Int
        /// The documents that hold configurations or companions of one, sorted by path.
        var documents: [Document]
        /// The OSGi configurations of factories that a profile knows, and the package that each is in.
        var instances: [CompanionPairing.Located] = []
        /// Who refers to the configurations.
        var references: ReferenceFinder
        var findings: [LocatedFinding]
        /// Whether something in scope could not be read, so that the survey is not complete.
        var isIncomplete: Bool
        /// What was looked at, by which rules.
        var scope: RunRecord.Scope

        /// Every configuration, in the order of the documents.
        var configurations: [IMSConfiguration] { documents.flatMap(\.found).map(\.configuration) }
    }

    /// A document that holds configurations, or the companion of one.
    struct Document: Sendable {
        var file: RepositoryDocument
        /// The number by which companions refer to it.
        var number: Int
        var contents: StoredDocument
        var found: [FoundConfiguration]
    }

    /// What the commands that survey a repository do with what they find.
    enum Purpose {
        /// They decide by it: about a migration, or about a deployment.
        case decision
        /// They show it.
        case inventory
    }

    private let settings: RunSettings
    private let purpose: Purpose

    init(_ settings: RunSettings, for purpose: Purpose = .decision) {
        self.settings = settings
        self.purpose = purpose
    }

    /// Opens a repository. Throws `RunFailure` where it is none, or cannot be opened.
    static func open(_ path: String, faults: WriteFaults = .none) throws(RunFailure) -> OpenRepository {
        do {
            return try OpenRepository.open(path, faults: faults)
        } catch {
            throw RunFailure(anyError: error)
        }
    }

    /// Surveys one repository. Throws `RunFailure` where the run is interrupted.
    func input(_ repository: OpenRepository) throws(RunFailure) -> Input {
        settings.progress.begin(.reading, total: nil)
        let examined: Examined<DocumentExaminer.Examination> = repository.source.examine(
            scope: WalkScope(of: settings.profiles), maxBytes: DocViewLimits.standard.maximumBytes,
            jobs: settings.jobs, isStopped: { Interruption.isRequested }, by: examiner)
        try Interruption.check()
        let (walk, remarks) = (examined.walk, examined.remarks)
        var input = Input(
            path: repository.path, repository: repository,
            contentRoots: walk.contentRoots.map { PackagePlace(packages: [], contentRoot: $0) },
            documentCount: examined.count, documents: [],
            references: ReferenceFinder(remarks.flatMap(\.remark.references), profiles: settings.profiles),
            findings: [], isIncomplete: false, scope: RunRecord.Scope(settings.profiles))
        for problem in walk.problems { add(problem, to: &input) }
        for problem in walk.packageProblems {
            input.findings.append(LocatedFinding(input: input.path, finding: Finding(problem)))
        }
        input.instances = remarks.enumerated().flatMap { number, remark in
            remark.remark.instances.map {
                CompanionPairing.Located(
                    document: number, file: remark.document.display, place: remark.document.package.display,
                    instance: $0)
            }
        }
        let pairs = CompanionPairing(input.instances, profiles: settings.profiles).result()
        let found = Dictionary(grouping: pairs.found, by: \.document).mapValues { $0.map(\.found) }
        let companions = Set(pairs.found.flatMap(\.found.companions).map(\.document))
        input.findings += pairs.findings.map { LocatedFinding(input: input.path, finding: $0) }
        for (number, (document, examination)) in remarks.enumerated() {
            if let contents = examination.contents {
                let found = (examination.found + (found[number] ?? [])).sorted {
                    $0.configuration.line < $1.configuration.line
                }
                if !found.isEmpty || companions.contains(number) {
                    input.documents.append(
                        Document(file: document, number: number, contents: contents, found: found))
                }
            }
            input.findings += examination.findings.map { LocatedFinding(input: input.path, finding: $0) }
            input.isIncomplete = input.isIncomplete || examination.isUnread
        }
        if purpose == .inventory { input.weighAsInventory() }
        return input
    }

    /// Every document in the scope of a survey, sorted by path.
    func documents(in repository: OpenRepository) -> [RepositoryDocument] {
        repository.source.walk(scope: WalkScope(of: settings.profiles)).documents
    }

    /// What looks at the documents that one worker meets. Of one in which there is nothing it says nothing.
    private func examiner() -> (MetDocument) -> DocumentExaminer.Examination? {
        let examiner = DocumentExaminer(profiles: settings.profiles)
        let glance = settings.parsesEverything ? nil : ConfigurationGlance(profiles: settings.profiles)
        let scratch = Scratch()
        return { met in
            defer { settings.progress.advance() }
            switch met.contents {
            // Gone since it was listed: it is no part of the repository any more.
            case .failure(.notFound): return nil
            case .failure(let error): return examiner.unread(met.document, error)
            case .success(let bytes):
                if met.kind != .configuration, glance?.passesOver(bytes, &scratch.reading) == true {
                    return nil
                }
                let examination = examiner.examine(met.document, Array(bytes))
                return examination.isEmpty ? nil : examination
            }
        }
    }

    /// What one worker uses again for each file.
    private final class Scratch {
        var reading = PlainDocView()
    }

    private func add(_ problem: WalkProblem, to input: inout Input) {
        let file = problem.path.display
        let finding: Finding
        switch problem {
        case .unsafe(_, _, let mayHide):
            finding = Finding(
                .pathUnsafe, mayHide && purpose == .decision ? .error : .note, problem.message.sentence,
                file: file)
        case .buildOutput:
            finding = Finding(.buildOutputSkipped, .note, problem.message.sentence, file: file)
        case .unreadable:
            finding = Finding(.fileUnreadable, .error, problem.message.sentence, file: file)
            input.isIncomplete = true
        case .tooDeep, .pathTooLong:
            finding = Finding(.limitReached, .error, problem.message.sentence, file: file)
        }
        input.findings.append(LocatedFinding(input: input.path, finding: finding))
    }
}

extension Survey.Input {
    /// Gives every finding the weight that it has for a command that decides nothing.
    fileprivate mutating func weighAsInventory() {
        for index in findings.indices { findings[index].finding = findings[index].finding.inventoried }
        for document in documents.indices {
            for found in documents[document].found.indices {
                let remarks = documents[document].found[found].configuration.remarks
                documents[document].found[found].configuration.remarks = remarks.map(\.inventoried)
            }
        }
    }

    /// The paths of configurations that come from a package of changes.
    var deltaPaths: Set<String> {
        Set(findings.map(\.finding).filter { $0.rule == .deltaAsSource }.compactMap(\.path))
    }
}

extension WalkScope {
    /// What has to be looked at for the configurations of `profiles` and for those who refer to them.
    ///
    /// All docview files of their subtrees are read: each may hold nodes of any depth inline, those of OSGi configurations
    /// in folders `config` among them.
    fileprivate init(of profiles: [Profile]) {
        let subtrees = WalkScope.subtrees(profiles.flatMap(\.subtrees))
        let configurations = profiles.filter { $0.documents == .osgi }
        self.init(
            admitting: { subtrees.includes($0) },
            configurations: { names in
                let path = "/" + names.joined(separator: "/")
                return configurations.contains { $0.covers(path) }
            },
            whole: { subtrees.includesAll(below: $0) })
    }
}
