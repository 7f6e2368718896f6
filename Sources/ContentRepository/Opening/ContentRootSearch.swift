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
    private(set) var hasBareRoot = false
    private(set) var problems: [WalkProblem] = []
    private let bareRoot = ContentRoot(path: .top, kind: .bare)

    /// The content roots, the top folder's own among them if it is one.
    var contentRoots: [ContentRoot] {
        let found = jcrRoots.map { ContentRoot(path: $0, kind: .jcrRoot) }
        guard hasBareRoot else { return found }
        return [ContentRoot(path: .top, kind: found.isEmpty ? .bare : .bareAmongProjects)] + found
    }

    mutating func visit(
        _ folder: ListedFolder, _ area: Area
    ) throws(Never) -> [(name: [UInt8], context: Area)] {
        if area == .top {
            hasBareRoot = folder.entries.contains {
                $0.kind == .folder && ContentRoot.bareRootMarks.contains($0.name)
            }
        }
        var next: [(name: [UInt8], context: Area)] = []
        for entry in folder.entries where !SkippedNames.isSkipped(entry.name) {
            switch entry.kind {
            case .folder where entry.name == FileName.jcrRoot:
                jcrRoots.append(folder.path.appending(entry.name))
            case .folder:
                if !isBuildOutput(entry.name, in: folder, area) {
                    next.append((entry.name, self.area(of: entry.name, in: area)))
                }
            case .symbolicLink
            where self.area(of: entry.name, in: area) != .bareContent
                && couldHoldContent(entry.name, in: folder):
                problems.append(.unsafe(.symbolicLink, folder.path.appending(entry.name)))
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

    private func isBuildOutput(_ name: [UInt8], in folder: ListedFolder, _ area: Area) -> Bool {
        guard name == FileName.target else { return false }
        return area != .bareContent
            || bareRoot.isBuildOutput(
                isTopFolder: folder.path.isTop, isInProject: folder.hasRegularFile(FileName.mavenProject))
    }

    /// Whether a link in a project leads to a folder, or nowhere: one to a file is the project's own business.
    private func couldHoldContent(_ name: [UInt8], in folder: ListedFolder) -> Bool {
        guard let status = try? folder.folder.descriptor.status(of: name, followingLinks: true) else {
            return true
        }
        return FileKind(mode: status.st_mode) == .folder
    }
}
