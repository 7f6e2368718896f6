// SPDX-License-Identifier: Apache-2.0
import CLibXML2

/// The one place that has libxml2 read docview: a parser context that is used once and freed with the value.
///
/// No libxml2 pointer leaves this and its ``SAXRecorder``, and no text of its messages does: they quote the file,
/// secrets included. Contexts share nothing, so that any number of threads may parse at a time.
struct SAXParser: ~Copyable {
    private let context: xmlParserCtxtPtr

    /// - Throws: `limitReached` when there is no memory for a context.
    init() throws(DocViewError) {
        _ = LibXML2.isReady
        guard let context = xmlNewParserCtxt() else {
            throw .limitReached(line: 1, description: "no memory for an XML parser")
        }
        self.context = context
    }

    deinit {
        xmlFreeParserCtxt(context)
    }

    /// Parses a UTF-8 file and gives what libxml2 said of it.
    ///
    /// - Parameter tags: what the tokeniser found: how much of the file there is to be parsed, and the line of the
    ///   DOCTYPE, which libxml2 knows less well.
    consuming func report(
        on bytes: [UInt8], tags: StartTags, limits: DocViewLimits
    ) throws(DocViewError) -> XMLReport {
        guard !bytes.isEmpty else { throw .malformed(line: 1, column: 1, message: "the file is empty") }
        // libxml2 2.9 takes a zero byte for the end of the file, whatever follows.
        if let zero = bytes.firstIndex(of: 0) {
            throw .malformed(
                line: SourceEncoding.line(at: zero, in: bytes), column: 1, message: "a zero byte in the text")
        }
        let recorder = SAXRecorder(context: context, limits: limits)
        guard let handler = context.pointee.sax, let size = Int32(exactly: tags.judgedLength) else {
            throw .limitReached(line: 1, description: "the file is too large for the XML parser")
        }
        SAXRecorder.install(in: handler)
        context.pointee.userData = Unmanaged.passUnretained(recorder).toOpaque()
        withExtendedLifetime(recorder) {
            bytes.withUnsafeBytes { buffer in
                let memory = buffer.bindMemory(to: CChar.self).baseAddress
                // Without a startDocument callback libxml2 builds no document; freeing nothing is allowed.
                xmlFreeDoc(xmlCtxtReadMemory(context, memory, size, nil, nil, LibXML2.options))
            }
        }
        try recorder.verdict(
            wellFormed: context.pointee.wellFormed != 0,
            namespacesWellFormed: context.pointee.nsWellFormed != 0,
            doctypeLine: tags.doctypeLine)
        return recorder.report
    }
}
