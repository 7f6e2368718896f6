// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Synchronization

/// A folder that is still to be gone through.
struct PendingFolder: Sendable {
    let node: FolderNode
    /// The folder it is in, if that was kept open.
    let parent: HeldFolder?
}

/// The folders that workers leave to each other. Each keeps what it finds for itself, the nearest first, and gives of it
/// when another one has nothing to do: so little is pending at any time, however large the tree is.
final class FolderQueue: Sendable {
    private struct State {
        var pending: [PendingFolder]
        /// How many workers have a folder, and may find more.
        var busy = 0
        var waiting = 0
        var isDone = false
    }

    /// Only looked at through `withState`. The lock is a semaphore, because the thread sanitizer sees those and no `Mutex`.
    nonisolated(unsafe) private var state: State
    private let lock = DispatchSemaphore(value: 1)
    private let signal = DispatchSemaphore(value: 0)
    private let hungry = Atomic(false)

    init(_ pending: [PendingFolder]) { state = State(pending: pending) }

    private func withState<Result>(_ body: (inout State) -> Result) -> Result {
        lock.wait()
        defer { lock.signal() }
        return body(&state)
    }

    /// Whether somebody waits for work.
    var isHungry: Bool { hungry.load(ordering: .relaxed) }

    /// The next folder for a worker that has none left; waits for one as long as another worker may find some. Nil when all
    /// is done.
    ///
    /// `wasBusy` is whether the worker had one before. Workers that have not begun are waited for by nobody: there may
    /// be fewer threads than workers.
    func take(wasBusy: Bool) -> PendingFolder? {
        var wasBusy = wasBusy
        while true {
            let (folder, wake) = withState { state -> (PendingFolder?, Int?) in
                if wasBusy { state.busy -= 1 }
                wasBusy = false
                if let folder = state.pending.popLast() {
                    state.busy += 1
                    return (folder, nil)
                }
                if state.busy == 0 {
                    state.isDone = true
                    return (nil, state.waiting)
                }
                state.waiting += 1
                hungry.store(true, ordering: .relaxed)
                return (nil, nil)
            }
            if let folder { return folder }
            if let wake {
                for _ in 0..<wake { signal.signal() }
                return nil
            }
            signal.wait()
            let isDone = withState { state in
                state.waiting -= 1
                hungry.store(state.waiting > 0, ordering: .relaxed)
                return state.isDone
            }
            if isDone { return nil }
        }
    }

    /// Leaves folders to whoever waits.
    func give(_ folders: [PendingFolder]) {
        let wake = withState { state in
            state.pending += folders
            return min(state.waiting, folders.count)
        }
        for _ in 0..<wake { signal.signal() }
    }
}
