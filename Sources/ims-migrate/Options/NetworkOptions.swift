// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import IMSTokens
import MigrationPipeline

/// The address of a server as an option names it. Nothing repeats it where it is refused: it may hold a password.
struct ServerArgument: ExpressibleByArgument {
    private let address: Result<ServerURL, ServerURLProblem>

    init?(argument: String) {
        do {
            address = .success(try ServerURL(argument))
        } catch {
            address = .failure(error)
        }
    }

    /// Throws where secrets may not be sent there.
    func validate(_ option: String) throws {
        if case .failure(let problem) = address {
            throw ValidationError("\(option): the address \(problem).")
        }
    }

    /// The address. Throws `RunFailure` (64).
    func url() throws(RunFailure) -> ServerURL {
        do {
            return try address.get()
        } catch {
            throw RunFailure(.usage, "The address of the server \(error).")
        }
    }
}

/// The AEM that encrypts secrets.
struct InstanceOptions: ParsableArguments {
    @Option(
        name: .customLong("with"),
        help: ArgumentHelp("The address of the AEM: https, or this machine itself.", valueName: "url"))
    var instance: ServerArgument

    func validate() throws { try instance.validate("--with") }
}

/// What every command can be told that sends a request.
struct NetworkOptions: ParsableArguments {
    /// In seconds.
    static let timeoutAllowed = 0.01...3600.0

    @Option(
        help: ArgumentHelp("How long a request may take, in seconds (default: 15).", valueName: "seconds"))
    var timeout: Double?

    func validate() throws {
        if let timeout, !Self.timeoutAllowed.contains(timeout) {
            throw ValidationError("--timeout takes a number of seconds, up to 3600.")
        }
    }

    var limits: NetworkLimits {
        timeout.map { NetworkLimits(whole: .milliseconds(Int($0 * 1000))) } ?? .standard
    }
}

/// Who is asked in place of the authorization servers.
struct EndpointOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Ask this server in place of the authorization server of every row: https, or this machine itself.",
            valueName: "url"))
    var imsEndpoint: ServerArgument?

    func validate() throws {
        try imsEndpoint?.validate("--ims-endpoint")
    }

    /// The check of credentials, with up to `workers` questions at once. Throws `RunFailure` (64).
    func check(_ network: NetworkOptions, workers: Int) throws(RunFailure) -> CredentialCheck {
        CredentialCheck(
            asker: TokenClient(limits: network.limits, isCancelled: { Interruption.isRequested }),
            endpoint: try imsEndpoint?.url(), workers: workers)
    }
}

/// How commands that plan or write ask about credentials first.
struct VerificationOptions: ParsableArguments {
    @Flag(
        help:
            "Ask for a token with each credential before anything is written; write nothing unless all work.")
    var verifyCredentials = false

    @OptionGroup var endpoint: EndpointOptions

    func validate() throws {
        if !verifyCredentials, endpoint.imsEndpoint != nil {
            throw ValidationError("--ims-endpoint goes with --verify-credentials.")
        }
    }

    /// The check, where it is wanted.
    func check(_ network: NetworkOptions) throws(RunFailure) -> CredentialCheck? {
        verifyCredentials ? try endpoint.check(network, workers: CredentialCheck.usualWorkers) : nil
    }
}

/// As whom the target AEM is asked to encrypt.
struct ConsoleLoginOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A user of that AEM who may open its consoles: a name, or env:NAME.", valueName: "user"))
    var protectUser: String?

    @Option(
        help: ArgumentHelp("The password of that user: env:NAME or file:PATH.", valueName: "source"))
    var protectPassword: String?

    func validate() throws {
        if (protectUser == nil) != (protectPassword == nil) {
            throw ValidationError("--protect-user and --protect-password go together.")
        }
        // The text of an error shows no value: a password may have been typed here.
        if let protectPassword, !protectPassword.hasPrefix("env:"), !protectPassword.hasPrefix("file:") {
            throw ValidationError(
                "--protect-password takes env:NAME or file:PATH. The password itself would be seen in the list of "
                    + "processes.")
        }
    }

    /// The console of the AEM at `instance`. Throws `RunFailure` (65).
    func protection(
        by instance: ServerURL, _ network: NetworkOptions, _ access: SecretAccess
    ) throws(RunFailure) -> SecretProtection {
        var login: CryptoConsole.Login?
        if let protectUser, let protectPassword {
            login = try ConsoleLogin(user: protectUser, password: protectPassword, access: access).resolved()
        }
        return SecretProtection(
            console: CryptoConsole(
                instance: instance, login: login, limits: network.limits,
                isCancelled: { Interruption.isRequested }))
    }
}

/// How a migration has secrets encrypted.
struct ProtectionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Have the AEM at this address encrypt each secret before it is written (/system/console/crypto).",
            valueName: "url"))
    var protectWith: ServerArgument?

    @OptionGroup var login: ConsoleLoginOptions

    func validate() throws {
        try protectWith?.validate("--protect-with")
        if protectWith == nil, login.protectUser != nil {
            throw ValidationError("--protect-user and --protect-password go with --protect-with.")
        }
    }

    /// Where it is wanted. Throws `RunFailure` (65).
    func protection(
        _ network: NetworkOptions, _ access: SecretAccess
    ) throws(RunFailure) -> SecretProtection? {
        guard let protectWith else { return nil }
        return try login.protection(by: try protectWith.url(), network, access)
    }
}

/// `--protect-with` where it cannot work, to say so and not just that there is no such option.
struct NoProtectionOptions: RefusedOptions {
    @Option(help: .hidden)
    var protectWith: String?

    func validate() throws {
        if protectWith != nil {
            throw ValidationError(
                "--protect-with is for `migrate`: a secret is encrypted differently each time, so that `apply` could not "
                    + "plan the same again. Encrypt the mapping first, with `ims-migrate mapping protect`, and plan and "
                    + "apply with the new mapping.")
        }
    }
}
