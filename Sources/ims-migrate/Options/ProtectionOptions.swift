// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import IMSTokens
import MigrationPipeline

/// The AEM that encrypts secrets.
struct InstanceOptions: ParsableArguments {
    @Option(
        name: .customLong("protect-with"),
        help: ArgumentHelp("The address of the AEM: https, or this machine itself.", valueName: "url"))
    var instance: ServerArgument

    func validate() throws { try instance.validate("--protect-with") }
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
