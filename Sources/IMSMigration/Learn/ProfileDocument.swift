// SPDX-License-Identifier: Apache-2.0

/// Writes profiles in the format in which they are read.
enum ProfileDocument {
    static func json(of profile: Profile, questions: [LearningQuestion]) -> String {
        var members: [(String, OrderedJSON)] = [
            ("schemaVersion", .number(1)), ("name", .string(profile.name)),
            ("storage", .string(profile.storage)),
        ]
        if profile.documents != .docview {
            members.append(("documents", .string(profile.documents.rawValue)))
        }
        members += [
            ("description", .string("Learned from configurations that were migrated by hand.")),
            ("paths", strings(profile.paths.map(\.text))), ("markers", strings(profile.markers)),
            ("recognise", rules(profile.recognise)), ("jwt", rules(profile.jwt)),
            ("oauth", rules(profile.oauth)),
            ("fields", fields(profile.fields)),
        ]
        if let companion = profile.companion { members.append(("companion", self.companion(companion))) }
        if !profile.referencedBy.isEmpty { members.append(("referencedBy", strings(profile.referencedBy))) }
        if !profile.suspected.isEmpty { members.append(("suspected", rules(profile.suspected))) }
        if !profile.otherHolders.isEmpty { members.append(("otherHolders", rules(profile.otherHolders))) }
        if !profile.provisioned.isEmpty { members.append(("provisioned", rules(profile.provisioned))) }
        if !profile.shown.isEmpty { members.append(("shown", strings(profile.shown))) }
        if let created = profile.created { members.append(("created", shape(created))) }
        members.append(("migrated", .array(profile.migrated.map { step($0) })))
        if !questions.isEmpty { members.append(("questions", .array(questions.map { question($0) }))) }
        return OrderedJSON.document(members)
    }

    private static func strings(_ texts: [String]) -> OrderedJSON { .array(texts.map { .string($0) }) }

    private static func rules(_ rules: [Profile.Rule]) -> OrderedJSON {
        .array(rules.map { .object([("when", condition($0.when)), ("reason", .string($0.reason))]) })
    }

    private static func condition(_ condition: Condition) -> OrderedJSON {
        func test(_ property: String, _ name: String, _ value: String) -> OrderedJSON {
            .object([("property", .string(property)), (name, .string(value))])
        }
        switch condition {
        case .present(let property): return .object([("property", .string(property))])
        case .absent(let property):
            return .object([("property", .string(property)), ("absent", .bool(true))])
        case .contains(let property, let text): return test(property, "contains", text)
        case .equals(let property, let value): return test(property, "equals", value)
        case .resourceTypeBelow(let property, let parent): return test(property, "resourceTypeBelow", parent)
        case .hostBelow(let property, let domain): return test(property, "hostBelow", domain)
        case .hostUndecided(let properties, let domain):
            return .object([("properties", strings(properties)), ("hostUndecided", .string(domain))])
        case .factory(let pid): return .object([("factory", .string(pid))])
        case .all(let parts): return .object([("all", .array(parts.map { self.condition($0) }))])
        case .any(let parts): return .object([("any", .array(parts.map { self.condition($0) }))])
        case .atLeast(let count, let parts):
            return .object([("atLeast", .number(count)), ("of", .array(parts.map { self.condition($0) }))])
        }
    }

    private static func fields(_ fields: [Profile.Field: [String]]) -> OrderedJSON {
        .object(
            Profile.Field.allCases.compactMap { field in
                fields[field].map { (field.rawValue, strings($0)) }
            })
    }

    private static func shape(_ shape: Profile.NewShape) -> OrderedJSON {
        var members: [(String, OrderedJSON)] = []
        if let nodes = shape.nodes {
            members.append(("type", .string(nodes.type)))
            if let content = nodes.content { members.append(("content", .string(content))) }
        }
        members.append(("folder", .string(shape.folder)))
        let defaults = Profile.Field.allCases.compactMap { field in
            shape.defaults[field].map { (field.rawValue, OrderedJSON.string($0)) }
        }
        if !defaults.isEmpty { members.append(("defaults", .object(defaults))) }
        if !shape.properties.isEmpty { members.append(("set", .object(shape.properties.map(property)))) }
        return .object(members)
    }

    private static func property(_ property: Profile.NewShape.Property) -> (String, OrderedJSON) {
        let texts = property.values.map(\.text)
        return (property.name, property.isMultiple ? strings(texts) : .string(texts.joined()))
    }

    private static func companion(_ companion: Profile.Companion) -> OrderedJSON {
        .object([
            ("factory", .string(companion.factory)),
            (
                "joinedBy",
                .object([
                    ("property", .string(companion.property)),
                    ("equals", .string(companion.companionProperty)),
                ])
            ),
            ("properties", strings(companion.properties)),
        ])
    }

    static func step(_ step: Profile.Step) -> OrderedJSON {
        func set(_ property: String, _ members: (String, OrderedJSON)...) -> OrderedJSON {
            .object([("set", .string(property))] + members)
        }
        switch step {
        case .remove(let property): return .object([("remove", .string(property))])
        case .rename(let property, let name):
            return .object([("rename", .string(property)), ("to", .string(name))])
        case .copy(let property, let source): return set(property, ("from", .string(source)))
        case .setConstant(let property, let value):
            let type: [(String, OrderedJSON)] = value.type.map { [("type", .string($0))] } ?? []
            let member: (String, OrderedJSON) =
                value.isMultiple ? ("values", strings(value.values)) : ("value", .string(value.text))
            return .object([("set", .string(property)), member] + type)
        case .setField(let property, let field): return set(property, ("field", .string(field.rawValue)))
        case .setScopes(let property, .array):
            return set(property, ("field", .string("scopes")), ("as", .string("array")))
        case .setScopes(let property, .joined(let separator)):
            return set(property, ("field", .string("scopes")), ("separator", .string(separator)))
        case .setTemplate(let property, let template):
            return set(property, ("template", .string(template.text)))
        case .keepEntries(let property, let key):
            return .object([("keepEntries", .string(property)), ("key", .string(key))])
        }
    }

    private static func question(_ question: LearningQuestion) -> OrderedJSON {
        let options = question.options.map { option -> OrderedJSON in
            let meaning: [(String, OrderedJSON)] = [("means", .string(option.meaning))]
            return .object(meaning + (option.step.map { [("step", step($0))] } ?? []))
        }
        return .object([
            ("property", .string(question.property)), ("place", .string(question.place)),
            ("question", .string(question.text)), ("options", .array(options)),
        ])
    }
}
