// SPDX-License-Identifier: Apache-2.0
import CLibXML2

/// Our own words for libxml2's error codes. Its messages quote names and texts of the file, which may be secret.
enum XMLProblemWords {
    /// What an error code means to someone who is to correct the file.
    static func words(forCode code: Int32) -> String {
        guard code >= 0, let words = table[UInt32(code)] else { return "the XML parser refused it" }
        return words
    }

    /// Whether the error stands for a limit of libxml2 rather than for a fault of the file.
    ///
    /// Before libxml2 2.13 limits shared their code with syntax errors, so the fixed words of its message decide.
    static func isLimit(code: Int32, message: UnsafePointer<CChar>?) -> Bool {
        // 114 is XML_ERR_RESOURCE_LIMIT, which older headers do not have.
        let codes = [XML_ERR_NO_MEMORY.rawValue, XML_ERR_NAME_TOO_LONG.rawValue, 114]
        if code >= 0, codes.contains(UInt32(code)) { return true }
        guard let text = message.map({ String(cString: $0) }) else { return false }
        return ["AttValue length too long", "Excessive depth", "too big found", "Huge input"].contains {
            text.contains($0)
        }
    }

    private static let table: [UInt32: String] = [
        XML_ERR_DOCUMENT_EMPTY.rawValue: "no element where the root element should begin",
        XML_ERR_DOCUMENT_END.rawValue: "content after the end of the root element",
        XML_ERR_EXTRA_CONTENT.rawValue: "content after the end of the root element",
        XML_ERR_INVALID_HEX_CHARREF.rawValue: "a faulty character reference",
        XML_ERR_INVALID_DEC_CHARREF.rawValue: "a faulty character reference",
        XML_ERR_INVALID_CHARREF.rawValue: "a faulty character reference",
        XML_ERR_INVALID_CHAR.rawValue:
            "a character that XML does not allow, or the end of the file inside a tag",
        XML_ERR_ENTITYREF_NO_NAME.rawValue: "an '&' that begins no reference (write &amp;)",
        XML_ERR_ENTITYREF_SEMICOL_MISSING.rawValue: "an '&' without the ';' of a reference (write &amp;)",
        XML_ERR_UNDECLARED_ENTITY.rawValue: "a reference to an entity that is not declared",
        XML_WAR_UNDECLARED_ENTITY.rawValue: "a reference to an entity that is not declared",
        XML_ERR_LT_IN_ATTRIBUTE.rawValue: "an unescaped '<' in an attribute value (write &lt;)",
        XML_ERR_ATTRIBUTE_NOT_STARTED.rawValue: "an attribute value without quotes",
        XML_ERR_ATTRIBUTE_NOT_FINISHED.rawValue: "an attribute value whose closing quote is missing",
        XML_ERR_ATTRIBUTE_WITHOUT_VALUE.rawValue: "an attribute without a value",
        XML_ERR_ATTRIBUTE_REDEFINED.rawValue: "the same attribute twice in one element",
        XML_ERR_LITERAL_NOT_STARTED.rawValue: "a DOCTYPE or XML declaration without quotes",
        XML_ERR_STRING_NOT_STARTED.rawValue: "a DOCTYPE or XML declaration without quotes",
        XML_ERR_COMMENT_NOT_FINISHED.rawValue: "a comment that does not end",
        XML_ERR_HYPHEN_IN_COMMENT.rawValue: "'--' within a comment",
        XML_ERR_PI_NOT_STARTED.rawValue: "a processing instruction without a name",
        XML_ERR_PI_NOT_FINISHED.rawValue: "a processing instruction that does not end",
        XML_ERR_RESERVED_XML_NAME.rawValue: "an XML declaration that is not at the very start of the file",
        XML_ERR_CDATA_NOT_FINISHED.rawValue: "a CDATA section that does not end",
        XML_ERR_MISPLACED_CDATA_END.rawValue: "']]>' outside of a CDATA section",
        XML_ERR_SPACE_REQUIRED.rawValue: "no white space between two attributes",
        XML_ERR_NAME_REQUIRED.rawValue:
            "a name is missing, after a '<' or '&' that stands for itself (write &lt; and &amp;) or in a tag",
        XML_ERR_GT_REQUIRED.rawValue: "a tag whose '>' is missing",
        XML_ERR_EQUAL_REQUIRED.rawValue: "an attribute without '='",
        XML_ERR_LTSLASH_REQUIRED.rawValue: "an end tag is missing",
        XML_ERR_TAG_NAME_MISMATCH.rawValue: "an end tag that does not match its start tag",
        XML_ERR_TAG_NOT_FINISHED.rawValue: "an element that is not closed before the end of the file",
        XML_ERR_XMLDECL_NOT_FINISHED.rawValue: "an XML declaration that does not end",
        XML_ERR_VERSION_MISSING.rawValue: "an XML declaration without a version",
        XML_ERR_UNKNOWN_VERSION.rawValue: "an XML version that is not known",
        XML_ERR_INVALID_ENCODING.rawValue: "bytes that are no UTF-8",
        XML_NS_ERR_XML_NAMESPACE.rawValue: "a faulty declaration of a reserved namespace prefix",
        XML_NS_ERR_UNDEFINED_NAMESPACE.rawValue: "a namespace prefix that is not declared",
        XML_NS_ERR_QNAME.rawValue: "a name with a misplaced colon",
        XML_NS_ERR_COLON.rawValue: "a name with a misplaced colon",
        XML_NS_ERR_ATTRIBUTE_REDEFINED.rawValue: "two attributes of one element that have the same name",
    ]
}
