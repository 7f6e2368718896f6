// SPDX-License-Identifier: Apache-2.0

/// Something that must hold for every input, and does not for this one.
public struct BrokenPromise: Error, CustomStringConvertible {
    /// What was promised.
    public let description: String

    init(_ description: String) { self.description = description }
}

/// Throws ``BrokenPromise`` unless the promise is kept.
func expect(_ isKept: Bool, _ promise: @autoclosure () -> String) throws(BrokenPromise) {
    if !isKept { throw BrokenPromise(promise()) }
}

/// The result of what must not throw for this input.
func expectNoError<Result>(_ promise: String, _ body: () throws -> Result) throws(BrokenPromise) -> Result {
    do {
        return try body()
    } catch let error as BrokenPromise {
        throw error
    } catch {
        throw BrokenPromise("\(promise): \(error)")
    }
}
