//===- SpellingPairsTest.cpp - classic and natural give one tree ----------===//
//
// Spec: syntax 12.
//
//===----------------------------------------------------------------------===//

#include "ParseText.h"
#include <catch2/catch.hpp>

using namespace forge;
using namespace forge::test;

namespace {
struct Pair {
  const char *classic;
  const char *natural;
};
} // namespace

static const Pair pairs[] = {
    {"let x = e", "set x to e"},
    {"let mut x = e", "set mut x to e"},
    {"p = e", "change p to e"},
    {"a.b[0].c = e", "change a.b[0].c to e"},
    {"let (a, b) = e", "unpack (a, b) from e"},
    {"let { a, b } = e", "unpack { a, b } from e"},
    {"let [a, ...r] = e", "unpack [a, ...r] from e"},
    {"fn f(x) { }", "define f(x) { }"},
    {"async fn f() { }", "forge f() { }"},
    {"async fn f() { }", "forge define f() { }"},
    {"async f() { }", "forge fn f() { }"},
    {"await e", "hold e"},
    {"yield e", "emit e"},
    {"if c { a } else { b }", "if c { a } otherwise { b }"},
    {"if c { a } else { b }", "if c { a } nah { b }"},
    {"if c { a } else if d { b }", "if c { a } otherwise if d { b }"},
    {"if c { a } else if d { b } else { g }",
     "if c { a }\nnah if d { b }\notherwise { g }"},
    {"for x in e { }", "for each x in e { }"},
    {"for k, v in e { }", "for each k, v in e { }"},
    {"when e { < a -> r, else -> s }", "when e { < a -> r, otherwise -> s }"},
    {"when e { < a -> r, else -> s }", "when e { < a => r\n nah => s }"},
    {"struct P { x: Int }", "thing P { x: Int }"},
    {"struct P<T> { x: T = 1, has q: Q }", "thing P<T> { x: T = 1 has q: Q }"},
    {"let p = P { x: 1 }", "let p = craft P { x: 1 }"},
    {"impl P { fn f(it) { } }", "give P { define f(it) { } }"},
    {"impl I for P { fn f(it) { } }",
     "give P the power I { define f(it) { } }"},
    {"interface I { fn f(x: Int) -> Int }",
     "power I { define f(x: Int) -> Int }"},
    {"let r = fetch(u)", "grab r from u"},
    {"let r = fetch(u, o)", "grab r from u with o"},
    {"http.download(u, p)", "download u to p"},
    {"http.download(u)", "download u"},
    {"http.crawl(u)", "crawl u"},
    {"wait (n)", "wait n seconds"},
};

TEST_CASE("classic and natural spelling give the same tree", "[spelling]") {
  for (const Pair &pair : pairs) {
    INFO(pair.classic << "   and   " << pair.natural);
    std::string tree = treeOf(pair.classic);
    CHECK(tree.find("error") != 0u);
    CHECK(tree == treeOf(pair.natural));
  }
}

TEST_CASE("repeat is a loop over the builtin range", "[spelling]") {
  CHECK(treeOf("repeat n times { a }") ==
        "(For _ (Call builtin (Name range) (Name n)) (Body (Name a)))");
  CHECK(treeOf("repeat n { a }") == treeOf("repeat n times { a }"));
}

TEST_CASE("natural forms without a classic spelling", "[spelling]") {
  CHECK(treeOf("say a + b") ==
        "(Call (Name say) (Binary + (Name a) (Name b)))");
  CHECK(treeOf("yell must f()") == "(Call (Name yell) (Must (Call (Name f))))");
  CHECK(treeOf("safe { a }") == "(Safe (Body (Name a)))");
  CHECK(treeOf("retry 3 times { a }") == "(Retry (Int 3) (Body (Name a)))");
  CHECK(treeOf("watch \"p\" { }") == "(Watch (Text \"p\") (Body))");
  CHECK(treeOf("let rs = squad { spawn { a } }") ==
        "(Declare rs (Squad (Body (Spawn (Body (Name a))))))");
  CHECK(treeOf("freeze ask \"q\"") == "(Freeze (Ask (Text \"q\")))");
  CHECK(treeOf("xs >> keep where f > v") ==
        "(Chain (Name xs) (Keep (Lambda (Param it) (Body "
        "(Binary > (Field f (Name it)) (Name v))))))");
  CHECK(treeOf("xs where f == v >> sort by f >> sort >> take 2 >> g") ==
        "(Chain (Where f == (Name xs) (Name v)) (Sort f) (Sort) (Take (Int 2)) "
        "(Apply (Name g)))");
}
