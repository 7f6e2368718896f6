// SPDX-License-Identifier: Apache-2.0

/// Something that turns a secret into the form in which one AEM keeps it.
package protocol SecretProtecting: Sendable {
    /// What the instance answers for a secret: whether it is a protected value is for the caller to check. Throws
    /// `CryptoConsoleProblem`.
    func protect(_ secret: @Sendable () -> String) throws(CryptoConsoleProblem) -> String
}

/// The console of AEM that encrypts a text with the keys of the instance: `/system/console/crypto`.
///
/// It takes a form with the field `datum`, and answers `{"protected": "{…}"}`.
package struct CryptoConsole: SecretProtecting {
    /// A user of the instance who may open its consoles.
    package struct Login: Sendable {
        let user: String
        let password: @Sendable () -> String

        /// A user; `password` gives the password whenever a request is made.
        package init(user: String, password: @escaping @Sendable () -> String) {
            self.user = user
            self.password = password
        }
    }

    private static let path = "/system/console/crypto"
    private static let field = "protected"

    private let instance: ServerURL
    private let login: Login?
    private let limits: NetworkLimits
    private let isCancelled: @Sendable () -> Bool

    /// The console of the AEM at `instance`, which may be the address of the console itself.
    package init(
        instance: ServerURL, login: Login?, limits: NetworkLimits = .standard,
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) {
        self.instance = instance
        self.login = login
        self.limits = limits
        self.isCancelled = isCancelled
    }

    /// Has the instance encrypt a secret.
    package func protect(_ secret: @Sendable () -> String) throws(CryptoConsoleProblem) -> String {
        let body = FormBody.encoded(["datum": secret()])
        defer { body.wipe() }
        let console = instance.with(path: Self.path)
        let answer: HTTPAnswer
        do {
            answer = try HTTPPost(
                url: console + "/.json", isLoopback: instance.isLoopback, body: body,
                // AEM refuses a POST that does not come from a page of its own.
                headers: ["Referer: \(console)"],
                login: login.map { ($0.user, $0.password()) }, limits: limits, isCancelled: isCancelled
            ).send()
        } catch {
            throw CryptoConsoleProblem(error.words(host: instance.host, limits: limits))
        }
        defer { answer.body.wipe() }
        let host = instance.host
        switch answer.status {
        case 200: break
        case 401, 403:
            throw CryptoConsoleProblem(
                login == nil
                    ? "\(host) asks for a user (HTTP \(answer.status)). Name one with --protect-user and --protect-password."
                    : "\(host) refuses the user (HTTP \(answer.status)). Check user and password, and that the user may open "
                        + "AEM's consoles.")
        case 404:
            throw CryptoConsoleProblem(
                "\(host) has no console for encrypting (HTTP 404). Check the address; AEM as a Cloud Service has none."
            )
        case 300..<400:
            throw CryptoConsoleProblem(
                "\(host) redirects to another address (HTTP \(answer.status)), which was not followed. Give the address of "
                    + "the instance itself, and a user who may open its consoles.")
        default:
            throw CryptoConsoleProblem(
                "\(host) answered with HTTP \(answer.status). Check the address, and the log of the instance."
            )
        }
        guard let value = JSONMembers(of: answer.body.bytes, names: [Self.field])?.text(Self.field) else {
            throw CryptoConsoleProblem(
                "\(host) answered with something else than a protected value. Check the address, and that the user may "
                    + "open AEM's consoles.")
        }
        return value
    }
}

/// Why an instance did not encrypt a secret.
package struct CryptoConsoleProblem: Error, Sendable, Equatable, CustomStringConvertible {
    /// What happened and what to do; without any secret.
    package let description: String

    /// A problem.
    package init(_ description: String) { self.description = description }
}
