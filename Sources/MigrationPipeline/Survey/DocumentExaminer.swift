// SPDX-License-Identifier: Apache-2.0

import ContentRepository
import DocView
import IMSMigration
import OSGiConfig

/// Looks at one document: for configurations, for what may refer to one, and for what is wrong with it.
struct DocumentExaminer: Sendable {
    /// What there is to say of one document.
    struct Examination: Sendable {
        var contents: StoredDocument?
        var found: [FoundConfiguration] = []
        var instances: [OSGiInstance] = []
        var references: [ReferenceCandidate] = []
        var findings: [Finding] = []
        /// Whether it could not be read, so that the survey is not complete.
        var isUnread = false

        var isEmpty: Bool {
            contents == nil && found.isEmpty && instances.isEmpty && references.isEmpty && findings.isEmpty
                && !isUnread
        }
    }

    private let finder: ConfigurationFinder

    init(profiles: [Profile]) { finder = ConfigurationFinder(profiles: profiles) }

    func examine(_ file: RepositoryDocument, _ bytes: [UInt8]) -> Examination {
        if file.kind == .configuration { return examine(file, configuration: bytes) }
        let isExpected = finder.expectsConfigurations(atOrBelow: file.nodePath)
        let head = bytes.prefix(DocViewDetection.headLength)
        guard file.kind != .named || DocViewDetection.isDocView(head: head) else {
            return isExpected || finder.showsMarker(in: bytes) ? notDocView(file, bytes) : Examination()
        }
        do {
            let docView = try DocViewDocument(parsing: bytes)
            let found = finder.configurations(
                in: docView, nodePath: file.nodePath, parentPath: file.parentPath)
            let instances = finder.instances(
                in: .docView(docView), nodePath: file.nodePath, parentPath: file.parentPath)
            // Which instances are configurations cannot be told where a value of them cannot be read.
            let isGrave = isExpected || !found.isEmpty || !instances.isEmpty
            let invalid = docView.invalidValues.map { invalid in
                Finding(
                    .docviewInvalid, isGrave ? .error : .warning,
                    "The value of \(invalid.property): \(invalid.reason).", line: invalid.line)
            }
            let unreadable = finder.unreadableConfigurations(
                in: docView, nodePath: file.nodePath, parentPath: file.parentPath
            ).map { finding($0.error, isGrave: $0.isOfKnownFactory) }
            let misleading = docView.misleadingDeclarations.map { declaration in
                Finding(
                    .docviewInvalid, isGrave || finder.showsMarker(in: bytes) ? .error : .warning,
                    "The prefix \(declaration.prefix) is declared for another namespace than AEM's, so that names with "
                        + "it are other names. Correct the URI.", line: declaration.line)
            }
            let holders = finder.otherHolders(
                in: .docView(docView), nodePath: file.nodePath, parentPath: file.parentPath)
            let markers = finder.keepMarkers(
                in: docView, nodePath: file.nodePath, parentPath: file.parentPath)
            let references = finder.referenceCandidates(
                in: docView, nodePath: file.nodePath, parentPath: file.parentPath)
            return Examination(
                contents: found.isEmpty && instances.isEmpty ? nil : .docView(docView), found: found,
                instances: instances, references: references,
                findings: (misleading + invalid + unreadable + holders + markers).map {
                    $0.with(file: file.display)
                })
        } catch {
            let isGrave = isExpected || finder.showsMarker(in: bytes)
            let finding = Finding(
                error.rule, isGrave ? .error : .warning, error.description.sentence,
                file: file.display, line: error.line)
            return Examination(findings: [finding])
        }
    }

    /// A `NAME.xml` with a document that FileVault takes for a file. With JCR's own namespace its author knows the rule, or
    /// AEM has never read it as anything else; another one is an error in writing.
    private func notDocView(_ file: RepositoryDocument, _ bytes: [UInt8]) -> Examination {
        let uri = Array("http://www.jcp.org/jcr/1.0".utf8)
        let isJCR = ["\"", "'"].contains { bytes.firstRange(of: uri + Array($0.utf8)) != nil }
        return Examination(findings: [
            Finding(
                .docviewInvalid, isJCR ? .warning : .error,
                "FileVault takes it for a plain file: within its first 1,024 characters it must have `<jcr:root` and "
                    + "\"http://www.jcp.org/jcr/1.0\" in double quotes. Correct the namespace, or move comments down.",
                file: file.display, line: 1)
        ])
    }

    private func examine(_ file: RepositoryDocument, configuration bytes: [UInt8]) -> Examination {
        do {
            let configuration = try OSGiConfiguration(parsing: bytes, fileName: file.nodePath)
            let instances = finder.instances(
                in: .configuration(configuration), nodePath: file.nodePath, parentPath: nil)
            return Examination(
                contents: instances.isEmpty ? nil : .configuration(configuration), instances: instances,
                references: finder.referenceCandidates(in: configuration, path: file.nodePath),
                findings: finder.otherHolders(
                    in: .configuration(configuration), nodePath: file.nodePath, parentPath: nil
                ).map { $0.with(file: file.display) })
        } catch {
            let isGrave = finder.knowsFactory(ofFile: file.nodePath)
            if OSGiFormat(fileName: file.nodePath)?.isEditable == false {
                // Most such files are of no interest here. One that is of a known factory may be a JWT configuration.
                let finding = Finding(
                    .osgiFormatUnsupported, .error,
                    "The format of this file is not supported, and the file cannot be read: \(error.description.sentence)",
                    path: file.nodePath, file: file.display, line: error.line)
                return Examination(findings: isGrave ? [finding] : [])
            }
            return Examination(findings: [finding(error, isGrave: isGrave).with(file: file.display)])
        }
    }

    private func finding(_ error: OSGiConfigError, isGrave: Bool) -> Finding {
        Finding(error.rule, isGrave ? .error : .warning, error.description.sentence, line: error.line)
    }

    /// What it means that a document could not be read.
    func unread(_ file: RepositoryDocument, _ error: RepositoryError) -> Examination {
        let name = file.display
        switch error {
        case .unsafe:
            return Examination(
                findings: [Finding(.pathUnsafe, .error, error.description.sentence, file: name)])
        case .tooLarge:
            return Examination(
                findings: [Finding(.limitReached, .error, error.description.sentence, file: name)])
        default:
            return Examination(
                findings: [Finding(.fileUnreadable, .error, error.description.sentence, file: name)],
                isUnread: true)
        }
    }
}
