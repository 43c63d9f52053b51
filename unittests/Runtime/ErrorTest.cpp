//===- ErrorTest.cpp - errors, their texts and reports --------------------===//

#include "RuntimeFixture.h"

#include "core/ErrorReport.h"

#include <cstdio>
#include <filesystem>
#include <fstream>

using namespace forge::rt;

TEST_CASE_METHOD(RuntimeFixture, "templates take operands", "[error]") {
  Owned v = own(array({string("x"), makeInt(1)}));
  raise(ctx, "cannot convert '%' to %, % times", v.get(), "Int", 3);
  CHECK(error() == "cannot convert '[x, 1]' to Int, 3 times");
  raiseMessage(ctx, "100% as it is");
  CHECK(error() == "100% as it is");
}

TEST_CASE_METHOD(RuntimeFixture, "raising again replaces the pending error",
                 "[error]") {
  Owned text = own(string("operand"));
  raise(ctx, "first %", text.get());
  raise(ctx, "second %", text.get());
  CHECK(error() == "second operand");
  CHECK_FALSE(failed(ctx));
}

TEST_CASE("the type of an error follows from its message", "[error]") {
  // One message per row of semantics 8.2, in the order of the rows.
  CHECK(errorTypeName("bad index type") == "TypeError");
  CHECK(errorTypeName("TypeX") == "TypeError");
  CHECK(errorTypeName("division by zero") == "ArithmeticError");
  CHECK(errorTypeName("modulo by zero") == "ArithmeticError");
  CHECK(errorTypeName("integer overflow: 1 + 2") == "ArithmeticError");
  CHECK(errorTypeName("assertion failed: index") == "AssertionError");
  CHECK(errorTypeName("index out of bounds: index 9") == "IndexError");
  CHECK(errorTypeName("x out of bounds") == "IndexError");
  CHECK(errorTypeName("key not found") == "ReferenceError");
  CHECK(errorTypeName("undefined variable: 'x'") == "ReferenceError");
  CHECK(errorTypeName("cannot reassign immutable variable 'x'") == "TypeError");
  CHECK(errorTypeName("boom") == "RuntimeError");
}

TEST_CASE_METHOD(RuntimeFixture, "catch binds message and type", "[error]") {
  frt_raise_division_by_zero(&ctx);
  CHECK(display(frt_error_take(&ctx)) ==
        "{ \"message\": \"division by zero\", \"type\": \"ArithmeticError\" }");
  CHECK_FALSE(failed(ctx));
}

TEST_CASE_METHOD(RuntimeFixture, "messages of the core", "[error]") {
  Owned name = own(string("total"));
  frt_raise_undefined(&ctx, name, nullBits);
  CHECK(error() == "undefined variable: 'total'");
  frt_raise_immutable(&ctx, name);
  CHECK(error() == "cannot reassign immutable variable 'total' (use 'let mut' "
                   "to make it mutable)");
  ctx.depth = maxCallDepth;
  frt_raise_depth(&ctx);
  ctx.depth = 0;
  CHECK(error() == "maximum recursion depth exceeded (2000 frames)");
  frt_raise_loop_control(&ctx, 0);
  CHECK(error() == "break outside of loop");
  frt_raise_loop_control(&ctx, 1);
  CHECK(error() == "continue outside of loop");
  Owned err = own(makeWrapper(ctx, Kind::Err, string("odd")));
  frt_raise_unhandled(&ctx, err);
  CHECK(error() == "unhandled error: odd");
  frt_raise_unhandled(&ctx, makeInt(1));
  CHECK(error() == "`?` expects Result value (Ok(...) or Err(...))");
  frt_raise_overflow(&ctx, 0, INT64_MAX, 1);
  CHECK(error() == "integer overflow: 9223372036854775807 + 1");
}

TEST_CASE_METHOD(RuntimeFixture, "retry reports the last message", "[error]") {
  frt_raise_text(&ctx, own(string("no route")));
  frt_raise_retry(&ctx, 3);
  CHECK(error() == "retry failed after 3 attempts: no route");
  frt_raise_retry(&ctx, 0);
  CHECK(error() == "retry failed after 0 attempts: ");
}

TEST_CASE_METHOD(RuntimeFixture, "the report of an uncaught error", "[error]") {
  auto path = std::filesystem::temp_directory_path() / "forge-error-test.fg";
  std::ofstream(path) << "let n = 0\n    say \"\xE2\x82\xAC\" + 1 / n\n";
  std::string file = path.string();
  SourceSite inner{{file.c_str()}, {"ratio"}, 2, 15, 2, 20};
  SourceSite outer{{file.c_str()}, {"<main>"}, 1, 1, 1, 4};
  frt_raise_division_by_zero(&ctx);
  frt_trace(&ctx, &inner);
  frt_trace(&ctx, &outer);
  StringBuilder out;
  appendErrorReport(ctx, out, false);
  CHECK(out.view() ==
        "error[FG0501]: division by zero\n"
        "  --> " +
            file +
            ":2:15\n"
            "   |\n"
            " 1 | let n = 0\n"
            " 2 |     say \"\xE2\x82\xAC\" + 1 / n\n"
            "   |               ^^^^^\n"
            "   = hint: check that the divisor is not zero before dividing\n"
            "stack:\n"
            "  ratio    " +
            file +
            ":2:15\n"
            "  <main>   " +
            file + ":1:1\n");
  clearError(ctx);
  std::filesystem::remove(path);
}

TEST_CASE_METHOD(RuntimeFixture, "long stacks lose their middle", "[error]") {
  std::vector<std::string> names;
  for (int i = 0; i < 100; ++i)
    names.push_back("f" + std::to_string(i));
  std::vector<SourceSite> sites;
  for (int i = 0; i < 100; ++i)
    sites.push_back({{"gone.fg"}, {names[i].c_str()}, i + 1, 1, i + 1, 2});
  frt_raise_depth(&ctx);
  for (SourceSite &site : sites)
    frt_trace(&ctx, &site);
  StringBuilder out;
  appendErrorReport(ctx, out, false);
  std::string report(out.view());
  CHECK(report.find("  f9    gone.fg:10:1\n  ... 80 more\n"
                    "  f90   gone.fg:91:1\n") != std::string::npos);
  CHECK(report.find("  f99   gone.fg:100:1\n") != std::string::npos);
  CHECK(report.find("f10 ") == std::string::npos);
  clearError(ctx);
}
