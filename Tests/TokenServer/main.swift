// SPDX-License-Identifier: Apache-2.0

// token-server LOG
//
// Plays Adobe IMS and the crypto console of an AEM on a free port of this machine, until its standard input ends. Prints the port,
// and another one where connections are accepted and closed without a word. Every request goes to the file LOG, a line
// each: method, path, and the fields of the form, which holds the secrets that it was sent.
//
// It is a program of its own because the tests wait for the programs they start, and what waits must not be what answers.

import FlyingFox
import FlyingSocks
import Foundation

let log = RequestLog(path: CommandLine.arguments.dropFirst().first ?? "/dev/null")
let ims = IMS()
let console = CryptoConsole()
let config = HTTPServer.Configuration(address: try .inet(ip4: "127.0.0.1", port: 0), logger: .disabled)
let server = HTTPServer(config: config)
await server.appendRoute("*") { request in
    let form = Form(try await request.bodyData)
    await log.add("\(request.method.rawValue) \(request.path) \(form.line)")
    switch request.path {
    case _ where request.path.hasSuffix("/ims/token/v3"): return try await ims.answer(form)
    case _ where request.path.hasSuffix("/system/console/crypto/.json"):
        return console.answer(form, request)
    default: return HTTPResponse(statusCode: .notFound)
    }
}
let running = Task { try await server.run() }
try await server.waitUntilListening()
guard case .ip4(_, let port)? = await server.listeningAddress else { exit(1) }
print("\(port) \(try HangUp.listen())")
fflush(nil)
// Whoever has started it may die without a word.
Thread.detachNewThread {
    while readLine() != nil {}
    exit(0)
}
try await running.value
