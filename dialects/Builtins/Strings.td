//===- Strings.td - functions on strings ----------------------------------===//
//
// Specification: builtins, section 6. Positions and lengths are code points.
//
//===----------------------------------------------------------------------===//

include "BuiltinBase.td"

class StringBuiltin<string name, list<Param> params, string result = "String",
                    bit methodForm = 1>
    : Builtin<name, params, PureRaises> {
  let ResultKind = result;
  let MethodForm = methodForm;
}

def SplitBuiltin
    : StringBuiltin<"split", [Param<"s">, Param<"sep">], "Array<String>"> {
  let Doc = [{
Pieces of a String between the occurrences of `sep`, empty ones included. An
empty `sep` gives the code points.
}];
  let Example = [{
say split("a,b,", ",") // expect: [a, b, ]
say split("añ", "") // expect: [a, ñ]
}];
}

def JoinBuiltin : StringBuiltin<"join", [Param<"a">, Opt<"sep">]> {
  let Doc = "Display texts of an Array's elements with `sep` between them.";
  let Example = [{
say join([1, "a"], "-") // expect: 1-a
}];
}

def ReplaceBuiltin
    : StringBuiltin<"replace", [Param<"s">, Param<"from">, Param<"to">]> {
  let Doc = [{
Replaces every non-overlapping occurrence of `from`. An empty `from` puts `to`
before every code point and at the end.
}];
  let Example = [{
say replace("aaa", "aa", "b") // expect: ba
}];
}

def StartsWithBuiltin
    : StringBuiltin<"starts_with", [Param<"s">, Param<"prefix">], "Bool"> {
  let Doc = "Whether a String starts with `prefix`.";
  let Example = [{
say starts_with("forge", "for") // expect: true
}];
}

def EndsWithBuiltin
    : StringBuiltin<"ends_with", [Param<"s">, Param<"suffix">], "Bool"> {
  let Doc = "Whether a String ends with `suffix`.";
  let Example = [{
say ends_with("forge", "x") // expect: false
}];
}

def SubstringBuiltin
    : StringBuiltin<"substring", [Param<"s">, Param<"start">, Opt<"end">]> {
  let Doc = [{
Code points `start` to `end` exclusive (default: the end). Negative positions act
as 0; an empty String if `start` is not below `end`.
}];
  let Example = [{
say substring("forge", 1, 3) // expect: or
say substring("forge", 3) // expect: ge
}];
}

def LastIndexOfBuiltin
    : StringBuiltin<"last_index_of", [Param<"s">, Param<"sub">], "Int"> {
  let Doc = [{
Position of the last occurrence of `sub`, or -1; the length for an empty `sub`.
For an Array the position of the last element `==` to `sub`.
}];
  let Example = [{
say last_index_of("ñaña", "ña") // expect: 2
}];
}

def PadStartBuiltin
    : StringBuiltin<"pad_start", [Param<"s">, Param<"n">, Opt<"ch">]> {
  let Doc = [{
The String with the first code point of `ch` (default: a space) put in front
until it has `n` code points.
}];
  let Example = [{
say pad_start("7", 3, "0") // expect: 007
}];
}

def PadEndBuiltin
    : StringBuiltin<"pad_end", [Param<"s">, Param<"n">, Opt<"ch">]> {
  let Doc = [{
The String with the first code point of `ch` (default: a space) appended until it
has `n` code points.
}];
  let Example = [{
say pad_end("7", 3, ".") // expect: 7..
}];
}

def CapitalizeBuiltin : StringBuiltin<"capitalize", [Param<"s">]> {
  let Doc = "First code point in upper case, the rest in lower case.";
  let Example = [{
say capitalize("hELLO") // expect: Hello
}];
}

def TitleBuiltin : StringBuiltin<"title", [Param<"s">]> {
  let Doc = "Every word capitalized, joined by single spaces.";
  let Example = [{
say title("the  forge") // expect: The Forge
}];
}

def RepeatStrBuiltin
    : StringBuiltin<"repeat_str", [Param<"s">, Param<"n">]> {
  let Doc = "The String `n` times, at most 1 GiB.";
  let Example = [{
say repeat_str("ab", 3) // expect: ababab
}];
}

def CountBuiltin : StringBuiltin<"count", [Param<"s">, Param<"sub">], "Int"> {
  let Doc = [{
Number of non-overlapping occurrences of `sub`; an empty `sub` gives the length
plus 1. For an Array the number of elements `==` to `sub`.
}];
  let Example = [{
say count("banana", "an") // expect: 2
}];
}

def LinesBuiltin : StringBuiltin<"lines", [Param<"s">], "Array", 0> {
  let Doc = [{
Lines of a String without their line ends (`\n` or `\r\n`); no empty last line
for a trailing line end.
}];
  let Example = [{
say lines("a\nb\n") // expect: [a, b]
}];
}

def SlugifyBuiltin : StringBuiltin<"slugify", [Param<"s">]> {
  let Doc = [{
Lower case, with every run of code points that are no letters or digits replaced
by one `-`, none at the ends.
}];
  let Example = [{
say slugify(" Hello, World! ") // expect: hello-world
}];
}

def SnakeCaseBuiltin : StringBuiltin<"snake_case", [Param<"s">]> {
  let Doc = "Words in lower case joined by `_`.";
  let Example = [{
say snake_case("myAPIKey") // expect: my_api_key
}];
}

def CamelCaseBuiltin : StringBuiltin<"camel_case", [Param<"s">]> {
  let Doc = [{
Words joined without a separator, every word but the first capitalized.
}];
  let Example = [{
say camel_case("hello_big world") // expect: helloBigWorld
}];
}

def UpperBuiltin : StringBuiltin<"upper", [Param<"s">], "String", 0> {
  let Doc = "Upper case, full Unicode mapping.";
  let Example = [{
say upper("straße") // expect: STRASSE
}];
}

def LowerBuiltin : StringBuiltin<"lower", [Param<"s">], "String", 0> {
  let Doc = "Lower case, full Unicode mapping.";
  let Example = [{
say lower("ÀB") // expect: àb
}];
}

def TrimBuiltin : StringBuiltin<"trim", [Param<"s">], "String", 0> {
  let Doc = "Without white space at both ends.";
  let Example = [{
say trim("  a b ") // expect: a b
}];
}
