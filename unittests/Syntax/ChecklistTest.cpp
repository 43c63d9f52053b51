//===- ChecklistTest.cpp - the conformance programs parse -----------------===//
//
// Spec: syntax 14. What the programs print is tested in test/Run; here they
// must parse without errors, and the readings that a wrong parser would miss
// are compared as trees.
//
//===----------------------------------------------------------------------===//

#include "ParseText.h"
#include <catch2/catch.hpp>

using namespace forge;
using namespace forge::test;

TEST_CASE("statements and lists without separators", "[checklist]") {
  CHECK(treeOf("say 1 say 2") ==
        "(Call (Name say) (Int 1)) (Call (Name say) (Int 2))");
  CHECK(treeOf("let xs = [1 2\n  -3]") ==
        "(Declare xs (Array (Int 1) (Int 2) (Unary - (Int 3))))");
  CHECK(treeOf("say [4 -3]") ==
        "(Call (Name say) (Array (Binary - (Int 4) (Int 3))))");
}

TEST_CASE("soft keywords in use", "[checklist]") {
  CHECK(treeOf("let limit = 5\n"
               "let order = { limit: limit, type: \"x\", from: 1 }\n"
               "say order.limit + order.from") ==
        "(Declare limit (Int 5)) (Declare order (Object "
        "(Entry \"limit\" (Name limit)) (Entry \"type\" (Text \"x\")) "
        "(Entry \"from\" (Int 1)))) (Call (Name say) (Binary + "
        "(Field limit (Name order)) (Field from (Name order))))");
}

TEST_CASE("conditions as values", "[checklist]") {
  CHECK(treeOf("fn(n) {\n"
               "  if n < 0 { \"minus\" } otherwise if n == 0 { \"zero\" } "
               "nah { \"plus\" }\n}") ==
        "(Lambda (Param n) (Body (If (Binary < (Name n) (Int 0)) "
        "(Then (Text \"minus\")) (Else (If (Binary == (Name n) (Int 0)) "
        "(Then (Text \"zero\")) (Else (Text \"plus\")))))))");
}

TEST_CASE("queries over several lines", "[checklist]") {
  CHECK(treeOf("let adults = people\n"
               "    >> keep where age >= 18\n"
               "    >> sort by n\n"
               "    >> take 1\n"
               "say len(people where age > 20)") ==
        "(Declare adults (Chain (Name people) (Keep (Lambda (Param it) (Body "
        "(Binary >= (Field age (Name it)) (Int 18))))) (Sort n) "
        "(Take (Int 1)))) (Call (Name say) (Call (Name len) "
        "(Where age > (Name people) (Int 20))))");
}

TEST_CASE("a struct literal in a header", "[checklist]") {
  CHECK(treeOf("if Dot { x: 1 }.x == 1 { say \"literal\" }") ==
        "(If (Binary == (Field x (StructInit Dot (Entry \"x\" (Int 1)))) "
        "(Int 1)) (Then (Call (Name say) (Text \"literal\"))))");
}

TEST_CASE("a match of returns", "[checklist]") {
  CHECK(treeOf("match c {\n  Heads => return \"h\"\n"
               "  Edge(n) => { return \"e{n}\" }\n  _ => return \"t\"\n}") ==
        "(Match (Name c) (Arm Heads (Body (Return (Text \"h\")))) "
        "(Arm Edge(n) (Body (Return (Interpolation (Text \"e\") (Name n))))) "
        "(Arm _ (Body (Return (Text \"t\")))))");
}

TEST_CASE("tuples and destructuring", "[checklist]") {
  CHECK(treeOf("let t = (1,)\nlet (a, b) = (2, 3)\n"
               "unpack [first, ...rest] from [a, b, t]") ==
        "(Declare t (Tuple (Int 1))) "
        "(Destructure tuple a b (Tuple (Int 2) (Int 3))) "
        "(Destructure array first ...rest (Array (Name a) (Name b) (Name t)))");
}

TEST_CASE("return ends at the line", "[checklist]") {
  CHECK(treeOf("fn pick(flag) {\n    return\n    flag\n}") ==
        "(Function pick (Param flag) (Body (Return) (Name flag)))");
}
