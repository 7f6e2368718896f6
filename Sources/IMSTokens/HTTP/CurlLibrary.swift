// SPDX-License-Identifier: Apache-2.0

import CLibCurl

/// The library as a whole, which must be set up once, before anything else of it is used, and by one thread.
enum CurlLibrary {
    /// Whether it is set up. A `static let` is computed once, whatever threads ask for it.
    static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
}
