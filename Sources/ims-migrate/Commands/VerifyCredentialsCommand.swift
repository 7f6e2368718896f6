// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import MigrationPipeline

struct VerifyCredentialsCommand: SecretSending {
    static let configuration = CommandConfiguration(
        commandName: "verify-credentials",
        abstract: "Asks Adobe IMS for a token with each distinct credential of a mapping.",
        discussion: """
            Each credential goes to the authorization server of its row and nowhere else: to the one of its \
            configuration where the row names none and REPO is given, else to https://ims-na1.adobelogin.com. A server \
            that isn't below adobelogin.com gets nothing without --allow-server. Up to four are asked at the same time (--jobs). A token is dropped as soon as \
            it is there. Redirects are not followed, certificates are always checked, and proxies are those of \
            https_proxy, all_proxy and no_proxy. Exit code 0 when all credentials work, else 3.

            A row without client_id keeps the one of its configuration: name the repository too, so that it is known. \
            A secret that an AEM has encrypted, and a placeholder such as $[secret:NAME], can be read by AEM alone: it is \
            not sent, and counts as not-verifiable.

            Examples:
              ims-migrate verify-credentials --mapping mapping.csv
              ims-migrate verify-credentials my-export --mapping mapping.csv --format json
              ims-migrate verify-credentials --mapping mapping.csv \\
                  --ims-endpoint https://gateway.example.com
            """)

    @Argument(
        help: ArgumentHelp(
            "The exported repository, for the client ids and servers that rows leave out.", valueName: "repo")
    )
    var repository: String?

    @Option(help: ArgumentHelp("The mapping.", valueName: "file"))
    var mapping: String

    @OptionGroup var secrets: SecretOptions
    @OptionGroup var endpoint: EndpointOptions
    @OptionGroup var servers: ServerOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup(title: "Options of every run") var common: CommonOptions

    func run() throws {
        let request = RequestedRun(
            command: "verify-credentials", mode: .readOnly, inputs: repository.map { [$0] } ?? [])
        try CommandRun(options: common, defaultReportFolder: nil, request: request)() {
            settings throws(RunFailure) in
            let check = try endpoint.check(
                network, servers: servers.allowed, workers: common.jobs ?? CredentialCheck.usualWorkers)
            return try VerifyCredentialsRun(settings: settings, check: check)
                .run(MappingFile(mapping, secrets: secrets.access), repository: repository)
        }
    }
}
