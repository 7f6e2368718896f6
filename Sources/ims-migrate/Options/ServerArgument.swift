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
