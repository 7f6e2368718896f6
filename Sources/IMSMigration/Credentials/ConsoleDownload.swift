// SPDX-License-Identifier: Apache-2.0

/// What a download of Adobe Developer Console holds.
///
/// Three forms are known: of a project, whose `project.workspace.details.credentials` are described by the schema of
/// Adobe's aio-cli-plugin-app; of a workspace alone; and of one credential, with names in capitals (`CLIENT_ID`,
/// `CLIENT_SECRETS`, …).
package struct ConsoleDownload: Sendable, Equatable {
    /// A credential of another kind, which was passed over.
    package struct Other: Sendable, Equatable {
        /// What people called it.
        package let name: String?
        /// What it is, for people.
        package let kind: String
    }

    /// The OAuth Server-to-Server credentials; at least one.
    package let credentials: [OAuthCredential]
    /// The others.
    package let others: [Other]
}

/// Why a file is no download that can be used.
package enum ConsoleDownloadProblem: Error, Sendable, Equatable, CustomStringConvertible {
    /// It is no JSON object.
    case notJSON
    /// It is JSON, but nothing that the Developer Console makes.
    case unknownForm
    /// It holds Service Account (JWT) credentials and no others.
    case onlyJWT
    /// It is the service credentials file of AEM as a Cloud Service.
    case serviceCredentials
    /// It holds no credential for servers.
    case noCredential
    /// Something in it is not what it must be; the place is a path of keys.
    case malformed(place: String, expected: String)

    /// Whether the file has nothing to do with the Developer Console.
    package var isForeign: Bool { self == .notJSON || self == .unknownForm }

    /// What is wrong and what to do. Nothing of the file's content.
    package var description: String {
        switch self {
        case .notJSON: "not JSON. Pass a file that Adobe Developer Console let you download."
        case .unknownForm:
            "no download of Adobe Developer Console. Pass the JSON of a project, or of an OAuth Server-to-Server credential."
        case .onlyJWT:
            "holds Service Account (JWT) credentials and no other. Adobe has ended those: migrate the credential in "
                + "Adobe Developer Console, or create an OAuth Server-to-Server credential there, and download again."
        case .serviceCredentials:
            "service credentials of AEM as a Cloud Service, by which others call AEM. They are not deprecated, and no "
                + "credential for Adobe IMS configurations. Download the project from Adobe Developer Console instead."
        case .noCredential:
            "holds no OAuth Server-to-Server credential. Create one in Adobe Developer Console and download again."
        case .malformed(let place, let expected):
            "\(place) \(expected). Download the file again from Adobe Developer Console."
        }
    }
}

extension ConsoleDownload {
    /// Reads a download.
    ///
    /// - Parameters:
    ///   - bytes: the file.
    ///   - origin: its name, for people.
    package static func read(_ bytes: [UInt8], origin: String) throws(ConsoleDownloadProblem)
        -> ConsoleDownload
    {
        let json = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        guard let value = JSONValue.parse(json), case .object = value else { throw .notJSON }
        let root = DownloadedObject(value, at: "")
        if root["integration"].isObject { throw .serviceCredentials }
        if let download = try project(root, origin) { return download }
        return try single(root, origin)
    }

    /// A project, or a workspace alone; nil where it is neither.
    private static func project(
        _ root: DownloadedObject, _ origin: String
    ) throws(ConsoleDownloadProblem) -> ConsoleDownload? {
        let project = root["project"].isObject ? root["project"] : root
        let workspace = project["workspace"].isObject ? project["workspace"] : project
        let details = workspace["details"].isObject ? workspace["details"] : workspace
        guard details["credentials"].isList || root["project"].isObject else { return nil }
        guard let entries = try details["credentials"].elements() else { throw .noCredential }
        let orgID = try project["org"].lines("ims_org_id").first
        var services: [String] = []
        for service in try details["services"].elements() ?? [] {
            services += try service.lines("name", "code")
        }
        var credentials: [OAuthCredential] = []
        var others: [Other] = []
        for entry in entries {
            let name = try entry["name"].text()
            let type = try entry["integration_type"].text() ?? ""
            let metascopes = try entry["jwt"]["meta_scopes"].texts()
            let halves = [entry["oauth_server_to_server"], entry["oauth_server_to_server_migrate"]]
            if let half = halves.first(where: \.isObject) {
                credentials.append(
                    OAuthCredential(
                        clientID: try half["client_id"].neededLine(),
                        secrets: try half.secrets("client_secrets", "client_secret"),
                        technicalAccounts: try half.lines("technical_account_id", "technical_account_email"),
                        scopes: try half["scopes"].texts(), orgID: orgID, name: name,
                        metascopes: metascopes, services: services, origins: [origin]))
            } else if entry["jwt"].isObject || type == "service" {
                others.append(Other(name: name, kind: jwtKind))
            } else {
                others.append(Other(name: name, kind: type.isEmpty ? "of an unknown kind" : type))
            }
        }
        guard credentials.isEmpty else { return ConsoleDownload(credentials: credentials, others: others) }
        throw others.contains { $0.kind == jwtKind } ? .onlyJWT : .noCredential
    }

    private static let jwtKind = "Service Account (JWT)"

    /// One credential.
    private static func single(
        _ root: DownloadedObject, _ origin: String
    ) throws(ConsoleDownloadProblem) -> ConsoleDownload {
        let type = (try root["TYPE"].text() ?? "").lowercased()
        let isOAuth = root["CLIENT_ID"].isPresent && root["CLIENT_SECRETS"].isPresent
        if type == "oauthservertoserver" || (type.isEmpty && isOAuth) {
            let credential = OAuthCredential(
                clientID: try root["CLIENT_ID"].neededLine(),
                secrets: try root.secrets("CLIENT_SECRETS", "CLIENT_SECRET"),
                technicalAccounts: try root.lines("TECHNICAL_ACCOUNT_ID", "TECHNICAL_ACCOUNT_EMAIL"),
                scopes: try root["SCOPES"].texts(), orgID: try root.lines("ORG_ID").first,
                name: try root["NAME"].text(), metascopes: [], services: [], origins: [origin])
            return ConsoleDownload(credentials: [credential], others: [])
        }
        let isJWT =
            root["CLIENT_SECRET"].isPresent && (root["API_KEY"].isPresent || root["CLIENT_ID"].isPresent)
        if isJWT || root["PUBLIC_KEYS_WITH_EXPIRY"].isPresent || ["jwt", "service"].contains(type) {
            throw .onlyJWT
        }
        throw type.isEmpty && !root["CLIENT_ID"].isPresent ? .unknownForm : .noCredential
    }
}
