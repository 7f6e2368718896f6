// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import ims_migrate

@Suite("The line that tells how far the work has come")
struct ProgressMeterTests {
    private func line(_ meter: ProgressMeter, done: Int, seconds: Int) -> String {
        var meter = meter
        meter.done = done
        return meter.line(after: .seconds(seconds))
    }

    @Test("count and rate where the end is not known")
    func open() {
        #expect(
            line(.init(.reading, total: nil), done: 12_345, seconds: 5) == "Reading: 12,345 files, 2,469/s")
        #expect(line(.init(.reading, total: nil), done: 1, seconds: 0) == "Reading: 1 file")
    }

    @Test("the share and the time that is left where it is")
    func closed() {
        #expect(
            line(.init(.writing, total: 20_000), done: 8_000, seconds: 2)
                == "Writing: 8,000 of 20,000 files (40 %), 4,000/s, 3 s left")
        #expect(
            line(.init(.asking, total: 12), done: 3, seconds: 2)
                == "Asking: 3 of 12 servers (25 %), 1.5/s, 6 s left")
        #expect(
            line(.init(.writing, total: 1_000), done: 10, seconds: 10)
                == "Writing: 10 of 1,000 files (1 %), 1.0/s, 16 min 30 s left")
        #expect(
            line(.init(.writing, total: 5), done: 5, seconds: 1) == "Writing: 5 of 5 files (100 %), 5.0/s")
    }

    @Test("the first moments promise nothing")
    func early() {
        #expect(
            line(.init(.writing, total: 3_000), done: 1, seconds: 1)
                == "Writing: 1 of 3,000 files (0 %), 1.0/s")
    }

    @Test("more than there were before is no reason to be wrong")
    func grown() {
        #expect(line(.init(.reading, total: 100), done: 150, seconds: 1) == "Reading: 150 files, 150/s")
    }
}
