// SPDX-License-Identifier: Apache-2.0

/// The namespaces that AEM registers under the same prefix everywhere, so that a file's own prefixes do not matter.
package enum WellKnownNamespaces {
    /// The namespace of `xml:lang` and the like, which needs no declaration.
    static let xml = "http://www.w3.org/XML/1998/namespace"

    package static let uris: [String: String] = [
        "xml": xml,
        "jcr": "http://www.jcp.org/jcr/1.0",
        "nt": "http://www.jcp.org/jcr/nt/1.0",
        "mix": "http://www.jcp.org/jcr/mix/1.0",
        "sv": "http://www.jcp.org/jcr/sv/1.0",
        "rep": "internal",
        "sling": "http://sling.apache.org/jcr/sling/1.0",
        "oak": "http://jackrabbit.apache.org/oak/ns/1.0",
        "vlt": "http://www.day.com/jcr/vault/1.0",
        "crx": "http://www.day.com/crx/1.0",
        "cq": "http://www.day.com/jcr/cq/1.0",
        "dam": "http://www.day.com/dam/1.0",
        "granite": "http://www.adobe.com/jcr/granite/1.0",
        "fd": "http://www.adobe.com/aemfd/fd/1.0",
        "fdm": "http://www.adobe.com/aemfd/fdm/1.0",
    ]

    static let prefixes = Dictionary(uniqueKeysWithValues: uris.map { ($0.value, $0.key) })
}
