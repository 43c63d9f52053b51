//===- OperatorTest.cpp - precedence and associativity --------------------===//
//
// Spec: syntax 2.5.
//
//===----------------------------------------------------------------------===//

#include "ParseText.h"
#include <catch2/catch.hpp>

using namespace forge::test;

/// Each text must read like the one with all parentheses.
static void same(const char *text, const char *explicitText) {
  INFO(text);
  std::string tree = treeOf(text);
  CHECK(tree.find("error") != 0u);
  CHECK(tree == treeOf(explicitText));
}

TEST_CASE("binary operators by level", "[operators]") {
  same("a || b && c", "a || (b && c)");
  same("a && b == c", "a && (b == c)");
  same("a == b < c", "a == (b < c)");
  same("a < b + c", "a < (b + c)");
  same("a + b * c", "a + (b * c)");
  same("a * b + c", "(a * b) + c");
  same("a - b - c", "(a - b) - c");
  same("a / b * c % d", "((a / b) * c) % d");
  same("a == b == c", "(a == b) == c");
  same("a || b || c", "(a || b) || c");
  same("a + b |> f", "(a + b) |> f");
  same("a |> f |> g", "(a |> f) |> g");
  same("x |> f || g", "x |> (f || g)");
  same("a < b..c + 1", "a < (b..(c + 1))");
}

TEST_CASE("prefix operators bind tighter than binary ones", "[operators]") {
  same("must load() + 1", "(must load()) + 1");
  same("ask \"a\" + b", "(ask \"a\") + b");
  same("-a.b?", "-((a.b)?)");
  same("!a == b", "(!a) == b");
  same("- - 5", "-(-5)");
  same("hold ask \"x\"", "await (ask \"x\")");
  same("-5.abs()", "-(5.abs())");
}

TEST_CASE("where, chains and pipelines", "[operators]") {
  same("xs where a > 1 && b", "xs where a > (1 && b)");
  same("xs |> f where a > 1", "(xs |> f) where a > 1");
  same("a + b >> f", "(a + b) >> f");
  CHECK(treeOf("xs >> take n |> f") ==
        "(Chain (Name xs) (Take (Pipe (Name n) (Name f))))");
}

TEST_CASE("a range is a call of the builtin", "[operators]") {
  CHECK(treeOf("1..n") == "(Call builtin (Name range) (Int 1) (Name n))");
}

TEST_CASE("logic words", "[operators]") {
  same("a and b or c", "(a && b) || c");
  same("not a == b", "(!a) == b");
  // A file that binds a word keeps it as a name.
  CHECK(treeOf("let and = 1\na and b") ==
        "(Declare and (Int 1)) (Name a) (Name and) (Name b)");
  CHECK(treeOf("fn f(not) { not x }") ==
        "(Function f (Param not) (Body (Name not) (Name x)))");
  CHECK(treeOf("check a between 1 and 2") ==
        "(Check between (Name a) (Int 1) (Int 2))");
}

TEST_CASE("calls and indexes stand on the line of their operand",
          "[operators]") {
  same("f (x)", "f(x)");
  CHECK(treeOf("f\n(x)") == "(Name f) (Name x)");
  CHECK(treeOf("f\n[x]") == "(Name f) (Array (Name x))");
  CHECK(treeOf("f\n-x") == "(Name f) (Unary - (Name x))");
  CHECK(treeOf("[a [1]]") == "(Array (Index (Name a) (Int 1)))");
  CHECK(treeOf("[1 -2]") == "(Array (Binary - (Int 1) (Int 2)))");
  CHECK(treeOf("[1\n-2]") == "(Array (Int 1) (Unary - (Int 2)))");
  same("say (a + b) * 2", "say ((a + b) * 2)");
  CHECK(treeOf("a[i].m(x)?.y") ==
        "(Field y (Propagate (Call (Field m (Index (Name a) (Name i))) "
        "(Name x))))");
}

TEST_CASE("longest tokens", "[operators]") {
  CHECK(treeOf("a --b") == "(Binary - (Name a) (Unary - (Name b)))");
  CHECK(treeOf("a?.b") == "(Field b (Propagate (Name a)))");
  CHECK(treeOf("a ?? b") == "(Propagate (Propagate (Name a))) (Name b)");
}

TEST_CASE("braces: object or block", "[operators]") {
  CHECK(treeOf("let a = {}") == "(Declare a (Object))");
  CHECK(treeOf("let a = { b }") == "(Declare a (Block (Name b)))");
  CHECK(treeOf("let a = { b, }") ==
        "(Declare a (Object (Entry \"b\" (Name b))))");
  CHECK(treeOf("let a = { \"b c\": 1 }") ==
        "(Declare a (Object (Entry \"b c\" (Int 1))))");
  CHECK(treeOf("let a = { ...b, c: 1 }") ==
        "(Declare a (Object (Spread (Name b)) (Entry \"c\" (Int 1))))");
  CHECK(treeOf("{ a: 1 }.a") == "(Field a (Object (Entry \"a\" (Int 1))))");
  CHECK(treeOf("match x { 1 => {} }") == "(Match (Name x) (Arm 1 (Body)))");
  CHECK(treeOf("(1,)") == "(Tuple (Int 1))");
  CHECK(treeOf("(1, 2)") == "(Tuple (Int 1) (Int 2))");
  CHECK(treeOf("(1)") == "(Int 1)");
}
