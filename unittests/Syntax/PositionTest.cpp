//===- PositionTest.cpp - lines, columns, spans ---------------------------===//

#include "ParseText.h"
#include <catch2/catch.hpp>

using namespace forge;
using namespace forge::test;

TEST_CASE("columns count code points", "[positions]") {
  SourceManager sources;
  const SourceFile &file = sources.add("a.fg", "a\n\t\u00E4\u4E16x\r\n\nend");
  CHECK(file.position(0) == LineColumn{1, 1});
  CHECK(file.position(1) == LineColumn{1, 2});
  CHECK(file.position(2) == LineColumn{2, 1});
  CHECK(file.position(3) == LineColumn{2, 2});
  CHECK(file.position(5) == LineColumn{2, 3});
  CHECK(file.position(8) == LineColumn{2, 4});
  CHECK(file.position(11) == LineColumn{3, 1});
  CHECK(file.position(1000) == LineColumn{4, 4});
  CHECK(file.lineCount() == 4u);
  CHECK(file.line(2) == "\t\u00E4\u4E16x");
  CHECK(file.line(3) == "");
  CHECK(file.line(4) == "end");
  CHECK(file.line(0) == "");
  CHECK(file.line(5) == "");
}

TEST_CASE("an empty file has one empty line", "[positions]") {
  SourceManager sources;
  const SourceFile &file = sources.add("a.fg", "");
  CHECK(file.lineCount() == 1u);
  CHECK(file.line(1) == "");
  CHECK(file.position(0) == LineColumn{1, 1});
}

TEST_CASE("a missing file is an error of the system", "[positions]") {
  SourceManager sources;
  auto file = sources.load("/nonexistent/a.fg");
  CHECK(file.getError() == std::errc::no_such_file_or_directory);
}

TEST_CASE("spans cover what was written", "[positions]") {
  CHECK(Parsed("let a = b + (c)").dump(true) ==
        "(Declare a @1:1-1:16 (Binary + @1:9-1:16 (Name b @1:9-1:10) "
        "(Name c @1:14-1:15)))");
  CHECK(Parsed("f(x)\n  .y").dump(true) ==
        "(Field y @1:1-2:5 (Call @1:1-1:5 (Name f @1:1-1:2) "
        "(Name x @1:3-1:4)))");
  CHECK(Parsed("@get(1)\nfn f() { }").dump(true) ==
        "(Function f @1:1-2:11 (Decorator get @1:1-1:8 (Int 1 @1:6-1:7)) "
        "(Body))");
  CHECK(Parsed("if a { } else if b { }").dump(true) ==
        "(If @1:1-1:23 (Name a @1:4-1:5) (Then) (Else (If @1:15-1:23 "
        "(Name b @1:18-1:19) (Then))))");
}

TEST_CASE("spans inside interpolations are those of the file", "[positions]") {
  CHECK(Parsed("say 1\n\"\u00E4{ab}c\"").dump(true) ==
        "(Call @1:1-1:6 (Name say @1:1-1:4) (Int 1 @1:5-1:6)) "
        "(Interpolation @2:1-2:9 (Text \"\u00E4\" @2:2-2:3) "
        "(Name ab @2:4-2:6) (Text \"c\" @2:7-2:8))");
  // Escapes before and inside.
  CHECK(Parsed(R"("\n{f(\"{x}\")}")").dump(true) ==
        R"((Interpolation @1:1-1:17 (Text "\n" @1:2-1:4) )"
        R"((Call @1:5-1:15 (Name f @1:5-1:6) )"
        R"((Interpolation @1:7-1:14 (Name x @1:10-1:11)))))");
}
