// SPDX-License-Identifier: Apache-2.0

// crash-driver COMMAND REPOSITORY MAPPING JOURNALS POINT ACTION
//
// Runs `migrate`, its part `migrate:K/N`, or `rollback`, or `equal`, which makes the repository equal to the folder
// MAPPING by changing, creating and removing files, and does ACTION when the run reaches its POINT-th step (counted from
// 0): `kill` (SIGKILL), `terminate` (SIGTERM), `hang-up` (SIGHUP), or a number, which becomes the errno of the step. `count`
// does nothing.
// The number of steps that were reached goes to standard output. Ends with the run's exit code.

import ContentRepository
import MigrationPipeline
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

let arguments = CommandLine.arguments
guard arguments.count == 7, let point = Int(arguments[5]) else { exit(64) }
let (command, repository, mapping, journals) = (arguments[1], arguments[2], arguments[3], arguments[4])
let action = arguments[6]
let reached = Atomic(0)

@Sendable func act() -> Int32? {
    guard reached.wrappingAdd(1, ordering: .relaxed).oldValue == point else { return nil }
    switch action {
    case "kill": kill(getpid(), SIGKILL)
    case "terminate": raise(SIGTERM)
    case "hang-up": raise(SIGHUP)
    default: return Int32(action)
    }
    return nil
}

func run() throws -> Int {
    var settings = RunSettings(
        profiles: try ProfileSet.load(replacing: nil), jobs: 1, failOn: .error, progress: NoProgress())
    settings.faults = WriteFaults(
        fewestFlushedTogether: 2,
        errorBeforeJournal: { _ in act() }, errorBefore: { _, _ in act() })
    if command == "rollback" {
        return try RollbackRun(settings: settings, isDryRun: false, journalFolder: journals)
            .run(repository).exitCode
    }
    if command == "equal" {
        try DesiredTree(path: mapping).write(to: repository, journals: journals, faults: settings.faults)
        return 0
    }
    settings.shard = command.split(separator: ":").dropFirst().first.flatMap { Shard(String($0)) }
    var options = MigrationRun.Options()
    options.journalFolder = journals
    return try MigrationRun(settings: settings, options: options)
        .run(repository, mapping: MappingFile(mapping)).exitCode
}

// The tests run on threads that hold signals back, which this process has from them; under `nohup` one is ignored, too.
var signals = sigset_t()
sigemptyset(&signals)
for number in [SIGTERM, SIGHUP] { sigaddset(&signals, number) }
pthread_sigmask(SIG_UNBLOCK, &signals, nil)
if action == "hang-up" { signal(SIGHUP, SIG_DFL) }
Interruption.install()
do {
    let code = try run()
    print(reached.load(ordering: .relaxed))
    exit(Int32(code))
} catch {
    print(error)
    exit(Int32((error as? RunFailure)?.status.rawValue ?? 1))
}
