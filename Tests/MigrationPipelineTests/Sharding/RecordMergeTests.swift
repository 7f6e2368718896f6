// SPDX-License-Identifier: Apache-2.0
import AuditReport
import Testing

@testable import MigrationPipeline

@Suite("Records that are no parts of one run are not merged")
struct RecordMergeTests {
    private func part(_ index: Int, inputs: [String]) throws -> (name: String, record: RunRecord) {
        let shard: Shard = try #require(Shard("\(index)/2"))
        var recorder = RunRecorder(command: "scan", mode: .readOnly, inputs: inputs)
        recorder.divide(shard, fingerprint: "same")
        return ("part-\(index).json", recorder.finished(.done) { _ in "" })
    }

    @Test("because their inputs are others, whatever a path holds")
    func inputs() throws {
        #expect(throws: Never.self) {
            try RecordMerge([part(1, inputs: ["a", "b"]), part(2, inputs: ["a", "b"])]).merged()
        }
        for other in [["a\nb"], ["a\", \"b"], ["b", "a"], []] {
            let failure = try #require(throws: RunFailure.self, "\(other)") {
                try RecordMerge([part(1, inputs: ["a", "b"]), part(2, inputs: other)]).merged()
            }
            #expect(failure.status == .inputUnusable)
            #expect(failure.description.contains("its list of inputs is not the same"))
        }
    }
}
