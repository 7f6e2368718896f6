// SPDX-License-Identifier: Apache-2.0

/// Finds what makes a folder an exported repository.
///
/// All of the tree outside of `jcr_root` folders is looked through, by the names alone: a Maven project may call its
/// modules `apps` or `content`, and keep a `jcr_root` far below them. What is inside a `jcr_root` is left to the walk,
/// which has a scope.
struct ContentRootSearch: FolderVisitor {
    /// Where the search is.
    enum Area {
        case top
        /// In a folder of the bare root that may be content. The walk tells of links here, if they are in its scope.
        case bareContent
        case project
    }

    private(set) var jcrRoots: [RelativePath] = []
    private(set) var problems: [WalkProblem] = []
    /// Whether something stands in the place of a content root that is no folder, so that it was not looked at.
    private(set) var hasHiddenRoot = false
    private var hasBareRoot = false
    /// Whether one of the folders that make a bare root is there as a link.
    private var hasLinkedMark = false

    /// The content roots, the top folder's own among them if it is one.
    var contentRoots: [ContentRoot] {
        let found = jcrRoots.map { ContentRoot(path: $0, kind: .jcrRoot) }
        // With nothing else there, a link called `conf` stands for the content: the walk tells of it.
        let isBare = hasBareRoot || hasLinkedMark && found.isEmpty && !hasHiddenRoot
        guard isBare else { return found }
        return [ContentRoot(path: .top, kind: found.isEmpty ? .bare : .bareAmongProjects)] + found
    }

    mutating func visit(
        _ folder: ListedFolder, _ area: Area
    ) throws(Never) -> [(name: [UInt8], context: Area)] {
        if area == .top {
            let marks = folder.entries.filter { ContentRoot.bareRootMarks.contains($0.name) }
            hasBareRoot = marks.contains { $0.kind == .folder }
            hasLinkedMark = marks.contains { $0.kind != .folder && $0.kind != .regular }
        }
        var next: [(name: [UInt8], context: Area)] = []
        for entry in folder.entries where !SkippedNames.isSkippedOutsideContent(entry.name) {
            let path = folder.path.appending(entry.name)
            if entry.name == FileName.jcrRoot {
                if entry.kind == .folder {
                    jcrRoots.append(path)
                } else {
                    hasHiddenRoot = true
                    problems.append(.unsafe(entry.kind, path, mayHide: true))
                }
                continue
            }
            switch entry.kind {
            case .folder:
                if entry.name == FileName.target, folder.hasRegularFile(FileName.mavenProject) {
                    problems.append(.buildOutput(path))
                } else {
                    next.append((entry.name, self.area(of: entry.name, in: area)))
                }
            case .symbolicLink where self.area(of: entry.name, in: area) != .bareContent:
                problems.append(.unsafe(.symbolicLink, path))
            default:
                break
            }
        }
        return next
    }

    mutating func note(_ problem: WalkProblem) throws(Never) {
        problems.append(problem)
    }

    private func area(of name: [UInt8], in area: Area) -> Area {
        guard area == .top else { return area }
        return hasBareRoot && ContentRoot.isTopLevelName(name) ? .bareContent : .project
    }
}
