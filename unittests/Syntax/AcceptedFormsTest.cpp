//===- AcceptedFormsTest.cpp - texts that are no mistakes any more --------===//
//
// Spec: syntax 13, rows of kind accept, beyond and changes: what the reference
// implementation rejects or reads differently.
//
//===----------------------------------------------------------------------===//

#include "ParseText.h"
#include <catch2/catch.hpp>

using namespace forge;
using namespace forge::test;

namespace {
/// Two texts that stand for the same tree.
struct Pair {
  const char *text;
  const char *same;
};
} // namespace

static const Pair pairs[] = {
    // Lines: L1 to L6 of 1.8.
    {"let a = b +\n\n c", "let a = b + c"},
    {"let a =\n b", "let a = b"},
    {"let a = !\n b", "let a = !b"},
    {"a.\nb", "a.b"},
    {"change a to\n b", "change a to b"},
    {"a +=\n b", "a += b"},
    {"xs\n.map(f)\n.len()", "xs.map(f).len()"},
    {"xs\n\n// comment\n|> f\n>> take 2", "xs |> f >> take 2"},
    {"let ok = a\n&& b\n|| c", "let ok = a && b || c"},
    {"(a\n+ b\n)", "a + b"},
    {"(a\n)", "a"},
    {"xs[\n1\n]", "xs[1]"},
    {"(fn() { a\n-b })", "(fn() { a; -b })"},
    {"fn f(\na,\nb\n) { }", "fn f(a, b) { }"},
    {"import {\na,\nb\n} from \"p\"", "import { a, b } from \"p\""},
    {"unpack {\na\nb\n} from c", "unpack { a, b } from c"},
    {"@get(\n\"/a\"\n)\nfn f() { }", "@get(\"/a\") fn f() { }"},
    {"match x\n{ 1 => a }", "match x { 1 => a }"},
    {"when x\n{ 1 -> a }", "when x { 1 -> a }"},
    {"struct P\n{ x: Int }", "struct P { x: Int }"},
    {"if a { } else\nif b { }", "if a { } else if b { }"},
    {"let x = 1; say x;", "let x = 1\nsay x"},
    {"let x = 1 /* a\nb */ say x", "let x = 1\nsay x"},
    {"let x = /* a */ 1", "let x = 1"},
    {"\xEF\xBB\xBFsay 1", "say 1"},
    {"#!/usr/bin/env forge\nsay 1", "say 1"},
    {"say 1\r\nsay 2\r\n", "say 1\nsay 2\n"},
    // Operands and operators.
    {"let a = match x { 1 => 2 }", "let a = { match x { 1 => 2 } }"},
    {"let a = try { b } catch e { c }", "let a = { try { b } catch e { c } }"},
    {"let a = if b { 1 } else if c { 2 } else { 3 }",
     "let a = { if b { 1 } else { if c { 2 } else { 3 } } }"},
    {"let a = if b { 1 }\n(2)", "let a = { if b { 1 } }\n(2)"},
    {"let f = (a, b) => a + b", "let f = fn(a, b) { a + b }"},
    {"let f = () => 1", "let f = fn() { 1 }"},
    {"let f = (a) => { say a }", "let f = fn(a) { say a }"},
    {"fn(x) { x }(3)", "(fn(x) { x })(3)"},
    {"let a = b and c or not d", "let a = b && c || !d"},
    {"xs where a > 1 where b < 2", "(xs where a > 1) where b < 2"},
    {"from xs >> order by n >> limit 2", "xs >> sort by n >> take 2"},
    {"say \"x\" unless y", "if !y { say \"x\" }"},
    {"spawn f(1)", "spawn { f(1) }"},
    {"let a = 0x1F + 0b101 + 0o17", "let a = 31 + 5 + 15"},
    {"let a = 1e3", "let a = 1000.0"},
    {"let a = 2.5e-1", "let a = 0.25"},
    {"let a = fn(x) -> Int { x }\n", "let a = fn(x) -> Int { x }"},
    // Objects.
    {"let o = { a, b }", "let o = { a: a, b: b }"},
    {"let o = { a: 1, b }", "let o = { a: 1, b: b }"},
    {"let o = { limit: 1, type: 2 }", "let o = { \"limit\": 1, \"type\": 2 }"},
    {"let o = { if: 1 }", "let o = { \"if\": 1 }"},
    // Declarations.
    {"let { a, b } = c", "unpack { a, b } from c"},
    {"let [a, ...r] = c", "unpack [a, ...r] from c"},
    {"set (a, b) to c", "unpack (a, b) from c"},
    {"set x: Int to 1", "let x: Int = 1"},
    {"pub fn f() { }", "fn f() { }"},
    {"fn f(): Int { }", "fn f() -> Int { }"},
    {"let a: Int? = b", "let a: ?Int = b"},
    {"let a: Map<A, List<B>>= b", "let a: Map<A, List<B> > = b"},
    {"type T = | A | B(Int)", "type T = A | B(Int)"},
    {"type T {\nA\nB(Int)\n}", "type T = A | B(Int)"},
    {"type T = A(x: Int)", "type T = A(Int)"},
    {"interface I { f(), g() -> Int }", "interface I { f() g() -> Int }"},
    {"prompt p() { system: \"a\", user: \"b\" }",
     "prompt p() { system: \"a\" user: \"b\" }"},
    {"from \"p\" import a, b", "import { a, b } from \"p\""},
    {"@get(\"/\")\nforge f() { }", "@get(\"/\") async fn f() { }"},
    // Statements.
    {"match x { 1 -> a }", "match x { 1 => a }"},
    {"match x { 1 => { a: 1 } }", "match x { 1 =>\n { a: 1 } }"},
    {"try { } catch (e) { }", "try { } catch e { }"},
    {"timeout 2 minutes { }", "timeout 2 minute { }"},
    {"wait 2 minutes", "wait (2 * 60)"},
    {"wait 1 second", "wait 1"},
    {"repeat 3 times as i { }", "repeat 3 as i { }"},
};

TEST_CASE("accepted forms give the tree of the plain form", "[forms]") {
  for (const Pair &pair : pairs) {
    INFO(pair.text);
    std::string tree = treeOf(pair.text);
    CHECK(tree.find("error") != 0u);
    CHECK(tree == treeOf(pair.same));
  }
}

TEST_CASE("soft keywords are names", "[forms]") {
  for (const char *word :
       {"agent",   "any",      "ask",       "by",     "check", "craft",
        "crawl",   "download", "every",     "freeze", "from",  "give",
        "import",  "in",       "keep",      "limit",  "match", "must",
        "order",   "power",    "prompt",    "retry",  "safe",  "schedule",
        "select",  "set",      "table",     "take",   "the",   "thing",
        "timeout", "to",       "transform", "type",   "watch", "where",
        "times",   "seconds",  "each"}) {
    std::string name = word;
    INFO(name);
    std::string read = "(Name " + name + ")";
    CHECK(treeOf("let " + name + " = 5") == "(Declare " + name + " (Int 5))");
    CHECK(treeOf("say " + name) == "(Call (Name say) " + read + ")");
    CHECK(treeOf(name) == read);
    CHECK(treeOf(name + " += 1") == "(Assign += " + read + " (Int 1))");
    CHECK(treeOf(name + ".x") == "(Field x " + read + ")");
    CHECK(treeOf("row." + name) == "(Field " + name + " (Name row))");
    CHECK(treeOf("let o = { " + name + ": " + name + " }") ==
          "(Declare o (Object (Entry \"" + name + "\" " + read + ")))");
    CHECK(treeOf("fn f(" + name + ") { }") ==
          "(Function f (Param " + name + ") (Body))");
  }
}

TEST_CASE("every word may follow a dot or stand before a colon", "[forms]") {
#define FORGE_KEYWORD(NAME, TEXT)                                              \
  CHECK(treeOf("x." TEXT) == "(Field " TEXT " (Name x))");                     \
  CHECK(treeOf("let o = { " TEXT ": 1 }") ==                                   \
        "(Declare o (Object (Entry \"" TEXT "\" (Int 1))))");
#include "forge/Syntax/Token.def"
}

TEST_CASE("constants in headers do not start struct literals", "[forms]") {
  CHECK(treeOf("while n < LIMIT { n += 1 }") ==
        "(While (Binary < (Name n) (Name LIMIT)) "
        "(Body (Assign += (Name n) (Int 1))))");
  CHECK(treeOf("for i in ITEMS { }") == "(For i (Name ITEMS) (Body))");
  CHECK(treeOf("if P { x: 1 }.x == 1 { }") ==
        "(If (Binary == (Field x (StructInit P (Entry \"x\" (Int 1)))) "
        "(Int 1)) (Then))");
  CHECK(treeOf("if P { } { a }") == "(If (StructInit P) (Then (Name a)))");
  CHECK(treeOf("if f(P { }) { a }") ==
        "(If (Call (Name f) (StructInit P)) (Then (Name a)))");
}

TEST_CASE("words that look like declarations can be calls", "[forms]") {
  CHECK(treeOf("set([1])") == "(Call (Name set) (Array (Int 1)))");
  CHECK(treeOf("type(x)") == "(Call (Name type) (Name x))");
  CHECK(treeOf("select(a)") == "(Call (Name select) (Name a))");
  CHECK(treeOf("xs >> sort(f)") ==
        "(Chain (Name xs) (Apply (Call (Name sort) (Name f))))");
  CHECK(treeOf("check (a)") == "(Check truth (Name a))");
  CHECK(treeOf("xs.map(say)") == "(Call (Field map (Name xs)) (Name say))");
}

TEST_CASE("checks", "[forms]") {
  CHECK(treeOf("check e is not empty") == "(Check not-empty (Name e))");
  CHECK(treeOf("check e is ! empty") == "(Check not-empty (Name e))");
  CHECK(treeOf("check e is empty") == "(Check empty (Name e))");
  for (const char *text : {"check e between 1 and 2", "check e between 1 2",
                           "check e is between 1 and 2"})
    CHECK(treeOf(text) == "(Check between (Name e) (Int 1) (Int 2))");
  CHECK(treeOf("check e contains n") == "(Check contains (Name e) (Name n))");
  CHECK(treeOf("check a >= b") ==
        "(Check truth (Binary >= (Name a) (Name b)))");
}

TEST_CASE("decorator groups", "[forms]") {
  CHECK(treeOf("@get(\"/a\")\n@server(port: 80)\nfn f() { }") ==
        "(Decorator server (Entry \"port\" (Int 80))) "
        "(Function f (Decorator get (Text \"/a\")) (Body))");
  CHECK(treeOf("@test\n@skip\nlet a = 1") ==
        "(Decorator test) (Decorator skip) (Declare a (Int 1))");
}

TEST_CASE("units scale the amount", "[forms]") {
  CHECK(treeOf("schedule every 2 hours { }") ==
        "(Schedule *3600000ms (Int 2) (Body))");
  CHECK(treeOf("timeout 5 ms { }") == "(Timeout *1ms (Int 5) (Body))");
  CHECK(treeOf("timeout 5 { }") == "(Timeout *1000ms (Int 5) (Body))");
  CHECK(treeOf("wait 5seconds") == "(Call (Name wait) (Int 5))");
}

TEST_CASE("statements as results of when arms", "[forms]") {
  CHECK(treeOf("when x { 1 -> say 2, 3 -> y = 4, else -> return }") ==
        "(When (Name x) (Arm (Int 1) (Body (Call (Name say) (Int 2)))) "
        "(Arm (Int 3) (Body (Assign = (Name y) (Int 4)))) "
        "(Arm else (Body (Return))))");
}

TEST_CASE("negative and null patterns", "[forms]") {
  CHECK(treeOf("match x { null => 1, -2.5 => 2, Some(-1) => 3 }") ==
        "(Match (Name x) (Arm null (Body (Int 1))) (Arm -2.5 (Body (Int 2))) "
        "(Arm Some(-1) (Body (Int 3))))");
}

TEST_CASE("function and tuple types", "[forms]") {
  CHECK(treeOf("let f: fn(Int, ?String) -> [Bool] = g") ==
        "(Declare f: fn(Int, ?String) -> [Bool] (Name g))");
  CHECK(treeOf("let t: (Int, any) = g") == "(Declare t: (Int, any) (Name g))");
}

TEST_CASE("decorators before public functions", "[forms]") {
  CHECK(treeOf("@get(\"/\")\npub fn f() { }") ==
        "(Function f (Decorator get (Text \"/\")) (Body))");
}
