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
    private let workers: Int

    /// A check by `asker`, with up to `workers` questions at once; `endpoint` is asked in place of every row's server.
    package init(asker: any TokenAsking, endpoint: ServerURL?, workers: Int = CredentialCheck.usualWorkers) {
        self.asker = asker
        self.endpoint = endpoint
        self.workers = workers
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
            throw NotAsked(.error, "the secret was not looked up.", .clientSecret)
        }
        guard !secret.isEncrypted else {
            throw NotAsked(
                .warning,
                "the client secret is encrypted by an AEM, and only that AEM can read it. It was not sent: verify before "
                    + "the secret is encrypted.", .clientSecret)
        }
        guard let clientID = use.clientID else {
            throw NotAsked(
                .error,
                "the row names no client id. Fill in client_id, or name the repository too, whose configuration has one.",
                .clientID)
        }
        return Question(
            clientID: clientID, scopes: use.scopes, secret: secret, server: try server(for: use),
            rows: [use.row.row])
    }

    private func server(for use: CredentialUse) throws(NotAsked) -> Question.Server {
        if let endpoint { return .usable(endpoint) }
        if let given = use.givenServer { return Question.Server(given) }
        guard let configured = use.configuredServer else {
            return Question.Server(TokenRequest.productionServer)
        }
        // The repository must not decide where secrets are sent.
        guard case .usable(let url) = Question.Server(configured), url.isAdobe else {
            throw NotAsked(
                .error,
                "the configuration names an authorization server that is not one of Adobe's (*.adobelogin.com). Put its "
                    + "address into the row if it is right.", .authorizationServer)
        }
        return .usable(url)
    }
}

/// Why nobody was asked about a row.
struct NotAsked: Error {
    let level: Finding.Level
    let message: String
    let column: MappingColumn

    init(_ level: Finding.Level, _ message: String, _ column: MappingColumn) {
        self.level = level
        self.message = message
        self.column = column
    }
}

/// A distinct credential, and who is asked about it.
struct Question: Sendable {
    /// An address that may be asked, or why it is not.
    enum Server: Sendable, Hashable {
        case usable(ServerURL)
        case refused(String, ServerURLProblem)

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
        }
    }
}
