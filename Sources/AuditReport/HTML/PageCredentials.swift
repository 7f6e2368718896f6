// SPDX-License-Identifier: Apache-2.0

/// What the authorization servers said of the credentials.
struct PageCredentials {
    struct Row {
        let status: PageWords.Tag
        let clientID: String
        let rows: String
        let server: String
        let message: String
    }

    let rows: [Row]

    init(_ record: RunRecord) {
        rows = (record.credentials ?? []).map { credential in
            Row(
                status: PageWords.Tag(
                    word: HarmlessText.line(credential.status), tone: credential.isValid ? "good" : "bad"),
                clientID: HarmlessText.line(credential.clientID), rows: credential.rowList,
                server: HarmlessText.line(credential.server), message: HarmlessText.line(credential.message))
        }
    }
}
