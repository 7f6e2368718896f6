// SPDX-License-Identifier: Apache-2.0

import AuditReport
import IMSMigration
import IMSTokens
import ParallelWork

/// Asks authorization servers whether the credentials of a mapping work.
package struct CredentialCheck: Sendable {
    /// How many servers' answers are waited for at once, unless a user says otherwise.
    package static let usualWorkers = 4

    private let asker: any TokenAsking
    private let endpoint: ServerURL?
    private let servers: AllowedServers
    private let workers: Int

    /// A check by `asker`, with up to `workers` questions at once; `endpoint` is asked in place of every row's server. No
    /// server is asked that is none of `servers`.
    package init(
        asker: any TokenAsking, endpoint: ServerURL?, servers: AllowedServers = AllowedServers(),
        workers: Int = CredentialCheck.usualWorkers
    ) {
        self.asker = asker
        self.endpoint = endpoint
        self.servers = servers
        self.workers = workers
    }

    /// The same check, which may also ask these servers.
    func allowing(_ servers: AllowedServers) -> CredentialCheck {
        CredentialCheck(
            asker: asker, endpoint: endpoint, servers: self.servers.union(servers), workers: workers)
    }

    /// What is known of each distinct credential of `uses`. Throws `RunFailure` where the run was asked to stop.
    func report(on uses: [CredentialUse], progress: any RunProgress) throws(RunFailure) -> CredentialReport {
        var questions: [Question] = []
        var places: [Question.Key: Int] = [:]
        var report = CredentialReport()
        for use in uses {
            guard let credential = use.row.credential else { continue }
            do throws(NotAsked) {
                let question = try question(about: use, credential)
                if let place = places[question.key] {
                    questions[place].rows.insert(use.row.row)
                } else {
                    places[question.key] = questions.count
                    questions.append(question)
                }
            } catch {
                report.add(error, use)
            }
        }
        progress.begin(.asking, total: questions.count)
        let verdicts = parallelMap(questions, workers: workers) { question in
            defer { progress.advance() }
            return question.verdict(by: asker)
        }
        try Interruption.check()
        for (question, verdict) in zip(questions, verdicts) { report.add(question, verdict) }
        return report
    }

    /// Throws where nobody can be asked.
    private func question(
        about use: CredentialUse, _ credential: MappedCredential
    ) throws(NotAsked) -> Question {
        guard let secret = credential.secret.value else {
            throw NotAsked("the secret was not looked up.", .clientSecret)
        }
        if let reason = Self.reasonNotToSend(secret, clientID: use.clientID) {
            return Question(
                clientID: use.clientID ?? "", scopes: credential.scopes, secret: secret,
                server: .notAsked(reason), rows: [use.row.row])
        }
        guard let clientID = use.clientID else {
            throw NotAsked(
                "the row names no client id. Fill in client_id, or name the repository too, whose configuration has one.",
                .clientID)
        }
        return Question(
            clientID: clientID, scopes: use.scopes, secret: secret, server: try server(for: use),
            rows: [use.row.row])
    }

    /// Why only an AEM can tell whether a credential works; nil where a server can be asked.
    private static func reasonNotToSend(_ secret: Secret, clientID: String?) -> String? {
        if secret.isEncrypted {
            return
                "The client secret is encrypted, and only the AEM that encrypted it can read it. It was not sent. "
                + "Verify the secret before it is encrypted."
        }
        guard secret.isPlaceholder || clientID.map({ Secret($0).isPlaceholder }) == true else { return nil }
        return
            "Only AEM can replace a placeholder, so that nothing was sent. Verify the values that AEM has for it."
    }

    private func server(for use: CredentialUse) throws(NotAsked) -> Question.Server {
        if let given = use.givenServer {
            guard servers.allow(given) else { throw NotAsked(.serverForeign(use.row, given, path: use.path)) }
            return endpoint.map { .usable($0) } ?? Question.Server(given)
        }
        if let endpoint { return .usable(endpoint) }
        guard let configured = use.configuredServer else {
            return Question.Server(TokenRequest.productionServer)
        }
        // The repository must not decide where secrets are sent.
        guard servers.allow(configured) else {
            throw NotAsked(.serverForeign(use.row, configured, path: use.path))
        }
        return Question.Server(configured)
    }
}

/// Why nobody was asked about a row.
enum NotAsked: Error {
    /// Something is missing; the end of a sentence about the row.
    case incomplete(String, MappingColumn)
    /// A finding says why.
    case refused(Finding)

    init(_ message: String, _ column: MappingColumn) { self = .incomplete(message, column) }
    init(_ finding: Finding) { self = .refused(finding) }
}

/// A distinct credential, and who is asked about it.
struct Question: Sendable {
    /// An address that may be asked, or why it is not.
    enum Server: Sendable, Hashable {
        case usable(ServerURL)
        case refused(String, ServerURLProblem)
        /// No server can tell anything about the credential; why, in sentences.
        case notAsked(String)

        init(_ text: String) {
            do {
                self = .usable(try ServerURL(text))
            } catch {
                self = .refused(text, error)
            }
        }
    }

    struct Key: Hashable {
        let server: Server
        let clientID: String
        let secret: Secret
        let scopes: Set<String>
    }

    let clientID: String
    let scopes: [String]
    let secret: Secret
    let server: Server
    var rows: Set<Int>

    var key: Key { Key(server: server, clientID: clientID, secret: secret, scopes: Set(scopes)) }

    func verdict(by asker: any TokenAsking) -> TokenVerdict {
        switch server {
        case .usable(let url):
            let secret = self.secret
            return asker.verdict(
                on: TokenRequest(server: url, clientID: clientID, scopes: scopes) { secret.revealed() })
        case .notAsked(let reason): return TokenVerdict(.notVerifiable, reason, attempts: 0)
        case .refused(_, let problem):
            return TokenVerdict(
                .unreachable, "Nothing was sent: the address of the authorization server \(problem).",
                attempts: 0)
        }
    }

    /// The address as people see it.
    var address: String {
        switch server {
        case .usable(let url): url.description
        // It could hold a password.
        case .refused: "(refused)"
        case .notAsked: "(not asked)"
        }
    }
}
