// SPDX-License-Identifier: Apache-2.0

/// What was learned from pairs of configurations.
package struct LearnedProfile: Sendable {
    /// The profile, as far as the pairs tell.
    package var profile: Profile
    /// Every property of the pairs with its explanation, by name.
    package var properties: [LearnedProperty]
    /// What a person has to decide.
    package var questions: [LearningQuestion]
    /// For each pair the properties in which a migration by the profile would differ from what was done by hand.
    package var differences: [(pair: String, properties: [String])]

    /// The profile as JSON, with the questions in it.
    package var json: String { ProfileDocument.json(of: profile, questions: questions) }

    /// Whether nothing is left to be decided and the profile does what was done by hand.
    package var isProven: Bool { questions.isEmpty && differences.isEmpty }
}

/// Derives a profile from configurations before and after they were migrated by hand.
///
/// Every step that could explain a property is tried on every pair; what explains all of them counts.
package enum ProfileLearner {
    /// The profile on top of `base`, the one by which the configurations are recognised; `open` are questions about that.
    package static func learn(
        from pairs: [LearningPair], base: Profile, open: [LearningQuestion] = []
    ) -> LearnedProfile {
        var context = LearningContext(base: base, pairs: pairs)
        let search = SecretSearch(context)
        context.secretProperties = search.properties
        var steps = Decisions(context, doubtful: search.doubtful)
        steps.writeCredential(context)
        steps.askForSecret(context)
        steps.addUnseen(context)
        var builder = ProfileBuilder(context: context, steps: steps)
        let profile = builder.profile()
        var questions = open + steps.questions + builder.questions
        if questions.isEmpty, let problem = ProfileConsistency.problem(of: profile) {
            questions.append(
                LearningQuestion(
                    property: problem.place, place: problem.place, text: "\(problem.reason).".sentence,
                    options: []))
        }
        let differences = LearningProof(profile: profile, context: context)
            .differences(ignoring: Set(steps.questions.map(\.property)))
        for (pair, properties) in differences {
            for property in properties {
                questions.append(
                    LearningQuestion(
                        property: property, place: "migrated",
                        text: "A migration of \(pair) by this profile would end with another \(property).",
                        options: []))
            }
        }
        return LearnedProfile(
            profile: profile, properties: steps.explanations(context), questions: questions,
            differences: differences)
    }
}
