// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import IMSMigration
import IMSTokens
import MigrationPipeline

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
    func check(
        _ network: NetworkOptions, servers: AllowedServers, workers: Int
    ) throws(RunFailure) -> CredentialCheck {
        CredentialCheck(
            asker: TokenClient(limits: network.limits, isCancelled: { Interruption.isRequested }),
            endpoint: try imsEndpoint?.url(), servers: servers, workers: workers)
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
    func check(_ network: NetworkOptions, servers: AllowedServers) throws(RunFailure) -> CredentialCheck? {
        verifyCredentials
            ? try endpoint.check(network, servers: servers, workers: CredentialCheck.usualWorkers) : nil
    }
}
