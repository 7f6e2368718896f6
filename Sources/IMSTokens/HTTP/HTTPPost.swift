// SPDX-License-Identifier: Apache-2.0

import CLibCurl

/// One POST of a form, and its answer. The only place where connections are made.
///
/// HTTP and HTTPS alone; redirects are not followed; certificates are checked by the trust store of the system; proxies
/// are those of the usual variables, but this machine itself is reached without one, because a plain connection would
/// show the secret to it. Nothing is kept: no cookies, no connection, no log.
struct HTTPPost {
    let url: String
    let isLoopback: Bool
    let body: WipedBytes
    var headers: [String] = []
    /// Basic authentication.
    var login: (user: String, password: String)?
    let limits: NetworkLimits
    /// Asked again and again while the request is under way.
    let isCancelled: @Sendable () -> Bool

    /// Sends the form and waits for the whole answer.
    func send() throws(TransportFailure) -> HTTPAnswer {
        guard CurlLibrary.isReady, let handle = curl_easy_init() else {
            throw .other(code: Int(CURLE_FAILED_INIT.rawValue))
        }
        defer { curl_easy_cleanup(handle) }
        let transfer = Transfer(limits: limits, isCancelled: isCancelled)
        var list: UnsafeMutablePointer<curl_slist>?
        defer { curl_slist_free_all(list) }
        for header in headers + ["Accept: application/json"] { list = curl_slist_append(list, header) }

        let code = withExtendedLifetime((transfer, body)) { () -> CURLcode in
            let setting = set(handle, transfer, list)
            return setting == CURLE_OK ? curl_easy_perform(handle) : setting
        }
        if let failure = transfer.failure { throw failure }
        guard code == CURLE_OK else {
            throw TransportFailure(
                code, isConnected: number(CURLINFO_LOCAL_PORT, handle) > 0,
                proxyStatus: number(CURLINFO_HTTP_CONNECTCODE, handle),
                verification: number(CURLINFO_SSL_VERIFYRESULT, handle))
        }
        return HTTPAnswer(
            status: number(CURLINFO_RESPONSE_CODE, handle), retryAfter: transfer.retryAfter,
            body: transfer.body)
    }

    /// The first option that cannot be set ends it: none of them may be left out.
    private func set(
        _ handle: UnsafeMutableRawPointer, _ transfer: Transfer, _ list: UnsafeMutablePointer<curl_slist>?
    ) -> CURLcode {
        let numbers: [(CURLoption, Int)] = [
            (CURLOPT_NOSIGNAL, 1), (CURLOPT_VERBOSE, 0), (CURLOPT_NOPROGRESS, 0),
            (CURLOPT_FOLLOWLOCATION, 0), (CURLOPT_SSL_VERIFYPEER, 1), (CURLOPT_SSL_VERIFYHOST, 2),
            (CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue)), (CURLOPT_FORBID_REUSE, 1),
            (CURLOPT_SUPPRESS_CONNECT_HEADERS, 1), (CURLOPT_POST, 1), (CURLOPT_POSTFIELDSIZE, body.count),
            (CURLOPT_CONNECTTIMEOUT_MS, limits.connecting.wholeMilliseconds),
            (CURLOPT_TIMEOUT_MS, limits.whole.wholeMilliseconds),
        ]
        let context = Unmanaged.passUnretained(transfer).toOpaque()
        let pointers: [(CURLoption, UnsafeRawPointer?)] = [
            (CURLOPT_POSTFIELDS, UnsafeRawPointer(body.bytes.baseAddress)),
            (CURLOPT_WRITEDATA, UnsafeRawPointer(context)),
            (CURLOPT_HEADERDATA, UnsafeRawPointer(context)),
            (CURLOPT_XFERINFODATA, UnsafeRawPointer(context)),
        ]
        var texts: [(CURLoption, String)] = [(CURLOPT_URL, url), (CURLOPT_USERAGENT, "ims-migrate")]
        if isLoopback { texts.append((CURLOPT_NOPROXY, "*")) }
        if let login { texts += [(CURLOPT_USERNAME, login.user), (CURLOPT_PASSWORD, login.password)] }

        var code = ims_curl_allow_http_alone(handle)
        for (option, value) in numbers where code == CURLE_OK {
            code = ims_curl_set_number(handle, option, value)
        }
        for (option, value) in pointers where code == CURLE_OK {
            code = ims_curl_set_pointer(handle, option, value)
        }
        for (option, value) in texts where code == CURLE_OK {
            code = ims_curl_set_text(handle, option, value)
        }
        if code == CURLE_OK { code = ims_curl_set_list(handle, CURLOPT_HTTPHEADER, list) }
        if code == CURLE_OK {
            code = ims_curl_set_receiver(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
                Transfer.of(context)?.receive(bytes, size * count) ?? 0
            }
        }
        if code == CURLE_OK {
            code = ims_curl_set_receiver(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
                Transfer.of(context)?.receiveHeader(bytes, size * count) ?? 0
            }
        }
        if code == CURLE_OK {
            code = ims_curl_set_progress(handle) { context, _, _, _, _ in
                Transfer.of(context)?.isCancelled() == false ? 0 : 1
            }
        }
        return code
    }

    private func number(_ info: CURLINFO, _ handle: UnsafeMutableRawPointer) -> Int {
        var value = 0
        return ims_curl_get_number(handle, info, &value) == CURLE_OK ? value : 0
    }
}

/// What a server answered.
struct HTTPAnswer {
    /// HTTP status.
    let status: Int
    /// The header `Retry-After`, as it was sent.
    let retryAfter: String?
    /// The body, at most as large as the limit. It is overwritten with the last reference to it.
    let body: WipedBytes
}

/// What the callbacks of one request collect.
private final class Transfer {
    let body: WipedBytes
    let isCancelled: @Sendable () -> Bool
    private let limits: NetworkLimits
    private var headerBytes = 0
    private(set) var retryAfter: String?
    private(set) var failure: TransportFailure?

    init(limits: NetworkLimits, isCancelled: @escaping @Sendable () -> Bool) {
        self.limits = limits
        self.isCancelled = isCancelled
        body = WipedBytes(capacity: limits.answer)
    }

    static func of(_ context: UnsafeMutableRawPointer?) -> Transfer? {
        context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
    }

    /// How much was taken: less than there is ends the transfer.
    func receive(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
        guard body.append(Self.buffer(bytes, count)) else {
            failure = .tooLarge
            return 0
        }
        return count
    }

    func receiveHeader(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
        headerBytes += count
        guard headerBytes <= limits.headers else {
            failure = .tooLarge
            return 0
        }
        let line = Self.buffer(bytes, count)
        if line.starts(with: "HTTP/".utf8) { retryAfter = nil }
        let name = "retry-after:".utf8
        if count < 100, line.count > name.count,
            zip(line, name).allSatisfy({ $0 == $1 || $0 | 0x20 == $1 })
        {
            retryAfter = String(decoding: line.dropFirst(name.count), as: UTF8.self)
        }
        return count
    }

    private static func buffer(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> UnsafeBufferPointer<
        UInt8
    > {
        UnsafeBufferPointer(
            start: UnsafeRawPointer(bytes)?.assumingMemoryBound(to: UInt8.self),
            count: bytes == nil ? 0 : count)
    }
}
