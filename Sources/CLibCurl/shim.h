// SPDX-License-Identifier: Apache-2.0
#ifndef IMS_MIGRATE_CLIBCURL_SHIM_H
#define IMS_MIGRATE_CLIBCURL_SHIM_H

// Its checks of argument types are macros around the variadic functions, which Swift can import neither of.
#define CURL_DISABLE_TYPECHECK
// Nothing newer than libcurl 7.81 is used, but where it is asked for: Ubuntu 22.04 has 7.81, Debian 12 has 7.88.
#include <curl/curl.h>

// One for each type of argument that an option can have.
static inline CURLcode ims_curl_set_number(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode ims_curl_set_text(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode ims_curl_set_pointer(CURL *handle, CURLoption option, const void *value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode ims_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode ims_curl_set_receiver(CURL *handle, CURLoption option, curl_write_callback value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode ims_curl_set_progress(CURL *handle, curl_xferinfo_callback value) {
    return curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, value);
}
static inline CURLcode ims_curl_get_number(CURL *handle, CURLINFO info, long *value) {
    return curl_easy_getinfo(handle, info, value);
}

// No other protocol than HTTP and HTTPS, not even by a redirect. The older way is deprecated since 7.85.
static inline CURLcode ims_curl_allow_http_alone(CURL *handle) {
#if LIBCURL_VERSION_NUM >= 0x075500
    CURLcode code = curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    return code != CURLE_OK ? code : curl_easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS_STR, "https");
#else
    CURLcode code = curl_easy_setopt(handle, CURLOPT_PROTOCOLS, CURLPROTO_HTTP | CURLPROTO_HTTPS);
    return code != CURLE_OK ? code : curl_easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS, CURLPROTO_HTTPS);
#endif
}

// Overwrites memory in a way that no optimiser leaves out.
static inline void ims_overwrite(void *start, size_t count) {
    volatile unsigned char *byte = (volatile unsigned char *)start;
    while (count-- > 0) *byte++ = 0;
}

#endif
