// SPDX-License-Identifier: Apache-2.0

import CLibCurl

/// Why there is no answer, or none that may be used.
enum TransportFailure: Error, Equatable {
    /// The name of the server, or of the proxy, is not known.
    case unknownHost(isProxy: Bool)
    /// Nobody accepts a connection, or not in time.
    case notConnected
    /// The proxy does not let the connection through; this is its HTTP status.
    case proxyRefused(status: Int)
    /// The server's certificate is not trusted, for this reason where it is known.
    case notTrusted(reason: String?)
    /// There is no TLS on the other side, or none that can be agreed on.
    case noTLS
    /// There was no whole answer in time.
    case tookTooLong
    /// The connection ended before the answer did.
    case brokenOff
    /// The answer is larger than it may be.
    case tooLarge
    /// What answers does not speak HTTP.
    case notHTTP
    /// The run was asked to stop.
    case cancelled
    /// Anything else, by the library's number.
    case other(code: Int)

    /// What a transfer ended with.
    init(_ code: CURLcode, isConnected: Bool, proxyStatus: Int, verification: Int) {
        switch code {
        case _ where proxyStatus >= 300: self = .proxyRefused(status: proxyStatus)
        case CURLE_COULDNT_RESOLVE_HOST: self = .unknownHost(isProxy: false)
        case CURLE_COULDNT_RESOLVE_PROXY: self = .unknownHost(isProxy: true)
        case CURLE_COULDNT_CONNECT, CURLE_PROXY: self = .notConnected
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS:
            self = .notTrusted(reason: Self.reason(verification))
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER, CURLE_USE_SSL_FAILED, CURLE_SSL_CERTPROBLEM,
            CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ENGINE_INITFAILED:
            self = .noTLS
        case CURLE_OPERATION_TIMEDOUT where !isConnected: self = .notConnected
        case CURLE_OPERATION_TIMEDOUT: self = .tookTooLong
        case CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_PARTIAL_FILE, CURLE_HTTP2,
            CURLE_HTTP2_STREAM:
            self = .brokenOff
        case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL, CURLE_BAD_CONTENT_ENCODING: self = .notHTTP
        case CURLE_ABORTED_BY_CALLBACK: self = .cancelled
        case CURLE_FILESIZE_EXCEEDED: self = .tooLarge
        default: self = .other(code: Int(code.rawValue))
        }
    }

    /// OpenSSL's numbers, which other TLS libraries do not have: then nothing is told.
    private static func reason(_ verification: Int) -> String? {
        switch verification {
        case 10: "it has expired"
        case 18, 19: "it is self-signed"
        case 20, 21: "its issuer is not known here"
        case 62: "it is for another host"
        default: nil
        }
    }

    /// Whether asking again can help.
    var isPassing: Bool {
        switch self {
        case .unknownHost, .notConnected, .tookTooLong, .brokenOff: true
        case .proxyRefused(let status): status >= 500
        case .notTrusted, .noTLS, .tooLarge, .notHTTP, .cancelled, .other: false
        }
    }

    /// Whether it is the same for every credential, because the server never got to see one.
    var isOfServer: Bool {
        switch self {
        case .unknownHost, .notConnected, .proxyRefused, .notTrusted, .noTLS: true
        case .tookTooLong, .brokenOff, .tooLarge, .notHTTP, .cancelled, .other: false
        }
    }

    /// What happened and what to do, in sentences about `host`.
    func words(host: String, limits: NetworkLimits) -> String {
        switch self {
        case .unknownHost(isProxy: false):
            "The name of \(host) cannot be resolved. Check the name, and the network of this machine."
        case .unknownHost(isProxy: true):
            "The name of the proxy cannot be resolved. Check the proxy variables (https_proxy, no_proxy)."
        case .notConnected:
            "No connection to \(host) was accepted. Check the network, a firewall, and the proxy variables "
                + "(https_proxy, no_proxy)."
        case .proxyRefused(status: 407):
            "The proxy asks for a user and a password. Put them into https_proxy."
        case .proxyRefused(let status):
            "The proxy refused a connection to \(host) (HTTP \(status)). Ask those who run the proxy."
        case .notTrusted(let reason):
            "The certificate of \(host) is not trusted\(reason.map { ": \($0)" } ?? ""). Nothing was sent. Where a proxy "
                + "opens TLS connections, its certificate belongs into the trust store of this machine."
        case .noTLS:
            "No TLS connection to \(host) could be made. Nothing was sent. Check the address, and whether a proxy stands "
                + "between."
        case .tookTooLong: "\(host) did not answer within \(limits.whole.words). Try again later."
        case .brokenOff: "\(host) closed the connection before its answer was complete. Try again later."
        case .tooLarge:
            "\(host) answered with more than \(limits.answer >> 10) KiB, which is no answer to this question. Check the "
                + "address."
        case .notHTTP: "What answers at \(host) does not speak HTTP as expected. Check the address."
        case .cancelled: "Interrupted."
        case .other(let code):
            "\(host) could not be asked, for a reason that libcurl gives the number \(code). Try again."
        }
    }
}
