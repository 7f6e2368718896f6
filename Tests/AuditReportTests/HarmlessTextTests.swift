// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import AuditReport

@Suite("Text from a repository is shown, and does nothing else")
struct HarmlessTextTests {
    /// One of each kind.
    static let harmful =
        "\u{0}\u{7}\u{8}\u{B}\u{1B}[31m\u{7F}\u{80}\u{85}\u{9B}2J\u{61C}\u{200B}\u{200E}\u{200F}\u{2028}\u{2029}\u{202A}\u{202E}\u{2060}"
        + "\u{2066}\u{2069}\u{FEFF}\u{FFF9}\u{E0041}\r"

    @Test(
        "what could drive a terminal or turn the reading direction is shown by its code point",
        arguments: [
            ("\u{1B}[2J", "\\u{1b}[2J"), ("a\nb", "a\\u{a}b"), ("a\r\nb", "a\\u{d}\\u{a}b"),
            ("a\tb", "a\\u{9}b"),
            ("\u{0}", "\\u{0}"), ("\u{7F}", "\\u{7f}"), ("\u{9B}31m", "\\u{9b}31m"), ("\u{85}", "\\u{85}"),
            ("\u{202E}gpj.exe", "\\u{202e}gpj.exe"), ("\u{2066}x\u{2069}", "\\u{2066}x\\u{2069}"),
            ("\u{200F}", "\\u{200f}"), ("\u{61C}", "\\u{61c}"), ("a\u{200B}b", "a\\u{200b}b"),
            ("\u{FEFF}", "\\u{feff}"), ("\u{2060}", "\\u{2060}"), ("\u{2028}\u{2029}", "\\u{2028}\\u{2029}"),
            ("\u{E0041}", "\\u{e0041}"), ("e\u{301}\u{202E}", "e\u{301}\\u{202e}"),
            ("so\u{AD}ft", "so\\u{ad}ft"),
        ])
    func line(text: String, shown: String) {
        #expect(HarmlessText.line(text) == shown)
        #expect(HarmlessText.line(shown) == shown)
    }

    @Test(
        "all other text stays as it is, of whatever script",
        arguments: [
            "", "/conf/global/settings/cloudconfigs/target", "Größe", "e\u{301}", "日本語", "العربية",
            "\u{1F600}",
            "\u{1F469}\u{200D}\u{1F4BB}", "می\u{200C}خواهم", "\u{A0}", "\\u{1b}", "<script>", "{{tool}}",
        ])
    func harmless(text: String) {
        #expect(HarmlessText.line(text).unicodeScalars.elementsEqual(text.unicodeScalars))
        #expect(HarmlessText.block(text).unicodeScalars.elementsEqual(text.unicodeScalars))
    }

    @Test("every control there is, C0 and C1, is caught")
    func controls() {
        for value in [UInt32](0..<0x20) + [UInt32](0x7F..<0xA0) {
            let text = Unicode.Scalar(value).map { String($0) } ?? ""
            #expect(HarmlessText.line(text) == "\\u{\(String(value, radix: 16))}")
        }
    }

    @Test("a block keeps its line feeds and tabs, and only these")
    func block() {
        #expect(HarmlessText.block("a\n\tb\n\n") == "a\n\tb\n\n")
        #expect(HarmlessText.block("a\r\nb\r\n") == "a\\u{d}\nb\\u{d}\n")
        #expect(HarmlessText.block("a\u{1B}\n\u{2028}\t\u{0}") == "a\\u{1b}\n\\u{2028}\t\\u{0}")
        let harmful = HarmlessText.block(Self.harmful + "\n" + Self.harmful)
        #expect(harmful == HarmlessText.line(Self.harmful) + "\n" + HarmlessText.line(Self.harmful))
    }

    @Test(
        "wide characters take two columns, marks on a character none",
        arguments: [
            ("", 0), ("abc", 3), ("Größe", 5), ("e\u{301}", 1), ("日本語", 6), ("한글", 4),
            ("\u{1112}\u{1161}", 2), ("ＡＢ", 4),
            ("カナ", 4), ("ｶﾅ", 2), ("\u{1F600}", 2), ("\u{1F469}\u{200D}\u{1F4BB}", 2),
            ("\u{1F1E9}\u{1F1EA}", 2), ("\u{2705}", 2),
            ("\u{2764}\u{FE0F}", 2), ("\u{2764}", 1), ("\u{20000}", 2), ("…→–", 3), ("العربية", 7),
        ])
    func width(text: String, columns: Int) {
        #expect(HarmlessText.width(text) == columns)
    }
}
