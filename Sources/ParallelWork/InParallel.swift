// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What `workers` threads return that each run `body`, in the order of their numbers.
///
/// Threads of the system, and not those of Dispatch: on Linux it opens a file of `/proc` for each of its threads, now and
/// then, and ends the process where it has no descriptor left for that.
package func inParallel<Result: Sendable>(
    _ workers: Int, _ body: @Sendable (_ worker: Int) -> Result
) -> [Result] {
    guard workers > 1 else { return [body(0)] }
    var results = [Result?](repeating: nil, count: workers)
    withoutActuallyEscaping(body) { body in
        results.withUnsafeMutableBufferPointer { results in
            // Each worker writes to a place of its own, and nobody reads before all have ended: no lock is needed.
            nonisolated(unsafe) let places = results
            let threads = (1..<workers).map { worker in WorkerThread { places[worker] = body(worker) } }
            places[0] = body(0)
            for thread in threads { thread.join() }
        }
    }
    return results.compactMap(\.self)
}

/// A thread that runs something once. Where the system has no more threads, whoever waits for it runs it.
private final class WorkerThread {
    private final class Work {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    private let work: Work
    private var thread: pthread_t?

    init(_ run: @escaping @Sendable () -> Void) {
        work = Work(run)
        let argument = Unmanaged.passRetained(work)
        #if canImport(Darwin)
            var made: pthread_t?
            let code = pthread_create(&made, nil, { WorkerThread.start($0) }, argument.toOpaque())
        #else
            var made = pthread_t()
            let code = pthread_create(
                &made, nil, { $0.flatMap { WorkerThread.start($0) } }, argument.toOpaque())
        #endif
        if code == 0 { thread = made } else { argument.release() }
    }

    private static func start(_ argument: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
        Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().run()
        return nil
    }

    func join() {
        guard let thread else { return work.run() }
        pthread_join(thread, nil)
    }
}
