// SPDX-License-Identifier: Apache-2.0
import FlyingFox
import Foundation

/// An authorization server. The client id says how it behaves: the word before the first `-`; any other client exists.
/// A secret is right where it begins with `right-` or `p8e-`.
actor IMS {
    private var counts: [String: Int] = [:]

    func answer(_ form: Form) async throws -> HTTPResponse {
        let client = form["client_id"]
        counts[client, default: 0] += 1
        let isFirst = counts[client] == 1
        switch client.split(separator: "-").first {
        case "unknown": return error("invalid_client", "invalid client_id parameter")
        case "vague": return error("invalid_client", nil)
        case "forbidden": return error("unauthorized_client", "client is not enabled for this grant")
        case "wordless": return HTTPResponse(statusCode: .unauthorized)
        case "blocked": return HTTPResponse(statusCode: .forbidden, body: Data("<html>no</html>".utf8))
        case "foreign": return error("unsupported_grant_type", "the <b>grant</b> type is not supported")
        case "echo": return error("invalid_request", "cannot read \(form.line)")
        case "mirror": return error(form["client_secret"], form["client_secret"])
        case "busy": return tooMany("86400")
        case "busyonce" where isFirst: return tooMany("1")
        case "datedonce" where isFirst: return tooMany(Self.date(in: 20))
        case "busynow" where isFirst: return tooMany("0")
        case "broken": return HTTPResponse(statusCode: .badGateway)
        case "brokenonce" where isFirst: return HTTPResponse(statusCode: .badGateway)
        case "slow": try await Task.sleep(for: .seconds(30))
        case "html": return HTTPResponse(statusCode: .ok, body: Data("<html>Welcome</html>".utf8))
        case "tokenless": return json(.ok, #"{"token_type": "bearer", "expires_in": 86399}"#)
        case "emptytoken": return json(.ok, #"{"access_token": "", "token_type": "bearer"}"#)
        case "deep": return json(.ok, String(repeating: #"{"a":"#, count: 40_000))
        case "huge":
            return json(.ok, #"{"access_token": ""# + String(repeating: "t", count: 4 << 20) + #""}"#)
        case "moved":
            return HTTPResponse(statusCode: .found, headers: HTTPHeaders([.location: "/trap/ims/token/v3"]))
        case "lying":
            return HTTPResponse(
                statusCode: .ok,
                body: HTTPBodySequence(from: BrokenOff(start: Array(#"{"access_token""#.utf8)), count: 1000))
        default: break
        }
        guard form["grant_type"] == "client_credentials" else {
            return error("unsupported_grant_type", "grant_type")
        }
        guard form["client_secret"].hasPrefix("right-") || form["client_secret"].hasPrefix("p8e-") else {
            return error("invalid_client", "invalid client_secret parameter")
        }
        guard !form["scope"].contains("not-granted"), !form["scope"].isEmpty else {
            return error("invalid_scope", "not granted")
        }
        return json(
            .ok,
            #"{"access_token": "token-canary-0f0f", "token_type": "bearer", "expires_in": 86399}"#)
    }

    private func tooMany(_ pause: String) -> HTTPResponse {
        HTTPResponse(
            statusCode: HTTPStatusCode(429, phrase: "Too Many Requests"),
            headers: HTTPHeaders([HTTPHeader("Retry-After"): pause]))
    }

    private static func date(in seconds: TimeInterval) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 0)
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        return formatter.string(from: Date(timeIntervalSinceNow: seconds))
    }

    private func error(_ code: String, _ description: String?) -> HTTPResponse {
        var object = ["error": code]
        object["error_description"] = description
        let body = try? JSONSerialization.data(withJSONObject: object)
        return HTTPResponse(
            statusCode: .badRequest, headers: HTTPHeaders([.contentType: "application/json"]),
            body: body ?? Data())
    }

    private func json(_ status: HTTPStatusCode, _ text: String) -> HTTPResponse {
        HTTPResponse(
            statusCode: status, headers: HTTPHeaders([.contentType: "application/json"]),
            body: Data(text.utf8))
    }
}
