//===- Members.td - native methods and fields of values -------------------===//
//
// Specification: builtins, sections 7 to 10. `stream` is not a member: it is a
// method of five kinds.
//
//===----------------------------------------------------------------------===//

include "MemberBase.td"

/// A property of Strings: readable as a field, callable without arguments.
class StringProperty<string name, string result, string symbol = "">
    : Member<"String", name, [], Pure> {
  let Field = 1;
  let ResultKind = result;
  let Symbol = !if(!empty(symbol), "frt_string_" # name, symbol);
}

/// The number of entries, a field of every container.
class LengthMember<string kind, bit method> : Member<kind, "len", [], Pure> {
  let Field = 1;
  let Method = method;
  let ResultKind = "Int";
  let Symbol = "frt_entry_count";
}

def StringLenMember : StringProperty<"len", "Int"> {
  let Doc = "Length in code points.";
  let Example = [{
say "añ".len // expect: 2
}];
}

def StringUpperMember : StringProperty<"upper", "String"> {
  let Doc = "Upper case, full Unicode mapping.";
  let Example = [{
say "straße".upper() // expect: STRASSE
}];
}

def StringLowerMember : StringProperty<"lower", "String"> {
  let Doc = "Lower case, full Unicode mapping.";
  let Example = [{
say "ÀB".lower // expect: àb
}];
}

def StringTrimMember : StringProperty<"trim", "String"> {
  let Doc = "Without white space at both ends.";
  let Example = [{
say "  a ".trim() // expect: a
}];
}

def StringTrimStartMember : StringProperty<"trim_start", "String"> {
  let Doc = "Without white space at the start.";
  let Example = [{
say "  a".trim_start() // expect: a
}];
}

def StringTrimEndMember : StringProperty<"trim_end", "String"> {
  let Doc = "Without white space at the end.";
  let Example = [{
say "a  ".trim_end() + "." // expect: a.
}];
}

def StringIsEmptyMember : StringProperty<"is_empty", "Bool"> {
  let Doc = "Whether the String has no code points.";
  let Example = [{
say "".is_empty // expect: true
}];
}

def StringIsNumericMember : StringProperty<"is_numeric", "Bool"> {
  let Doc = [{
Whether the String is not empty and
consists of ASCII digits, `.` and `-`.
}];
  let Example = [{
say "3.5".is_numeric() // expect: true
}];
}

def StringIsAlphaMember : StringProperty<"is_alpha", "Bool"> {
  let Doc = [{
Whether the String is not empty and all code points
are alphabetic.
}];
  let Example = [{
say "añ".is_alpha // expect: true
}];
}

def StringIsAlphanumericMember : StringProperty<"is_alphanumeric", "Bool"> {
  let Doc = [{
Whether the String is not empty and all code points
are alphabetic or numeric.
}];
  let Example = [{
say "a1".is_alphanumeric() // expect: true
}];
}

def StringCharsMember : StringProperty<"chars", "Array"> {
  let Doc = "Array of the code points as Strings.";
  let Example = [{
say "añ".chars // expect: [a, ñ]
}];
}

def StringBytesMember : StringProperty<"bytes", "Array"> {
  let Doc = "Array of the UTF-8 bytes as Ints.";
  let Example = [{
say "ñ".bytes // expect: [195, 177]
}];
}

def StringWordsMember : StringProperty<"words", "Array"> {
  let Doc = "Array of the pieces between runs of white space.";
  let Example = [{
say " a  b ".words() // expect: [a, b]
}];
}

def StringLinesMember : StringProperty<"lines", "Array"> {
  let Doc = "Array of the lines, without line ends.";
  let Example = [{
say "a\nb".lines() // expect: [a, b]
}];
}

def StringReverseMember : StringProperty<"reverse", "String"> {
  let Doc = "Reversed by code points.";
  let Example = [{
say "añ".reverse() // expect: ña
}];
}

def StringCharAtMember : Member<"String", "char_at", [Param<"i">], PureRaises> {
  let Doc = "Code point at position `i` as a String, or `null` outside.";
  let Example = [{
say "añ".char_at(1) // expect: ñ
}];
}

def StringEncodeUriMember : Member<"String", "encode_uri", [], Pure> {
  let ResultKind = "String";
  let Doc = "Percent-encoding of all bytes but `A-Z a-z 0-9 - _ . ~`.";
  let Example = [{
say "a b".encode_uri() // expect: a%20b
}];
}

def StringDecodeUriMember : Member<"String", "decode_uri", [], Pure> {
  let ResultKind = "String";
  let Doc = "Reverses `encode_uri`; `+` becomes a space.";
  let Example = [{
say "a%20b+c".decode_uri() // expect: a b c
}];
}

def SetHasMember
    : Member<"Set", "has", [Param<"x">, Opt<"_more">],
             PureRaises> {
  let ResultKind = "Bool";
  let Doc = "Whether `x` is an element.";
  let Example = [{
say set([1, 2]).has(2.0) // expect: true
}];
}

def SetAddMember
    : Member<"Set", "add", [Param<"x">, Opt<"_more">],
             PureRaises> {
  let ResultKind = "Set";
  let Doc = "The Set with `x`. Updates a mutable variable.";
  let Example = [{
say set([1]).add(2) // expect: set(1, 2)
}];
}

def SetRemoveMember
    : Member<"Set", "remove", [Param<"x">, Opt<"_more">],
             PureRaises> {
  let ResultKind = "Set";
  let Doc = "The Set without `x`. Updates a mutable variable.";
  let Example = [{
say set([1, 2]).remove(1) // expect: set(2)
}];
}

def SetUnionMember
    : Member<"Set", "union", [Param<"t">, Opt<"_more">],
             PureRaises> {
  let ResultKind = "Set";
  let Doc = "The elements of both Sets.";
  let Example = [{
say set([1]).union(set([2])) // expect: set(1, 2)
}];
}

def SetIntersectMember
    : Member<"Set", "intersect", [Param<"t">, Opt<"_more">],
             PureRaises> {
  let ResultKind = "Set";
  let Doc = "The elements that are in both Sets.";
  let Example = [{
say set([1, 2]).intersect(set([2, 3])) // expect: set(2)
}];
}

def SetDiffMember
    : Member<"Set", "diff", [Param<"t">, Opt<"_more">],
             PureRaises> {
  let ResultKind = "Set";
  let Doc = "The elements that are not in `t`.";
  let Example = [{
say set([1, 2]).diff(set([2])) // expect: set(1)
}];
}

def SetToArrayMember : Member<"Set", "to_array", [], Pure> {
  let ResultKind = "Array";
  let Doc = "Array of the elements.";
  let Example = [{
say set([1, 1]).to_array() // expect: [1]
}];
}

def MapGetMember : Member<"Map", "get", [Param<"k">, Opt<"d">], PureRaises> {
  let Doc = "Value of a key, `d` (default `null`) if it is missing.";
  let Example = [{
say map([("k", 1)]).get("k") // expect: 1
}];
}

def MapHasMember
    : Member<"Map", "has", [Param<"k">, Opt<"_more">],
             PureRaises> {
  let ResultKind = "Bool";
  let Doc = "Whether the key is present.";
  let Example = [{
say map([(1, "i")]).has(1.0) // expect: true
}];
}

def MapSetMember
    : Member<"Map", "set", [Param<"k">, Param<"v">, Opt<"_more">],
             PureRaises> {
  let ResultKind = "Map";
  let Doc = [{
The Map with the entry. As a statement it updates a mutable
variable.
}];
  let Example = [{
say map().set("k", 1) // expect: Map(k => 1)
}];
}

def MapRemoveMember
    : Member<"Map", "remove", [Param<"k">, Opt<"_more">],
             PureRaises> {
  let ResultKind = "Map";
  let Doc = [{
The Map without the key. As a statement it updates a mutable
variable.
}];
  let Example = [{
say map([(1, 2)]).remove(1) // expect: Map()
}];
}

def MapKeysMember : Member<"Map", "keys", [], Pure> {
  let ResultKind = "Array";
  let Doc = "Array of the keys.";
  let Example = [{
say map([(1, 2)]).keys() // expect: [1]
}];
}

def MapValuesMember : Member<"Map", "values", [], Pure> {
  let ResultKind = "Array";
  let Doc = "Array of the values.";
  let Example = [{
say map([(1, 2)]).values() // expect: [2]
}];
}

def MapToArrayMember : Member<"Map", "to_array", [], Pure> {
  let ResultKind = "Array";
  let Doc = "Array of `(key, value)` Tuples.";
  let Example = [{
say map([(1, 2)]).to_array() // expect: [(1, 2)]
}];
}

def ArrayLenMember : LengthMember<"Array", 0> {
  let Doc = "Number of entries.";
  let Example = [{
say [1, 2].len // expect: 2
}];
}

def TupleLenMember : LengthMember<"Tuple", 0> {
  let Doc = "Number of entries.";
  let Example = [{
say (1, 2).len // expect: 2
}];
}

def SetLenMember : LengthMember<"Set", 0> {
  let Doc = "Number of entries.";
  let Example = [{
say set([1]).len // expect: 1
}];
}

def MapLenMember : LengthMember<"Map", 1> {
  let Doc = "Number of entries.";
  let Example = [{
say map([(1, 2)]).len() // expect: 1
}];
}
