// SPDX-License-Identifier: Apache-2.0
import CLibFuzzer
import Foundation
import FuzzEntries

/// libFuzzer on one entry, which the environment variable FUZZ_TARGET names; all arguments are libFuzzer's.
@main
enum Main {
    static let target: FuzzTarget = {
        let name = ProcessInfo.processInfo.environment["FUZZ_TARGET"] ?? ""
        guard let target = FuzzTarget(rawValue: name) else {
            let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")
            say("FUZZ_TARGET must be one of \(names).")
            exit(64)
        }
        return target
    }()

    /// libFuzzer's own `main` cannot be had: the package manager gives each executable one of its own.
    static func main() {
        _ = target
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        let status = LLVMFuzzerRunDriver(&count, &arguments) { data, size in
            Main.run(Array(UnsafeBufferPointer(start: data, count: size)))
            return 0
        }
        exit(status)
    }

    /// A broken promise ends the process as a crash does, so that libFuzzer keeps the input.
    private static func run(_ bytes: [UInt8]) {
        do throws(BrokenPromise) {
            try target.run(bytes)
        } catch {
            say("\(target.rawValue): broken promise: \(error)")
            abort()
        }
    }

    private static func say(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }
}
