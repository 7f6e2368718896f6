// SPDX-License-Identifier: Apache-2.0
import CLibXML2
import DocView

/// Reads the small XML files of `META-INF/vault`, which are no docview: elements, attributes and text.
///
/// Nothing is loaded, no entity but XML's own five is known, and the text of libxml2's messages, which quotes the file,
/// is not passed on.
enum VaultXML {
    /// An element with what is in it.
    struct Element {
        /// The name as it is written, with its prefix.
        var name: String
        var attributes: [String: String] = [:]
        /// The text directly in it.
        var text = ""
        var children: [Element] = []
        /// The line of its start tag, counted from 1.
        var line: Int
    }

    /// Throws ``VaultFileError``.
    static func parse(
        _ bytes: [UInt8], file: String, allowingDoctype: Bool
    ) throws(VaultFileError) -> Element {
        if let reason = VaultXMLSuitability.fault(of: bytes) {
            throw .malformed(file: file, line: 1, reason: reason)
        }
        _ = LibXML2.isReady
        guard let context = xmlNewParserCtxt(), let handler = context.pointee.sax,
            let size = Int32(exactly: bytes.count), size > 0
        else {
            throw .malformed(file: file, line: 1, reason: "the file is empty or too large")
        }
        defer { xmlFreeParserCtxt(context) }
        let recorder = VaultXMLRecorder(context: context, allowingDoctype: allowingDoctype)
        handler.pointee = VaultXMLRecorder.callbacks
        context.pointee.userData = Unmanaged.passUnretained(recorder).toOpaque()
        withExtendedLifetime(recorder) {
            bytes.withUnsafeBytes { buffer in
                let memory = buffer.bindMemory(to: CChar.self).baseAddress
                // Without a startDocument callback libxml2 builds no document; freeing nothing is allowed.
                xmlFreeDoc(xmlCtxtReadMemory(context, memory, size, nil, nil, LibXML2.options))
            }
        }
        if let line = recorder.doctypeLine { throw .doctypeRefused(file: file, line: line) }
        if let refusal = recorder.refusal {
            throw .malformed(file: file, line: refusal.line, reason: refusal.reason)
        }
        guard context.pointee.wellFormed != 0, let root = recorder.root else {
            throw .malformed(
                file: file, line: recorder.errorLine ?? 1, reason: "the XML parser refused it")
        }
        return root
    }
}

/// Receives libxml2's callbacks for one parse and builds elements of what they bring.
final class VaultXMLRecorder {
    private(set) var root: VaultXML.Element?
    private(set) var doctypeLine: Int?
    private(set) var refusal: (line: Int, reason: String)?
    private(set) var errorLine: Int?

    private let context: xmlParserCtxtPtr
    private let allowsDoctype: Bool
    private var open: [VaultXML.Element] = []
    private var count = 0

    private static let deepest = 100
    private static let mostElements = 200_000

    init(context: xmlParserCtxtPtr, allowingDoctype: Bool) {
        self.context = context
        allowsDoctype = allowingDoctype
    }

    static var callbacks: xmlSAXHandler {
        var callbacks = xmlSAXHandler()
        callbacks.initialized = UInt32(XML_SAX2_MAGIC)
        callbacks.internalSubset = { state, _, _, _ in
            VaultXMLRecorder.of(state)?.sawDoctype()
        }
        callbacks.entityDecl = { state, _, _, _, _, _ in VaultXMLRecorder.of(state)?.refuseDoctype() }
        callbacks.reference = { state, _ in
            VaultXMLRecorder.of(state)?.refuse("a reference to an entity")
        }
        callbacks.startElementNs = { state, name, prefix, _, _, _, attributeCount, _, attributes in
            VaultXMLRecorder.of(state)?.start(
                name, prefix, UnsafeBufferPointer(start: attributes, count: Int(attributeCount) * 5))
        }
        callbacks.endElementNs = { state, _, _, _ in VaultXMLRecorder.of(state)?.end() }
        callbacks.characters = { state, text, length in
            VaultXMLRecorder.of(state)?.append(UnsafeBufferPointer(start: text, count: Int(length)))
        }
        callbacks.cdataBlock = callbacks.characters
        callbacks.serror = { state, error in
            guard let error, error.pointee.level != XML_ERR_WARNING else { return }
            VaultXMLRecorder.of(state)?.note(error.pointee.code, line: Int(error.pointee.line))
        }
        return callbacks
    }

    private static func of(_ state: UnsafeMutableRawPointer?) -> VaultXMLRecorder? {
        state.map { Unmanaged<VaultXMLRecorder>.fromOpaque($0).takeUnretainedValue() }
    }

    private var line: Int { max(1, Int(context.pointee.input?.pointee.line ?? 1)) }

    private func sawDoctype() {
        if !allowsDoctype { refuseDoctype() }
    }

    private func refuseDoctype() {
        doctypeLine = doctypeLine ?? line
        xmlStopParser(context)
    }

    private func refuse(_ reason: String) {
        refusal = refusal ?? (line, reason)
        xmlStopParser(context)
    }

    /// With a DOCTYPE, libxml2 takes an unknown entity for one that it has not loaded.
    private func note(_ code: Int32, line: Int) {
        errorLine = errorLine ?? max(1, line)
        let unknown = [XML_ERR_UNDECLARED_ENTITY, XML_WAR_UNDECLARED_ENTITY].map { Int32($0.rawValue) }
        if unknown.contains(code) { refuse("a reference to an entity") }
    }

    private func start(
        _ name: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?,
        _ attributes: UnsafeBufferPointer<UnsafePointer<xmlChar>?>
    ) {
        count += 1
        if count > Self.mostElements || open.count >= Self.deepest {
            return refuse("more elements than such a file ever has")
        }
        var element = VaultXML.Element(name: Self.qualified(name, prefix), line: line)
        for item in stride(from: 0, to: attributes.count, by: 5) {
            guard let begin = attributes[item + 3], let end = attributes[item + 4] else { continue }
            let value = String(
                decoding: UnsafeBufferPointer(start: begin, count: end - begin), as: UTF8.self)
            // libxml2 spells each ampersand like this where it is not asked to replace entities.
            element.attributes[Self.qualified(attributes[item], attributes[item + 1])] =
                value.split(separator: "&#38;", omittingEmptySubsequences: false).joined(separator: "&")
        }
        open.append(element)
    }

    private func append(_ text: UnsafeBufferPointer<xmlChar>) {
        guard !open.isEmpty else { return }
        open[open.count - 1].text += String(decoding: text, as: UTF8.self)
    }

    private func end() {
        guard let element = open.popLast() else { return }
        if open.isEmpty {
            root = element
        } else {
            open[open.count - 1].children.append(element)
        }
    }

    private static func qualified(
        _ name: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?
    ) -> String {
        (prefix.map { text($0) + ":" } ?? "") + (name.map { text($0) } ?? "")
    }

    private static func text(_ characters: UnsafePointer<xmlChar>) -> String {
        String(
            decoding: UnsafeBufferPointer(start: characters, count: Int(xmlStrlen(characters))),
            as: UTF8.self)
    }
}
