// SPDX-License-Identifier: Apache-2.0
import CLibXML2

/// Receives libxml2's callbacks for one parse and copies what they bring into an ``XMLReport``.
final class SAXRecorder {
    private(set) var report = XMLReport()

    /// What libxml2 said was wrong: its code and place, never its text.
    private struct Problem {
        var code: Int32
        var line: Int
        var column: Int
        var isLimit: Bool
    }

    private let context: xmlParserCtxtPtr
    private let limits: DocViewLimits
    private var open: [Int] = []
    private var namespaces: [[UInt8]: Int] = [[]: 0]
    private var refusal: DocViewError?
    private var doctypeSeenAt: Int?
    private var firstFatal: Problem?
    private var firstNamespaceProblem: Problem?

    init(context: xmlParserCtxtPtr, limits: DocViewLimits) {
        self.context = context
        self.limits = limits
    }

    /// Puts the callbacks into a context's SAX handler, in place of those that build a tree.
    static func install(in handler: UnsafeMutablePointer<xmlSAXHandler>) {
        var callbacks = xmlSAXHandler()
        callbacks.initialized = UInt32(XML_SAX2_MAGIC)
        callbacks.internalSubset = { userData, _, _, _ in
            SAXRecorder.of(userData)?.refuseDoctype()
        }
        callbacks.startElementNs = {
            userData, localName, prefix, uri, declarationCount, declarations, attributeCount, _, attributes in
            SAXRecorder.of(userData)?.startElement(
                (localName, prefix, uri),
                declarations: UnsafeBufferPointer(start: declarations, count: Int(declarationCount) * 2),
                attributes: UnsafeBufferPointer(start: attributes, count: Int(attributeCount) * 5))
        }
        callbacks.endElementNs = { userData, _, _, _ in
            _ = SAXRecorder.of(userData)?.open.popLast()
        }
        // The type of `error` differs between versions of libxml2 (const or not), so it is inferred.
        callbacks.serror = { userData, error in
            guard let error, let recorder = SAXRecorder.of(userData) else { return }
            // libxml2 would go on to look for more, and a file can have millions. Some of its functions reset the
            // state, so that it is told each time.
            if error.pointee.level == XML_ERR_FATAL { ims_xml_give_up(recorder.context) }
            guard recorder.firstFatal == nil else { return }
            let problem = Problem(
                code: error.pointee.code, line: max(1, Int(error.pointee.line)),
                column: max(1, Int(error.pointee.int2)),
                isLimit: XMLProblemWords.isLimit(code: error.pointee.code, message: error.pointee.message))
            if error.pointee.level == XML_ERR_FATAL { recorder.firstFatal = problem }
            if error.pointee.domain == Int32(XML_FROM_NAMESPACE.rawValue),
                recorder.firstNamespaceProblem == nil
            {
                recorder.firstNamespaceProblem = problem
            }
        }
        handler.pointee = callbacks
    }

    private static func of(_ userData: UnsafeMutableRawPointer?) -> SAXRecorder? {
        userData.map { Unmanaged<SAXRecorder>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Throws what is to be said of the file; returns if it is well-formed in all respects.
    func verdict(wellFormed: Bool, namespacesWellFormed: Bool, doctypeLine: Int?) throws(DocViewError) {
        if let doctypeSeenAt { throw .doctypeRefused(line: doctypeLine ?? doctypeSeenAt) }
        if let refusal { throw refusal }
        guard !wellFormed || !namespacesWellFormed else { return }
        let problem =
            (wellFormed ? firstNamespaceProblem : firstFatal ?? firstNamespaceProblem)
            ?? Problem(code: 0, line: 1, column: 1, isLimit: false)
        // A DOCTYPE that is faulty, or too long, before libxml2 reports it.
        if let doctypeLine, problem.line >= doctypeLine { throw .doctypeRefused(line: doctypeLine) }
        let words = XMLProblemWords.words(forCode: problem.code)
        if problem.isLimit {
            throw .limitReached(
                line: problem.line, description: "a limit of the XML parser (libxml2 code \(problem.code))")
        }
        throw .malformed(
            line: problem.line, column: problem.column, message: "\(words) (libxml2 code \(problem.code))")
    }

    // MARK: Callbacks

    private typealias Text = UnsafePointer<xmlChar>?

    private func refuseDoctype() {
        doctypeSeenAt = doctypeSeenAt ?? currentLine
        xmlStopParser(context)
    }

    private func startElement(
        _ name: (local: Text, prefix: Text, uri: Text), declarations: UnsafeBufferPointer<Text>,
        attributes: UnsafeBufferPointer<Text>
    ) {
        guard refusal == nil else { return }
        let index = report.elements.count
        if index >= limits.maximumNodes { return refuse("more than \(limits.maximumNodes) elements") }
        if open.count >= limits.maximumDepth {
            return refuse("elements nested deeper than \(limits.maximumDepth) levels")
        }
        let firstDeclaration = report.declarations.count
        for pair in stride(from: 0, to: declarations.count, by: 2) {
            report.declarations.append(
                XMLReport.Declaration(prefix: copy(declarations[pair]), uri: copy(declarations[pair + 1])))
        }
        let firstAttribute = report.attributes.count
        for item in stride(from: 0, to: attributes.count, by: 5) {
            guard let begin = attributes[item + 3], let end = attributes[item + 4] else { continue }
            if end - begin > limits.maximumValueBytes {
                return refuse("an attribute value longer than \(limits.maximumValueBytes) bytes")
            }
            report.attributes.append(
                XMLReport.Attribute(
                    prefix: copy(attributes[item + 1]), localName: copy(attributes[item]),
                    namespace: namespace(attributes[item + 2]),
                    value: copy(UnsafeBufferPointer(start: begin, count: end - begin))))
        }
        report.elements.append(
            XMLReport.Element(
                prefix: copy(name.prefix), localName: copy(name.local), namespace: namespace(name.uri),
                parent: open.last, attributes: firstAttribute..<report.attributes.count,
                declarations: firstDeclaration..<report.declarations.count))
        open.append(index)
    }

    private func refuse(_ description: String) {
        refusal = .limitReached(line: currentLine, description: description)
        xmlStopParser(context)
    }

    private var currentLine: Int { max(1, Int(context.pointee.input?.pointee.line ?? 1)) }

    private func namespace(_ uri: Text) -> Int {
        guard let uri else { return 0 }
        let text = Array(buffer(uri))
        if let known = namespaces[text] { return known }
        report.namespaceURIs.append(String(decoding: text, as: UTF8.self))
        namespaces[text] = report.namespaceURIs.count - 1
        return report.namespaceURIs.count - 1
    }

    private func copy(_ text: Text) -> Range<Int> {
        guard let text else { return report.text.count..<report.text.count }
        return copy(buffer(text))
    }

    private func copy(_ text: UnsafeBufferPointer<UInt8>) -> Range<Int> {
        let start = report.text.count
        report.text.append(contentsOf: text)
        return start..<report.text.count
    }

    private func buffer(_ text: UnsafePointer<xmlChar>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: text, count: Int(xmlStrlen(text)))
    }
}
