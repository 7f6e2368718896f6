// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import AuditReport
import IMSMigration

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Explains a rule that findings name.",
        discussion: """
            Examples:
              ims-migrate explain
              ims-migrate explain jwt-deprecated
            """)
}
