// SPDX-License-Identifier: Apache-2.0
import AuditReport
import DocView
import IMSMigration

/// A plan is read, or not; what is read is written and read again as the same.
enum PlanEntry {
    static func run(_ bytes: [UInt8]) throws(BrokenPromise) {
        guard let plan = PlanDocument.read(bytes) else { return }
        _ = try expectNoError("a plan that was read has a digest") { try plan.isIntact() }
        let json = try expectNoError("a plan that was read can be written") { try plan.json() }
        try expect(PlanDocument.read(Array(json.utf8)) == plan, "it reads back as it was written")
        let sealed = try expectNoError("it can be sealed") { try plan.sealed() }
        let isIntact = try expectNoError("what is sealed has a digest") { try sealed.isIntact() }
        try expect(isIntact, "what is sealed is intact")
    }
}

/// A profile is read, or refused with a place; what is read finds and plans without failing, and shows no secret.
enum ProfileEntry {
    private static let page = """
        <jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0" xmlns:sling="http://sling.apache.org/jcr/sling/1.0"
            jcr:primaryType="nt:unstructured" sling:resourceType="cq/adobeims-configuration/components/configuration"
            apiKey="old-key" authServerUrl="https://ims-na1.adobelogin.com" clientSecret="old-secret"
            jwtClaims="\\{&quot;iss&quot;:&quot;OLD@AdobeOrg&quot;}" keypairAlias="alias" x="1" xs="[a,b]">
            <jcr:content jcr:primaryType="nt:unstructured" authenticationType="oauth" scope="openid" orgId="O@AdobeOrg"/>
        </jcr:root>

        """

    static func run(_ bytes: [UInt8]) throws(BrokenPromise) {
        let profile: Profile
        do throws(ProfileError) {
            profile = try ProfileReader.read(bytes)
        } catch {
            return try expect(!error.reason.isEmpty, "a profile that is refused has a reason")
        }
        try MigrationEntry.run(Array(page.utf8), profiles: [profile])
    }
}

/// A run record is read, or not; every report of what is read can be made, and drives neither terminal nor browser.
enum RecordEntry {
    static func run(_ bytes: [UInt8]) throws(BrokenPromise) {
        guard let record = try? JSONReport.read(bytes) else { return }
        let json = try expectNoError("a record that was read can be written") {
            try JSONReport.render(record)
        }
        let again = try expectNoError("it can be read again") { try JSONReport.read(Array(json.utf8)) }
        try expect(again == record, "it reads back as it was written")
        try expectHarmless(json, "JSON")
        for (verbose, quiet) in [(false, false), (true, false), (false, true)] {
            let style = TextStyle(width: 80, color: false, verbose: verbose, quiet: quiet)
            try expectHarmless(TextReport.render(record, style: style), "text")
        }
        for file in record.files {
            let shown = HarmlessText.block(file.diff)
            try expect(lineFeeds(shown) == lineFeeds(file.diff), "a diff is shown line by line")
        }
        let html = try expectNoError("a page can be made") { try HTMLReport.render(record) }
        try expectHarmless(html, "HTML")
        // No tag of ours begins with q.
        try expect(!html.contains("<q"), "no markup of a record in a page")
    }

    private static func lineFeeds(_ text: String) -> Int { text.utf8.count { $0 == UInt8(ascii: "\n") } }

    private static func expectHarmless(_ text: String, _ what: String) throws(BrokenPromise) {
        let harmful = text.unicodeScalars.first {
            $0 != "\n" && $0 != "\t" && HarmlessText.line(String($0)) != String($0)
        }
        try expect(harmful == nil, "\(what) holds U+\(String(harmful?.value ?? 0, radix: 16))")
    }
}
