// SPDX-License-Identifier: Apache-2.0
import FlyingFox
import Foundation

/// The console of an AEM that encrypts, for the user `admin` with the password `console-canary`. Every answer is another
/// one, as AEM's are. The first name of the path says how it behaves.
struct CryptoConsole: Sendable {
    func answer(_ form: Form, _ request: HTTPRequest) -> HTTPResponse {
        switch request.path.split(separator: "/").first {
        case "login": return HTTPResponse(statusCode: .ok, body: Data("<html>Log in</html>".utf8))
        case "moved":
            return HTTPResponse(statusCode: .found, headers: HTTPHeaders([.location: "/trap/login.html"]))
        case "cloud": return HTTPResponse(statusCode: .notFound)
        case "mirror": return protected(form["datum"])
        case "short": return protected("{0123456789abcdef}")
        default: break
        }
        let login = "Basic " + Data("admin:console-canary".utf8).base64EncodedString()
        guard request.headers[HTTPHeader("Authorization")] == login else {
            return HTTPResponse(statusCode: .unauthorized)
        }
        guard request.headers[HTTPHeader("Referer")]?.hasSuffix("/system/console/crypto") == true else {
            return HTTPResponse(statusCode: .forbidden)
        }
        let digits = (0..<96).compactMap { _ in "0123456789abcdef".randomElement() }
        return protected("{" + String(digits) + "}")
    }

    private func protected(_ value: String) -> HTTPResponse {
        let body = try? JSONSerialization.data(withJSONObject: ["protected": value])
        return HTTPResponse(
            statusCode: .ok, headers: HTTPHeaders([.contentType: "application/json"]), body: body ?? Data())
    }
}
