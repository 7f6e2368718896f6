// SPDX-License-Identifier: Apache-2.0
import Benchmark
import StageEntries

// How long each stage takes by itself. `make bench-stages` runs this; --help tells of filters and JSON output.
for work in try StageWork.all() {
    benchmark(work.name) { work.run() }
}
Benchmark.main()
