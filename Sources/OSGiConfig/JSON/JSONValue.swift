// SPDX-License-Identifier: Apache-2.0

/// One value of a JSON text, with its place.
struct JSONValue: Sendable {
    enum Kind: Sendable {
        case string, number, boolean, null, object, array
    }

    var kind: Kind
    /// The whole literal, quotes and brackets included.
    var span: Range<Int>
    /// A string's decoded text, a number's or a Boolean's spelling; empty for the others.
    var text = ""
    /// The values of an array; those of an array within an array are not kept.
    var elements: [JSONValue] = []
    /// The places of the parts of an array.
    var list: BracketedList?
}

/// A file in the Configurator's JSON, taken apart.
struct JSONFile: Sendable {
    struct Member: Sendable {
        var property: OSGiProperty
        var hint: JSONTypeHint?
        var value: JSONValue
    }

    var members: [Member] = []
    /// The members as a list; ``BracketedList/items`` and ``members`` go together.
    var list = BracketedList(open: 0, close: 0)
    /// In the order of the file; a line comment without its line break.
    var comments: [Range<Int>] = []
    var doubts: [OSGiDoubt] = []
}
