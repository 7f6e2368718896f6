// SPDX-License-Identifier: Apache-2.0

import Mustache

// What there is once for each configuration tells a template its values itself. The library would find them by
// reflection, which is two thirds of the time that a page takes, and would look for a value that is nil in what
// stands around: here nil is false, which is a section that is left out.

extension PageWords.Tag: MustacheParent {
    func child(named name: String) -> Any? {
        switch name {
        case "word": word
        case "tone": tone
        default: nil
        }
    }
}

extension PageCard: MustacheParent {
    func child(named name: String) -> Any? {
        switch name {
        case "anchor": anchor
        case "folder": folder
        case "name": self.name
        case "state": state
        case "becomes": becomes ?? false
        case "outcome": outcome ?? false
        case "states": states
        case "form": form
        case "tenant": tenant
        case "title": title ?? false
        case "service": service ?? false
        case "clientID": clientID ?? false
        case "node": node ?? false
        case "file": file
        case "companion": companion ?? false
        case "row": row ?? false
        case "evidence": evidence
        case "changes": changes
        case "references": references
        case "hasReferences": hasReferences
        case "findings": findings
        case "hasFindings": hasFindings
        default: nil
        }
    }
}

extension PageCard.Evidence: MustacheParent {
    func child(named name: String) -> Any? {
        switch name {
        case "label": label
        case "items": items
        default: nil
        }
    }
}

extension PageCard.Evidence.Item: MustacheParent {
    func child(named name: String) -> Any? {
        switch name {
        case "property": property
        case "reason": reason ?? false
        default: nil
        }
    }
}

extension PageCard.Reference: MustacheParent {
    func child(named name: String) -> Any? {
        switch name {
        case "path": path
        case "property": property
        default: nil
        }
    }
}

extension PageCard.Changes: MustacheParent {
    func child(named name: String) -> Any? {
        switch name {
        case "kind": kind
        case "tone": tone
        case "rows": rows
        case "first": first
        case "rest": rest
        default: nil
        }
    }
}

extension PageCard.Change: MustacheParent {
    func child(named name: String) -> Any? {
        switch name {
        case "property": property
        case "before": before
        case "after": after
        default: nil
        }
    }
}

extension PageFindings.Remark: MustacheParent {
    func child(named name: String) -> Any? {
        switch name {
        case "level": level
        case "rule": rule
        case "message": message ?? false
        case "anchor": anchor
        default: nil
        }
    }
}

extension PageFindings.Place: MustacheParent {
    func child(named name: String) -> Any? {
        switch name {
        case "anchor": anchor ?? false
        case "path": path ?? false
        case "file": file ?? false
        case "message": message ?? false
        default: nil
        }
    }
}

extension PageTree.Step: MustacheParent {
    func child(named name: String) -> Any? {
        switch name {
        case "folder": folder ?? false
        case "leaf": leaf ?? false
        case "isEnd": isEnd
        default: nil
        }
    }
}

extension PageTree.Folder: MustacheParent {
    func child(named name: String) -> Any? {
        switch name {
        case "name": self.name
        case "count": count
        case "isOpen": isOpen
        default: nil
        }
    }
}

extension PageTree.Leaf: MustacheParent {
    func child(named name: String) -> Any? {
        switch name {
        case "anchor": anchor
        case "name": self.name
        case "state": state
        case "outcome": outcome ?? false
        default: nil
        }
    }
}

extension PageFiles.File: MustacheParent {
    func child(named name: String) -> Any? {
        switch name {
        case "file": file ?? false
        case "sha256Before": sha256Before
        case "sha256After": sha256After
        case "runs": runs
        case "hasRuns": hasRuns
        default: nil
        }
    }
}

extension ChangedLines.Run: MustacheParent {
    func child(named name: String) -> Any? {
        switch name {
        case "isRemoved": isRemoved
        case "isAdded": isAdded
        case "isPlace": isPlace
        case "text": text
        default: nil
        }
    }
}
