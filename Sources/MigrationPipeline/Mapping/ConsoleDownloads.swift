// SPDX-License-Identifier: Apache-2.0

import IMSMigration

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Downloads of Adobe Developer Console on disk: files, and folders whose `.json` files are meant.
struct ConsoleDownloads {
    /// No download is as large; in bytes.
    static let largestFile = 8 << 20

    /// The OAuth credentials of all of them, in the order of the arguments and then of the names.
    private(set) var credentials: [OAuthCredential] = []
    /// Notes about what was passed over.
    private(set) var findings: [Finding] = []

    /// Reads them all. Throws `RunFailure` (65) that names every file that cannot be used, and why.
    init(_ paths: [String]) throws(RunFailure) {
        var problems: [String] = []
        for path in paths {
            var isFolder = false
            if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder {
                read(folder: path, &problems)
            } else {
                read(file: path, isNamed: true, &problems)
            }
        }
        guard problems.isEmpty else {
            throw RunFailure(.inputUnusable, (problems + ["Nothing was written."]).joined(separator: "\n"))
        }
    }

    private mutating func read(folder: String, _ problems: inout [String]) {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            problems.append(
                "\(folder): the folder cannot be read. Make it readable for the user who runs this.")
            return
        }
        let files = names.filter { !$0.hasPrefix(".") && $0.lowercased().hasSuffix(".json") }.sorted()
        let before = credentials.count + problems.count
        for name in files {
            read(file: folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)", isNamed: false, &problems)
        }
        if credentials.count + problems.count == before {
            problems.append("\(folder): the folder holds no download of Adobe Developer Console (*.json).")
        }
    }

    /// - Parameter isNamed: whether the user named the file itself; what is found in a folder may be something else.
    private mutating func read(file: String, isNamed: Bool, _ problems: inout [String]) {
        do {
            let bytes = try LocalFile.read(file, limit: Self.largestFile, regularOnly: !isNamed)
            let download = try ConsoleDownload.read(bytes, origin: file)
            credentials += download.credentials
            for other in download.others {
                let name = other.name.map { " \"\($0)\"" } ?? ""
                findings.append(
                    Finding(
                        .credentialUnusable, .note,
                        "Passed over in \(file): the credential\(name), \(other.kind)."))
            }
        } catch let problem as ConsoleDownloadProblem {
            if problem.isForeign, !isNamed {
                findings.append(Finding(.credentialUnusable, .note, "Passed over \(file): \(problem)"))
            } else {
                problems.append("\(file): \(problem)")
            }
        } catch let problem as LocalFile.Problem {
            problems.append(problem.description(of: file))
        } catch {
            problems.append("\(file): cannot be read.")
        }
    }
}
