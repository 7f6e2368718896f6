// SPDX-License-Identifier: Apache-2.0

import DocView

/// Tells by a file's bytes that nothing in it is of interest: no configuration, nothing that could refer to one, and no
/// value that FileVault would refuse. Exact in one direction: what it passes over would have given nothing; of all else it
/// says nothing, and the file is parsed.
package struct ConfigurationGlance: Sendable {
    private let interests: Interests
    private let rules: [PossibleCondition]

    /// Nil where the profiles have rules that cannot be judged by the bytes, or that hold for a node without properties.
    package init?(profiles: [Profile]) {
        var interests = Interests()
        rules = profiles.filter { $0.documents == .docview }.flatMap(\.recognise).map {
            PossibleCondition($0.when, &interests)
        }
        guard !rules.contains(where: { $0.mayHold(0) }) else { return nil }
        for name in profiles.flatMap(\.referencedBy) { interests.addAlways(name) }
        interests.addConfigurationType()
        guard interests.isComplete else { return nil }
        self.interests = interests
    }

    /// Whether the file can be passed over. `scratch` is for use again, one for each thread.
    package func passesOver(_ bytes: UnsafeBufferPointer<UInt8>, _ scratch: inout PlainDocView) -> Bool {
        scratch.reads(bytes) { attributes in
            var seen: UInt64 = 0
            for attribute in attributes {
                guard let signs = interests.signs(of: attribute) else { return false }
                seen |= signs
            }
            return seen == 0 || !rules.contains { $0.mayHold(seen) }
        }
    }
}

/// A condition of a profile, judged by the signs that were seen: it may hold, or it does not.
private indirect enum PossibleCondition: Sendable {
    case sign(UInt64)
    case atLeast(Int, [PossibleCondition])
    case always

    init(_ condition: Condition, _ interests: inout Interests) {
        func parts(_ conditions: [Condition]) -> [PossibleCondition] {
            conditions.map { PossibleCondition($0, &interests) }
        }
        switch condition {
        case .present(let property): self = .sign(interests.add(property, .anything))
        case .contains(let property, let text): self = .sign(interests.add(property, .text(text)))
        case .equals(let property, let value): self = .sign(interests.add(property, .text(value)))
        case .resourceTypeBelow(let property, let parent):
            self = .sign(interests.add(property, .text(parent + "/")))
        case .hostBelow(let property, let domain): self = .sign(interests.add(property, .text(domain)))
        // An absence is no sign, and factories and placeholders are no matter of attributes.
        case .absent, .factory, .hostUndecided: self = .always
        case .all(let conditions): self = .atLeast(conditions.count, parts(conditions))
        case .any(let conditions): self = .atLeast(1, parts(conditions))
        case .atLeast(let count, let conditions): self = .atLeast(count, parts(conditions))
        }
    }

    func mayHold(_ seen: UInt64) -> Bool {
        switch self {
        case .sign(let sign): seen & sign != 0
        case .always: true
        case .atLeast(let count, let parts): parts.count { $0.mayHold(seen) } >= count
        }
    }
}
