// SPDX-License-Identifier: Apache-2.0
import DocView
import IMSMigration
import Testing

/// What `docs/limits.md` says of limits that are not ours.
@Suite("Limits of libxml2 and Foundation")
struct BorrowedLimitTests {
    private static let long = String(repeating: "x", count: 10_000_100)

    private static func error(_ text: String) -> DocViewError? {
        do throws(DocViewError) {
            _ = try DocViewDocument(parsing: Array(text.utf8))
            return nil
        } catch {
            return error
        }
    }

    /// Texts of that size are no arguments: arguments are printed.
    private static func tooLong(_ what: String) -> String {
        switch what {
        case "processing instruction": "<a><?p \(long)?></a>"
        case "CDATA section": "<a><![CDATA[\(long)]]></a>"
        default: "<\(long.prefix(50_100))/>"
        }
    }

    @Test(
        "libxml2 refuses what is too long, and it is told as a limit",
        arguments: ["processing instruction", "CDATA section", "name"])
    func libxml2(what: String) {
        let error = Self.error(Self.tooLong(what))
        guard case .limitReached = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("So many different names that libxml2 cannot keep them are refused")
    func names() {
        let elements = (0..<260).map { "<n\($0)\(Self.long.prefix(40_000))/>" }.joined()
        let error = Self.error("<a>\(elements)</a>")
        switch error {
        case .limitReached, .malformed: break
        default: Issue.record("\(String(describing: error))")
        }
    }

    @Test("JSON may be 512 deep")
    func json() {
        func claims(_ depth: Int) -> JWTClaims? {
            let lists = depth - 1
            return JWTClaims(
                payload: "{\"x\":" + String(repeating: "[", count: lists)
                    + String(repeating: "]", count: lists) + "}")
        }
        #expect(claims(512) != nil)
        #expect(claims(600) == nil)
        #expect(claims(1_000_000) == nil)
    }
}
